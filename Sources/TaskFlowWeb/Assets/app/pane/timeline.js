// What happened to a task, newest first: who, by which door, what changed and why. Runs of progress are one line.

import { h, bdi } from '../dom.js';
import { apiGet } from '../api.js';
import { avatar, errorState, timeAgo } from '../widgets.js';
import { lapseWords } from '../leases.js';
import { workerOf } from '../session.js';
import { excerpt } from '../inbox/items.js';
import { tellAction, timelineDoors } from './telling.js';

export function timelineView(id) {
  const list = h('ol', { class: 'timeline' });
  const foot = h('div');
  const element = h('section', { class: 'pane-section', 'aria-label': 'Timeline' }, h('h3', null, 'Timeline'), list, foot);
  const state = { entries: [], next: null };
  const load = async (cursor) => {
    try {
      const { data, next } = await apiGet('/api/tasks/' + id + '/timeline', { query: { limit: 30, cursor } });
      state.entries = cursor ? [...state.entries, ...data] : data;
      state.next = next;
      timelineDraw(state, list, foot, load);
    } catch (error) {
      foot.replaceChildren(errorState(error, () => load(cursor)));
    }
  };
  load(null);
  return { element, refresh: () => load(null) };
}

function timelineDraw(state, list, foot, load) {
  list.replaceChildren(...timelineFold(state.entries).map(timelineEntry));
  foot.replaceChildren(...(state.next ? [h('button', { type: 'button', class: 'button quiet', on: { click: () => load(state.next) } }, 'Earlier')] : []));
}

export function timelineFold(entries) {
  const folded = [];
  for (const entry of entries) {
    const last = folded.at(-1);
    if (last?.action === 'progressed' && entry.action === 'progressed' && last.actor_id === entry.actor_id && !entry.text) last.times = (last.times ?? 1) + 1;
    else folded.push({ ...entry });
  }
  return folded;
}

function timelineEntry(entry) {
  if (entry.action === 'lease_expired') return timelineLapse(entry);
  const worker = workerOf(entry.actor_id) ?? { handle: entry.actor_id, type: entry.actor_type };
  const name = entry.actor_name ?? 'TaskFlow';
  // The words themselves stand among the comments and questions.
  const text = entry.kind === 'comment' || entry.action === 'asked' ? excerpt(entry.text).slice(0, 160) : entry.text;
  const changes = Object.entries(entry.changes).filter(([name]) => name !== 'status' || entry.action === 'updated');
  return h('li', { class: 'entry' }, avatar({ ...worker, type: entry.actor_type }),
    h('div', { class: 'entry-body' },
      h('p', { class: 'entry-line' }, h('strong', null, bdi(name)), entry.actor_type === 'agent' && h('span', { class: 'tagword' }, 'agent'), ' ' + tellAction(entry.action),
        entry.times ? ' (' + entry.times + ' times)' : '', h('span', { class: 'door' }, timelineDoors[entry.via] ?? entry.via), timeAgo(entry.at)),
      text && h('p', { class: 'entry-text', dir: 'auto' }, text),
      changes.length > 0 && h('dl', { class: 'diff' }, changes.map(([field, change]) => h('div', null, h('dt', null, field.replaceAll('_', ' ')),
        h('dd', null, h('del', null, timelineValue(change.before)), ' \u2192 ', h('ins', null, timelineValue(change.after))))))));
}

// TaskFlow ended the lease, but the sentence is about who held it.
function timelineLapse({ changes, at }) {
  const holder = workerOf(changes.assigned_to?.before ?? null);
  return h('li', { class: 'entry' }, holder ? avatar(holder) : h('span', { class: 'avatar' }, 'TF'), h('div', { class: 'entry-body' },
    h('p', { class: 'entry-line' }, h('strong', null, bdi(holder?.handle ?? 'Whoever had it')), ' ' + lapseWords(changes), timeAgo(at))));
}

function timelineValue(value) {
  if (value === null || value === undefined || value === '') return 'nothing';
  if (Array.isArray(value)) return value.length ? value.join(', ') : 'nothing';
  const text = String(typeof value === 'object' ? JSON.stringify(value) : value);
  return text.length > 160 ? text.slice(0, 160) + '\u2026' : text;
}

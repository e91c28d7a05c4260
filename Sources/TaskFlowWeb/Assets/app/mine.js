// My work: what I hold, and what was given to me. What waits for a word of mine is in the inbox.

import { h, fill } from './dom.js';
import { apiGet } from './api.js';
import { emptyState, errorState, skeleton } from './widgets.js';
import { href, registerPage } from './router.js';
import { onEvents } from './stream.js';
import { pruneSelection } from './selection.js';
import { taskRows } from './list.js';

export function registerMine() {
  registerPage({ name: 'mine', path: /^\/mine$/, title: () => 'My work', mount: mountMine });
}

const mineSections = [
  { title: 'In progress', query: { assigned_to: 'me', status: 'in_progress', sort: 'urgency' } },
  { title: 'Blocked', query: { assigned_to: 'me', status: 'blocked', sort: 'urgency' } },
  { title: 'To do next', query: { assigned_to: 'me', status: 'pending', sort: 'urgency' } },
  { title: 'Waiting for a review', query: { assigned_to: 'me', status: 'review', sort: 'urgency' } },
];

function mountMine(host) {
  const body = h('div', { class: 'stack' }, skeleton(6));
  host.append(h('div', { class: 'page' }, h('header', { class: 'page-head' }, h('h1', { tabindex: '-1', class: 'page-title' }, 'My work')), body));
  const stops = [];
  const load = async () => {
    try {
      const found = await Promise.all(mineSections.map(({ query }) => apiGet('/api/tasks', { query: { limit: 50, ...query, total: true } })));
      for (const stop of stops.splice(0)) stop();
      const parts = mineSections.map((section, at) => ({ section, tasks: found[at].data, count: Number(found[at].total) })).filter(({ tasks }) => tasks.length).map(({ section, tasks, count }) => {
        const rows = taskRows(section.title);
        stops.push(rows.stop);
        rows.show(tasks);
        return h('section', null, h('h2', { class: 'section-title' }, section.title, h('span', { class: 'count' }, count)), rows.element,
          count > tasks.length && h('p', { class: 'list-foot' }, h('a', { class: 'button', href: href('/list?' + new URLSearchParams(section.query)) }, 'All ' + count + ' in the list')));
      });
      queueMicrotask(pruneSelection);
      fill(body, parts.length ? parts : emptyState('mine', 'You hold nothing', 'Take something from the board, or let it rest.', h('a', { class: 'button', href: href('/') }, 'To the board')));
    } catch (error) {
      if (!body.querySelector('.rows')) fill(body, errorState(error, load));
    }
  };
  load();
  let timer = null;
  const stopEvents = onEvents(() => { timer ??= setTimeout(() => { timer = null; if (!body.contains(document.activeElement)) load(); }, 1000); });
  return { update() {}, unmount() { stopEvents(); clearTimeout(timer); for (const stop of stops) stop(); } };
}

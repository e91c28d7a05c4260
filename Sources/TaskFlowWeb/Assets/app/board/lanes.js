// The board in lanes: a row for each project, assignee or parent, and in it the five columns. All of them scroll as one.

import { h, icon, fill, bdi, reconcile } from '../dom.js';
import { apiGet } from '../api.js';
import { knownTask } from '../store.js';
import { statuses, statusLabels } from '../lifecycle.js';
import { workerChip } from '../widgets.js';
import { href } from '../router.js';
import { me, session, workerOf } from '../session.js';
import { columnHead } from './columns.js';
import { makeScroller } from './arrivals.js';
import { groupByLane, laneless } from './grouping.js';
import { rollupOf } from './rollup.js';

// Lanes that were folded stay so while the page lives.
const lanesFolded = new Set();
const laneTitles = new Map();

export function showLanes(host, columns, kind, more) {
  const state = { kind, sections: new Map(), body: h('div', { class: 'lanes' }), lanes: [] };
  const head = h('div', { class: 'lane-grid lane-heads' }, statuses.map((status) => columnHead(columns.get(status))));
  const feet = h('div', { class: 'lane-grid' }, statuses.map((status) => columns.get(status).foot));
  const scroller = makeScroller(host, statuses, () => { for (const column of columns.values()) more(column); });
  host.classList.add('laned');
  fill(host, scroller.button, head, state.body, feet);
  return { scrollers: [scroller], lists: (slices) => lanesLists(state, slices), settle: () => lanesDrop(state) };
}

function lanesLists(state, slices) {
  state.lanes = groupByLane(slices, state.kind, { me: me(), nameOf: (key) => laneName(state.kind, key) });
  reconcile(state.body, state.lanes.map((lane) => lane.key), (key) => lanesMake(state, key), state.sections);
  return state.lanes.flatMap((lane) => {
    const section = state.sections.get(lane.key);
    lanesTitle(state, section, lane);
    return statuses.map((status, at) => ({ list: section.lastElementChild.children[at], keys: lane.cells.get(status) ?? [] }));
  });
}

// A lane that is empty goes, but not from under the focus.
function lanesDrop(state) {
  const wanted = new Set(state.lanes.map((lane) => lane.key));
  for (const [key, section] of state.sections) {
    if (wanted.has(key) || section.contains(document.activeElement)) continue;
    section.remove();
    state.sections.delete(key);
  }
}

function lanesMake(state, key) {
  const name = laneName(state.kind, key);
  const folded = lanesFolded.has(state.kind + ' ' + key);
  const cells = h('div', { class: 'lane-grid lane-cells', hidden: folded }, statuses.map((status) => h('ol', { class: 'cards cell', dataset: { status, drop: status }, 'aria-label': statusLabels[status] + ', ' + name })));
  const button = h('button', { type: 'button', class: 'lane-fold', 'aria-expanded': folded ? 'false' : 'true', on: { click: () => laneFold(state.kind, key, button, cells) } });
  return h('section', { class: 'lane', 'aria-label': name, dataset: { lane: key } }, h('h2', { class: 'lane-head' }, button, state.kind === 'parent' && key && h('a', { class: 'hint', href: href('/tasks/' + key), 'aria-label': 'Open #' + key }, 'Open')), cells);
}

function laneFold(kind, key, button, cells) {
  cells.hidden = !cells.hidden;
  button.setAttribute('aria-expanded', cells.hidden ? 'false' : 'true');
  if (cells.hidden) lanesFolded.add(kind + ' ' + key);
  else lanesFolded.delete(kind + ' ' + key);
  // The column's tab stop may have been among what is folded.
  laneChanged();
}

// Drawn only where it has changed: the button may have the focus.
function lanesTitle(state, section, lane) {
  const name = laneName(state.kind, lane.key);
  const rollup = state.kind === 'parent' && lane.key ? rollupOf(Number(lane.key)) : null;
  const signature = JSON.stringify([name, lane.count, rollup]);
  if (section.dataset.signature === signature) return;
  section.dataset.signature = signature;
  section.setAttribute('aria-label', name);
  fill(section.querySelector('.lane-fold'), icon('down'), state.kind === 'assignee' && lane.key ? workerChip(lane.key) : h('span', { class: 'lane-name' }, bdi(name)),
    h('span', { class: 'count' }, rollup ? rollup.done + ' of ' + rollup.all + ' done' : lane.count));
}

function laneName(kind, key) {
  if (key === '') return laneless[kind];
  if (kind === 'assignee') return workerOf(key).handle;
  if (kind === 'project') return session.projects.find((project) => project.slug === key)?.name ?? key;
  const title = knownTask(Number(key))?.title ?? laneTitles.get(key);
  if (title === undefined) laneAskTitle(key);
  return '#' + key + (title ? ' ' + title : '');
}

let laneAsking = Promise.resolve();

// The parent may be beyond what the board has loaded. One is asked for after the other.
function laneAskTitle(key) {
  laneTitles.set(key, '');
  laneAsking = laneAsking.then(() => apiGet('/api/tasks/' + key)).then(({ data }) => {
    laneTitles.set(key, data.title);
    laneChanged();
  }).catch(() => {});
}

function laneChanged() {
  document.dispatchEvent(new CustomEvent('lanechange'));
}

// The board: five columns, or lanes of five columns; fifty cards of each at most, and more on demand.

import { h, icon } from '../dom.js';
import { drawFilters, filterOf } from '../filters.js';
import { onTasks } from '../store.js';
import { onEvents } from '../stream.js';
import { href, registerPage, setQuery } from '../router.js';
import { statuses } from '../lifecycle.js';
import { select } from '../widgets.js';
import { clearSelection } from '../selection.js';
import { openNewTask } from '../pane/editing.js';
import { boardArrange, boardFocus } from './arrange.js';
import { boardChanged, boardHear, boardSoon } from './events.js';
import { boardLoad, boardMore, followOutages } from './data.js';
import { newColumn, showColumns } from './columns.js';
import { showLanes } from './lanes.js';
import { laneKindOf, laneKinds } from './grouping.js';
import { followRollups } from './rollup.js';
import { listenToDrags } from './drag.js';

const boardSorts = [['', 'Most urgent'], ['-updated_at', 'Last changed'], ['due_date', 'Due first'], ['-created_at', 'Newest'], ['title', 'Title']];

export function registerBoard() {
  registerPage({ name: 'board', path: /^\/(?:board)?$/, title: () => 'Board', mount: mountBoard });
}

function mountBoard(host, route) {
  const state = {
    query: route.query, columns: new Map(statuses.map((status) => [status, newColumn(status)])), nodes: new Map(), all: new Set(), gone: new AbortController(),
    loaded: false, asked: 0, isFresh: true, read: null, frame: null, bar: h('div', { class: 'bar' }), host: h('div', { class: 'columns', tabindex: '0', role: 'group', 'aria-label': 'Columns' }),
  };
  state.element = h('div', { class: 'board' }, h('header', { class: 'page-head' }, h('h1', { tabindex: '-1', class: 'page-title' }, 'Board'),
    h('div', { class: 'row' }, h('a', { class: 'button', href: href('/plan') }, 'New plan'),
      h('button', { type: 'button', class: 'button primary', on: { click: () => openNewTask(filterOf(state.query)) } }, icon('plus'), 'New task'))), state.bar, state.host);
  host.append(state.element);
  boardShape(state);
  boardBar(state);
  const stops = boardListen(state);
  boardLoad(state);
  return {
    update: (next) => boardUpdate(state, next),
    unmount() {
      state.gone.abort();
      for (const stop of stops) stop();
    },
  };
}

function boardListen(state) {
  listenToDrags(state.element);
  state.element.addEventListener('dragdone', () => boardArrange(state));
  state.element.addEventListener('focusin', (event) => boardFocus(state.element, event.target.closest('.card')));
  document.addEventListener('lanechange', () => boardSoon(state), { signal: state.gone.signal });
  return [
    onTasks((ids) => boardChanged(state, ids)), onEvents((news) => boardHear(state, news)), followOutages(state),
    followRollups((id) => state.nodes.has(id) || laneKindOf(state.query) === 'parent', () => boardSoon(state)),
  ];
}

function boardShape(state) {
  state.kind = laneKindOf(state.query);
  const more = (column) => boardMore(state, column);
  state.shape = state.kind ? showLanes(state.host, state.columns, state.kind, more) : showColumns(state.host, state.columns, more);
}

function boardBar(state) {
  drawFilters(state.bar, state.query, boardSorts, select(state.kind, laneKinds, { id: 'lanes', 'aria-label': 'Lanes', on: { change: (event) => setQuery({ lanes: event.target.value }) } }));
}

// Other lanes are the same tasks in another order: nothing is asked for.
function boardUpdate(state, next) {
  const without = (query) => JSON.stringify({ ...query, lanes: undefined });
  if (JSON.stringify(next.query) === JSON.stringify(state.query)) return;
  const isSame = without(next.query) === without(state.query);
  state.query = next.query;
  if (state.kind !== laneKindOf(next.query)) boardShape(state);
  boardBar(state);
  if (!isSame) {
    state.asked += 1;
    clearSelection();
    boardLoad(state);
  } else if (state.loaded) boardArrange(state);
}

// The board: five columns, fifty cards of each at most, and more on demand.

import { h, icon, fill, dropNodes, reconcile } from './dom.js';
import { apiGet } from './api.js';
import { comparator, matches } from './matching.js';
import { drawCard, makeCard } from './card.js';
import { filterBar, filterOf } from './filters.js';
import { forget, knownTask, learn, onTasks } from './store.js';
import { isBeingDeleted } from './actions.js';
import { isDragging, listenToDrags } from './drag.js';
import { onEvents, startStream } from './stream.js';
import { registerPage, href } from './router.js';
import { statuses, statusLabels } from './lifecycle.js';
import { emptyState, errorState, skeleton, statusIcon } from './widgets.js';
import { handles, loadCrew, me } from './session.js';
import { announceOthers } from './announce.js';
import { openNewTask } from './editing.js';

const boardSorts = [['', 'Most urgent'], ['-updated_at', 'Last changed'], ['due_date', 'Due first'], ['-created_at', 'Newest'], ['title', 'Title']];

export function registerBoard() {
  registerPage({ name: 'board', path: /^\/(?:board)?$/, title: () => 'Board', mount: mountBoard });
}

export function mountBoard(host, route) {
  const state = { query: route.query, columns: new Map(), nodes: new Map(), all: new Set(), dirty: false, gone: new AbortController(), loaded: false };
  const heading = h('h1', { tabindex: '-1', class: 'page-title' }, 'Board');
  const bar = h('div', { class: 'bar' });
  const columns = h('div', { class: 'columns', tabindex: '0', role: 'group', 'aria-label': 'Columns' });
  const element = h('div', { class: 'board' }, h('header', { class: 'page-head' }, heading,
    h('button', { type: 'button', class: 'button primary', on: { click: () => openNewTask(filterOf(state.query)) } }, icon('plus'), 'New task')), bar, columns);
  host.append(element);
  for (const status of statuses) {
    const column = boardColumn(state, status);
    state.columns.set(status, column);
    columns.append(column.element);
  }
  listenToDrags(element);
  element.addEventListener('dragdone', () => boardArrange(state));
  element.addEventListener('focusin', (event) => boardFocus(element, event.target.closest('.card')));
  const stopTasks = onTasks((ids) => boardChanged(state, ids));
  const stopEvents = onEvents((news) => boardHear(state, news));
  fill(bar, filterBar(state.query, boardSorts));
  boardLoad(state);
  return {
    update(next) {
      const changed = JSON.stringify(next.query) !== JSON.stringify(state.query);
      state.query = next.query;
      if (!changed) return;
      const typed = document.activeElement?.id === 'filter-text' ? [document.activeElement.selectionStart, document.activeElement.value] : null;
      fill(bar, filterBar(state.query, boardSorts));
      if (typed) {
        const text = bar.querySelector('#filter-text');
        text.value = typed[1];
        text.focus();
        text.setSelectionRange(typed[0], typed[0]);
      }
      boardLoad(state);
    },
    unmount() {
      state.gone.abort();
      stopTasks();
      stopEvents();
    },
  };
}

function boardColumn(state, status) {
  const count = h('span', { class: 'count' });
  const list = h('ol', { class: 'cards', 'aria-label': statusLabels[status] });
  const foot = h('div', { class: 'column-foot' });
  const body = h('div', { class: 'column-body' }, list, foot);
  const element = h('section', { class: 'column', dataset: { status }, 'aria-label': statusLabels[status] },
    h('header', { class: 'column-head' }, statusIcon(status), h('h2', null, statusLabels[status]), count, h('p', { class: 'column-why', 'aria-live': 'off' })), body);
  fill(foot, skeleton(3));
  const column = { status, element, list, foot, count, total: 0, next: null, limit: status === 'completed' ? 20 : 50, loading: false };
  body.addEventListener('scroll', () => {
    if (body.scrollTop + body.clientHeight > body.scrollHeight - 300) boardMore(state, column);
  });
  return column;
}

async function boardLoad(state) {
  const query = state.query;
  try {
    const { data } = await apiGet('/api/board', { query: { ...filterOf(query), sort: query.sort }, signal: state.gone.signal });
    if (query !== state.query) return;
    state.all = new Set();
    for (const column of data.columns) {
      const own = state.columns.get(column.status);
      Object.assign(own, { total: column.total, next: column.next, limit: column.status === 'completed' ? 20 : 50 });
      for (const task of column.tasks) state.all.add(task.id);
    }
    state.loaded = true;
    learn(data.columns.flatMap((column) => column.tasks));
    boardArrange(state);
    startStream(data.cursor);
  } catch (error) {
    if (error.name === 'AbortError') return;
    for (const column of state.columns.values()) fill(column.foot);
    fill(state.columns.get('pending').foot, errorState(error, () => boardLoad(state)));
  }
}

async function boardMore(state, column) {
  if (column.loading || !state.loaded) return;
  const held = boardTasks(state, column.status).length;
  if (held > column.limit) {
    column.limit += 50;
    return boardArrange(state);
  }
  if (!column.next) return;
  column.loading = true;
  try {
    const sort = state.query.sort || (column.status === 'completed' ? '-completed_at' : 'urgency');
    const { data, next } = await apiGet('/api/tasks', { query: { ...filterOf(state.query), status: column.status, sort, cursor: column.next }, signal: state.gone.signal });
    column.next = next;
    column.limit += 50;
    for (const task of data) state.all.add(task.id);
    learn(data);
    boardArrange(state);
  } catch {
    column.next = null;
  } finally {
    column.loading = false;
  }
}

function boardTasks(state, status) {
  const order = comparator(state.query.sort || (status === 'completed' ? '-completed_at' : 'urgency'));
  const tasks = [];
  for (const id of state.all) {
    const task = knownTask(id);
    if (task?.status === status && !isBeingDeleted(id)) tasks.push(task);
  }
  return tasks.sort(order);
}

// Puts every card where it belongs. While somebody drags one, all of them stay.
function boardArrange(state) {
  if (isDragging() || !state.loaded) return;
  const shown = new Set();
  for (const column of state.columns.values()) {
    const tasks = boardTasks(state, column.status);
    const keys = tasks.slice(0, column.limit).map((task) => task.id);
    for (const key of keys) shown.add(key);
    const body = column.element.querySelector('.column-body');
    const anchor = boardAnchor(body, column.list);
    reconcile(column.list, keys, makeCard, state.nodes);
    if (anchor?.node.isConnected) body.scrollTop += anchor.node.getBoundingClientRect().top - anchor.top;
    const total = Math.max(column.total, tasks.length);
    column.count.textContent = total;
    const rest = total - keys.length;
    fill(column.foot, keys.length === 0 && total === 0 ? h('p', { class: 'column-empty' }, boardNothing[column.status])
      : rest > 0 ? h('button', { type: 'button', class: 'button quiet wide', on: { click: () => boardMore(state, column) } }, 'Show more (' + rest + ')') : null);
  }
  dropNodes(state.nodes, shown);
  for (const node of state.nodes.values()) drawCard(node);
  boardRove(state);
  boardEmpty(state, shown.size);
}

const boardNothing = {
  pending: 'Nothing to do.', in_progress: 'Nobody is at work.', blocked: 'Nothing is blocked.', review: 'Nothing to review.', completed: 'Nothing done yet.',
};

function boardAnchor(body, list) {
  if (body.scrollTop === 0) return null;
  const edge = body.getBoundingClientRect().top;
  const node = [...list.children].find((card) => card.getBoundingClientRect().bottom > edge);
  return node ? { node, top: node.getBoundingClientRect().top } : null;
}

function boardEmpty(state, shown) {
  const host = state.columns.get('pending').element.closest('.board');
  host.querySelector('.board-empty')?.remove();
  const total = [...state.columns.values()].reduce((sum, column) => sum + column.total, 0);
  if (shown || total) return;
  const filtered = Object.keys(filterOf(state.query)).length > 0;
  const note = filtered ? emptyState('filter', 'No task matches', 'Take a filter away, or look in all projects.', h('a', { class: 'button', href: href('/') }, 'Clear filters'))
    : emptyState('board', 'No task yet', 'Write down the first one, or let an agent do so.', h('div', { class: 'row' },
      h('button', { type: 'button', class: 'button primary', on: { click: () => openNewTask({}) } }, 'New task'), h('a', { class: 'button', href: href('/connect') }, 'Connect an agent')));
  note.classList.add('board-empty');
  host.append(note);
}

// One tab stop in a column: the card that had the focus last, else the first.
function boardRove(state) {
  for (const column of state.columns.values()) {
    const cards = [...column.list.children];
    const current = cards.find((card) => card.dataset.current === 'true') ?? cards[0];
    for (const card of cards) {
      card.dataset.current = card === current ? 'true' : 'false';
      card.querySelector('a').tabIndex = card === current ? 0 : -1;
    }
  }
}

function boardFocus(element, card) {
  if (!card) return;
  for (const other of card.parentElement.children) {
    const is = other === card;
    other.dataset.current = is ? 'true' : 'false';
    other.querySelector('a').tabIndex = is ? 0 : -1;
  }
}

let boardFrame = null;

function boardChanged(state, ids) {
  for (const id of ids) {
    const task = knownTask(id);
    if (!task || !matches(task, filterOf(state.query), me(), handles())) state.all.delete(id);
    else state.all.add(id);
  }
  boardFrame ??= requestAnimationFrame(() => {
    boardFrame = null;
    boardArrange(state);
  });
}

function boardHear(state, news) {
  if (news === 'expired') return location.reload();
  if (news === 'reset') return boardLoad(state);
  const mine = me();
  const filter = filterOf(state.query);
  const latest = new Map();
  for (const event of news) {
    if (event.entity_type === 'worker' || event.entity_type === 'project') state.dirty = true;
    if (event.entity_type !== 'task') continue;
    boardCount(state, event, filter, mine);
    if (event.action === 'deleted' || (event.task_id && !event.task)) forget(event.task_id);
    else latest.set(event.task_id, event.task);
  }
  learn([...latest.values()]);
  announceOthers(news.filter((event) => event.actor_id !== mine).length);
  if (state.dirty) {
    state.dirty = false;
    loadCrew();
  }
}

// Totals follow the events; what is not certain is counted by the server at the next load.
function boardCount(state, event, filter, mine) {
  const task = event.task ?? knownTask(event.task_id);
  if (!task || !matches(task, filter, mine, handles())) return;
  const change = event.context?.status;
  const add = (status, by) => { const column = state.columns.get(status); if (column) column.total = Math.max(0, column.total + by); };
  if (event.action === 'created') add('pending', 1);
  else if (event.action === 'deleted') add(task.status, -1);
  else if (change?.after) {
    add(change.before, -1);
    add(change.after, 1);
  }
}

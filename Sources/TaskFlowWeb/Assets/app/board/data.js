// What the board asks of the server: its columns at one moment, more of one column, and all of it again while the stream is down.

import { apiGet } from '../api.js';
import { comparator } from '../matching.js';
import { filterOf } from '../filters.js';
import { knownTask, learn } from '../store.js';
import { isBeingDeleted } from '../deletes.js';
import { hasHeard, onStreamState, startStream } from '../stream.js';
import { errorState } from '../widgets.js';
import { fill } from '../dom.js';
import { boardArrange } from './arrange.js';
import { columnLimit } from './columns.js';

// `isFresh`: what comes is another board, and no news of this one.
export async function boardLoad(state, isFresh = true) {
  const { query, asked } = state;
  try {
    const { data } = await apiGet('/api/board', { query: { ...filterOf(query), sort: query.sort }, signal: state.gone.signal });
    if (asked !== state.asked) return;
    if (isFresh) state.all = new Set();
    for (const { status, total, next, tasks } of data.columns) {
      const column = state.columns.get(status);
      column.total = total;
      if (isFresh) Object.assign(column, { next, limit: columnLimit(status) });
      for (const task of tasks) state.all.add(task.id);
    }
    state.loaded = true;
    state.isFresh ||= isFresh;
    learn(data.columns.flatMap((column) => column.tasks));
    boardArrange(state);
    startStream(data.cursor);
    state.read = hasHeard(data.cursor) ? null : { cursor: data.cursor, until: Date.now() + 3000 };
  } catch (error) {
    if (error.name === 'AbortError' || (!isFresh && state.loaded)) return;
    for (const column of state.columns.values()) fill(column.foot);
    fill(state.columns.get('pending').foot, errorState(error, () => boardLoad(state)));
  }
}

export async function boardMore(state, column) {
  if (column.loading || !state.loaded) return;
  if (boardTasks(state, column.status).length > column.limit) {
    column.limit += 50;
    return boardArrange(state);
  }
  if (!column.next) return;
  column.loading = true;
  const { query, asked } = state;
  try {
    const sort = query.sort || (column.status === 'completed' ? '-completed_at' : 'urgency');
    const { data, next } = await apiGet('/api/tasks', { query: { ...filterOf(query), status: column.status, sort, cursor: column.next }, signal: state.gone.signal });
    if (asked !== state.asked) return;
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

export function boardTasks(state, status) {
  const order = comparator(state.query.sort || (status === 'completed' ? '-completed_at' : 'urgency'));
  const tasks = [];
  for (const id of state.all) {
    const task = knownTask(id);
    if (task?.status === status && !isBeingDeleted(id)) tasks.push(task);
  }
  return tasks.sort(order);
}

// While the stream is down for more than half a minute the board is asked for every half minute; once it is back, once more:
// the events that are made up for count nothing twice then.
export function followOutages(state) {
  let timer = null;
  let polled = false;
  const poll = () => {
    timer = setTimeout(poll, 30000);
    if (document.hidden) return;
    polled = true;
    boardLoad(state, false);
  };
  const stop = onStreamState((name) => {
    // The word comes three seconds after the break.
    if (name !== 'live') timer ??= setTimeout(poll, 27000);
    else {
      clearTimeout(timer);
      timer = null;
      if (polled) setTimeout(() => boardLoad(state, false), 1500);
      polled = false;
    }
  });
  return () => {
    clearTimeout(timer);
    stop();
  };
}

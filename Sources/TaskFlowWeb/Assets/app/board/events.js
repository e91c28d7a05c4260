// What others do, as it comes by the stream: cards come, change and go, and totals follow.

import { forget, knownTask, learn } from '../store.js';
import { matches } from '../matching.js';
import { filterOf } from '../filters.js';
import { announceOthers } from '../announce.js';
import { handles, loadCrew, me } from '../session.js';
import { boardArrange } from './arrange.js';
import { boardLoad } from './data.js';

export function boardChanged(state, ids) {
  for (const id of ids) {
    const task = knownTask(id);
    if (!task || !matches(task, filterOf(state.query), me(), handles())) state.all.delete(id);
    else state.all.add(id);
  }
  boardSoon(state);
}

// Once a frame, however many changes there are.
export function boardSoon(state) {
  state.frame ??= requestAnimationFrame(() => {
    state.frame = null;
    if (!state.gone.signal.aborted) boardArrange(state);
  });
}

export function boardHear(state, news) {
  if (news === 'expired') return;
  if (news === 'reset') return void boardLoad(state);
  const mine = me();
  const filter = filterOf(state.query);
  const latest = new Map();
  for (const event of news) {
    if (event.entity_type !== 'task') continue;
    boardCount(state, event, filter, mine);
    if (event.action === 'deleted' || (event.task_id && !event.task)) forget(event.task_id);
    else latest.set(event.task_id, event.task);
  }
  learn([...latest.values()]);
  announceOthers(news.filter((event) => event.actor_id !== mine).length);
  if (news.some((event) => event.entity_type === 'worker' || event.entity_type === 'project')) loadCrew();
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

// What others do, as it comes by the stream: cards come, change and go, and totals follow.

import { knownTask } from '../store.js';
import { matches } from '../matching.js';
import { filterOf } from '../filters.js';
import { takeNews } from '../news.js';
import { handles, me } from '../session.js';
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

// What is done to one task may open or close the gates of others, of which no event tells.
const boardOpeners = new Set(['completed', 'approved', 'reopened', 'deleted']);

function boardHasGates() {
  return document.querySelector('.card .gate') !== null;
}

export function boardHear(state, news) {
  if (news === 'expired') return;
  if (news === 'reset') return void boardLoad(state);
  if (news.some((event) => boardOpeners.has(event.action)) && boardHasGates()) state.again ??= setTimeout(() => { state.again = null; boardLoad(state); }, 1000);
  const counted = boardCounted(state, news);
  const filter = filterOf(state.query);
  for (const event of news.slice(counted)) if (event.entity_type === 'task') boardCount(state, event, filter, me());
  takeNews(news);
}

// How many of these events the totals hold already: the board was read while they were on their way. They end with the one whose
// cursor is the board's; where none is, three seconds are enough for all of them.
function boardCounted(state, news) {
  if (!state.read) return 0;
  const at = news.findIndex((event) => event.cursor === state.read.cursor);
  if (at < 0 && Date.now() < state.read.until) return news.length;
  state.read = null;
  return at + 1;
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

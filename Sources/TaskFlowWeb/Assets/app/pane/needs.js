// What the task in the pane needs before it may be started, what needs it, and why it may not be started yet.

import { h, icon, fill } from '../dom.js';
import { apiGet, apiSend } from '../api.js';
import { knownTask, learn } from '../store.js';
import { fail } from '../announce.js';
import { statusIcon, workerChip } from '../widgets.js';
import { moment } from '../dates.js';
import { paneDrawSteps } from './steps.js';
import { taskLink } from '../board/card.js';

export function paneNeeds(state) {
  const why = h('ul', { class: 'reasons' });
  const list = h('ol', { class: 'rows', 'aria-label': 'Needs' });
  const after = h('div', { class: 'needs-after' });
  const drawing = h('div', { class: 'needs-drawing', hidden: true });
  const number = h('input', { class: 'input', id: 'pane-need', inputmode: 'numeric', placeholder: 'Number of a task', 'aria-label': 'Number of a task that this one needs' });
  const form = h('form', { class: 'need-form', on: { submit: (event) => { event.preventDefault(); needsAdd(state, number); } } }, number, h('button', { class: 'button' }, 'Add'));
  const element = h('section', { class: 'pane-section pane-needs' }, h('div', { class: 'section-head' }, h('h3', null, 'Needs')), why, h('div', { class: 'needs-columns' }, h('div', null, list, after), drawing), form);
  state.needs = { why, list, after, drawing, drawn: '', end: null };
  state.stop.push(() => state.needs.end?.());
  needsLoad(state);
  return element;
}

// Others may have completed, or opened again, what it waits for.
export function needsHear(state, news) {
  const task = knownTask(state.id);
  if (!state.needs || !task) return;
  const isNew = news.some((event) => ['need_added', 'need_removed'].includes(event.action) || (event.action === 'created' && event.task?.waits > 0));
  const concerns = news.some((event) => event.task_id === state.id || state.needs.shown?.has(event.task_id) || ['completed', 'approved', 'reopened', 'deleted', 'updated'].includes(event.action));
  if (isNew || (concerns && (task.waits > 0 || !task.ready || state.needs.shown?.size > 0))) needsLoad(state);
}

async function needsLoad(state) {
  const base = '/api/tasks/' + state.id;
  const turn = state.needs.turn = (state.needs.turn ?? 0) + 1;
  const later = { needs: state.id, sort: 'created_at', limit: 50, total: true, fields: 'id,title,status,assigned_to' };
  try {
    const [task, needs, readiness, after] = await Promise.all([apiGet(base), apiGet(base + '/needs'), apiGet(base + '/readiness'), apiGet('/api/tasks', { query: later })]);
    // A later look is under way: this one may be from before a change.
    if (turn !== state.needs.turn) return;
    learn([task.data, ...needs.data.filter((need) => need.id !== null)]);
    state.needs.shown = new Set([...needs.data, ...after.data].map((other) => other.id));
    fill(state.needs.list, needs.data.map((need) => needsRow(state, need)));
    needsAfter(state, after.data, Number(after.total));
    needsDraw(state, task.data, needs.data, after.data, Number(after.total));
    state.reasons = readiness.data.reasons;
    paneDrawSteps(state);
    const reasons = task.data.status === 'pending' ? readiness.data.reasons.filter((reason) => reason.code !== 'waits') : [];
    fill(state.needs.why, reasons.map((reason) => h('li', null, icon('clock'), h('span', { dir: 'auto' }, needsWords(reason.text)))));
  } catch (error) {
    if (error.status !== 404) fail(error);
  }
}

// The server writes times and states as machines do.
export function needsWords(text) {
  return text.replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, (time) => moment(time)).replaceAll('in_progress', 'in progress');
}

function needsRow(state, need) {
  if (need.id === null) return h('li', { class: 'row-item hint' }, 'A task that you cannot see.');
  return h('li', { class: 'row-item' }, statusIcon(need.status), h('span', { class: 'number' }, '#' + need.id), taskLink(need), need.assigned_to && workerChip(need.assigned_to),
    h('button', { type: 'button', class: 'iconbutton', 'aria-label': 'Need #' + need.id + ' no more', on: { click: () => needsSend(state, 'DELETE', '/' + need.id) } }, icon('close')));
}

// What waits for this one.
function needsAfter(state, tasks, count) {
  fill(state.needs.after, count > 0 && [h('h4', null, 'Needed by', h('span', { class: 'count' }, count)),
    h('ol', { class: 'rows', 'aria-label': 'Needed by' }, tasks.map((task) => h('li', { class: 'row-item' }, statusIcon(task.status), h('span', { class: 'number' }, '#' + task.id), taskLink(task), task.assigned_to && workerChip(task.assigned_to)))),
    count > tasks.length && h('p', { class: 'hint' }, 'And ' + (count - tasks.length) + ' more.')]);
}

// The drawing is a room of its own, fetched where there is something to draw.
async function needsDraw(state, task, needs, after, count) {
  const { drawing, drawn, end } = state.needs;
  const words = needs.length + count > 0 ? JSON.stringify([task, ...needs, ...after].map(({ id, title, status }) => [id, title, status]).concat(count)) : '';
  if (words === drawn) return;
  Object.assign(state.needs, { drawn: words, end: null });
  end?.();
  drawing.hidden = !words;
  if (!words) return void fill(drawing);
  try {
    const { graphShow } = await import('../graph/drawing.js');
    if (state.needs.drawn === words && drawing.isConnected) state.needs.end = graphShow(drawing, task, needs, after, count);
  } catch {
    // The lists say it all.
    drawing.hidden = true;
  }
}

async function needsAdd(state, input) {
  const id = Number(input.value.replace('#', '').trim());
  if (await needsSend(state, 'POST', '', { task_id: id })) input.value = '';
}

async function needsSend(state, method, rest, body) {
  try {
    await apiSend(method, '/api/tasks/' + state.id + '/needs' + rest, body);
    await needsLoad(state);
    return true;
  } catch (error) {
    fail(error);
    return false;
  }
}

// What the task in the pane needs before it may be started, and why it may not be started yet.

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
  const list = h('ul', { class: 'rows' });
  const number = h('input', { class: 'input', id: 'pane-need', inputmode: 'numeric', placeholder: 'Number of a task', 'aria-label': 'Number of a task that this one needs' });
  const form = h('form', { class: 'need-form', on: { submit: (event) => { event.preventDefault(); needsAdd(state, number); } } }, number, h('button', { class: 'button' }, 'Add'));
  const element = h('section', { class: 'pane-section pane-needs' }, h('div', { class: 'section-head' }, h('h3', null, 'Needs')), why, list, form);
  state.needs = { why, list };
  needsLoad(state);
  return element;
}

// Others may have completed, or opened again, what it waits for.
export function needsHear(state, news) {
  const task = knownTask(state.id);
  if (!state.needs || !task) return;
  const concerns = news.some((event) => event.task_id === state.id || ['completed', 'approved', 'reopened', 'deleted', 'updated'].includes(event.action));
  if (concerns && (task.waits > 0 || !task.ready || state.needs.list.childElementCount > 0)) needsLoad(state);
}

async function needsLoad(state) {
  try {
    const [task, needs, readiness] = await Promise.all(['', '/needs', '/readiness'].map((part) => apiGet('/api/tasks/' + state.id + part)));
    learn([task.data, ...needs.data.filter((need) => need.id !== null)]);
    fill(state.needs.list, needs.data.map((need) => needsRow(state, need)));
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

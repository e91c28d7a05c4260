// One task, beside the page that is open: its fields, its next steps, its subtasks and what happened to it.

import { h, icon, bdi, fill } from './dom.js';
import { apiGet } from './api.js';
import { runVerb, saveTask } from './actions.js';
import { dateValue, endOfDay } from './dates.js';
import { knownTask, learn, onTasks } from './store.js';
import { onEvents } from './stream.js';
import { navigate, href } from './router.js';
import { openMenu } from './dialogs.js';
import { editTask, openNewTask, removeTask } from './editing.js';
import { emptyState, errorState, field, markdownView, priorityMark, progressBar, select, skeleton, statusChip, statusIcon, timeAgo, workerChip } from './widgets.js';
import { fail, toast } from './announce.js';
import { session } from './session.js';
import { taskLink } from './card.js';
import { timelineView } from './timeline.js';
import { verbLabels } from './lifecycle.js';

let paneState = null;
let paneBack = '/';
const paneVerbs = ['start', 'submit', 'approve', 'complete', 'reject', 'unblock', 'block', 'release', 'reopen'];

export function openPane(host, id, from) {
  if (paneState?.id === id) return;
  const opener = paneState?.opener ?? document.activeElement;
  closePane(false);
  paneBack = from;
  const title = h('h2', { tabindex: '-1', class: 'pane-title', dir: 'auto' }, '#' + id);
  const body = h('div', { class: 'pane-body' }, skeleton(6));
  const close = h('button', { type: 'button', class: 'iconbutton', 'aria-label': 'Close', on: { click: leavePane } }, icon('close'));
  const more = h('button', { type: 'button', class: 'iconbutton', 'aria-label': 'More', 'aria-haspopup': 'menu', on: { click: () => paneMenu(state, more) } }, icon('more'));
  const narrow = matchMedia('(max-width: 63.99rem)').matches;
  const element = h(narrow ? 'dialog' : 'aside', { class: 'pane', 'aria-label': 'Task ' + id },
    h('header', { class: 'pane-head' }, h('span', { class: 'number' }, '#' + id), h('span', { class: 'pane-space' }), more, close), h('div', { class: 'pane-scroll' }, title, body));
  const state = { id, element, title, body, opener, steps: null, dirty: new Set(), timeline: null, subtasks: null, stop: [] };
  paneState = state;
  host.append(element);
  if (narrow) {
    element.showModal();
    element.addEventListener('cancel', (event) => { event.preventDefault(); leavePane(); });
  }
  document.body.classList.toggle('with-pane', !narrow);
  state.stop.push(onTasks((ids) => { if (ids.has(id)) paneChanged(state); }), onEvents((news) => paneHear(state, news)));
  if (knownTask(id)) paneDraw(state);
  paneLoad(state);
  title.focus({ preventScroll: true });
}

export function closePane(refocus = true) {
  const state = paneState;
  if (!state) return;
  paneState = null;
  for (const stop of state.stop) stop();
  document.body.classList.remove('with-pane');
  state.element.remove();
  if (!refocus) return;
  const card = document.querySelector('[data-id="' + state.id + '"] a');
  (card ?? (state.opener?.isConnected ? state.opener : null) ?? document.querySelector('h1'))?.focus({ preventScroll: true });
}

export function leavePane() {
  if (history.state?.inside) history.back();
  else navigate(paneBack, { keepFocus: true });
}

export function openTaskId() {
  return paneState?.id ?? null;
}

async function paneLoad(state) {
  try {
    const { data } = await apiGet('/api/tasks/' + state.id);
    learn([data]);
    paneDraw(state);
    paneSteps(state);
    state.timeline = timelineView(state.id);
    state.body.append(state.timeline.element);
  } catch (error) {
    if (paneState !== state) return;
    fill(state.body, error.status === 404 || error.status === 403
      ? emptyState('blocked', 'This task is gone, or no longer yours to see', 'It may have been deleted, or moved to a project you are not in.', h('a', { class: 'button', href: href('/') }, 'To the board'))
      : errorState(error, () => paneLoad(state)));
  }
}

async function paneSteps(state) {
  try {
    const { data } = await apiGet('/api/tasks/' + state.id + '/steps');
    state.steps = data.steps;
    paneDrawSteps(state);
  } catch (error) {
    if (error.status !== 404) fail(error);
  }
}

function paneChanged(state) {
  const task = knownTask(state.id);
  if (!task) return void fill(state.body, emptyState('blocked', 'This task is gone', 'Somebody deleted it.', h('a', { class: 'button', href: href('/') }, 'To the board')));
  paneRefresh(state, task);
}

function paneHear(state, news) {
  if (news === 'reset') return void paneLoad(state);
  if (news === 'expired' || !news.some((event) => event.task_id === state.id)) return;
  state.timeline?.refresh();
  paneSteps(state);
}

function paneDraw(state) {
  const task = knownTask(state.id);
  state.parts = {};
  fill(state.body, h('div', { class: 'pane-steps' }), h('div', { class: 'pane-facts' }), paneText(state, task), paneSubtasks(state));
  paneRefresh(state, task);
}

// Draws anew what nobody is editing.
function paneRefresh(state, task) {
  if (!state.body.querySelector('.pane-facts')) return;
  if (!state.dirty.has('title')) paneTitle(state, task);
  const facts = state.body.querySelector('.pane-facts');
  if (!facts.contains(document.activeElement)) fill(facts, paneFacts(state, task));
  const shown = state.body.querySelector('.pane-description');
  if (!state.dirty.has('description') && shown && shown.dataset.text !== (task.description ?? '')) shown.replaceWith(paneDescription(state, task));
  else if (state.dirty.has('description') && state.base !== (task.description ?? '')) paneTell(state, task);
  paneDrawSteps(state);
}

function paneTell(state, task) {
  if (state.told === task.version) return;
  state.told = task.version;
  toast('The description was changed by somebody else while you write. Saving asks which one stays.');
}

function paneTitle(state, task) {
  fill(state.title, bdi(task.title));
  state.title.title = 'Press e to edit';
}

function paneFacts(state, task) {
  const crew = [['', 'Nobody'], ...[...session.crew.values()].map((worker) => [worker.id, worker.handle + (worker.type === 'agent' ? ' (agent)' : '')])];
  if (task.assigned_to && !session.crew.has(task.assigned_to)) crew.push([task.assigned_to, task.assigned_to]);
  const assignee = select(task.assigned_to ?? '', crew, { id: 'pane-assignee', on: { change: (event) => saveTask(task, { assigned_to: event.target.value || null }) } });
  const priority = select(task.priority, [['critical', 'Critical'], ['high', 'High'], ['medium', 'Medium'], ['low', 'Low']], { id: 'pane-priority', on: { change: (event) => saveTask(task, { priority: event.target.value }) } });
  const due = h('input', { class: 'input', type: 'date', id: 'pane-due', value: dateValue(task.due_date), on: { change: (event) => saveTask(task, { due_date: endOfDay(event.target.value) }) } });
  const tags = h('input', { class: 'input', id: 'pane-tags', value: task.tags.join(' '), placeholder: 'none', on: { change: (event) => saveTask(task, { tags: event.target.value.toLowerCase().split(/[\s,]+/).filter(Boolean) }) } });
  return [
    h('div', { class: 'fact-row' }, statusChip(task.status), priorityMark(task.priority), task.project_slug && h('a', { class: 'chip', href: href('/projects/' + task.project_slug) }, bdi(task.project_slug)),
      task.parent_id && h('a', { class: 'chip', href: href('/tasks/' + task.parent_id) }, icon('branch'), 'part of #' + task.parent_id)),
    task.remark && h('div', { class: 'remark remark-' + task.remark.action }, h('p', { dir: 'auto' }, task.remark.text), h('small', null, task.remark.action.replaceAll('_', ' ') + ' by ', task.remark.by ? workerChip(task.remark.by) : 'TaskFlow', ' ', timeAgo(task.remark.at))),
    task.status === 'in_progress' && h('div', { class: 'fact-progress' }, progressBar(task.progress_percent), task.progress_percent + ' %'),
    h('div', { class: 'fact-grid' }, field('Assignee', assignee), field('Priority', priority), field('Due', due), field('Tags', tags)),
    h('p', { class: 'fact-foot' }, 'Created ', timeAgo(task.created_at), ' by ', workerChip(task.created_by), task.accountable_id && task.accountable_id !== task.created_by && [', answered for by ', workerChip(task.accountable_id)]),
  ];
}

function paneText(state, task) {
  return h('section', { class: 'pane-section' }, h('div', { class: 'section-head' }, h('h3', null, 'Description'),
    h('button', { type: 'button', class: 'button quiet', on: { click: () => editTask() } }, 'Edit')), paneDescription(state, task));
}

function paneDescription(state, task) {
  const element = h('div', { class: 'pane-description' }, task.description ? markdownView(task.description) : h('p', { class: 'hint' }, 'No description.'));
  element.dataset.text = task.description ?? '';
  return element;
}

function paneSubtasks(state) {
  const list = h('ul', { class: 'rows' });
  const element = h('section', { class: 'pane-section' }, h('div', { class: 'section-head' }, h('h3', null, 'Subtasks'),
    h('button', { type: 'button', class: 'button quiet', on: { click: () => openNewTask({ parent_id: String(state.id), project: knownTask(state.id)?.project_slug ?? '' }) } }, 'Add')), list);
  apiGet('/api/tasks', { query: { parent_id: state.id, sort: 'created_at', limit: 100 } }).then(({ data }) => {
    learn(data);
    const done = data.filter((task) => task.status === 'completed').length;
    if (data.length) element.querySelector('h3').textContent = 'Subtasks ' + done + ' of ' + data.length;
    fill(list, data.length ? data.map((task) => h('li', { class: 'row-item' }, statusIcon(task.status), taskLink(task), task.assigned_to && workerChip(task.assigned_to))) : h('li', { class: 'hint' }, 'None.'));
  }, fail);
  return element;
}

function paneDrawSteps(state) {
  const host = state.body.querySelector('.pane-steps');
  if (!host || !state.steps || host.contains(document.activeElement)) return;
  const allowed = paneVerbs.filter((verb) => state.steps.some((step) => step.verb === verb && step.allowed));
  const task = knownTask(state.id);
  fill(host, allowed.filter((verb) => !(verb === 'complete' && allowed.includes('approve'))).map((verb, at) => h('button', {
    type: 'button', class: at === 0 ? 'button primary' : 'button', on: { click: () => runVerb(task, verb) },
  }, verbLabels[verb])), allowed.length === 0 && h('p', { class: 'hint' }, paneWhy(state, task)));
}

function paneWhy(state, task) {
  const likely = { pending: 'start', in_progress: 'submit', review: 'approve', blocked: 'unblock', completed: 'reopen' }[task.status];
  return state.steps.find((step) => step.verb === likely)?.why ?? 'There is nothing for you to do here now.';
}

function paneMenu(state, anchor) {
  const task = knownTask(state.id);
  const refused = (state.steps ?? []).filter((step) => paneVerbs.includes(step.verb) && !step.allowed);
  openMenu(anchor, [
    { label: 'Edit', run: editTask },
    { label: 'Copy the link', icon: 'copy', run: () => navigator.clipboard?.writeText(location.origin + href('/tasks/' + state.id)).then(() => toast('The link is copied')) },
    { label: 'Delete', icon: 'close', run: () => removeTask(task) },
    ...refused.map((step) => ({ label: verbLabels[step.verb], hint: step.why, disabled: true, run() {} })),
  ], 'Task ' + state.id);
}

// The task in the pane, for those who edit it; null without one.
export function paneNow() {
  return paneState;
}

// What was being edited is shown again as it is.
export function paneEdited(state) {
  state.dirty.clear();
  if (paneState === state && knownTask(state.id)) paneRefresh(state, knownTask(state.id));
}

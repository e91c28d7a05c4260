// One task, beside the page that is open: its fields, its next steps, its subtasks and what happened to it.

import { h, icon, fill } from '../dom.js';
import { apiGet } from '../api.js';
import { knownTask, learn, onTasks } from '../store.js';
import { onEvents } from '../stream.js';
import { navigate, href } from '../router.js';
import { emptyState, errorState, skeleton } from '../widgets.js';
import { hostMessages, toast } from '../announce.js';
import { paneDescription, paneFacts, paneText, paneTitle } from './facts.js';
import { paneDrawSteps, paneMenu, paneSteps } from './steps.js';
import { paneSubtasks } from './subtasks.js';
import { needsHear, paneNeeds } from './needs.js';
import { paneDrawLease } from './lease.js';
import { timelineView } from './timeline.js';

let paneState = null;
let paneBack = '/';

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
    hostMessages();
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
  hostMessages(state.element);
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

function paneChanged(state) {
  const task = knownTask(state.id);
  if (!task) return void fill(state.body, emptyState('blocked', 'This task is gone', 'Somebody deleted it.', h('a', { class: 'button', href: href('/') }, 'To the board')));
  paneRefresh(state, task);
}

function paneHear(state, news) {
  if (news === 'reset') return void paneLoad(state);
  if (news === 'expired') return;
  needsHear(state, news);
  if (!news.some((event) => event.task_id === state.id)) return;
  state.timeline?.refresh();
  paneSteps(state);
}

function paneTell(state, task) {
  if (state.told === task.version) return;
  state.told = task.version;
  toast('The description was changed by somebody else while you write. Saving asks which one stays.');
}

function paneDraw(state) {
  const task = knownTask(state.id);
  state.parts = {};
  fill(state.body, h('div', { class: 'pane-steps' }), h('div', { class: 'pane-lease' }), h('div', { class: 'pane-facts' }), paneText(state, task), paneNeeds(state), paneSubtasks(state));
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
  paneDrawLease(state, task);
  paneDrawSteps(state);
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

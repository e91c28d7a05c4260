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
import { commentsHear, paneComments } from './comments.js';
import { linksLoad, paneLinks } from './links.js';
import { paneAsk, paneQuestions } from './questions.js';

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
  const card = document.querySelector('[data-id="' + state.id + '"] a.task-title');
  (card ?? (state.opener?.isConnected ? state.opener : null) ?? document.querySelector('h1'))?.focus({ preventScroll: true });
}

export function leavePane() {
  if (history.state?.inside) history.back();
  else navigate(paneBack, { keepFocus: true });
}

export function openTaskId() {
  return paneState?.id ?? null;
}

async function paneLoad(state, isAgain = false) {
  try {
    const { data } = await apiGet('/api/tasks/' + state.id);
    learn([data]);
    // What is drawn already stays: somebody may be typing there by now.
    if (!state.isDrawn || (isAgain && !state.body.contains(document.activeElement))) paneDraw(state);
    paneSteps(state);
    if (!state.timeline?.element.isConnected) state.body.append((state.timeline = timelineView(state.id)).element);
  } catch (error) {
    if (paneState !== state) return;
    state.isDrawn = false;
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
  if (news === 'reset') return void paneLoad(state, true);
  if (news === 'expired') return;
  needsHear(state, news);
  if (!news.some((event) => event.task_id === state.id)) return;
  state.timeline?.refresh();
  paneHearWords(state, news.filter((event) => event.task_id === state.id));
  paneSteps(state);
}

// What was said about it, and what was asked; a question may end with the task's own steps.
function paneHearWords(state, news) {
  const has = (...words) => news.some((event) => words.includes(event.action));
  if (!state.comments) return;
  commentsHear(state, news);
  if (has('link_added', 'link_removed')) linksLoad(state);
  if (has('asked', 'answered', 'withdrawn', 'question_expired', 'question_closed', 'completed', 'approved', 'assigned', 'updated')) paneAsk(state);
}

function paneTell(state, task) {
  if (state.told === task.version) return;
  state.told = task.version;
  toast('The description was changed by somebody else while you write. Saving asks which one stays.');
}

function paneDraw(state) {
  const task = knownTask(state.id);
  state.isDrawn = true;
  fill(state.body, h('div', { class: 'pane-steps' }), h('div', { class: 'pane-lease' }), h('div', { class: 'pane-facts' }), paneQuestions(state), paneText(state, task), paneLinks(state), paneNeeds(state), paneSubtasks(state), paneComments(state));
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

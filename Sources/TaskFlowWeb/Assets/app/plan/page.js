// A plan is pasted or dropped, seen as a tree and as waves, and made when somebody says so.

import { h, fill, icon } from '../dom.js';
import { apiSend } from '../api.js';
import { announce, fail, toast } from '../announce.js';
import { draftKey, draftOf, dropDraft, keepDraft } from '../drafts.js';
import { href } from '../router.js';
import { emptyState, field, select } from '../widgets.js';
import { session } from '../session.js';
import { planBytes, readPlan } from './reading.js';
import { countWords, planExample } from './shape.js';
import { faultsView, planFaults } from './faults.js';
import { planPicture } from './picture.js';

export function mountPlan(host) {
  const state = { asked: 0, timer: null, gone: new AbortController(), text: null, result: h('div', { class: 'stack plan-result' }), isSending: false };
  state.text = h('textarea', { class: 'input plan-text', id: 'plan-text', rows: 20, spellcheck: 'false', autocapitalize: 'off', value: draftOf('plan') ?? '', placeholder: '{ "tasks": [ { "ref": "a", "title": "\u2026" } ] }' });
  state.project = select('', [['', 'As the plan says'], ...session.projects.map((project) => [project.slug, project.name])], { id: 'plan-project', on: { change: () => planLook(state) } });
  state.parent = h('input', { class: 'input', id: 'plan-parent', inputmode: 'numeric', placeholder: 'As the plan says', on: { input: () => planSoon(state) } });
  host.append(h('div', { class: 'page plan' }, h('header', { class: 'page-head' }, h('h1', { tabindex: '-1', class: 'page-title' }, 'New plan')),
    h('div', { class: 'plan-columns' }, planForm(state), state.result)));
  planListen(state, host.firstChild);
  planLook(state);
  return { unmount: () => { state.gone.abort(); clearTimeout(state.timer); } };
}

function planForm(state) {
  const file = h('input', { type: 'file', class: 'unseen', id: 'plan-file', accept: '.json,.md,.txt,application/json', tabindex: '-1', 'aria-hidden': 'true', on: { change: () => { if (file.files[0]) planTake(state, file.files[0]); file.value = ''; } } });
  return h('form', { class: 'panel stack', on: { submit: (event) => { event.preventDefault(); planLook(state, true); } } },
    field('Plan', state.text, 'JSON as POST /api/plans takes it. Paste it, or drop a file on this page. Nothing is made yet.'), file,
    h('div', { class: 'row wrap' }, h('button', { type: 'button', class: 'button', on: { click: () => file.click() } }, 'Choose a file'),
      h('button', { type: 'button', class: 'button quiet', on: { click: () => { if (!state.text.value.trim()) planSet(state, planExample); else toast('The field is not empty: the example would take its place.'); } } }, 'Example')),
    h('div', { class: 'fact-grid' }, field('Project', state.project), field('Part of task', state.parent, 'Its number.')),
    h('div', { class: 'row end' }, h('button', { class: 'button' }, 'Look at it')));
}

function planListen(state, page) {
  const { signal } = state.gone;
  const on = (target, name, run) => target.addEventListener(name, run, { signal });
  on(state.text, 'input', () => { keepDraft('plan', state.text.value); planSoon(state); });
  on(state.text, 'keydown', (event) => { if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) { event.preventDefault(); planLook(state, true); } });
  const hasFile = (event) => event.dataTransfer.types.includes('Files');
  on(page, 'dragover', (event) => { if (hasFile(event) || event.target !== state.text) { event.preventDefault(); page.classList.add('dropping'); } });
  on(page, 'dragleave', (event) => { if (!page.contains(event.relatedTarget)) page.classList.remove('dropping'); });
  on(page, 'drop', (event) => {
    page.classList.remove('dropping');
    if (!hasFile(event) && event.target === state.text) return;
    event.preventDefault();
    if (hasFile(event)) planTake(state, event.dataTransfer.files[0]);
    else planSet(state, event.dataTransfer.getData('text/plain'));
  });
  on(document, 'paste', (event) => {
    if (event.target.closest?.('input, textarea, select, dialog')) return;
    const said = event.clipboardData?.getData('text/plain');
    if (said) { event.preventDefault(); planSet(state, said); }
  });
}

async function planTake(state, file) {
  if (file.size > planBytes) return void fail(new Error(file.name + ' has more than a mebibyte: the server does not read as much at once.'));
  try {
    planSet(state, await file.text());
  } catch {
    fail(new Error(file.name + ' could not be read.'));
  }
}

// What stood there can be had back: it was typed by somebody.
function planSet(state, said) {
  const before = state.text.value;
  state.text.value = said;
  keepDraft('plan', said);
  planLook(state);
  if (before.trim() && before !== said) toast('The plan was replaced.', { action: { label: 'Undo', run: () => planSet(state, before) } });
}

function planSoon(state) {
  clearTimeout(state.timer);
  state.asked += 1;
  const make = state.result.querySelector('.plan-make');
  if (make) make.disabled = true;
  state.timer = setTimeout(() => planLook(state), 400);
}

// The server reads the plan as if it were to be made.
async function planLook(state, isTold = false) {
  clearTimeout(state.timer);
  if (state.isSending) return;
  const asked = state.asked += 1;
  const said = state.text.value;
  if (!said.trim()) return void fill(state.result, emptyState('branch', 'Nothing to look at yet', 'A plan is a tree of tasks, and what each needs. Here you see it, and in which waves it can be worked on, before anything is made.'));
  const read = readPlan(said);
  try {
    if (read.fault) throw new Error(read.fault.message);
    const body = planBody(state, read);
    const { data } = await apiSend('POST', '/api/plans', { ...body, dry_run: true }, { signal: state.gone.signal });
    if (asked === state.asked) planShow(state, body, data.waves);
  } catch (error) {
    if (error.name === 'AbortError' || asked !== state.asked) return;
    planRefuse(state, read, error);
    return;
  }
  if (isTold && asked === state.asked) state.result.querySelector('.plan-make')?.focus();
}

function planBody(state, { plan }) {
  const parent = state.parent.value.replace('#', '').trim();
  const body = { ...plan, ...(state.project.value && { project_slug: state.project.value }), ...(parent && { parent_id: /^\d{1,15}$/.test(parent) ? Number(parent) : parent }) };
  delete body.dry_run;
  return body;
}

function planRefuse(state, read, error) {
  const faults = planFaults(read, error);
  fill(state.result, faultsView(faults, state.text));
}

function planShow(state, body, waves) {
  const { tasks } = body;
  const words = countWords(tasks.length, 'task') + ' in ' + countWords(waves.length, 'wave');
  const make = h('button', { type: 'button', class: 'button primary plan-make', on: { click: () => planMake(state, body) } }, icon('plus'), tasks.length === 1 ? 'Make this task' : 'Make these ' + tasks.length + ' tasks');
  fill(state.result, h('div', { class: 'row wrap plan-say' }, h('strong', null, words), h('span', { class: 'hint' }, 'Nothing is made yet.'), make), planPicture(tasks, waves));
  announce(words + '. Nothing is made yet.');
}

async function planMake(state, body) {
  if (state.isSending) return;
  state.isSending = true;
  const said = state.text.value;
  const make = state.result.querySelector('.plan-make');
  make.disabled = true;
  try {
    const { data } = await apiSend('POST', '/api/plans', body, { key: draftKey('plan', body) });
    state.isSending = false;
    planMade(state, body, data, said);
  } catch (error) {
    state.isSending = false;
    // What stands there now was not looked at yet.
    if (state.text.value !== said) return void planLook(state);
    make.disabled = false;
    if (error.status === 0) fail(new Error('The server cannot be reached. Press again: the tasks are made once.'));
    else planRefuse(state, readPlan(state.text.value), error);
  }
}

function planMade(state, { tasks }, { ids, waves }, said) {
  state.asked += 1;
  // What was typed meanwhile is another plan.
  if (state.text.value === said) {
    dropDraft('plan');
    state.text.value = '';
  }
  const numbers = Object.values(ids);
  const words = numbers.length === 1 ? 'Made #' + numbers[0] : 'Made ' + numbers.length + ' tasks';
  const head = h('h2', { class: 'section-title', tabindex: '-1' }, words);
  fill(state.result, h('div', { class: 'row wrap plan-say' }, head, h('a', { class: 'button primary', href: href('/') }, 'To the board')), planPicture(tasks, waves, ids));
  head.focus({ preventScroll: false });
  announce(words);
}

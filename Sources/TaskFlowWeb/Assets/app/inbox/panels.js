// What an open item of the inbox shows, and how it is dealt with in place.

import { h, fill } from '../dom.js';
import { apiGet, apiSend } from '../api.js';
import { runVerb, saveTask } from '../actions.js';
import { composer } from '../composer.js';
import { endOfDay, moment } from '../dates.js';
import { fail } from '../announce.js';
import { href } from '../router.js';
import { errorState, field, markdownView, skeleton, timeAgo, workerChip } from '../widgets.js';
import { answerForm, questionView, whyMayNotAnswer, withdrawButton } from '../questions.js';
import { answerWords } from '../pane/telling.js';
import { needsWords } from '../pane/needs.js';
import { inboxKinds } from './items.js';
import { panelReview } from './judge.js';

// `done(words)` is called when the item is dealt with, by whomever; `state.element` is the panel, and stays.
export function openPanel(item, done) {
  const state = { item, done, element: h('div', { class: 'inbox-panel', dataset: { id: item.task_id } }, skeleton(2)), hear: null, gone: false };
  panelLoad(state);
  return state;
}

async function panelLoad(state) {
  const { item } = state;
  try {
    const { data: task } = await apiGet('/api/tasks/' + item.task_id);
    const parts = await ({ question: panelQuestion, review: panelReview, mention: panelMention, overdue: panelOverdue }[item.kind] ?? panelBlocked)(state, task);
    if (state.gone) return;
    const hadFocus = state.element.contains(document.activeElement);
    // The headings of what people write go below this one.
    fill(state.element, h('h3', { class: 'unseen' }, inboxKinds[item.kind]?.[1] ?? item.kind), parts);
    if (hadFocus) panelFocus(state);
  } catch (error) {
    if (state.gone) return;
    if (error.status === 404) panelOver(state, 'It is gone, or no longer yours to see.');
    else fill(state.element, errorState(error, () => panelLoad(state)));
  }
}

// Into the first field of an open item; where it has none, to its first button.
export function panelFocus(state) {
  (state.element.querySelector('textarea, input') ?? state.element.querySelector('button, a'))?.focus();
}

// Somebody else was there first, or it is there no more: that is told in its place, with what was typed, until one goes on.
export function panelOver(state, words) {
  if (state.element.querySelector('.panel-over')) return;
  state.element.prepend(h('div', { class: 'notice panel-over', role: 'status' }, h('p', null, words), h('div', { class: 'row' }, h('button', { type: 'button', class: 'button', on: { click: () => state.done() } }, 'Go on'))));
}

export function panelTask(task, label = 'Open the task') {
  return h('a', { class: 'button', href: href('/tasks/' + task.id), dataset: { press: 'o' } }, label);
}

async function panelQuestion(state, task) {
  const { data: question } = await apiGet('/api/questions/' + state.item.question_id);
  const why = await whyMayNotAnswer(question, task);
  const refused = (error) => panelRefused(state, error);
  return [panelAbout(task), questionView(question), why ? h('p', { class: 'hint' }, why) : answerForm(question, { refused, done: (answered) => state.done('Answered: ' + (answerWords(answered) ?? '').slice(0, 80)) }),
    h('div', { class: 'row wrap' }, panelTask(task), withdrawButton(question, () => state.done()))];
}

// What was answered by another, or is over.
async function panelRefused(state, error) {
  const words = needsWords(error.message);
  const { data } = await apiGet('/api/questions/' + state.item.question_id).catch(() => ({ data: null }));
  panelOver(state, words);
  if (data && data.status !== 'open') state.element.querySelector('.question')?.replaceWith(questionView(data));
}

export function panelAbout(task) {
  if (!task.description) return null;
  return h('details', { class: 'about' }, h('summary', null, 'What the task says'), h('div', null, markdownView(task.description)));
}

function panelMention(state, task) {
  const { item } = state;
  const finish = () => apiSend('POST', '/api/inbox/' + encodeURIComponent(item.id) + '/done');
  const close = async () => {
    try {
      await finish();
    } catch (error) {
      if (![404, 409].includes(error.status)) return fail(error);
    }
    return state.done('Done');
  };
  const reply = composer({ draft: 'reply:' + item.id, label: 'Reply', rows: 2, buttons: [
    { label: 'Reply, and done', need: 'Write the reply first.', body: (text) => ({ text }), send: async (body, key) => { await apiSend('POST', '/api/tasks/' + task.id + '/comments', body, { key }); await close(); } }] }).element;
  // The server cuts what is long.
  const isCut = (item.text ?? '').length >= 1000;
  return [h('div', { class: 'words' }, markdownView(item.text ?? '')), isCut && h('p', { class: 'hint' }, 'It goes on: open the task.'), h('div', { class: 'row wrap' }, h('button', { type: 'button', class: 'button primary', dataset: { press: 'd' }, on: { click: close } }, 'Done'), panelTask(task)), reply];
}

function panelBlocked(state, task) {
  const { remark } = task;
  const isDead = state.item.kind === 'dead_letter';
  return [remark && h('div', { class: 'remark remark-' + remark.action }, h('p', { dir: 'auto' }, remark.text), h('small', null, remark.by && workerChip(remark.by), timeAgo(remark.at))),
    isDead && h('p', { class: 'hint' }, 'Agents took it again and again, and nobody was heard of until the end. Look at what is asked for, then unblock it: the attempts are counted anew.'),
    panelAbout(task), panelVerb(state, task, 'unblock', 'Unblock', 'b')];
}

// It leads on without leaving the page, and is undone as ever.
function panelVerb(state, task, verb, label, press) {
  return h('div', { class: 'row wrap' }, h('button', { type: 'button', class: 'button primary', dataset: { press }, on: { click: async () => { if (await runVerb(task, verb)) state.done(); } } }, label), panelTask(task));
}

function panelOverdue(state, task) {
  const date = h('input', { class: 'input', type: 'date', id: 'overdue-' + task.id, required: true });
  const move = async () => {
    if (!date.value) return void date.focus();
    if (await saveTask(task, { due_date: endOfDay(date.value) })) state.done();
  };
  return [h('p', null, 'It was due ', h('strong', null, moment(task.due_date)), '. ', task.assigned_to ? [workerChip(task.assigned_to), ' has it.'] : 'Nobody has it.'), panelAbout(task),
    h('form', { class: 'row wrap due-form', on: { submit: (event) => { event.preventDefault(); move(); } } }, field('Another date', date), h('button', { class: 'button' }, 'Move it'), panelTask(task))];
}

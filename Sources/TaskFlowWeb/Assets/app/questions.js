// A question about a task: who asks whom, what, until when, and the way to answer it.

import { h, icon } from './dom.js';
import { apiGet, apiSend } from './api.js';
import { serverNow } from './clock.js';
import { composer } from './composer.js';
import { draftKey, dropDraft } from './drafts.js';
import { confirmAction } from './dialogs.js';
import { fail, toast } from './announce.js';
import { leaseTime } from './leases.js';
import { markdownView, timeAgo, workerChip } from './widgets.js';
import { answerWords, endWords, whyNotAnswer } from './pane/telling.js';
import { isAdmin, me, session, workerOf } from './session.js';

export function questionView(question) {
  const isOpen = question.status === 'open';
  const said = answerWords(question);
  return h('div', { class: 'question', dataset: { question: question.id } },
    h('p', { class: 'question-line' }, workerChip(question.asked_by), 'asks', workerChip(question.to), timeAgo(question.created_at),
      isOpen && question.blocking && h('span', { class: 'chip' }, 'the work waits for it'),
      isOpen && question.expires_at && h('span', { class: 'chip' }, icon('clock'), 'until ' + leaseTime(question.expires_at, serverNow()))),
    h('div', { class: 'question-prompt' }, markdownView(question.prompt)),
    question.subject && h('p', { class: 'hint' }, 'About ', h('code', null, question.subject)),
    !isOpen && question.kind === 'choice' && h('p', { class: 'hint' }, 'Out of: ' + question.options.join(' \u00b7 ')),
    !isOpen && h('div', { class: 'question-end' }, h('p', { class: 'question-line' }, question.answered_by && workerChip(question.answered_by), endWords(question.status), question.answered_at && timeAgo(question.answered_at)), said && markdownView(said)));
}

// Why this person may not answer; null where it may. Who owns a project beside the first owner, the server says.
export async function whyMayNotAnswer(question, task) {
  const rights = { me: me(), isAgent: session.worker?.type === 'agent', isAdmin: isAdmin(), isOwner: false, accountable: task?.accountable_id ?? null, handle: (id) => workerOf(id).handle };
  const why = whyNotAnswer(question, rights);
  if (!why || question.status !== 'open' || !task?.project_slug) return why;
  const { data } = await apiGet('/api/projects/' + task.project_slug + '/members', { query: { limit: 100 } }).catch(() => ({ data: [] }));
  return whyNotAnswer(question, { ...rights, isOwner: data.some((member) => member.worker_id === rights.me && member.role === 'owner') });
}

// The way to answer. `done` is called with the question as it is then; `refused` with what the server says when it is over.
export function answerForm(question, { done, refused }) {
  const draft = 'answer:' + question.id;
  const send = async (body, key) => {
    const { data } = await apiSend('POST', '/api/questions/' + question.id + '/answer', body, { key });
    dropDraft(draft);
    done(data);
  };
  const failed = (error) => ['not_found', 'already_answered', 'question_closed'].includes(error.code) && (refused(error), true);
  if (question.kind === 'choice') return answerChoice(question, draft, send, failed);
  const buttons = question.kind === 'approval'
    ? [{ label: 'Approve', kind: 'primary', press: 'y', body: (text) => ({ approved: true, ...(text && { text }) }), send, failed }, { label: 'Do not approve', press: 'n', body: (text) => ({ approved: false, ...(text && { text }) }), send, failed }]
    : [{ label: 'Answer', kind: 'primary', need: 'Write the answer first.', body: (text) => ({ text }), send, failed }];
  return composer({ draft, label: question.kind === 'approval' ? 'A word with it' : 'Your answer', rows: question.kind === 'approval' ? 2 : 3, buttons, isPlain: question.kind === 'approval' }).element;
}

function answerChoice(question, draft, send, failed) {
  const group = h('div', { class: 'options', role: 'group', 'aria-label': 'Options' }, question.options.map((option, at) => h('button', { type: 'button', class: 'button option', dataset: { press: at < 9 ? at + 1 : null }, on: { click: () => choose(option) } },
    at < 9 && h('kbd', { 'aria-hidden': 'true' }, at + 1), h('span', { dir: 'auto' }, option))));
  const choose = async (choice) => {
    if (group.ariaBusy === 'true') return;
    group.ariaBusy = 'true';
    try {
      const body = { choice };
      await send(body, draftKey(draft, body));
    } catch (error) {
      if (!failed(error)) fail(error);
    } finally {
      group.ariaBusy = 'false';
    }
  };
  return group;
}

// Whoever asked, and admins, may withdraw a question.
export function withdrawButton(question, done) {
  if (question.status !== 'open' || !(question.asked_by === me() || isAdmin())) return null;
  return h('button', { type: 'button', class: 'button quiet', on: { click: async () => {
    if (!(await confirmAction({ title: 'Withdraw the question?', text: 'Nobody has to answer it any more. Work that waits for it goes on.', confirm: 'Withdraw' }))) return;
    try {
      const { data } = await apiSend('POST', '/api/questions/' + question.id + '/withdraw');
      toast('The question was withdrawn');
      done(data);
    } catch (error) {
      fail(error);
    }
  } } }, 'Withdraw the question');
}

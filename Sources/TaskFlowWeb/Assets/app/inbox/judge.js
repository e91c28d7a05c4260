// Judges a task in the inbox, in exactly the version that is shown: when another one is there, the server refuses, and what has
// changed is shown first.

import { h, fill } from '../dom.js';
import { apiGet } from '../api.js';
import { runVerb } from '../actions.js';
import { composer } from '../composer.js';
import { fail } from '../announce.js';
import { learn } from '../store.js';
import { remember } from '../undo.js';
import { markdownView, progressBar, timeAgo, workerChip } from '../widgets.js';
import { linkList } from '../pane/links.js';
import { changedLines, changesSince } from './items.js';
import { panelOver, panelTask } from './panels.js';
import { workerOf } from '../session.js';

export async function panelReview(state, task) {
  const { data: links } = await apiGet('/api/tasks/' + task.id + '/links', { query: { limit: 100 } });
  state.task = task;
  state.work = h('div', { class: 'review-work' }, reviewWork(task, links));
  state.news = h('div', { role: 'status' });
  state.hear = (news) => reviewHear(state, news);
  const judge = (verb) => ({ send: (body) => reviewSend(state, verb, body), failed: (error) => error.code === 'told' });
  const form = composer({ draft: 'review:' + task.id, label: 'The reason, if you reject it', rows: 2, isPlain: true, buttons: [
    { label: 'Approve', kind: 'primary', press: 'y', body: () => ({}), ...judge('approve') },
    { label: 'Reject', press: 'n', need: 'Say what has to be better.', body: (text) => ({ reason: text }), ...judge('reject') }] });
  return [state.work, state.news, form.element, h('div', { class: 'row wrap' }, panelTask(task))];
}

function reviewWork(task, links) {
  return [
    h('p', { class: 'question-line' }, workerChip(task.submitted_by ?? task.assigned_to), 'handed it in', h('span', { class: 'chip' }, 'version ' + task.version), timeAgo(task.updated_at), task.progress_percent < 100 && task.progress_percent > 0 && h('span', { class: 'review-progress' }, progressBar(task.progress_percent), task.progress_percent + ' %')),
    task.remark && h('div', { class: 'remark remark-' + task.remark.action }, h('p', { dir: 'auto' }, task.remark.text)),
    links.length > 0 && linkList(links),
    task.description ? h('div', { class: 'review-text' }, markdownView(task.description)) : h('p', { class: 'hint' }, 'No description.'),
  ];
}

// Sends the verdict. Of a version that was not shown there is none.
function reviewSend(state, verb, body) {
  return new Promise((done, refuse) => {
    runVerb(state.task, verb, body, { done: (label, undo) => { remember(label, undo); state.done(); done(); }, failed: (error) => reviewRefused(state, error, refuse) }, { isExact: true });
  });
}

async function reviewRefused(state, error, refuse) {
  if (error.status === 412) await reviewLook(state, 'It was changed before your verdict came: nothing was judged.').catch(fail);
  else if ([400, 403, 404, 409].includes(error.status)) panelOver(state, error.message);
  else return refuse(error);
  return refuse(Object.assign(error, { code: 'told' }));
}

// Shows the task as it is now, and before it what is another than it was.
async function reviewLook(state, words) {
  const [{ data: now }, { data: links }] = await Promise.all(['', '/links'].map((part) => apiGet('/api/tasks/' + state.task.id + part)));
  learn([now]);
  const changes = changesSince(state.task, now);
  if (now.version === state.task.version) return;
  state.task = now;
  fill(state.news, h('div', { class: 'notice' }, h('p', null, h('strong', null, words), ' This is version ' + now.version + '.'), reviewChanges(changes)));
  fill(state.work, reviewWork(now, links));
  if (now.status !== 'review') panelOver(state, 'It is not in review any more.');
}

function reviewChanges(changes) {
  if (!changes.length) return h('p', { class: 'hint' }, 'Nothing of what is shown here is another.');
  return h('dl', { class: 'diff' }, changes.map(([name, before, after]) => h('div', null, h('dt', null, name.replaceAll('_', ' ')), h('dd', null, h('del', null, reviewValue(name, changedLines(before, after)[0])), ' \u2192 ', h('ins', null, reviewValue(name, changedLines(before, after)[1]))))));
}

function reviewValue(name, value) {
  if (value === null || value === '' || (Array.isArray(value) && !value.length)) return 'nothing';
  if (name === 'assigned_to' || name === 'submitted_by') return workerOf(value).handle;
  return Array.isArray(value) ? value.join(', ') : String(value);
}

// What happens to the task while it is looked at is told before the verdict is refused.
function reviewHear(state, news) {
  const event = news.findLast((one) => one.task_id === state.task.id && one.task);
  if (!event || event.task.version <= state.task.version || state.news.firstChild) return;
  fill(state.news, h('p', { class: 'notice' }, 'It is being changed: version ' + event.task.version + ' is there. ', h('button', { type: 'button', class: 'button', on: { click: () => reviewLook(state, 'It was changed.').catch(fail) } }, 'Show it')));
}

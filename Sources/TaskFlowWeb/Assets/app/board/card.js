// A task as a card, and as a row of lists.

import { h, icon, bdi, fill } from '../dom.js';
import { href } from '../router.js';
import { knownTask } from '../store.js';
import { dueChip, priorityMark, progressBar, statusIcon, timeAgo, workerChip } from '../widgets.js';
import { isWaiting } from '../writes.js';
import { workerOf } from '../session.js';
import { markSelected, selectBox } from '../selection.js';
import { deadLetterWords } from '../leases.js';
import { leaseMark, leaseSignature, pauseMark } from '../leasemarks.js';
import { runVerb } from '../actions.js';
import { serverNow } from '../clock.js';
import { rollupOf } from './rollup.js';

export function taskLink(task) {
  return h('a', { class: 'task-title', href: href('/tasks/' + task.id), dir: 'auto' }, bdi(task.title));
}

export function makeCard(id) {
  const card = h('li', { class: 'card', dataset: { id }, draggable: 'false' });
  drawCard(card);
  return card;
}

// The link of a card or row stays the same element: menus and dialogs give the focus back to it.
export function sameLink(element, task) {
  const link = element.querySelector('a.task-title');
  return link ? fill(link, bdi(task.title)) : taskLink(task);
}

// Draws a card anew where what it shows has changed; the link keeps the focus.
export function drawCard(card) {
  const task = knownTask(Number(card.dataset.id));
  if (!task) return;
  const rollup = rollupOf(task.id);
  const signature = JSON.stringify([task.version, task.status, task.assigned_to, task.progress_percent, task.title, isWaiting(task.id), rollup, task.ready, task.waits, task.open_questions, task.not_before, leaseSignature(task)]);
  if (card.dataset.signature === signature) return;
  card.dataset.signature = signature;
  const hadFocus = card.contains(document.activeElement);
  const stop = task.status === 'blocked' || task.remark?.action === 'rejected' ? task.remark : null;
  card.classList.toggle('waiting', isWaiting(task.id));
  card.replaceChildren(
    h('div', { class: 'card-head' }, statusIcon(task.status), h('span', { class: 'number' }, '#' + task.id), task.project_slug && h('span', { class: 'project' }, bdi(task.project_slug)), selectBox(task.id)),
    sameLink(card, task),
    ...[cardDeadLetter(task) ?? (stop && h('p', { class: 'card-remark', dir: 'auto' }, stop.text))].filter(Boolean),
    h('div', { class: 'card-foot' }, priorityMark(task.priority), dueChip(task), questionChip(task), gateChip(task), cardRollup(rollup),
      task.tags.slice(0, 3).map((tag) => h('span', { class: 'chip tag' }, tag)), task.tags.length > 3 && h('span', { class: 'chip tag' }, '+' + (task.tags.length - 3)),
      task.assigned_to && workerChip(task.assigned_to), cardUnblock(task)),
    ...(task.status === 'in_progress' ? [h('div', { class: 'card-progress' }, progressBar(task.progress_percent), h('span', null, task.progress_percent + ' %'), leaseMark(task) ?? cardSilence(task))] : []));
  const link = card.querySelector('a');
  link.tabIndex = card.dataset.current === 'true' ? 0 : -1;
  if (hadFocus) link.focus({ preventScroll: true });
  markSelected(card);
}

// Why a pending task is not offered to anybody yet.
export function gateChip(task) {
  if (task.status !== 'pending' || task.ready || task.open_children > 0) return null;
  const pause = pauseMark(task);
  if (pause) return pause;
  const later = task.not_before && new Date(task.not_before) > new Date();
  const words = task.waits > 0 ? 'waits for ' + task.waits : later ? 'from ' + new Date(task.not_before).toLocaleDateString(undefined, { month: 'short', day: 'numeric' }) : 'waits';
  return h('span', { class: 'chip gate', title: 'Not ready to be started' }, icon('clock'), words);
}

export function questionChip({ open_questions: count }) {
  return count > 0 && h('span', { class: 'chip asking', title: 'Waits for an answer' }, icon('help'), count + (count === 1 ? ' question' : ' questions'));
}

function cardDeadLetter(task) {
  const words = deadLetterWords(task);
  return words && h('p', { class: 'card-remark dead-letter' }, words);
}

function cardUnblock(task) {
  return deadLetterWords(task) && h('button', { type: 'button', class: 'button', on: { click: () => runVerb(task, 'unblock') } }, 'Unblock');
}

function cardRollup(rollup) {
  if (!rollup?.all) return null;
  const words = rollup.done + ' of ' + rollup.all;
  return h('span', { class: rollup.done === rollup.all ? 'chip rollup all' : 'chip rollup', title: words + ' subtasks done' }, icon('branch'), words, h('span', { class: 'unseen' }, ' subtasks done'));
}

// What agents do is told by when they last acted, not by a light that always burns.
function cardSilence(task) {
  const worker = workerOf(task.assigned_to);
  if (!worker?.last_seen_at) return null;
  const seen = Math.max(Date.parse(worker.last_seen_at), Date.parse(task.updated_at));
  return serverNow() - seen > 300000 ? timeAgo(new Date(seen).toISOString(), 'silent since ') : null;
}

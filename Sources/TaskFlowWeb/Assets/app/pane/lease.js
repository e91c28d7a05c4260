// Who has the task in the pane until when; what can be done where the holder is silent, or where agents gave up.

import { h, icon, fill } from '../dom.js';
import { runVerb, saveTask } from '../actions.js';
import { serverNow } from '../clock.js';
import { openMenu } from '../dialogs.js';
import { deadLetterWords, isSilent, leaseOf, leaseTime, leaseWords, silenceWords } from '../leases.js';
import { session } from '../session.js';
import { workerChip } from '../widgets.js';

// Whether the box has the button for giving the task back, so that the steps need none.
export function paneIsSilent(task) {
  return isSilent(leaseOf(task), serverNow());
}

export function paneDrawLease(state, task) {
  const host = state.body.querySelector('.pane-lease');
  if (!host) return;
  const box = paneLeaseBox(state, task) ?? paneDeadLetter(task);
  const hadFocus = host.contains(document.activeElement);
  if (hadFocus && box?.querySelector('button')) return;
  fill(host, box);
  if (hadFocus) state.title.focus({ preventScroll: true });
}

function paneLeaseBox(state, task) {
  const lease = leaseOf(task);
  if (!lease) return null;
  const now = serverNow();
  const end = h('time', { datetime: lease.expires_at }, leaseTime(lease.expires_at, now));
  const watch = { watch: task.id, words: leaseWords(lease, now) };
  if (!isSilent(lease, now)) return h('p', { class: 'lease-line', dataset: watch }, icon('clock'), workerChip(task.assigned_to), h('span', null, 'has it until ', end));
  const mayRelease = state.steps?.some((step) => step.verb === 'release' && step.allowed);
  return h('div', { class: 'notice', dataset: watch }, h('p', { class: 'lease-line' }, icon('clock'), workerChip(task.assigned_to), h('strong', null, 'has been silent for ' + silenceWords(lease, now))),
    h('p', null, 'A sign of life was due at ' + leaseTime(lease.heartbeat_before, now) + '. At ', end, ' the lease ends, and the task goes back to those that wait.'),
    mayRelease && h('div', { class: 'row wrap' }, h('button', { type: 'button', class: 'button', on: { click: () => runVerb(task, 'release') } }, 'Release'),
      h('button', { type: 'button', class: 'button', 'aria-haspopup': 'menu', on: { click: (event) => paneReassign(task, event.currentTarget) } }, 'Reassign')));
}

function paneReassign(task, anchor) {
  const others = [...session.crew.values()].filter((worker) => worker.id !== task.assigned_to);
  openMenu(anchor, others.map((worker) => ({ label: worker.handle, hint: worker.type === 'agent' ? 'agent' : null, run: () => saveTask(task, { assigned_to: worker.id }) })), 'Reassign #' + task.id);
}

function paneDeadLetter(task) {
  const words = deadLetterWords(task);
  return words && h('div', { class: 'notice' }, h('p', { class: 'lease-line' }, icon('flag'), h('strong', null, words)),
    h('p', null, 'Agents took it again and again, and nobody was heard of until the end. Look at what is asked for, then unblock it: the attempts are counted anew.'));
}

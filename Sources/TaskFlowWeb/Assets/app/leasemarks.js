// The marks of leases on cards, rows and pages. They follow the clock; heartbeats make no events, so before a mark says that
// somebody is silent the task is looked at once more.

import { h, icon } from './dom.js';
import { apiGet } from './api.js';
import { serverNow } from './clock.js';
import { moment } from './dates.js';
import { deadLetterWords, isPausing, isSilent, leaseOf, leaseWords } from './leases.js';
import { forget, knownTask, learn, storeTold } from './store.js';
import { workerOf } from './session.js';

export function leaseMark(task) {
  const lease = leaseOf(task);
  if (!lease) return null;
  const mark = h('span', { class: 'chip lease', dataset: { watch: task.id } });
  leaseDraw(mark, task, lease);
  return mark;
}

function leaseDraw(mark, task, lease) {
  const now = serverNow();
  const silent = isSilent(lease, now);
  mark.classList.toggle('silent', silent);
  mark.title = (workerOf(task.assigned_to)?.handle ?? 'Somebody') + ' has it until ' + moment(lease.expires_at) + (silent ? '; a sign of life was due at ' + moment(lease.heartbeat_before) : '');
  mark.dataset.words = leaseWords(lease, now);
  mark.replaceChildren(icon('clock'), mark.dataset.words);
}

export function deadLetterMark(task) {
  const words = deadLetterWords(task);
  return words && h('span', { class: 'chip dead-letter' }, icon('flag'), words);
}

// What changes a drawing although the task is the same.
export function leaseSignature(task) {
  const lease = leaseOf(task);
  return lease ? lease.expires_at + isSilent(lease, serverNow()) : task.blocked_kind ?? null;
}

// A mark that is looked at again while nothing is heard of it.
export function pauseMark(task) {
  return isPausing(task, serverNow()) ? h('span', { class: 'chip gate', dataset: { watch: task.id }, title: 'The last lease on it ended without a result: for some minutes it is offered to nobody' }, icon('clock'), 'pauses') : null;
}

const leaseAsked = new Map();

export function keepLeases() {
  const tick = () => { if (!document.hidden) leaseTick(); };
  setInterval(tick, 5000);
  document.addEventListener('visibilitychange', tick);
}

async function leaseTick() {
  const now = serverNow();
  const marks = [...document.querySelectorAll('[data-watch]')];
  const doubted = [...new Set(marks.map((mark) => Number(mark.dataset.watch)))].filter((id) => leaseIsDoubted(id, now)).slice(0, 10);
  await Promise.all(doubted.map((id) => leaseAsk(id, now)));
  const changed = new Set();
  for (const mark of marks) {
    const task = knownTask(Number(mark.dataset.watch));
    const lease = task && leaseOf(task);
    if (!lease || leaseIsDoubted(task.id, now) || mark.dataset.words === leaseWords(lease, now)) continue;
    if (!mark.matches('.lease') || mark.matches('.silent') !== isSilent(lease, now)) changed.add(task.id);
    if (mark.matches('.lease')) leaseDraw(mark, task, lease);
  }
  storeTold(changed);
}

// Each half a minute: what was silent may have been heard of, and what paused may be offered again.
function leaseIsDoubted(id, now) {
  const task = knownTask(id);
  if (!task || !(isSilent(leaseOf(task), now) || isPausing(task, now))) return false;
  const asked = leaseAsked.get(id);
  return !asked || now - asked.at > 30000 || asked.due !== leaseOf(task)?.heartbeat_before;
}

async function leaseAsk(id, now) {
  if (leaseAsked.size > 1000) leaseAsked.clear();
  try {
    const { data } = await apiGet('/api/tasks/' + id);
    leaseAsked.set(id, { at: now, due: leaseOf(data)?.heartbeat_before });
    learn([data]);
  } catch (error) {
    leaseAsked.set(id, { at: now, due: leaseOf(knownTask(id) ?? {})?.heartbeat_before });
    if (error.status === 404) forget(id);
  }
}

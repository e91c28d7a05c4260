// A write to a task: shown at once, sent after the writes before it, taken back where the server refuses.

import { apiGet } from './api.js';
import { forget, hasPending, learn, optimistic } from './store.js';
import { fail } from './announce.js';
import { remember } from './undo.js';
import { sendAtVersion } from './conflicts.js';
import { me, workerOf } from './session.js';

const writeQueues = new Map();
const writesPending = new Set();

// Who hears how a write ended: the person, by a toast; or what gathers the outcomes of many (bulk.js).
const writeToast = { done: (label, undo) => remember(label, undo), failed: (error) => fail(error) };

export function writeTask(before, patch, send, options) {
  const writing = writeTry(before, patch, send, options);
  writesPending.add(writing);
  return writing.finally(() => writesPending.delete(writing));
}

export async function whenWritten() {
  await Promise.allSettled(writesPending);
}

// Something that ends with writes, and that undo has to wait for as a whole.
export function countAsWrite(promise) {
  writesPending.add(promise);
  return promise.finally(() => writesPending.delete(promise));
}

export function isWaiting(id) {
  return hasPending(id) || writeQueues.has(id);
}

// Writes to one task go one after the other.
function writeQueue(id, run) {
  const next = (writeQueues.get(id) ?? Promise.resolve()).catch(() => {}).then(run);
  writeQueues.set(id, next);
  next.catch(() => {}).finally(() => { if (writeQueues.get(id) === next) writeQueues.delete(id); });
  return next;
}

async function writeTry(before, patch, send, { mine = null, isEdit = false, isExact = false, undo = null, label, outcome = null }) {
  const { done, failed } = outcome ?? writeToast;
  const layer = optimistic(before.id, patch);
  try {
    const task = await writeQueue(before.id, () => sendAtVersion(before, mine ?? patch, send, { isEdit, isExact }));
    layer.commit(task);
    done(label, undo?.(task));
    return task;
  } catch (error) {
    layer.rollback();
    if (error.status === 404) forget(before.id);
    // Where the answer got lost, the task itself tells whether it was done.
    if ([0, 400, 409].includes(error.status) || error.code === 'outcome_unknown') await writeLook(before.id, error);
    if (error.code !== 'given_up') failed(error, before.id);
    return null;
  }
}

// After a refusal the task is looked at anew; who came too late reads who has it.
async function writeLook(id, error) {
  try {
    const { data } = await apiGet('/api/tasks/' + id);
    learn([data]);
    if (data.assigned_to && data.assigned_to !== me()) error.message += '. ' + workerOf(data.assigned_to).handle + ' has it now.';
  } catch {
    // The refusal itself is told all the same.
  }
}

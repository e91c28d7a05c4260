// The one way to change a task: drag, menu, keys and buttons all come here.

import { apiGet, apiSend, ApiError } from './api.js';
import { after, undoVerbs, verbTo, verbsWithReason, verbLabels, whyNot, statusLabels } from './lifecycle.js';
import { forget, hasPending, knownTask, learn, optimistic, serverTask } from './store.js';
import { announce, fail, toast } from './announce.js';
import { askText } from './dialogs.js';
import { sendAtVersion } from './conflicts.js';
import { session, me, workerOf } from './session.js';

const actionQueues = new Map();
const actionUndo = [];
const actionDeletes = new Map();
const actionPending = new Set();

// Writes to one task go one after the other.
function actionQueue(id, run) {
  const next = (actionQueues.get(id) ?? Promise.resolve()).catch(() => {}).then(run);
  actionQueues.set(id, next);
  next.catch(() => {}).finally(() => { if (actionQueues.get(id) === next) actionQueues.delete(id); });
  return next;
}

export async function moveTask(task, status) {
  const why = whyNot(task, status, me());
  if (why) return task.status === status ? null : void toast('Not moved: ' + why + '.', { kind: 'error' });
  return runVerb(task, verbTo(task, status));
}

export async function runVerb(task, verb, given = null) {
  let body = given ?? {};
  if (verbsWithReason.has(verb) && !given) {
    const reason = await askText({ title: verbLabels[verb] + ' #' + task.id, label: verb === 'block' ? 'What stands in the way?' : 'What has to be better?', multiline: true, confirm: verbLabels[verb] });
    if (!reason) return null;
    body = { reason };
  }
  const before = knownTask(task.id) ?? task;
  return actionWrite(before, after(before, verb, session.worker.id), (version) => apiSend('POST', '/api/tasks/' + task.id + '/' + verb, body, verb === 'start' ? {} : { ifMatch: version }), {
    undo: () => actionUndoVerbs(task.id, verb, before), label: actionLabel(verb) + ' #' + task.id,
  });
}

function actionLabel(verb) {
  return { start: 'Started', submit: 'Submitted', complete: 'Completed', release: 'Released', block: 'Blocked', unblock: 'Unblocked', approve: 'Approved', reject: 'Rejected', reopen: 'Reopened', progress: 'Reported' }[verb] ?? verb;
}

function actionUndoVerbs(id, verb, before) {
  const verbs = undoVerbs(verb, before);
  if (!verbs) return null;
  return async () => {
    let task = knownTask(id);
    for (const next of verbs) {
      const { data } = await apiSend('POST', '/api/tasks/' + id + '/' + next, {}, { ifMatch: '"v' + task.version + '"' });
      learn([data]);
      task = data;
    }
  };
}

// An edit began with the task as it is given; any other change goes by what is known now.
export async function saveTask(task, changes, { isEdit = false } = {}) {
  const before = isEdit ? task : serverTask(task.id) ?? task;
  const old = Object.fromEntries(Object.keys(changes).map((name) => [name, before[name] ?? null]));
  return actionWrite(before, changes, (version) => apiSend('PATCH', '/api/tasks/' + task.id, changes, { ifMatch: version }), {
    mine: changes, isEdit, label: 'Changed #' + task.id,
    undo: () => async () => {
      const now = serverTask(task.id);
      if (Object.keys(changes).some((name) => JSON.stringify(now[name]) !== JSON.stringify(actionSent(changes[name], now[name])))) throw new ApiError(0, 'changed', 'It was changed again since: nothing was undone.');
      learn([(await apiSend('PATCH', '/api/tasks/' + task.id, old, { ifMatch: '"v' + now.version + '"' })).data]);
    },
  });
}

// Times come back with milliseconds: the same moment is the same value.
function actionSent(sent, now) {
  return typeof sent === 'string' && typeof now === 'string' && Date.parse(sent) === Date.parse(now) ? now : sent;
}

// Keys that are pressed while an answer is on its way count in their order: undo waits for what it is to undo.
function actionWrite(before, patch, send, options) {
  const writing = actionTry(before, patch, send, options);
  actionPending.add(writing);
  return writing.finally(() => actionPending.delete(writing));
}

async function actionTry(before, patch, send, { mine = null, isEdit = false, undo = null, label }) {
  const layer = optimistic(before.id, patch);
  try {
    const task = await actionQueue(before.id, () => sendAtVersion(before, mine ?? patch, send, isEdit));
    layer.commit(task);
    actionRemember(label, undo?.());
    return task;
  } catch (error) {
    layer.rollback();
    if (error.status === 404) forget(before.id);
    // Where the answer got lost, the task itself tells whether it was done.
    if ([0, 400, 409].includes(error.status) || error.code === 'outcome_unknown') await actionLook(before.id, error);
    if (error.code !== 'given_up') fail(error);
    return null;
  }
}

// After a refusal the task is looked at anew; who came too late reads who has it.
async function actionLook(id, error) {
  try {
    const { data } = await apiGet('/api/tasks/' + id);
    learn([data]);
    if (data.assigned_to && data.assigned_to !== me()) error.message += '. ' + workerOf(data.assigned_to).handle + ' has it now.';
  } catch {
    // The refusal itself is told all the same.
  }
}

function actionRemember(label, undo) {
  if (!undo) return void toast(label);
  const entry = { label, undo };
  actionUndo.push(entry);
  if (actionUndo.length > 20) actionUndo.shift();
  toast(label, { action: { label: 'Undo', run: () => actionRunUndo(entry) } });
}

async function actionRunUndo(entry) {
  const at = actionUndo.indexOf(entry);
  if (at < 0) return;
  actionUndo.splice(at, 1);
  try {
    await entry.undo();
    announce('Undone: ' + entry.label);
  } catch (error) {
    fail(error);
  }
}

export async function undoLast() {
  await Promise.allSettled(actionPending);
  const entry = actionUndo.at(-1);
  if (entry) return actionRunUndo(entry);
  return toast('There is nothing to undo');
}

export async function createTask(fields) {
  const { data } = await apiSend('POST', '/api/tasks', fields);
  learn([data]);
  actionRemember('Created #' + data.id, null);
  return data;
}

// Nothing is deleted for six seconds; leaving the page deletes it then.
export function deleteTask(task, onHidden) {
  if (actionDeletes.has(task.id)) return;
  const go = (keepalive) => {
    clearTimeout(timer);
    actionDeletes.delete(task.id);
    message.close();
    return apiSend('DELETE', '/api/tasks/' + task.id, undefined, { keepalive, ifMatch: '"v' + task.version + '"' }).then(() => forget(task.id), (error) => { onHidden(false); fail(error); });
  };
  const timer = setTimeout(() => go(false), 6000);
  actionDeletes.set(task.id, go);
  onHidden(true);
  const message = toast('Deleting #' + task.id, { seconds: 6, action: { label: 'Keep it', run: () => { clearTimeout(timer); actionDeletes.delete(task.id); onHidden(false); } } });
}

export function flushDeletes() {
  for (const go of actionDeletes.values()) go(true);
}

export function isBeingDeleted(id) {
  return actionDeletes.has(id);
}

export function isWaiting(id) {
  return hasPending(id) || actionQueues.has(id);
}

export function moveChoices(task) {
  return Object.keys(statusLabels).filter((status) => status !== task.status).map((status) => {
    const why = whyNot(task, status, me());
    return { status, verb: verbTo(task, status), why };
  });
}

// The one way to change a task: drag, menu, keys and buttons all come here.

import { apiSend, ApiError } from './api.js';
import { after, undoVerbs, verbTo, verbsWithReason, verbLabels, whyNot, statusLabels } from './lifecycle.js';
import { knownTask, learn, serverTask } from './store.js';
import { toast } from './announce.js';
import { askText } from './dialogs.js';
import { remember } from './undo.js';
import { writeTask } from './writes.js';
import { session, me } from './session.js';

export async function moveTask(task, status) {
  const why = whyNot(task, status, me());
  if (why) return task.status === status ? null : void toast('Not moved: ' + why + '.', { kind: 'error' });
  return runVerb(task, verbTo(task, status));
}

// `given` is the verb's body; without one a reason is asked for where one is needed. `outcome` hears of the end in the toast's place.
// `isExact`: it is done to this version of the task, or not at all.
export async function runVerb(task, verb, given = null, outcome = null, { force = false, isExact = false } = {}) {
  const body = given ?? (verbsWithReason.has(verb) ? await askReason(verb, '#' + task.id) : {});
  if (!body) return null;
  const before = isExact ? task : knownTask(task.id) ?? task;
  return writeTask(before, after(before, verb, session.worker.id), (version) => apiSend('POST', '/api/tasks/' + task.id + '/' + verb + (force ? '?force=true' : ''), body, verb === 'start' ? {} : { ifMatch: version }), {
    outcome, isExact, undo: (saved) => actionUndoVerbs(saved, verb, before), label: doneLabel(verb) + ' #' + task.id,
  });
}

// The body of a verb that wants a reason; null when it was given up.
export async function askReason(verb, whose) {
  const reason = await askText({ title: verbLabels[verb] + ' ' + whose, label: verb === 'block' ? 'What stands in the way?' : 'What has to be better?', multiline: true, confirm: verbLabels[verb] });
  return reason ? { reason } : null;
}

export function doneLabel(verb) {
  return { start: 'Started', submit: 'Submitted', complete: 'Completed', release: 'Released', block: 'Blocked', unblock: 'Unblocked', approve: 'Approved', reject: 'Rejected', reopen: 'Reopened', progress: 'Reported' }[verb] ?? verb;
}

// What was done since is not undone: another's claim, reason or completion stays theirs.
function actionUndoVerbs(saved, verb, before) {
  const verbs = undoVerbs(verb, before);
  // To undo the release of what another held would be to take it oneself.
  if (!verbs || (verb === 'release' && before.assigned_to !== me())) return null;
  const id = saved.id;
  return async () => {
    let task = serverTask(id);
    if (!task) throw new ApiError(0, 'gone', 'It is gone by now: nothing was undone.');
    if (['status', 'assigned_to', 'completed_at', 'started_at', 'remark'].some((name) => JSON.stringify(task[name]) !== JSON.stringify(saved[name]))) throw new ApiError(0, 'changed', 'It was changed again since: nothing was undone.');
    for (const next of verbs) {
      const { data } = await apiSend('POST', '/api/tasks/' + id + '/' + next, {}, { ifMatch: '"v' + task.version + '"' });
      learn([data]);
      task = data;
    }
  };
}

// An edit began with the task as it is given; any other change goes by what is known now.
export async function saveTask(task, changes, { isEdit = false, outcome = null } = {}) {
  const before = isEdit ? task : serverTask(task.id) ?? task;
  const old = Object.fromEntries(Object.keys(changes).map((name) => [name, before[name] ?? null]));
  return writeTask(before, changes, (version) => apiSend('PATCH', '/api/tasks/' + task.id, changes, { ifMatch: version }), {
    mine: changes, isEdit, outcome, label: 'Changed #' + task.id,
    undo: (saved) => async () => {
      const now = serverTask(task.id);
      if (!now) throw new ApiError(0, 'gone', 'It is gone by now: nothing was undone.');
      if (Object.keys(changes).some((name) => JSON.stringify(now[name]) !== JSON.stringify(saved[name]))) throw new ApiError(0, 'changed', 'It was changed again since: nothing was undone.');
      learn([(await apiSend('PATCH', '/api/tasks/' + task.id, old, { ifMatch: '"v' + now.version + '"' })).data]);
    },
  });
}

export async function createTask(fields) {
  const { data } = await apiSend('POST', '/api/tasks', fields);
  learn([data]);
  remember('Created #' + data.id, null);
  return data;
}

export function moveChoices(task) {
  return Object.keys(statusLabels).filter((status) => status !== task.status).map((status) => {
    const why = whyNot(task, status, me());
    return { status, verb: verbTo(task, status), why };
  });
}

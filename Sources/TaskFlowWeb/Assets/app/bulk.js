// The same done to several tasks: one sentence tells of all, one undo takes all back.

import { askReason, doneLabel, runVerb, saveTask } from './actions.js';
import { verbTo, verbsWithReason, whyNot, statusLabels } from './lifecycle.js';
import { ApiError } from './api.js';
import { fail, toast } from './announce.js';
import { me } from './session.js';
import { remember } from './undo.js';
import { countAsWrite } from './writes.js';

export async function runVerbOnAll(tasks, verb) {
  return bulkVerbs(tasks.map((task) => [task, verb]), doneLabel(verb));
}

// Each by the verb that leads there from where it is; what cannot go there is named, with the reason.
export async function moveAll(tasks, status) {
  const elsewhere = tasks.filter((task) => task.status !== status);
  return bulkVerbs(elsewhere.map((task) => [task, whyNot(task, status, me()) ? null : verbTo(task, status), whyNot(task, status, me())]), 'Moved to ' + statusLabels[status] + ':');
}

async function bulkVerbs(steps, label) {
  const asked = steps.find(([, verb]) => verbsWithReason.has(verb))?.[1];
  const body = asked ? await askReason(asked, bulkCount(steps.length)) : {};
  if (!body) return;
  await countAsWrite(bulkRun(steps, label, ([task, verb, why], outcome) => {
    if (why) return outcome.failed(new ApiError(0, 'no_step', why), task.id);
    return runVerb(task, verb, verbsWithReason.has(verb) ? body : {}, outcome);
  }));
}

// `changesOf` says for each of them what is to change.
export async function saveAll(tasks, changesOf) {
  await countAsWrite(bulkRun(tasks.map((task) => [task]), 'Changed', ([task], outcome) => saveTask(task, changesOf(task), { outcome })));
}

async function bulkRun(steps, label, run) {
  const undos = [];
  const failures = [];
  const outcome = { done: (_, undo) => undos.push(undo ?? null), failed: (error, id) => { failures.push([id, error.message]); } };
  await Promise.all(steps.map((step) => run(step, outcome)));
  bulkTell(label, steps.length, undos, failures.sort(([one], [two]) => one - two));
}

function bulkTell(label, count, undos, failures) {
  const not = failures.length ? bulkReasons(failures) : '';
  if (!undos.length) return void (not && toast('Nothing was done. ' + not, { kind: 'error', seconds: 12 }));
  const text = label + ' ' + (not ? undos.length + ' of ' + bulkCount(count) + '. ' + not : bulkCount(count));
  const ways = undos.filter(Boolean);
  remember(text, ways.length ? () => bulkUndo(ways) : null, not ? { kind: 'error', seconds: 12 } : {});
}

// Five refusals of one kind are one sentence.
function bulkReasons(failures) {
  const byReason = new Map();
  for (const [id, why] of failures) byReason.set(why, [...(byReason.get(why) ?? []), '#' + id]);
  return [...byReason].slice(0, 3).map(([why, ids]) => ids.slice(0, 4).join(', ') + (ids.length > 4 ? ' and ' + (ids.length - 4) + ' more' : '') + ': ' + why.replace(/\.$/, '') + '.').join(' ');
}

async function bulkUndo(ways) {
  for (const undo of ways.reverse()) await undo().catch(fail);
}

export function bulkCount(number) {
  return number === 1 ? '1 task' : number + ' tasks';
}

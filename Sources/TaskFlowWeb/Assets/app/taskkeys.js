// The keys that are for tasks: for all that are selected, else for the one that has the focus, else for the one in the pane.

import { registerKeys } from './keys.js';
import { askText, openMenu } from './dialogs.js';
import { moveChoices, moveTask, runVerb, saveTask } from './actions.js';
import { bulkCount, moveAll, runVerbOnAll, saveAll } from './bulk.js';
import { editTask, removeAll, removeTask } from './pane/editing.js';
import { openTaskId } from './pane/pane.js';
import { knownTask } from './store.js';
import { selectedTasks } from './selection.js';
import { statusLabels, statuses, verbLabels, whyNot } from './lifecycle.js';
import { me, session } from './session.js';
import { fail } from './announce.js';

export const priorityChoices = [['critical', 'Critical'], ['high', 'High'], ['medium', 'Medium'], ['low', 'Low']];

export function registerTaskKeys() {
  const task = () => keyTasks().length > 0;
  const entry = (keys, label, run, when = task) => ({ keys, label, group: 'Task', when, run });
  const verb = (keys, name) => entry(keys, verbLabels[name], () => keyVerb(name));
  registerKeys([
    verb('s', 'start'), verb('u', 'submit'), verb('y', 'approve'), verb('n', 'reject'), verb('d', 'complete'), verb('r', 'release'), verb('o', 'reopen'),
    entry('b', 'Block or unblock', () => keyVerb(keyTasks().every((one) => one.status === 'blocked') ? 'unblock' : 'block')),
    entry('m', 'Move', openMoveMenu),
    entry('Shift+ArrowRight', 'Move to the next column', () => keyStep(1)), entry('Shift+ArrowLeft', 'Move to the column before', () => keyStep(-1)),
    entry('a', 'Assign', openAssignMenu), entry('p', 'Priority', openPriorityMenu), entry('t', 'Tags', keyTags),
    entry('e', 'Edit', editTask, () => openTaskId() !== null),
    entry('Delete', 'Delete', keyRemove),
  ]);
}

export function keyTasks() {
  const selected = selectedTasks();
  if (selected.length) return selected;
  const id = document.activeElement?.closest?.('[data-id]')?.dataset.id ?? openTaskId();
  const task = id ? knownTask(Number(id)) : null;
  return task ? [task] : [];
}

export function keyVerb(verb) {
  const tasks = keyTasks();
  return tasks.length > 1 ? runVerbOnAll(tasks, verb) : runVerb(tasks[0], verb);
}

function keyStep(by) {
  const tasks = keyTasks();
  const to = (task) => {
    for (let at = statuses.indexOf(task.status) + by; statuses[at]; at += by) if (!whyNot(task, statuses[at], me())) return statuses[at];
    return null;
  };
  const next = to(tasks[0]);
  if (!next) return null;
  return tasks.length > 1 ? moveAll(tasks, next) : moveTask(tasks[0], next);
}

export function openMoveMenu() {
  const tasks = keyTasks();
  if (tasks.length === 1) {
    const [task] = tasks;
    return openMenu(keyAnchor('.pane-steps'), moveChoices(task).map(({ status, verb, why }) => ({ label: statusLabels[status], icon: status, hint: why ?? verbLabels[verb], disabled: why !== null, run: () => moveTask(task, status) })), 'Move #' + task.id);
  }
  return openMenu(keyAnchor(), statuses.map((status) => {
    const able = tasks.filter((task) => !whyNot(task, status, me())).length;
    return { label: statusLabels[status], icon: status, hint: able + ' of ' + bulkCount(tasks.length), disabled: able === 0, run: () => moveAll(tasks, status) };
  }), 'Move ' + bulkCount(tasks.length));
}

export function openAssignMenu() {
  keyChoose('Assign', 'assigned_to', [['', 'Nobody'], ...[...session.crew.values()].map((worker) => [worker.id, worker.handle])]);
}

export function openPriorityMenu() {
  keyChoose('Priority', 'priority', priorityChoices);
}

function keyChoose(title, name, options) {
  const tasks = keyTasks();
  const all = (value) => tasks.every((task) => (task[name] ?? '') === value);
  openMenu(keyAnchor('.pane-head'), options.map(([value, label]) => ({
    label: all(value) ? label + ' \u2713' : label,
    run: () => (tasks.length > 1 ? saveAll(tasks, () => ({ [name]: value || null })) : saveTask(tasks[0], { [name]: value || null })),
  })), title);
}

// Of one task they are written anew; to several they are added.
async function keyTags() {
  const tasks = keyTasks();
  const [task] = tasks;
  const isOne = tasks.length === 1;
  const said = await askText({ title: isOne ? 'Tags of #' + task.id : 'Add tags to ' + bulkCount(tasks.length), label: 'Words, with spaces between', value: isOne ? task.tags.join(' ') : '', required: !isOne });
  if (said === null) return null;
  const words = said.toLowerCase().split(/[\s,]+/).filter(Boolean);
  return isOne ? saveTask(task, { tags: words }) : saveAll(tasks, ({ tags }) => ({ tags: [...new Set([...tags, ...words])] }));
}

// Where a menu opens: at what has the focus, a card, row or button, else where the task stands.
function keyAnchor(otherwise = '.selection-bar') {
  return document.activeElement?.closest?.('[data-id], .selection-bar button') ?? document.querySelector(otherwise) ?? document.body;
}

export function keyRemove() {
  const tasks = keyTasks();
  return (tasks.length > 1 ? removeAll(tasks) : removeTask(tasks[0])).catch(fail);
}

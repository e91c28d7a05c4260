// Makes, edits and deletes a task in a dialog. What is typed is kept in this browser until it is saved.

import { h } from '../dom.js';
import { apiGet } from '../api.js';
import { createTask, saveTask } from '../actions.js';
import { deleteTasks } from '../deletes.js';
import { confirmAction, openDialog } from '../dialogs.js';
import { currentRoute, navigate } from '../router.js';
import { endOfDay } from '../dates.js';
import { field, select } from '../widgets.js';
import { knownTask, storeTold } from '../store.js';
import { leavePane, paneEdited, paneNow } from './pane.js';
import { session } from '../session.js';

export async function removeTask(task) {
  const { data } = await apiGet('/api/tasks', { query: { parent_id: task.id, limit: 1, total: true } });
  if (data.length && !(await confirmAction({ title: 'Delete #' + task.id + ' and what is under it?', text: 'Its subtasks go with it.', confirm: 'Delete', danger: true }))) return;
  removeNow([task]);
}

export async function removeAll(tasks) {
  if (await confirmAction({ title: 'Delete ' + tasks.length + ' tasks?', text: 'The subtasks of each go with it.', confirm: 'Delete', danger: true })) removeNow(tasks);
}

// The pane of a task that is on its way out closes; the pages hear of it as of any change.
function removeNow(tasks) {
  deleteTasks(tasks, (hidden) => {
    if (hidden && tasks.some((task) => paneNow()?.id === task.id)) leavePane();
    storeTold(tasks.map((task) => task.id));
  });
}

// Edits title and description; what is typed is kept in this browser until it is saved.
export function editTask() {
  const state = paneNow();
  const task = state && knownTask(state.id);
  if (!task) return;
  const key = 'draft:' + task.id;
  const draft = JSON.parse(localStorage.getItem(key) ?? 'null');
  const title = h('input', { class: 'input', id: 'edit-title', maxlength: 200, required: true, value: draft?.title ?? task.title, dir: 'auto', autofocus: true });
  const text = h('textarea', { class: 'input tall', id: 'edit-text', maxlength: 65536, value: draft?.description ?? task.description ?? '', dir: 'auto' });
  // What was typed is a change of the task as it then was: others may have changed it since.
  const base = draft?.base ?? { version: task.version, title: task.title, description: task.description };
  const before = { ...task, ...base };
  state.base = before.description ?? '';
  state.dirty = new Set(['title', 'description']);
  const keep = () => localStorage.setItem(key, JSON.stringify({ title: title.value, description: text.value, base }));
  const save = async () => {
    const changes = {};
    if (title.value.trim() !== before.title) changes.title = title.value.trim();
    if (text.value !== (before.description ?? '')) changes.description = text.value || null;
    if (!changes.title && 'title' in changes) return;
    const saved = Object.keys(changes).length ? await saveTask(before, changes, { isEdit: true }) : task;
    if (!saved) return;
    localStorage.removeItem(key);
    dialog.close();
  };
  const form = h('form', { class: 'stack', on: { input: keep, submit: (event) => { event.preventDefault(); save(); } } },
    draft && h('p', { class: 'hint' }, 'This is what you had typed and not saved.'), field('Title', title), field('Description', text, 'Markdown. Ctrl+Enter saves.'),
    h('div', { class: 'row end' }, h('button', { type: 'button', class: 'button', on: { click: () => { localStorage.removeItem(key); dialog.close(); } } }, 'Discard'), h('button', { class: 'button primary' }, 'Save')));
  form.addEventListener('keydown', (event) => { if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) { event.preventDefault(); save(); } });
  const dialog = openDialog({ title: 'Edit #' + task.id, body: form, wide: true, onClose: () => paneEdited(state) });
}

export function openNewTask(filter) {
  const key = 'draft:new';
  const draft = JSON.parse(localStorage.getItem(key) ?? 'null') ?? {};
  const title = h('input', { class: 'input', id: 'new-title', maxlength: 200, required: true, value: draft.title ?? '', dir: 'auto', autofocus: true });
  const text = h('textarea', { class: 'input', id: 'new-text', rows: 5, maxlength: 65536, value: draft.description ?? '', dir: 'auto' });
  const project = select(filter.project ?? '', [['', 'No project'], ...session.projects.map((other) => [other.slug, other.name])], { id: 'new-project', disabled: Boolean(filter.parent_id) });
  const priority = select(filter.priority ?? 'medium', [['critical', 'Critical'], ['high', 'High'], ['medium', 'Medium'], ['low', 'Low']], { id: 'new-priority' });
  const assignee = select('', [['', 'Nobody yet'], ...[...session.crew.values()].map((worker) => [worker.id, worker.handle])], { id: 'new-assignee' });
  const due = h('input', { class: 'input', type: 'date', id: 'new-due' });
  const wrong = h('p', { class: 'wrong', role: 'alert' });
  const save = async () => {
    wrong.textContent = '';
    try {
      const task = await createTask({
        title: title.value.trim(), description: text.value || null, project_slug: project.value || null, priority: priority.value, assigned_to: assignee.value || null,
        due_date: endOfDay(due.value), parent_id: filter.parent_id ? Number(filter.parent_id) : null,
      });
      localStorage.removeItem(key);
      dialog.close();
      if (currentRoute()?.path.startsWith('/tasks/')) navigate('/tasks/' + task.id);
    } catch (error) {
      wrong.textContent = error.message;
    }
  };
  const form = h('form', { class: 'stack', on: { input: () => localStorage.setItem(key, JSON.stringify({ title: title.value, description: text.value })), submit: (event) => { event.preventDefault(); save(); } } },
    field('Title', title), field('Description', text, 'Markdown, if you like.'),
    h('div', { class: 'fact-grid' }, field('Project', project), field('Priority', priority), field('Assignee', assignee), field('Due', due)), wrong,
    h('div', { class: 'row end' }, h('button', { class: 'button primary' }, 'Create')));
  form.addEventListener('keydown', (event) => { if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) { event.preventDefault(); save(); } });
  const dialog = openDialog({ title: filter.parent_id ? 'New subtask of #' + filter.parent_id : 'New task', body: form, wide: true });
}

// The subtasks of the task in the pane, and how many of them are done.

import { h, fill } from '../dom.js';
import { apiGet } from '../api.js';
import { knownTask, learn } from '../store.js';
import { openNewTask } from './editing.js';
import { statusIcon, workerChip } from '../widgets.js';
import { fail } from '../announce.js';
import { taskLink } from '../board/card.js';

export function paneSubtasks(state) {
  const list = h('ul', { class: 'rows' });
  const element = h('section', { class: 'pane-section' }, h('div', { class: 'section-head' }, h('h3', null, 'Subtasks'),
    h('button', { type: 'button', class: 'button quiet', on: { click: () => openNewTask({ parent_id: String(state.id), project: knownTask(state.id)?.project_slug ?? '' }) } }, 'Add')), list);
  apiGet('/api/tasks', { query: { parent_id: state.id, sort: 'created_at', limit: 100 } }).then(({ data }) => {
    learn(data);
    const done = data.filter((task) => task.status === 'completed').length;
    if (data.length) element.querySelector('h3').textContent = 'Subtasks ' + done + ' of ' + data.length;
    fill(list, data.length ? data.map((task) => h('li', { class: 'row-item' }, statusIcon(task.status), taskLink(task), task.assigned_to && workerChip(task.assigned_to))) : h('li', { class: 'hint' }, 'None.'));
  }, fail);
  return element;
}

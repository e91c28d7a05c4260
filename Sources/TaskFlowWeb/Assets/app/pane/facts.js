// What is known of the task in the pane: its title, fields and description.

import { h, icon, bdi, fill } from '../dom.js';
import { saveTask } from '../actions.js';
import { dateValue, endOfDay } from '../dates.js';
import { href } from '../router.js';
import { editTask } from './editing.js';
import { field, markdownView, priorityMark, progressBar, select, statusChip, timeAgo, workerChip } from '../widgets.js';
import { session } from '../session.js';

export function paneTitle(state, task) {
  fill(state.title, bdi(task.title));
  state.title.title = 'Press e to edit';
}

export function paneFacts(state, task) {
  const crew = [['', 'Nobody'], ...[...session.crew.values()].map((worker) => [worker.id, worker.handle + (worker.type === 'agent' ? ' (agent)' : '')])];
  if (task.assigned_to && !session.crew.has(task.assigned_to)) crew.push([task.assigned_to, task.assigned_to]);
  const assignee = select(task.assigned_to ?? '', crew, { id: 'pane-assignee', on: { change: (event) => saveTask(task, { assigned_to: event.target.value || null }) } });
  const priority = select(task.priority, [['critical', 'Critical'], ['high', 'High'], ['medium', 'Medium'], ['low', 'Low']], { id: 'pane-priority', on: { change: (event) => saveTask(task, { priority: event.target.value }) } });
  const due = h('input', { class: 'input', type: 'date', id: 'pane-due', value: dateValue(task.due_date), on: { change: (event) => saveTask(task, { due_date: endOfDay(event.target.value) }) } });
  const from = h('input', { class: 'input', type: 'date', id: 'pane-from', value: dateValue(task.not_before), on: { change: (event) => saveTask(task, { not_before: event.target.value ? new Date(event.target.value + 'T00:00').toISOString() : null }) } });
  const requires = h('input', { class: 'input', id: 'pane-requires', value: task.requires.join(' '), placeholder: 'nothing', on: { change: (event) => saveTask(task, { requires: event.target.value.toLowerCase().split(/[\s,]+/).filter(Boolean) }) } });
  const tags = h('input', { class: 'input', id: 'pane-tags', value: task.tags.join(' '), placeholder: 'none', on: { change: (event) => saveTask(task, { tags: event.target.value.toLowerCase().split(/[\s,]+/).filter(Boolean) }) } });
  return [
    h('div', { class: 'fact-row' }, statusChip(task.status), priorityMark(task.priority), task.project_slug && h('a', { class: 'chip', href: href('/projects/' + task.project_slug) }, bdi(task.project_slug)),
      task.parent_id && h('a', { class: 'chip', href: href('/tasks/' + task.parent_id) }, icon('branch'), 'part of #' + task.parent_id)),
    task.remark && h('div', { class: 'remark remark-' + task.remark.action }, h('p', { dir: 'auto' }, task.remark.text), h('small', null, factsRemark(task.remark), ' ', timeAgo(task.remark.at))),
    task.status === 'in_progress' && h('div', { class: 'fact-progress' }, progressBar(task.progress_percent), task.progress_percent + ' %'),
    h('div', { class: 'fact-grid' }, field('Assignee', assignee), field('Priority', priority), field('Due', due), field('Not before', from), field('Tags', tags), field('Requires', requires)),
    h('p', { class: 'fact-foot' }, 'Created ', timeAgo(task.created_at), ' by ', workerChip(task.created_by), task.accountable_id && task.accountable_id !== task.created_by && [', answered for by ', workerChip(task.accountable_id)]),
  ];
}

function factsRemark({ action, by }) {
  if (action === 'lease_expired') return 'the lease ended';
  return [action.replaceAll('_', ' ') + ' by ', by ? workerChip(by) : 'TaskFlow'];
}

export function paneText(state, task) {
  return h('section', { class: 'pane-section' }, h('div', { class: 'section-head' }, h('h3', null, 'Description'),
    h('button', { type: 'button', class: 'button quiet', on: { click: () => editTask() } }, 'Edit')), paneDescription(state, task));
}

export function paneDescription(state, task) {
  const element = h('div', { class: 'pane-description' }, task.description ? markdownView(task.description) : h('p', { class: 'hint' }, 'No description.'));
  element.dataset.text = task.description ?? '';
  return element;
}

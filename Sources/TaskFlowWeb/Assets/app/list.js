// Tasks as a table: the whole list, my work, and results of a search are all made of it.

import { h, icon, fill, bdi } from './dom.js';
import { apiGet } from './api.js';
import { drawFilters, filterOf } from './filters.js';
import { href, registerPage } from './router.js';
import { knownTask, learn, onTasks } from './store.js';
import { dueChip, emptyState, errorState, priorityMark, skeleton, statusIcon, timeAgo, workerChip } from './widgets.js';
import { openNewTask } from './pane/editing.js';
import { statuses, statusLabels } from './lifecycle.js';
import { onEvents } from './stream.js';
import { takeNews } from './news.js';
import { deadLetterMark, leaseMark } from './leasemarks.js';
import { questionChip, sameLink } from './board/card.js';
import { markSelected, pruneSelection, selectBox } from './selection.js';
import { isBeingDeleted } from './deletes.js';
import { select } from './widgets.js';
import { setQuery } from './router.js';

const listSorts = [['', 'Newest'], ['urgency', 'Most urgent'], ['-updated_at', 'Last changed'], ['due_date', 'Due first'], ['title', 'Title'], ['-completed_at', 'Last completed']];

export function registerList() {
  registerPage({ name: 'list', path: /^\/list$/, title: () => 'List', mount: mountList });
}

// Rows that follow what happens to their tasks. Answers {element, show(tasks)}.
export function taskRows(label) {
  const nodes = new Map();
  const body = h('ul', { class: 'rows tasks', 'aria-label': label });
  const draw = (id) => {
    const task = knownTask(id);
    if (!task) return nodes.get(id)?.classList.add('gone');
    const row = nodes.get(id);
    const focused = row.contains(document.activeElement);
    row.hidden = isBeingDeleted(id);
    fill(row, selectBox(id), statusIcon(task.status), h('span', { class: 'number' }, '#' + id), sameLink(row, task), h('span', { class: 'row-more' }, priorityMark(task.priority), dueChip(task), task.project_slug && h('span', { class: 'project' }, bdi(task.project_slug)),
      questionChip(task), deadLetterMark(task), leaseMark(task), task.assigned_to && workerChip(task.assigned_to), timeAgo(task.updated_at)));
    if (focused) row.querySelector('a').focus({ preventScroll: true });
    markSelected(row);
  };
  const stops = [onTasks((ids) => { for (const id of ids) if (nodes.has(id)) draw(id); }), onEvents(takeNews)];
  return {
    element: body,
    stop: () => { for (const stop of stops) stop(); },
    show(tasks) {
      nodes.clear();
      learn(tasks);
      fill(body, tasks.map((task) => {
        const row = h('li', { class: 'row-item', dataset: { id: task.id } });
        nodes.set(task.id, row);
        return row;
      }));
      for (const id of nodes.keys()) draw(id);
    },
    add(tasks) {
      this.show([...nodes.keys()].map(knownTask).filter(Boolean).concat(tasks));
    },
  };
}

function mountList(host, route) {
  const rows = taskRows('Tasks');
  const bar = h('div', { class: 'bar' });
  const foot = h('div', { class: 'list-foot' });
  const state = { query: route.query, next: null, asked: 0 };
  host.append(h('div', { class: 'page' }, h('header', { class: 'page-head' }, h('h1', { tabindex: '-1', class: 'page-title' }, 'List'),
    h('button', { type: 'button', class: 'button primary', on: { click: () => openNewTask(filterOf(state.query)) } }, icon('plus'), 'New task')), bar, rows.element, foot));
  const more = async (cursor) => {
    const asked = (state.asked += 1);
    if (!cursor) fill(foot, skeleton(5));
    try {
      const { data, next } = await apiGet('/api/tasks', { query: { ...filterOf(state.query), status: state.query.status, sort: state.query.sort || '-created_at', limit: 50, cursor } });
      if (asked !== state.asked) return;
      if (cursor) rows.add(data);
      else rows.show(data);
      pruneSelection();
      fill(foot, next ? h('button', { type: 'button', class: 'button', on: { click: () => more(next) } }, 'Show more') : null,
        !cursor && data.length === 0 && listEmpty(state.query));
    } catch (error) {
      fill(foot, errorState(error, () => more(cursor)));
    }
  };
  const draw = () => {
    drawFilters(bar, state.query, listSorts, select(state.query.status ?? '', [['', 'Any status'], ...statuses.map((name) => [name, statusLabels[name]])], { 'aria-label': 'Status', on: { change: (event) => setQuery({ status: event.target.value }) } }));
    more(null);
  };
  draw();
  return { update(next) { if (JSON.stringify(next.query) !== JSON.stringify(state.query)) { state.query = next.query; draw(); } }, unmount: rows.stop };
}

function listEmpty(query) {
  if (query.status || Object.keys(filterOf(query)).length) return emptyState('filter', 'No task matches', 'Take a filter away, or look in all projects.', h('a', { class: 'button', href: href('/list') }, 'Clear filters'));
  return emptyState('list', 'No task yet', 'Write down the first one, or let an agent do so.', h('button', { type: 'button', class: 'button primary', on: { click: () => openNewTask({}) } }, 'New task'));
}

// A plan as people see it: the tree of its tasks, and the waves in which they can be worked on.

import { h, bdi } from '../dom.js';
import { href } from '../router.js';
import { priorityMark } from '../widgets.js';
import { workerOf } from '../session.js';
import { countWords, planTree, wavesOf } from './shape.js';

// `ids` are the numbers by ref, once the tasks are there.
export function planPicture(tasks, waves, ids = null) {
  const numbers = wavesOf(waves);
  const byRef = new Map(tasks.map((task) => [task.ref, task]));
  return [
    h('section', { class: 'panel stack' }, h('h2', { class: 'section-title' }, 'Tree', h('span', { class: 'count' }, countWords(tasks.length, 'task'))), pictureTree(planTree(tasks), numbers, ids)),
    h('section', { class: 'panel stack' }, h('h2', { class: 'section-title' }, 'Waves', h('span', { class: 'count' }, waves.length)),
      h('p', { class: 'hint' }, 'What is in one wave can be worked on at the same time, once the waves before it are completed.'),
      h('ol', { class: 'plan-waves', tabindex: '0', 'aria-label': 'Waves' }, waves.map((refs, at) => pictureWave(refs.map((ref) => byRef.get(ref)), at + 1, ids)))),
  ];
}

function pictureTree(nodes, numbers, ids) {
  return h('ul', { class: 'plan-tree' }, nodes.map(({ task, children }) => h('li', null,
    h('div', { class: 'plan-task' }, pictureTitle(task, ids), h('span', { class: 'chip' }, 'Wave ' + numbers.get(task.ref)), priorityMark(task.priority ?? 'medium'),
      task.needs?.length > 0 && h('span', { class: 'hint' }, 'needs ', bdi(task.needs.map(pictureNeed).join(', '))),
      task.assigned_to && h('span', { class: 'hint' }, 'for ', bdi(workerOf(task.assigned_to).handle)),
      typeof task.parent === 'number' && h('span', { class: 'hint' }, 'part of #' + task.parent)),
    children.length > 0 && pictureTree(children, numbers, ids))));
}

function pictureNeed(need) {
  return /^\d+$/.test(String(need)) ? '#' + need : need;
}

function pictureTitle(task, ids) {
  const title = h('span', { class: 'plan-title', dir: 'auto' }, bdi(task.title));
  return [h('code', { class: 'plan-ref' }, ids ? '#' + ids[task.ref] : bdi(task.ref)), ids ? h('a', { class: 'task-title', href: href('/tasks/' + ids[task.ref]), dir: 'auto' }, bdi(task.title)) : title];
}

function pictureWave(tasks, number, ids) {
  return h('li', { class: 'plan-wave' }, h('h3', null, 'Wave ' + number, h('span', { class: 'count' }, tasks.length)),
    h('ul', null, tasks.map((task) => h('li', { class: 'plan-card' }, pictureTitle(task, ids)))));
}

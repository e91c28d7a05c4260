// The rows of the inbox: each is a button that opens it.

import { h, icon, fill, bdi, reconcile, dropNodes } from '../dom.js';
import { timeAgo, workerChip } from '../widgets.js';
import { excerpt, inboxKinds } from './items.js';

export function inboxDraw(state) {
  for (const item of state.items) {
    const node = state.nodes.get(item.id);
    if (node && node.dataset.said !== inboxSaid(item)) inboxRow(state, node, item);
  }
  const known = new Map(state.items.map((item) => [item.id, item]));
  reconcile(state.list, [...known.keys()], (id) => inboxRow(state, h('li', { class: 'inbox-item' }), known.get(id)), state.nodes);
  dropNodes(state.nodes, known);
}

function inboxSaid(item) {
  return [item.kind, item.title, item.text, item.from, item.since, item.project_slug].join('\n');
}

// The button stays the same one: it may have the focus.
function inboxRow(state, node, item) {
  const [shape, word] = inboxKinds[item.kind] ?? ['inbox', item.kind];
  const button = node.querySelector('.inbox-head') ?? h('button', { type: 'button', class: 'inbox-head', 'aria-expanded': 'false', on: { click: () => state.toggle(item.id) } });
  node.dataset.said = inboxSaid(item);
  node.dataset.item = item.id;
  fill(button, h('span', { class: 'chip kind kind-' + item.kind }, icon(shape), word), h('span', { class: 'inbox-title', dir: 'auto' }, h('span', { class: 'number' }, '#' + item.task_id), ' ', bdi(item.title)),
    item.text && h('span', { class: 'inbox-text', dir: 'auto' }, excerpt(item.text)), h('span', { class: 'inbox-more' }, item.project_slug && h('span', { class: 'project' }, bdi(item.project_slug)), item.from && workerChip(item.from), timeAgo(item.since)));
  if (!button.isConnected) node.append(h('h2', null, button));
  return node;
}

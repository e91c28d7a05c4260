// Small things that every page shows the same way.

import { h, icon, bdi } from './dom.js';
import { serverNow } from './clock.js';
import { age, due, moment } from './dates.js';
import { statusLabels } from './lifecycle.js';
import { workerOf } from './session.js';
import { parseMarkdown } from './markdown.js';

export function statusIcon(status) {
  return h('span', { class: 'status status-' + status, title: statusLabels[status] }, icon(status, statusLabels[status]));
}

export function statusChip(status) {
  return h('span', { class: 'chip status status-' + status }, icon(status), statusLabels[status]);
}

export function priorityMark(priority) {
  if (priority === 'medium') return null;
  const label = { low: 'Low', high: 'High', critical: 'Critical' }[priority];
  return h('span', { class: 'chip priority priority-' + priority }, icon(priority === 'low' ? 'down' : priority === 'high' ? 'up' : 'flag'), label);
}

export function avatar(worker) {
  const letters = worker.handle.replace(/^@/, '').slice(0, 2);
  return h('span', { class: 'avatar ' + worker.type, 'aria-hidden': 'true' }, letters);
}

// People are round, agents rounded squares with the word.
export function workerChip(id, { long = false } = {}) {
  const worker = typeof id === 'string' ? workerOf(id) : id;
  if (!worker) return h('span', { class: 'chip muted' }, 'Nobody');
  return h('span', { class: 'worker', title: worker.name }, avatar(worker), h('span', { class: 'worker-name' }, bdi(long ? worker.name : worker.handle)),
    worker.type === 'agent' && h('span', { class: 'tagword' }, 'agent'));
}

export function timeAgo(iso, prefix = '') {
  const element = h('time', { datetime: iso, title: moment(iso) });
  element.dataset.prefix = prefix;
  element.textContent = prefix + age(iso, serverNow());
  return element;
}

export function keepTimes() {
  setInterval(() => {
    for (const element of document.querySelectorAll('time[datetime]')) {
      if (element.dataset.prefix !== undefined) element.textContent = element.dataset.prefix + age(element.dateTime, serverNow());
    }
  }, 30000);
}

export function dueChip(task) {
  if (!task.due_date) return null;
  const { text, kind } = due(task.due_date, Date.now(), task.status === 'completed');
  return h('span', { class: 'chip due due-' + kind, title: 'Due ' + moment(task.due_date) }, icon('clock'), text);
}

export function progressBar(percent) {
  const bar = h('span', { class: 'progress', role: 'img', 'aria-label': percent + ' percent done' }, h('span', { class: 'progress-fill' }));
  bar.firstChild.style.setProperty('width', percent + '%');
  return bar;
}

export function emptyState(name, title, text, action) {
  return h('div', { class: 'empty' }, icon(name), h('h2', null, title), h('p', null, text), action);
}

export function errorState(error, retry) {
  return h('div', { class: 'empty error', role: 'alert' }, icon('blocked'), h('h2', null, error.status === 0 ? 'The server cannot be reached' : 'That did not work'),
    h('p', null, error.message), h('button', { type: 'button', class: 'button', on: { click: retry } }, 'Try again'));
}

export function skeleton(count) {
  return h('div', { class: 'skeleton', 'aria-hidden': 'true' }, Array.from({ length: count }, () => h('span')));
}

export function field(label, control, hint) {
  return h('label', { class: 'field' }, h('span', null, label), control, hint && h('small', { class: 'hint' }, hint));
}

export function select(value, options, props = {}) {
  const element = h('select', { class: 'input', ...props }, options.map(([key, label]) => h('option', { value: key }, label)));
  element.value = value ?? '';
  return element;
}

export function markdownView(text) {
  const blocks = parseMarkdown(text);
  // The page's own headings go to the third level: those of a text begin below, whichever it begins with.
  const top = Math.min(6, ...blocks.filter((block) => block.kind === 'heading').map((block) => block.level));
  const view = h('div', { class: 'markdown', dir: 'auto' }, blocks.slice(0, markdownShown).map((block) => markdownNode(block, top)));
  if (blocks.length > markdownShown) view.append(h('button', { type: 'button', class: 'button', on: { click: (event) => event.target.replaceWith(...blocks.slice(markdownShown, 4000).map((block) => markdownNode(block, top))) } }, 'Show the rest'));
  return view;
}

// How many paragraphs are laid out at once; of more a browser would be busy for seconds.
const markdownShown = 300;

function markdownNode(block, top = 1) {
  switch (block.kind) {
    case 'heading': return h('h' + Math.min(6, block.level - top + 4), null, markdownParts(block.parts));
    case 'code': return h('pre', { tabindex: '0' }, h('code', null, block.text));
    case 'rule': return h('hr');
    case 'quote': return h('blockquote', null, block.blocks.map((inner) => markdownNode(inner)));
    case 'list': return h(block.ordered ? 'ol' : 'ul', null, block.items.map((item) => h('li', item.done === null ? null : { class: 'check' },
      item.done === null ? null : h('span', { class: 'checkmark', role: 'img', 'aria-label': item.done ? 'Done' : 'Open' }, item.done ? '\u2611' : '\u2610'), item.blocks.map((inner) => markdownNode(inner)))));
    default: return h('p', null, markdownParts(block.parts));
  }
}

function markdownParts(parts) {
  return parts.map((part) => {
    if (typeof part === 'string') return part;
    if (part.kind === 'break') return h('br');
    if (part.kind === 'codespan') return h('code', null, part.text);
    if (part.kind === 'link') return h('a', { href: part.address, rel: 'noopener noreferrer nofollow', target: '_blank' }, (part.image ? 'Image: ' : '') + part.text);
    return h(part.kind, null, markdownParts(part.parts));
  });
}

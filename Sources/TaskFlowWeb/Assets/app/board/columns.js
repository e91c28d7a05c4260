// The five columns side by side, each with its own scrolling list.

import { h, fill } from '../dom.js';
import { statuses, statusLabels } from '../lifecycle.js';
import { skeleton, statusIcon } from '../widgets.js';
import { makeScroller } from './arrivals.js';

// What is known of a column, whatever shape the board has.
export function newColumn(status) {
  return { status, total: 0, next: null, limit: columnLimit(status), loading: false, count: h('span', { class: 'count' }), foot: h('div', { class: 'column-foot' }) };
}

export function columnLimit(status) {
  return status === 'completed' ? 20 : 50;
}

export function columnHead(column) {
  return h('header', { class: 'column-head', dataset: { drop: column.status } }, statusIcon(column.status), h('h2', null, statusLabels[column.status]), column.count, h('p', { class: 'column-why', 'aria-live': 'off' }));
}

// Answers {lists(slices), scrollers}: the lists with the ids that belong in them, and what scrolls.
export function showColumns(host, columns, more) {
  const lists = new Map();
  const scrollers = [];
  host.classList.remove('laned');
  fill(host, statuses.map((status) => {
    const column = columns.get(status);
    const list = h('ol', { class: 'cards', dataset: { status }, 'aria-label': statusLabels[status] });
    const body = h('div', { class: 'column-body' }, list, column.foot);
    const scroller = makeScroller(body, [status], () => more(column));
    lists.set(status, list);
    scrollers.push(scroller);
    if (!column.foot.hasChildNodes()) fill(column.foot, skeleton(3));
    return h('section', { class: 'column', dataset: { status, drop: status }, 'aria-label': statusLabels[status] }, columnHead(column), scroller.button, body);
  }));
  return { scrollers, lists: (slices) => statuses.map((status) => ({ list: lists.get(status), keys: slices.get(status).map((task) => task.id) })), settle() {} };
}

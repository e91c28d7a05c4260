// Puts every card where it belongs, and moves none that stands right.

import { h, fill, dropNodes, reconcile } from '../dom.js';
import { filterOf } from '../filters.js';
import { statuses } from '../lifecycle.js';
import { emptyState } from '../widgets.js';
import { href } from '../router.js';
import { pruneSelection } from '../selection.js';
import { openNewTask } from '../pane/editing.js';
import { boardMore, boardTasks } from './data.js';
import { drawCard, makeCard } from './card.js';
import { isDragging } from './drag.js';
import { holdScroll, settleScroll } from './arrivals.js';

const boardNothing = {
  pending: 'Nothing to do.', in_progress: 'Nobody is at work.', blocked: 'Nothing is blocked.', review: 'Nothing to review.', completed: 'Nothing done yet.',
};

// While somebody drags one, all of them stay.
export function boardArrange(state) {
  if (isDragging() || !state.loaded) return;
  const slices = new Map();
  for (const column of state.columns.values()) {
    const tasks = boardTasks(state, column.status);
    slices.set(column.status, tasks.slice(0, column.limit));
    boardFoot(state, column, tasks.length, slices.get(column.status).length);
  }
  const { scrollers } = state.shape;
  for (const scroller of scrollers) holdScroll(scroller);
  for (const { list, keys } of state.shape.lists(slices)) reconcile(list, keys, makeCard, state.nodes);
  const shown = new Set([...slices.values()].flatMap((tasks) => tasks.map((task) => task.id)));
  dropNodes(state.nodes, shown);
  state.shape.settle();
  for (const node of state.nodes.values()) drawCard(node);
  for (const scroller of scrollers) settleScroll(scroller, state.nodes, scroller.statuses.flatMap((status) => slices.get(status).map((task) => task.id)), state.isFresh);
  state.isFresh = false;
  pruneSelection();
  boardRove(state);
  boardEmpty(state, shown.size);
}

function boardFoot(state, column, held, shown) {
  const total = Math.max(column.total, held);
  const rest = total - shown;
  const signature = total === 0 ? 'none' : String(rest);
  column.count.textContent = total;
  if (column.foot.dataset.rest === signature && !column.foot.querySelector('.skeleton')) return;
  column.foot.dataset.rest = signature;
  fill(column.foot, total === 0 ? h('p', { class: 'column-empty' }, boardNothing[column.status])
    : rest > 0 ? h('button', { type: 'button', class: 'button quiet wide', on: { click: () => boardMore(state, column) } }, 'Show more (' + rest + ')') : null);
}

function boardEmpty(state, shown) {
  const total = [...state.columns.values()].reduce((sum, column) => sum + column.total, 0);
  const kind = shown || total ? '' : Object.keys(filterOf(state.query)).length ? 'filter' : 'none';
  if (state.emptyKind === kind) return;
  state.emptyKind = kind;
  state.element.classList.toggle('nothing', kind !== '');
  state.element.querySelector('.board-empty')?.remove();
  if (!kind) return;
  const note = kind === 'filter' ? emptyState('filter', 'No task matches', 'Take a filter away, or look in all projects.', h('a', { class: 'button', href: href('/') }, 'Clear filters'))
    : emptyState('board', 'No task yet', 'Write down the first one, or let an agent do so.', h('div', { class: 'row' },
      h('button', { type: 'button', class: 'button primary', on: { click: () => openNewTask({}) } }, 'New task'), h('a', { class: 'button', href: href('/connect') }, 'Connect an agent')));
  note.classList.add('board-empty');
  state.element.append(note);
}

// One tab stop in a column, whatever lanes there are: the card that had the focus last, else the first that can be seen.
function boardRove(state) {
  for (const status of statuses) {
    const cards = boardColumnCards(state.element, status);
    const seen = cards.filter((card) => !card.closest('[hidden]'));
    boardMark(cards, seen.find((card) => card.dataset.current === 'true') ?? seen[0]);
  }
}

export function boardFocus(element, card) {
  if (card) boardMark(boardColumnCards(element, card.parentElement.dataset.status), card);
}

function boardColumnCards(element, status) {
  return [...element.querySelectorAll('.cards[data-status="' + status + '"] > .card')];
}

function boardMark(cards, current) {
  for (const card of cards) {
    const is = card === current;
    card.dataset.current = is ? 'true' : 'false';
    card.querySelector('a').tabIndex = is ? 0 : -1;
  }
}

// Drags a card to another column: with the mouse after six pixels, by touch after a long press.

import { knownTask } from '../store.js';
import { moveTask } from '../actions.js';
import { statuses, whyNot } from '../lifecycle.js';
import { me } from '../session.js';

let dragState = null;

export function isDragging() {
  return dragState?.moving ?? false;
}

export function listenToDrags(board) {
  board.addEventListener('pointerdown', (event) => dragBegin(board, event));
  board.addEventListener('click', (event) => { if (board.dataset.dragged) { event.preventDefault(); event.stopPropagation(); delete board.dataset.dragged; } }, true);
  board.addEventListener('contextmenu', (event) => { if (dragState) event.preventDefault(); });
}

function dragBegin(board, event) {
  const card = event.target.closest('.card');
  if (!card || event.button !== 0 || dragState) return;
  const state = { board, card, id: Number(card.dataset.id), x: event.clientX, y: event.clientY, pointer: event.pointerId, moving: false, ghost: null, over: null, timer: null, touch: event.pointerType === 'touch' };
  dragState = state;
  if (state.touch) state.timer = setTimeout(() => dragStart(state), 300);
  const move = (next) => dragMove(state, next);
  const up = (next) => end(next.type === 'pointerup');
  const key = (next) => { if (next.key === 'Escape') { next.stopPropagation(); end(false); } };
  const still = (next) => { if (state.moving) next.preventDefault(); };
  const end = (drop) => {
    clearTimeout(state.timer);
    document.removeEventListener('pointermove', move);
    document.removeEventListener('pointerup', up);
    document.removeEventListener('pointercancel', up);
    document.removeEventListener('keydown', key, true);
    document.removeEventListener('touchmove', still);
    dragFinish(state, drop);
    dragState = null;
  };
  document.addEventListener('pointermove', move);
  document.addEventListener('pointerup', up);
  document.addEventListener('pointercancel', up);
  document.addEventListener('keydown', key, true);
  document.addEventListener('touchmove', still, { passive: false });
  if (!state.touch) event.target.addEventListener('dragstart', (native) => native.preventDefault(), { once: true });
}

function dragStart(state) {
  const box = state.card.getBoundingClientRect();
  const task = knownTask(state.id);
  if (!task) return;
  state.moving = true;
  state.ghost = state.card.cloneNode(true);
  state.ghost.classList.add('ghost');
  state.ghost.setAttribute('aria-hidden', 'true');
  state.ghost.style.setProperty('width', box.width + 'px');
  state.offset = [state.x - box.left, state.y - box.top];
  document.body.append(state.ghost);
  state.card.classList.add('dragged');
  for (const status of statuses) {
    const why = whyNot(task, status, me());
    for (const part of dragParts(state, status)) {
      part.classList.toggle('target', !why);
      part.classList.toggle('closed', why !== null && status !== task.status);
    }
    state.board.querySelector('.column-head[data-drop="' + status + '"] .column-why').textContent = why && status !== task.status ? why : '';
  }
  dragPlace(state, state.x, state.y);
}

function dragMove(state, event) {
  if (event.pointerId !== state.pointer) return;
  if (!state.moving) {
    const far = Math.hypot(event.clientX - state.x, event.clientY - state.y) > 6;
    if (state.touch) { if (far) clearTimeout(state.timer); return; }
    if (!far) return;
    getSelection()?.removeAllRanges();
    dragStart(state);
  }
  event.preventDefault();
  dragPlace(state, event.clientX, event.clientY);
}

function dragPlace(state, x, y) {
  if (!state.ghost) return;
  state.ghost.style.setProperty('transform', 'translate(' + (x - state.offset[0]) + 'px,' + (y - state.offset[1]) + 'px)');
  const columns = state.board.querySelector('.columns');
  if (x < 48) columns.scrollLeft -= 16;
  if (x > innerWidth - 48) columns.scrollLeft += 16;
  const over = document.elementFromPoint(x, y)?.closest('[data-drop]')?.dataset.drop ?? null;
  if (over === state.over) return;
  for (const part of dragParts(state, state.over)) part.classList.remove('over');
  for (const part of dragParts(state, over)) part.classList.add('over');
  state.over = over;
}

// A column is all that belongs to its status: with lanes, its head and a cell in each lane.
function dragParts(state, status) {
  return state.board.querySelectorAll('[data-drop="' + status + '"]');
}

function dragFinish(state, drop) {
  if (!state.moving) return;
  state.ghost.remove();
  state.card.classList.remove('dragged');
  for (const part of state.board.querySelectorAll('[data-drop]')) part.classList.remove('target', 'closed', 'over');
  state.board.dataset.dragged = 'true';
  setTimeout(() => { delete state.board.dataset.dragged; }, 0);
  const task = knownTask(state.id);
  if (drop && state.over && task && state.over !== task.status) moveTask(task, state.over);
  state.board.dispatchEvent(new CustomEvent('dragdone'));
}

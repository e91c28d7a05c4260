// The tasks that are selected: what is done with a key is done to all of them.

import { h } from './dom.js';
import { announce } from './announce.js';
import { knownTask } from './store.js';

const selectionIds = new Set();
const selectionListeners = new Set();
const selectionPlaces = '#main .card, #main .row-item[data-id]';
let selectionAnchor = null;

export function onSelection(listener) {
  selectionListeners.add(listener);
}

export function isSelected(id) {
  return selectionIds.has(id);
}

export function selectedTasks() {
  pruneSelection();
  return [...selectionIds].map(knownTask).filter(Boolean);
}

export function toggleSelected(element) {
  const id = Number(element.dataset.id);
  if (!selectionIds.delete(id)) selectionIds.add(id);
  selectionAnchor = element;
  selectionChanged();
}

// From the one that was selected last to this one, in the list that both stand in.
export function selectRange(element) {
  const all = [...element.parentElement.children];
  const from = all.indexOf(selectionAnchor);
  if (from < 0) return toggleSelected(element);
  const to = all.indexOf(element);
  for (const other of all.slice(Math.min(from, to), Math.max(from, to) + 1)) if (other.dataset.id) selectionIds.add(Number(other.dataset.id));
  selectionChanged();
}

export function clearSelection() {
  if (!selectionIds.size) return;
  selectionIds.clear();
  selectionChanged();
}

// What is not shown any more is not selected either: nothing is done to what nobody sees.
export function pruneSelection() {
  if (!selectionIds.size) return;
  const shown = new Set([...document.querySelectorAll(selectionPlaces)].map((element) => Number(element.dataset.id)));
  const gone = [...selectionIds].filter((id) => !shown.has(id));
  for (const id of gone) selectionIds.delete(id);
  if (gone.length) selectionChanged();
}

function selectionChanged() {
  for (const element of document.querySelectorAll(selectionPlaces)) markSelected(element);
  announce(selectionIds.size ? selectionIds.size + ' selected' : 'Nothing selected');
  for (const listener of selectionListeners) listener(selectionIds.size);
}

// The box that selects a card or row by the mouse; keys do it by `x`, so it is no stop of the Tab key.
export function selectBox(id) {
  return h('button', { type: 'button', class: 'pick', tabindex: '-1', 'aria-label': 'Select #' + id, 'aria-pressed': 'false', on: { click: (event) => {
    const element = event.currentTarget.closest('[data-id]');
    if (event.shiftKey) selectRange(element);
    else toggleSelected(element);
  } } });
}

export function markSelected(element) {
  const is = selectionIds.has(Number(element.dataset.id));
  element.classList.toggle('selected', is);
  element.querySelector('.pick')?.setAttribute('aria-pressed', is ? 'true' : 'false');
}

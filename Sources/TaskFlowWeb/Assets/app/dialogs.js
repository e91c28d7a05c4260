// Dialogs and menus. The focus goes back to where it came from.

import { h, icon, fill, topmost } from './dom.js';
import { hostMessages } from './announce.js';

let dialogCount = 0;

export function openDialog({ title, body, actions = [], onClose = null, wide = false }) {
  const opener = document.activeElement;
  const heading = 'dialog-' + (dialogCount += 1);
  const element = h('dialog', { class: wide ? 'dialog wide' : 'dialog', 'aria-labelledby': heading },
    h('header', { class: 'dialog-head' }, h('h2', { id: heading }, title),
      h('button', { type: 'button', class: 'iconbutton', 'aria-label': 'Close', on: { click: () => element.close() } }, icon('close'))),
    body, actions.length ? h('footer', { class: 'dialog-foot' }, actions) : null);
  element.addEventListener('close', () => {
    hostMessages(element);
    element.remove();
    onClose?.();
    if (opener?.isConnected) opener.focus({ preventScroll: true });
  });
  element.addEventListener('click', (event) => { if (event.target === element) element.close(); });
  document.body.append(element);
  element.showModal();
  hostMessages();
  element.querySelector('[autofocus], input, textarea, select')?.focus();
  return { element, close: () => element.close() };
}

export function isDialogOpen() {
  return document.querySelector('dialog[open]') !== null;
}

// Asks for a text; null when it was given up.
export function askText({ title, label, value = '', multiline = false, required = true, max = 2000, confirm = 'Save', hint = null }) {
  return new Promise((answer) => {
    let said = null;
    const input = h(multiline ? 'textarea' : 'input', { id: 'ask-text', class: 'input', maxlength: max, required, rows: multiline ? 4 : null, value, autofocus: true });
    const form = h('form', { method: 'dialog', class: 'stack', on: { submit: (event) => { event.preventDefault(); said = input.value.trim(); if (said || !required) dialog.close(); } } },
      h('label', { class: 'field' }, h('span', null, label), input), hint && h('p', { class: 'hint' }, hint),
      h('div', { class: 'row end' }, h('button', { class: 'button primary' }, confirm)));
    if (multiline) input.addEventListener('keydown', (event) => { if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) form.requestSubmit(); });
    const dialog = openDialog({ title, body: form, onClose: () => answer(said) });
  });
}

export function confirmAction({ title, text, confirm, danger = false }) {
  return new Promise((answer) => {
    let yes = false;
    const button = h('button', { type: 'button', class: danger ? 'button danger' : 'button primary', autofocus: true, on: { click: () => { yes = true; dialog.close(); } } }, confirm);
    const dialog = openDialog({
      title, body: h('p', { class: 'dialog-text' }, text), onClose: () => answer(yes),
      actions: [h('button', { type: 'button', class: 'button', on: { click: () => dialog.close() } }, 'Cancel'), button],
    });
    button.focus();
  });
}

// A menu beside an element. Items: {label, icon?, hint?, disabled?, run}.
export function openMenu(anchor, items, label) {
  document.querySelector('.menu')?.remove();
  const opener = document.activeElement;
  const close = (refocus = true) => {
    menu.remove();
    document.removeEventListener('pointerdown', outside, true);
    if (refocus && opener?.isConnected) opener.focus({ preventScroll: true });
  };
  const outside = (event) => { if (!menu.contains(event.target)) close(false); };
  const rows = items.map((item) => h('button', {
    type: 'button', role: 'menuitem', class: 'menu-item', 'aria-disabled': item.disabled ? 'true' : null, tabindex: '-1',
    on: { click: () => { if (!item.disabled) { close(); item.run(); } } },
  }, item.icon ? icon(item.icon) : null, h('span', { class: 'menu-label' }, item.label, item.hint && h('small', null, item.hint))));
  const menu = h('div', { class: 'menu', role: 'menu', 'aria-label': label });
  fill(menu, rows);
  menu.addEventListener('keydown', (event) => menuKey(event, rows, close));
  const host = topmost();
  (host === document.body ? document.querySelector('#main') ?? host : host).append(menu);
  menuPlace(menu, anchor.getBoundingClientRect());
  document.addEventListener('pointerdown', outside, true);
  (rows.find((row) => !row.hasAttribute('aria-disabled')) ?? rows[0])?.focus();
}

function menuKey(event, rows, close) {
  const at = rows.indexOf(document.activeElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 }[event.key];
  if (to !== undefined) {
    event.preventDefault();
    rows[(to + rows.length) % rows.length].focus();
  } else if (event.key === 'Escape' || event.key === 'Tab') {
    event.preventDefault();
    close();
  } else if (event.key.length === 1 && event.key !== ' ' && !event.ctrlKey && !event.metaKey && !event.altKey) menuFind(event, rows, at);
  event.stopPropagation();
}

let menuTyped = { text: '', at: 0 };

// Letters go to the item that begins with what was typed within a second; the sign before handles need not be.
function menuFind(event, rows, at) {
  const isMore = event.timeStamp - menuTyped.at < 1000;
  menuTyped = { text: (isMore ? menuTyped.text : '') + event.key.toLowerCase(), at: event.timeStamp };
  const { text } = menuTyped;
  const from = text.length > 1 ? at : at + 1;
  const begins = (row) => [text, '@' + text].some((start) => row.querySelector('.menu-label').textContent.toLowerCase().startsWith(start));
  [...rows.slice(from), ...rows.slice(0, from)].find(begins)?.focus();
}

function menuPlace(menu, box) {
  const { width, height } = menu.getBoundingClientRect();
  const left = Math.max(8, Math.min(box.left, innerWidth - width - 8));
  const below = box.bottom + 4 + height <= innerHeight;
  menu.style.setProperty('left', left + 'px');
  menu.style.setProperty('top', Math.max(8, below ? box.bottom + 4 : box.top - height - 4) + 'px');
}

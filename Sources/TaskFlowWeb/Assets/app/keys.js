// The keyboard: one list of keys feeds the keys themselves, the palette and the page of help.

import { h } from './dom.js';
import { isDialogOpen, openDialog } from './dialogs.js';

const keysAll = [];
let keysPrefix = null;

// Entries: {keys: 'g b' | 'c' | 'Ctrl+k', label, group, when?, run}. A later one goes before an earlier one.
export function registerKeys(entries) {
  keysAll.unshift(...entries);
  return () => { for (const entry of entries) keysAll.splice(keysAll.indexOf(entry), 1); };
}

export function activeKeys() {
  return keysAll.filter((entry) => !entry.when || entry.when());
}

export function singleKeysOff() {
  return localStorage.getItem('keys') === 'off';
}

function keysName(event) {
  const name = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (event.ctrlKey || event.metaKey) return 'Ctrl+' + name;
  return event.shiftKey && (event.key.length > 1 || name !== name.toUpperCase()) ? 'Shift+' + name : name;
}

// Letters and signs, with Shift or without: what speech input and slips of the hand press.
function isSingleKey(name) {
  return name.replace(/^Shift\+/, '').length === 1;
}

export function listenToKeys() {
  document.addEventListener('keydown', (event) => {
    if (event.isComposing || event.altKey || event.defaultPrevented) return;
    const name = keysName(event);
    const typing = event.target.matches?.('input, textarea, select, [contenteditable]');
    if (name.startsWith('Ctrl+') ? name !== 'Ctrl+k' : typing && name !== 'Escape') return;
    if (isDialogOpen()) return;
    const pressed = keysPrefix ? keysPrefix + ' ' + name : name;
    keysPrefix = null;
    const entry = activeKeys().find((other) => other.keys.split(' or ').includes(pressed));
    if (entry && (!singleKeysOff() || !isSingleKey(name))) {
      event.preventDefault();
      entry.run(event);
    } else if (name === 'g' && !singleKeysOff()) {
      keysPrefix = 'g';
      setTimeout(() => { keysPrefix = null; }, 1200);
    }
  });
}

export function keyCaps(keys) {
  return keys.split(' or ')[0].split(' ').map((key) => h('kbd', null, key.replace('Ctrl+', 'Ctrl ').replace('Shift+', '\u21e7').replace('ArrowLeft', '\u2190').replace('ArrowRight', '\u2192').replace('ArrowDown', '\u2193').replace('ArrowUp', '\u2191')));
}

// All keys, those too that have nothing to act on just now.
export function openHelp() {
  const groups = ['Anywhere', 'Board and list', 'Task', 'Inbox', 'Pane', 'Places'].map((group) => [group, keysAll.filter((entry) => entry.group === group)]);
  const off = h('input', { type: 'checkbox', id: 'keys-off' });
  off.checked = singleKeysOff();
  off.addEventListener('change', () => localStorage.setItem('keys', off.checked ? 'off' : 'on'));
  openDialog({
    title: 'Keyboard', wide: true,
    body: h('div', { class: 'stack' },
      h('label', { class: 'check' }, off, 'Switch single-letter keys off'),
      h('div', { class: 'keys-help' }, groups.map(([group, entries]) => h('section', null, h('h3', null, group),
        h('dl', null, entries.map((entry) => h('div', null, h('dt', null, keyCaps(entry.keys)), h('dd', null, entry.label)))))))),
  });
}

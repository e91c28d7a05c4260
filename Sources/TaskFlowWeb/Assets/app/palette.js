// The palette: verbs of the task that has the focus, then places, then tasks that have the words.

import { h, fill } from './dom.js';
import { activeKeys, keyCaps } from './keys.js';
import { apiGet } from './api.js';
import { navigate } from './router.js';
import { openDialog } from './dialogs.js';

export function openPalette() {
  // To go a step further is nothing that one would look for here.
  const entries = activeKeys().filter((entry) => !/Arrow(Up|Down)|^[hl] or|^Home$|^End$|^Escape$|^Ctrl\+k$|^Shift\+x$/.test(entry.keys));
  const order = { Task: 0, Inbox: 0, Pane: 1, 'Board and list': 2, Places: 3, Anywhere: 4 };
  entries.sort((one, two) => (order[one.group] ?? 4) - (order[two.group] ?? 4));
  const input = h('input', { class: 'input large', id: 'palette-text', role: 'combobox', 'aria-expanded': 'true', 'aria-controls': 'palette-list', 'aria-autocomplete': 'list', 'aria-label': 'Search or do', autocomplete: 'off', autofocus: true, placeholder: 'Type what you want' });
  const list = h('ul', { id: 'palette-list', class: 'palette-list', role: 'listbox', 'aria-label': 'Results' });
  const state = { rows: [], at: 0 };
  const choose = (at) => { const row = state.rows[at]; if (row) { dialog.close(); queueMicrotask(() => row.run()); } };
  const mark = () => {
    [...list.children].forEach((row, at) => row.setAttribute('aria-selected', at === state.at ? 'true' : 'false'));
    const row = list.children[state.at];
    if (row) input.setAttribute('aria-activedescendant', row.id);
    row?.scrollIntoView({ block: 'nearest' });
  };
  const draw = (rows) => {
    Object.assign(state, { rows, at: 0 });
    fill(list, rows.map((row, at) => h('li', { role: 'option', id: 'palette-' + at, class: 'palette-row', on: { click: () => choose(at) } }, h('span', null, row.label), row.keys && h('span', { class: 'palette-keys' }, keyCaps(row.keys)))));
    mark();
  };
  const find = async (text) => {
    const low = text.toLowerCase();
    const own = entries.filter((entry) => entry.label.toLowerCase().includes(low)).map((entry) => ({ label: entry.label, keys: entry.keys, run: entry.run }));
    draw(own);
    if (text.length < 2) return;
    const { data } = await apiGet('/api/tasks', { query: { q: text, limit: 8, sort: '-updated_at' } }).catch(() => ({ data: [] }));
    if (input.value === text) draw([...own, ...data.map((task) => ({ label: '#' + task.id + ' ' + task.title, run: () => navigate('/tasks/' + task.id) }))]);
  };
  input.addEventListener('input', () => find(input.value));
  input.addEventListener('keydown', (event) => {
    const to = { ArrowDown: state.at + 1, ArrowUp: state.at - 1 }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      state.at = Math.max(0, Math.min(state.rows.length - 1, to));
      mark();
    } else if (event.key === 'Enter') {
      event.preventDefault();
      choose(state.at);
    }
  });
  const dialog = openDialog({ title: 'Search or do', body: h('div', { class: 'stack' }, input, list), wide: true });
  dialog.element.classList.add('palette');
  draw(entries.map((entry) => ({ label: entry.label, keys: entry.keys, run: entry.run })));
  input.focus();
}

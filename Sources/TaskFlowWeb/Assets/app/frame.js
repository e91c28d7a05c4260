// What stands around every page: the places, the search, who is signed in, and how the stream is.

import { h, icon, fill, bdi } from './dom.js';
import { apiSend } from './api.js';
import { href, currentRoute, navigate, onRoute } from './router.js';
import { openHelp, registerKeys } from './keys.js';
import { openPalette } from './palette.js';
import { openMenu } from './dialogs.js';
import { onStreamState } from './stream.js';
import { runVerb, moveTask, moveChoices, undoLast, saveTask } from './actions.js';
import { session, signOut } from './session.js';
import { editTask, openNewTask, removeTask } from './editing.js';
import { leavePane, openTaskId } from './pane.js';
import { knownTask } from './store.js';
import { avatar } from './widgets.js';
import { filterOf } from './filters.js';
import { statusLabels, statuses, verbLabels, whyNot } from './lifecycle.js';
import { me } from './session.js';
import { fail } from './announce.js';

const framePlaces = [
  ['/', 'Board', 'board', 'b'], ['/list', 'List', 'list', 'l'], ['/mine', 'My work', 'mine', 'm'], ['/inbox', 'For you', 'inbox', 'i'],
  ['/agents', 'Agents', 'agents', 'a'], ['/projects', 'Projects', 'projects', 'p'], ['/keys', 'Keys', 'keys', 'k'], ['/connect', 'Connect', 'connect', null],
];

export function drawFrame() {
  const links = framePlaces.map(([path, label, name]) => h('a', { class: 'place', href: href(path), dataset: { path } }, icon(name), h('span', null, label)));
  const state = h('p', { class: 'stream', role: 'status' });
  const who = h('button', { type: 'button', class: 'who', 'aria-label': 'You: ' + session.worker.name, 'aria-haspopup': 'menu', on: { click: (event) => frameWho(event.currentTarget) } }, avatar(session.worker), h('span', { class: 'who-name' }, bdi(session.worker.name)));
  const main = h('main', { id: 'main', class: 'main' });
  const aside = h('div', { id: 'pane-host' });
  fill(document.querySelector('#app'), h('a', { class: 'skip', href: '#main', dataset: { plain: '' } }, 'Skip to the page'),
    h('header', { class: 'top' }, h('a', { class: 'brand', href: href('/') }, h('span', { class: 'brand-mark', 'aria-hidden': 'true' }), 'TaskFlow'),
      h('button', { type: 'button', class: 'palette-open', on: { click: openPalette } }, icon('search'), h('span', null, 'Search or do'), h('kbd', null, 'Ctrl K')),
      state, h('button', { type: 'button', class: 'iconbutton', 'aria-label': 'Keyboard', on: { click: openHelp } }, icon('help')), who),
    h('nav', { class: 'places', 'aria-label': 'Places' }, links), main, aside);
  onRoute((route) => {
    const path = route.path === '/board' ? '/' : route.path.startsWith('/projects') ? '/projects' : route.path.startsWith('/tasks') ? null : route.path;
    for (const link of links) {
      if (link.dataset.path === path) link.setAttribute('aria-current', 'page');
      else link.removeAttribute('aria-current');
    }
  });
  const words = { live: 'Live', reconnecting: 'Reconnecting \u2026', offline: 'Offline' };
  const show = (name) => { state.textContent = words[name]; state.dataset.state = name; };
  onStreamState(show);
  show('live');
  addEventListener('offline', () => show('offline'));
  addEventListener('online', () => show('live'));
  frameKeys();
  return main;
}

function frameWho(anchor) {
  const theme = document.documentElement.dataset.theme ?? 'auto';
  openMenu(anchor, [
    { label: 'Theme: ' + { auto: 'as the system', light: 'light', dark: 'dark' }[theme], icon: 'sun', run: () => setTheme({ auto: 'light', light: 'dark', dark: 'auto' }[theme]) },
    { label: document.documentElement.dataset.density === 'compact' ? 'Comfortable rows' : 'Compact rows', icon: 'list', run: () => setDensity(document.documentElement.dataset.density === 'compact' ? '' : 'compact') },
    { label: 'API documentation', icon: 'help', run: () => location.assign(href('/docs')) },
    { label: 'Sign out everywhere', icon: 'exit', run: () => apiSend('DELETE', '/api/workers/me/sessions').then(() => location.assign(href('/sign-in')), fail) },
    { label: 'Sign out', icon: 'exit', run: () => signOut().then(() => location.assign(href('/sign-in')), fail) },
  ], 'You');
}

export function setTheme(theme) {
  if (theme === 'auto') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  localStorage.setItem('theme', theme);
}

export function setDensity(density) {
  if (density) document.documentElement.dataset.density = density;
  else delete document.documentElement.dataset.density;
  localStorage.setItem('density', density);
}

// The task that keys are for: the one that has the focus, else the one in the pane.
function frameTask() {
  const id = document.activeElement?.closest?.('[data-id]')?.dataset.id ?? openTaskId();
  return id ? knownTask(Number(id)) : null;
}

function frameVerb(verb) {
  const task = frameTask();
  if (task) runVerb(task, verb);
}

function frameKeys() {
  const task = () => frameTask() !== null;
  const listed = () => document.querySelector('.card, .row-item[data-id]') !== null;
  const verb = (keys, name) => ({ keys, label: verbLabels[name], group: 'Task', when: task, run: () => frameVerb(name) });
  registerKeys([
    { keys: 'Ctrl+k', label: 'Search or do', group: 'Anywhere', run: openPalette }, { keys: '/', label: 'Search', group: 'Anywhere', run: () => navigate('/search') },
    { keys: '?', label: 'Keyboard', group: 'Anywhere', run: openHelp }, { keys: 'c', label: 'New task', group: 'Anywhere', run: () => openNewTask(filterOf(currentRoute().query)) },
    { keys: 'z', label: 'Undo', group: 'Anywhere', run: undoLast }, { keys: 'Escape', label: 'Close', group: 'Anywhere', when: () => openTaskId() !== null, run: leavePane },
    ...framePlaces.filter(([, , , key]) => key).map(([path, label, , key]) => ({ keys: 'g ' + key, label, group: 'Places', run: () => navigate(path) })),
    { keys: 'j or ArrowDown', label: 'Next', group: 'Board and list', when: listed, run: () => frameStep(0, 1) }, { keys: 'k or ArrowUp', label: 'Previous', group: 'Board and list', when: listed, run: () => frameStep(0, -1) },
    { keys: 'l or ArrowRight', label: 'Column to the right', group: 'Board and list', when: listed, run: () => frameStep(1, 0) }, { keys: 'h or ArrowLeft', label: 'Column to the left', group: 'Board and list', when: listed, run: () => frameStep(-1, 0) },
    { keys: 'Home', label: 'First', group: 'Board and list', when: listed, run: () => frameStep(0, -100) }, { keys: 'End', label: 'Last', group: 'Board and list', when: listed, run: () => frameStep(0, 100) },
    { keys: 'f', label: 'Filter', group: 'Board and list', when: () => document.querySelector('#filter-text') !== null, run: () => document.querySelector('#filter-text').focus() },
    { keys: '[', label: 'Previous task in the pane', group: 'Pane', when: () => openTaskId() !== null, run: () => frameNeighbour(-1) }, { keys: ']', label: 'Next task in the pane', group: 'Pane', when: () => openTaskId() !== null, run: () => frameNeighbour(1) },
    verb('s', 'start'), verb('u', 'submit'), verb('y', 'approve'), verb('n', 'reject'), verb('d', 'complete'), verb('r', 'release'), verb('o', 'reopen'),
    { keys: 'b', label: 'Block or unblock', group: 'Task', when: task, run: () => frameVerb(frameTask().status === 'blocked' ? 'unblock' : 'block') },
    { keys: 'm', label: 'Move', group: 'Task', when: task, run: openMoveMenu },
    { keys: 'Shift+ArrowRight', label: 'Move to the next column', group: 'Task', when: task, run: () => frameMove(1) }, { keys: 'Shift+ArrowLeft', label: 'Move to the column before', group: 'Task', when: task, run: () => frameMove(-1) },
    { keys: 'a', label: 'Assign', group: 'Task', when: task, run: () => frameChoose('Assign', 'assigned_to', [['', 'Nobody'], ...[...session.crew.values()].map((worker) => [worker.id, worker.handle])]) },
    { keys: 'p', label: 'Priority', group: 'Task', when: task, run: () => frameChoose('Priority', 'priority', [['critical', 'Critical'], ['high', 'High'], ['medium', 'Medium'], ['low', 'Low']]) },
    { keys: 'e', label: 'Edit', group: 'Task', when: () => openTaskId() !== null, run: editTask },
    { keys: 'Delete', label: 'Delete', group: 'Task', when: task, run: () => removeTask(frameTask()).catch(fail) },
  ]);
}

function frameStep(across, along) {
  const current = document.activeElement?.closest?.('.card, .row-item');
  if (!current) return document.querySelector('.card a, .row-item[data-id] a')?.focus();
  let list = current.parentElement;
  let at = [...list.children].indexOf(current) + along;
  if (across && current.matches('.card')) {
    const lists = [...document.querySelectorAll('.cards')].filter((other) => other.children.length);
    list = lists[lists.indexOf(list) + across] ?? list;
    at = [...list.children].findIndex((card) => card.dataset.current === 'true');
  }
  const next = list.children[Math.max(0, Math.min(list.children.length - 1, at))];
  next?.querySelector('a')?.focus();
  next?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
}

function frameNeighbour(by) {
  const rows = [...document.querySelectorAll('.card, .row-item[data-id]')];
  const next = rows[rows.findIndex((row) => row.dataset.id === String(openTaskId())) + by];
  if (next) navigate('/tasks/' + next.dataset.id, { replace: true });
}

function frameMove(by) {
  const task = frameTask();
  for (let at = statuses.indexOf(task.status) + by; statuses[at]; at += by) {
    if (!whyNot(task, statuses[at], me())) return moveTask(task, statuses[at]);
  }
  return null;
}

export function openMoveMenu() {
  const task = frameTask();
  const anchor = document.activeElement?.closest?.('[data-id]') ?? document.querySelector('.pane-steps');
  openMenu(anchor, moveChoices(task).map(({ status, verb, why }) => ({ label: statusLabels[status], icon: status, hint: why ?? verbLabels[verb], disabled: why !== null, run: () => moveTask(task, status) })), 'Move #' + task.id);
}

function frameChoose(title, name, options) {
  const task = frameTask();
  const anchor = document.activeElement?.closest?.('[data-id]') ?? document.querySelector('.pane-head');
  openMenu(anchor, options.map(([value, label]) => ({ label: (task[name] ?? '') === value ? label + ' \u2713' : label, run: () => saveTask(task, { [name]: value || null }) })), title);
}

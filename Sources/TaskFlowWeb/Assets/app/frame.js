// What stands around every page: the places, the search, who is signed in, and how the stream is.

import { h, icon, fill, bdi } from './dom.js';
import { apiSend } from './api.js';
import { href, navigate, onRoute } from './router.js';
import { openHelp, registerKeys } from './keys.js';
import { openPalette } from './palette.js';
import { openMenu } from './dialogs.js';
import { onStreamState, streamNow } from './stream.js';
import { session, signOut, forgetDrafts } from './session.js';
import { avatar } from './widgets.js';
import { fail } from './announce.js';
import { registerTaskKeys } from './taskkeys.js';
import { registerPageKeys } from './pagekeys.js';
import { selectionBar } from './selectionbar.js';
import { followInbox } from './inbox/count.js';
import { registerInboxKeys } from './inbox/inboxkeys.js';

const framePlaces = [
  ['/inbox', 'Inbox', 'inbox', 'i'], ['/', 'Board', 'board', 'b'], ['/list', 'List', 'list', 'l'], ['/mine', 'My work', 'mine', 'm'],
  ['/agents', 'Agents', 'agents', 'a'], ['/projects', 'Projects', 'projects', 'p'], ['/keys', 'Keys', 'keys', 'k'], ['/connect', 'Connect', 'connect', null],
];

export function drawFrame() {
  const links = framePlaces.map(([path, label, name]) => h('a', { class: 'place', href: href(path), dataset: { path } }, icon(name), h('span', null, label), name === 'inbox' && h('span', { class: 'place-count' })));
  const state = h('p', { class: 'stream', role: 'status' });
  const who = h('button', { type: 'button', class: 'who', 'aria-label': 'You: ' + session.worker.name, 'aria-haspopup': 'menu', on: { click: (event) => frameWho(event.currentTarget) } }, avatar(session.worker), h('span', { class: 'who-name' }, bdi(session.worker.name)));
  const main = h('main', { id: 'main', class: 'main' });
  const aside = h('div', { id: 'pane-host' });
  fill(document.querySelector('#app'), h('a', { class: 'skip', href: '#main', dataset: { plain: '' } }, 'Skip to the page'),
    h('header', { class: 'top' }, h('a', { class: 'brand', href: href('/') }, h('span', { class: 'brand-mark', 'aria-hidden': 'true' }), 'TaskFlow'),
      h('button', { type: 'button', class: 'palette-open', on: { click: openPalette } }, icon('search'), h('span', null, 'Search or do'), h('kbd', null, 'Ctrl K')),
      state, h('button', { type: 'button', class: 'iconbutton', 'aria-label': 'Keyboard', on: { click: openHelp } }, icon('help')), who),
    h('nav', { class: 'places', 'aria-label': 'Places' }, links), main, aside, selectionBar());
  onRoute((route) => {
    const path = route.path === '/board' ? '/' : route.path.startsWith('/projects') ? '/projects' : route.path.startsWith('/tasks') ? null : route.path;
    for (const link of links) {
      if (link.dataset.path === path) link.setAttribute('aria-current', 'page');
      else link.removeAttribute('aria-current');
    }
  });
  const words = { connecting: 'Connecting \u2026', live: 'Live', reconnecting: 'Reconnecting \u2026', offline: 'Offline' };
  const show = (name) => { state.textContent = words[name]; state.dataset.state = name; };
  onStreamState(show);
  show(streamNow());
  addEventListener('offline', () => show('offline'));
  addEventListener('online', () => show(streamNow()));
  registerKeys(framePlaces.filter(([, , , key]) => key).map(([path, label, , key]) => ({ keys: 'g ' + key, label, group: 'Places', run: () => navigate(path) })));
  registerPageKeys();
  registerTaskKeys();
  registerInboxKeys();
  followInbox();
  return main;
}

function frameWho(anchor) {
  const theme = document.documentElement.dataset.theme ?? 'auto';
  openMenu(anchor, [
    { label: 'Theme: ' + { auto: 'as the system', light: 'light', dark: 'dark' }[theme], icon: 'sun', run: () => setTheme({ auto: 'light', light: 'dark', dark: 'auto' }[theme]) },
    { label: document.documentElement.dataset.density === 'compact' ? 'Comfortable rows' : 'Compact rows', icon: 'list', run: () => setDensity(document.documentElement.dataset.density === 'compact' ? '' : 'compact') },
    { label: 'API documentation', icon: 'help', run: () => location.assign(href('/docs')) },
    { label: 'Sign out everywhere', icon: 'exit', run: () => apiSend('DELETE', '/api/workers/me/sessions').then(forgetDrafts).then(() => location.assign(href('/sign-in')), fail) },
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

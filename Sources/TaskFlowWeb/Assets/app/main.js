// Starts the board.

import { h } from './dom.js';
import { fail, mountAnnouncers, toast } from './announce.js';
import { joinStream, onEvents, startStream } from './stream.js';
import { watchVersion } from './version.js';
import { flushDeletes } from './deletes.js';
import { drawFrame, setDensity, setTheme } from './frame.js';
import { keepLeases } from './leasemarks.js';
import { keepTimes, emptyState, errorState } from './widgets.js';
import { listenToKeys } from './keys.js';
import { loadSession, session, loadCrew } from './session.js';
import { onSignedOut } from './api.js';
import { currentRoute, href, registerOverlay, registerPage, startRouter } from './router.js';
import { registerBoard } from './board/board.js';
import { closePane, openPane } from './pane/pane.js';
import { registerList } from './list.js';
import { registerMine } from './mine.js';
import { registerInbox } from './inbox/inbox.js';
import { registerRooms } from './rooms.js';
import { registerSearch } from './search.js';
import { showSignIn, signedInAs, takeLink } from './signin.js';

function registerTask() {
  registerOverlay({
    path: /^\/tasks\/(\d{1,15})$/, title: (found) => 'Task ' + found[1], close: closePane,
    open: (id, behind) => openPane(document.querySelector('#pane-host'), id, behind),
  });
}

function registerNotFound() {
  registerPage({ name: 'notfound', path: /.*/, title: () => 'Not found', mount: (host) => {
    host.append(h('div', { class: 'page' }, h('h1', { tabindex: '-1', class: 'unseen' }, 'Not found'), emptyState('search', 'There is no such page', 'The address may be mistyped, or the page is gone.', h('a', { class: 'button primary', href: href('/') }, 'To the board'))));
    return {};
  } });
}

async function mainStart() {
  setTheme(localStorage.getItem('theme') ?? 'auto');
  setDensity(localStorage.getItem('density') ?? '');
  document.body.append(h('div', { id: 'app' }));
  mountAnnouncers();
  for (const register of [registerBoard, registerList, registerMine, registerInbox, registerRooms, registerSearch, registerTask, registerNotFound]) register();
  listenToKeys();
  keepTimes();
  keepLeases();
  addEventListener('pagehide', flushDeletes);
  addEventListener('unhandledrejection', (event) => { event.preventDefault(); fail(event.reason); });
  await mainEnter();
}

async function mainEnter() {
  const link = await takeLink();
  try {
    if (!(await loadSession())) return showSignIn(link?.error ?? null, mainShow);
  } catch (error) {
    document.querySelector('#app').replaceChildren(errorState(error, () => location.reload()));
    return null;
  }
  mainShow();
  if (link?.fresh) toast(signedInAs());
  return null;
}

function mainShow() {
  if (location.pathname.endsWith('/sign-in')) {
    const wanted = new URLSearchParams(location.search).get('next')?.match(/^\/(?!\/)[^\\\p{Cc}]*$/u)?.[0] ?? '/';
    // These two are pages of the server's, and none of the board's.
    if (wanted === '/docs' || wanted === '/redoc') return location.replace(href(wanted));
    history.replaceState(null, '', href(wanted));
  }
  const main = drawFrame();
  watchVersion();
  joinStream();
  startRouter(main);
  // The board goes on from the moment that it shows; other pages hear from now on.
  if (currentRoute().page.name !== 'board') startStream(null);
  onSignedOut(() => { if (session.worker) mainSignedOut(); });
  onEvents((news) => {
    if (news === 'expired' && session.worker) mainSignedOut();
    if (news === 'reset') loadCrew().catch(() => {});
  });
  return null;
}

function mainSignedOut() {
  session.worker = null;
  toast('You are signed out. What you typed is kept.', { kind: 'error', seconds: 600, action: { label: 'Sign in', run: () => location.reload() } });
}

mainStart();

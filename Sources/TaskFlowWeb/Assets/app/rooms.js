// Pages that hardly anybody opens first. Their modules are fetched when they are opened, as rooms (docs/web.md).

import { h, fill } from './dom.js';
import { registerPage } from './router.js';
import { errorState, skeleton } from './widgets.js';

const roomsCrew = () => import('./agents.js');
const roomsPlan = () => import('./plan/page.js');

export function registerRooms() {
  roomsPage({ name: 'agents', path: /^\/agents$/, title: () => 'Agents' }, roomsCrew, 'mountAgents');
  roomsPage({ name: 'projects', path: /^\/projects$/, title: () => 'Projects' }, roomsCrew, 'mountProjects');
  roomsPage({ name: 'project', path: /^\/projects\/([^/]+)$/, title: (route) => route.params[0] }, roomsCrew, 'mountProject');
  roomsPage({ name: 'keys', path: /^\/keys$/, title: () => 'Keys' }, roomsCrew, 'mountKeys');
  roomsPage({ name: 'connect', path: /^\/connect$/, title: () => 'Connect an agent' }, roomsCrew, 'mountConnect');
  roomsPage({ name: 'plan', path: /^\/plan$/, title: () => 'New plan' }, roomsPlan, 'mountPlan');
}

function roomsPage(page, fetchRoom, mount) {
  registerPage({ ...page, mount: (host, route) => roomsMount(host, route, { ...page, fetchRoom, mount }) });
}

// Stands in for the page until its room is there, and passes on to it what the router says.
function roomsMount(host, route, page) {
  const state = { route, shown: null, isGone: false };
  const wait = h('div', { class: 'page' }, h('h1', { tabindex: '-1', class: 'unseen' }, page.title(route)), skeleton(5));
  host.append(wait);
  const show = (room) => {
    if (state.isGone) return;
    const hadFocus = host.contains(document.activeElement);
    host.replaceChildren();
    state.shown = room[page.mount](host, state.route) ?? {};
    if (hadFocus && !host.contains(document.activeElement)) host.querySelector('h1')?.focus({ preventScroll: true });
  };
  // A browser may keep it in mind that a file was not there: only the page anew asks for it again.
  page.fetchRoom().then(show, (error) => { if (!state.isGone) fill(wait, wait.firstChild, errorState({ status: 0, message: roomsWords(error) }, () => location.reload())); });
  return {
    update(next) {
      state.route = next;
      if (state.shown?.update) return state.shown.update(next);
      if (!state.shown) return null;
      state.shown.unmount?.();
      return page.fetchRoom().then(show);
    },
    unmount() {
      state.isGone = true;
      state.shown?.unmount?.();
    },
  };
}

function roomsWords(error) {
  return error instanceof TypeError ? 'A part of the board could not be fetched.' : error.message;
}

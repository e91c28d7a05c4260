// The inbox: all that waits for whoever looks, most urgent first. One is open; when it is dealt with, the next one opens in its
// place, until all is clear.

import { h, fill } from '../dom.js';
import { apiGet } from '../api.js';
import { announce, toast } from '../announce.js';
import { emptyState, errorState, skeleton } from '../widgets.js';
import { href, registerPage, setQuery } from '../router.js';
import { isAdmin } from '../session.js';
import { onEvents } from '../stream.js';
import { takeNews } from '../news.js';
import { lookBy, lookSoon, noteInbox } from './count.js';
import { mergeInbox, nextInbox } from './items.js';
import { openPanel, panelOver } from './panels.js';
import { inboxDraw } from './rows.js';

let inboxState = null;

export function openInbox() {
  return inboxState;
}

export function registerInbox() {
  registerPage({ name: 'inbox', path: /^\/inbox$/, title: () => 'Inbox', mount: mountInbox });
}

function mountInbox(host, route) {
  const state = { isAll: route.query.all === 'true' && isAdmin(), items: [], next: null, open: null, opens: true, panel: null, nodes: new Map(), dealt: new Map(), looks: 0, newest: 0, list: h('ol', { class: 'inbox' }), foot: h('div', { class: 'list-foot' }, skeleton(5)), count: h('span', { class: 'count' }) };
  state.toggle = (id) => (state.open === id ? inboxClose(state) : inboxOpen(state, id, true));
  inboxState = state;
  const all = h('input', { type: 'checkbox', role: 'switch', id: 'inbox-all', on: { change: () => setQuery({ all: all.checked ? 'true' : '' }) } });
  all.checked = state.isAll;
  host.append(h('div', { class: 'page narrow' }, h('header', { class: 'page-head' }, h('h1', { tabindex: '-1', class: 'page-title' }, 'Inbox', state.count), isAdmin() && h('label', { class: 'check' }, all, 'Everybody\'s')), state.list, state.foot));
  const stops = [lookBy(() => inboxLook(state)), onEvents((news) => { takeNews(news); if (Array.isArray(news)) state.panel?.hear?.(news); })];
  inboxLook(state);
  return {
    update(next) {
      state.isAll = next.query.all === 'true' && isAdmin();
      all.checked = state.isAll;
      inboxClose(state);
      state.items = [];
      state.opens = true;
      fill(state.foot, skeleton(5));
      inboxDraw(state);
      inboxLook(state);
    },
    unmount() {
      inboxState = null;
      inboxClose(state);
      for (const stop of stops) stop();
    },
  };
}

// Looks at the beginning of the list, as far as it is shown. Whoever has dealt with something since this look began has that not
// come back by it.
async function inboxLook(state, cursor = null) {
  const look = (state.looks += 1);
  const wanted = state.isAll;
  try {
    const limit = cursor ? 50 : Math.min(100, Math.max(50, state.items.length));
    const { data, next, total } = await apiGet('/api/inbox', { query: { limit, cursor, all: wanted || null, total: cursor ? null : true } });
    if (inboxState !== state || wanted !== state.isAll || look < state.newest) return;
    state.newest = cursor ? state.newest : look;
    const dealt = new Set([...state.dealt].filter(([, at]) => at >= look).map(([id]) => id));
    state.items = cursor ? [...state.items, ...data.filter((item) => !state.items.some((known) => known.id === item.id))] : mergeInbox(state.items, data, { open: state.open, hasMore: next !== null, dealt });
    if (cursor || state.items.length <= data.length + 1) state.next = next;
    if (!cursor) inboxCount(state, Number(total) - data.filter((item) => dealt.has(item.id)).length);
    inboxShow(state);
  } catch (error) {
    if (inboxState === state && !(state.items.length && error.status === 0)) fill(state.foot, errorState(error, () => inboxLook(state, cursor)));
  }
}

function inboxCount(state, count) {
  state.total = count;
  state.count.textContent = count || '';
  if (!state.isAll) noteInbox(count);
}

function inboxShow(state) {
  inboxDraw(state);
  // What says that all is clear stays while it is so: it may have the focus.
  if (state.items.length || state.next || !state.foot.querySelector('.empty:not(.error)')) fill(state.foot, state.next && h('button', { type: 'button', class: 'button', on: { click: () => inboxLook(state, state.next) } }, 'Show more'), !state.items.length && inboxClear(state));
  // Whoever has closed one wants to see the list.
  if (!state.items.length) state.opens = true;
  if (state.opens && !state.open && state.items.length) inboxOpen(state, state.items[0].id, document.activeElement === document.querySelector('#main h1'));
  if (state.items.find((item) => item.id === state.open)?.isGone) inboxGone(state);
}

// Where somebody is at it, it is told; else it just goes, as after what was done in the task's pane.
function inboxGone(state) {
  const isTyped = [...state.panel.element.querySelectorAll('textarea')].some((field) => field.value);
  if (!isTyped && !state.nodes.get(state.open).contains(document.activeElement)) return void inboxDone(state, state.open, null, false);
  return panelOver(state.panel, 'This no longer waits for you: it was dealt with elsewhere.');
}

function inboxClear(state) {
  return emptyState('completed', 'All clear', state.isAll ? 'Nothing waits for anybody.' : 'Nothing waits for you. Questions, reviews and work that is stuck come here by themselves.', h('a', { class: 'button', href: href('/') }, 'To the board'));
}

// One at a time. What was typed in the one before is kept as a draft.
export function inboxOpen(state, id, isFocused) {
  const item = state.items.find((one) => one.id === id);
  const node = state.nodes.get(id);
  if (!item || !node) return;
  inboxClose(state);
  state.open = id;
  state.opens = false;
  state.panel = openPanel(item, (words) => inboxDone(state, id, words));
  node.classList.add('open');
  node.querySelector('.inbox-head').setAttribute('aria-expanded', 'true');
  node.append(state.panel.element);
  if (!isFocused) return;
  node.querySelector('.inbox-head').focus({ preventScroll: true });
  node.scrollIntoView({ block: 'nearest' });
}

export function inboxClose(state) {
  if (!state.open) return;
  const node = state.nodes.get(state.open);
  node?.classList.remove('open');
  node?.querySelector('.inbox-head').setAttribute('aria-expanded', 'false');
  if (state.panel) state.panel.gone = true;
  state.panel?.element.remove();
  state.open = state.panel = null;
}

function inboxDone(state, id, words, isFocused = true) {
  if (words) toast(words);
  if (inboxState !== state || !state.items.some((item) => item.id === id)) return;
  const next = nextInbox(state.items, id);
  const isHere = state.open === id;
  state.dealt.set(id, state.looks);
  if (isHere) inboxClose(state);
  const wasGone = state.items.find((item) => item.id === id).isGone;
  state.items = state.items.filter((item) => item.id !== id);
  inboxCount(state, Math.max(state.items.length, state.total - (wasGone ? 0 : 1)));
  inboxDraw(state);
  if (isHere && next) inboxOpen(state, next, isFocused);
  inboxShow(state);
  if (isFocused && !state.items.length && !state.next) inboxAllClear(state);
  lookSoon();
}

function inboxAllClear(state) {
  const heading = state.foot.querySelector('h2');
  heading?.setAttribute('tabindex', '-1');
  heading?.focus();
  announce('All clear');
}

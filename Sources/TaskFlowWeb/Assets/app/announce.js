// Says things: to the ear in one polite live region, to the eye as toasts.

import { h, icon, topmost } from './dom.js';

let announceRegion = null;
let toastHost = null;
let announcePooled = 0;
let announceTimer = null;

export function mountAnnouncers() {
  announceRegion = h('div', { class: 'unseen', role: 'status', 'aria-live': 'polite' });
  toastHost = h('section', { class: 'toasts', 'aria-label': 'Messages' });
  document.body.append(announceRegion, toastHost);
}

// Messages stand in the topmost dialog.
export function hostMessages(closing = null) {
  const top = topmost(closing);
  if (toastHost.parentElement !== top) top.append(announceRegion, toastHost);
}

export function announce(text) {
  announceRegion.textContent = text;
}

// What others do is told in one sentence every ten seconds at most.
export function announceOthers(count) {
  announcePooled += count;
  announceTimer ??= setTimeout(() => {
    announce(announcePooled === 1 ? '1 task changed' : announcePooled + ' tasks changed');
    announcePooled = 0;
    announceTimer = null;
  }, 10000);
}

export function toast(text, options = {}) {
  const { kind = 'plain', action = null, seconds = 8, stays = false } = options;
  const close = () => element.remove();
  const element = h('div', { class: 'toast toast-' + kind, dataset: { stays }, role: kind === 'error' ? 'alert' : null },
    h('p', null, text),
    action && h('button', { type: 'button', class: 'button quiet', on: { click: () => { close(); action.run(); } } }, action.label),
    h('button', { type: 'button', class: 'iconbutton', 'aria-label': 'Dismiss', on: { click: close } }, icon('close')));
  toastHost.append(element);
  const passing = toastHost.querySelectorAll('[data-stays="false"]');
  for (const old of [...passing].slice(0, Math.max(0, passing.length - 4))) old.remove();
  if (kind !== 'error') announce(text);
  if (stays) return { close };
  let timer = setTimeout(close, seconds * 1000);
  element.addEventListener('pointerenter', () => clearTimeout(timer));
  element.addEventListener('pointerleave', () => { timer = setTimeout(close, 3000); });
  return { close };
}

export function fail(error) {
  if (error?.name === 'AbortError') return;
  toast(error?.message ?? String(error), { kind: 'error', seconds: 12 });
}

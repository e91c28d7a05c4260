// Which page an address is, and how one gets from page to page. Links are real links.

import { basePath } from './api.js';
import { countedTitle } from './inbox/items.js';

const routerPages = [];
let routerCurrent = null;
let routerHost = null;
let routerOverlay = null;
const routerListeners = new Set();
let routerTitle = '';
let routerCount = 0;

// A page: {name, path: RegExp, title(match), mount(host, route) -> {update?(route), unmount?()}}.
export function registerPage(page) {
  routerPages.push(page);
}

// What opens beside the page that is shown: {path, title(match), open(number, behind), close(refocus)}.
export function registerOverlay(overlay) {
  routerOverlay = overlay;
}

export function onRoute(listener) {
  routerListeners.add(listener);
}

export function currentRoute() {
  return routerCurrent?.route ?? null;
}

export function href(path) {
  return basePath + path;
}

// The title of the page, and before it how many things wait for whoever looks.
export function setTitle(title, count = routerCount) {
  routerTitle = title ?? routerTitle;
  routerCount = count;
  document.title = countedTitle(count, routerTitle + ' \u00b7 TaskFlow');
}

export function startRouter(host) {
  routerHost = host;
  addEventListener('popstate', () => routerShow(true));
  document.addEventListener('click', (event) => {
    const link = event.target.closest?.('a[href]');
    if (!link || event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || link.target || link.origin !== location.origin) return;
    const path = link.pathname.slice(basePath.length) || '/';
    if (path.startsWith('/docs') || path.startsWith('/redoc') || link.dataset.plain !== undefined) return;
    event.preventDefault();
    navigate(path + link.search);
  });
  routerShow(false);
}

export function navigate(path, { replace = false, keepFocus = false } = {}) {
  if (replace) history.replaceState(history.state, '', href(path));
  else history.pushState({ inside: true }, '', href(path));
  routerShow(keepFocus);
}

// Replaces the query of the page that is shown.
export function setQuery(entries) {
  const query = new URLSearchParams(location.search);
  for (const [name, value] of Object.entries(entries)) {
    if (value) query.set(name, value);
    else query.delete(name);
  }
  navigate(location.pathname.slice(basePath.length) + (query.size ? '?' + query : ''), { replace: true, keepFocus: true });
}

function routerShow(keepFocus) {
  const path = location.pathname.slice(basePath.length) || '/';
  const over = routerOverlay?.path.exec(path);
  if (!over) {
    const route = routerRoute(path, location.search);
    routerOverlay?.close(!routerCurrent || route.page === routerCurrent.page);
    routerPut(route, keepFocus);
  } else {
    if (!routerCurrent) routerPut(routerRoute('/', ''), true);
    setTitle(routerOverlay.title(over));
    routerOverlay.open(Number(over[1]), routerCurrent.route.path + routerCurrent.route.search);
  }
  for (const listener of routerListeners) listener(routerCurrent.route);
}

// The parameters of the page at a path; null where its percent signs mean nothing.
function routerParams(path) {
  try {
    return routerPages.find((page) => page.path.test(path))?.path.exec(path).slice(1).map((part) => part && decodeURIComponent(part)) ?? [];
  } catch {
    return null;
  }
}

function routerRoute(path, search) {
  const params = routerParams(path);
  const page = (params && routerPages.find((other) => other.path.test(path))) ?? routerPages.at(-1);
  return { path, search, query: Object.fromEntries(new URLSearchParams(search)), params: params ?? [], page };
}

function routerPut(route, keepFocus) {
  setTitle(route.page.title(route));
  const before = routerCurrent;
  if (before?.page === route.page && before.shown.update && before.route.path === route.path) {
    routerCurrent = { ...before, route };
    if (before.route.search !== route.search) before.shown.update(route);
    return;
  }
  before?.shown.unmount?.();
  routerHost.replaceChildren();
  routerCurrent = { page: route.page, route, shown: {} };
  routerCurrent.shown = route.page.mount(routerHost, route) ?? {};
  if (!keepFocus) routerHost.querySelector('h1')?.focus({ preventScroll: true });
  scrollTo(0, 0);
}

// Makes elements. No HTML text is ever parsed: the page's policy forbids it.

const svgNamespace = 'http://www.w3.org/2000/svg';

// Strokes on a field of 16 by 16.
const iconPaths = {
  pending: ['M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2', 'dashed'],
  in_progress: ['M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2', 'M8 4.6a3.4 3.4 0 0 1 0 6.8z'],
  blocked: ['M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2M5 8h6'],
  review: ['M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2', 'M8 6.2a1.8 1.8 0 1 1 0 3.6 1.8 1.8 0 0 1 0-3.6z'],
  completed: ['M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2M5.4 8.2l1.8 1.8 3.4-3.8'],
  board: ['M2.5 3h3v10h-3zM6.9 3h3v6h-3zM11.3 3h2.2v8h-2.2z'],
  list: ['M5.5 4h8M5.5 8h8M5.5 12h8M2.5 4h.01M2.5 8h.01M2.5 12h.01'],
  mine: ['M8 8.2a2.6 2.6 0 1 0 0-5.2 2.6 2.6 0 0 0 0 5.2zM3 13.4c.6-2.5 2.6-3.7 5-3.7s4.400 1.200 5 3.700'],
  agents: ['M3.500 6h9v6.500h-9zM8 6V3.200M6.200 8.600v1M9.800 8.600v1'],
  projects: ['M2.500 4.500h4l1.300 1.500h5.700v7h-11z'],
  keys: ['M10.300 2.700a3 3 0 1 1-1 5.800L4.700 13H2.700v-2l4.500-4.600a3 3 0 0 1 3.100-3.700z'],
  connect: ['M6.500 9.500l3-3M5 8l-1.500 1.500a2.500 2.500 0 0 0 3.500 3.500L8.500 11.500M7.500 4.500L9 3a2.500 2.500 0 0 1 3.500 3.500L11 8'],
  search: ['M7 2.500a4.500 4.500 0 1 1 0 9 4.500 4.500 0 0 1 0-9M10.500 10.500l3 3'],
  plus: ['M8 3v10M3 8h10'],
  close: ['M4 4l8 8M12 4l-8 8'],
  more: ['M3.500 8h.01M8 8h.01M12.500 8h.01'],
  up: ['M4 10l4-4 4 4'],
  down: ['M4 6l4 4 4-4'],
  help: ['M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2M6.200 6.400c.100-1 .900-1.600 1.900-1.600s1.800.700 1.800 1.600c0 1.300-1.900 1.300-1.900 2.600M8 11.200h.01'],
  sun: ['M8 5a3 3 0 1 1 0 6 3 3 0 0 1 0-6M8 1.500v1M8 13.500v1M1.500 8h1M13.500 8h1M3.400 3.400l.7.7M11.900 11.900l.7.7M12.600 3.400l-.7.7M4.100 11.900l-.7.7'],
  exit: ['M9.500 3h-6v10h6M7 8h6.500M11 5.500L13.500 8 11 10.500'],
  clock: ['M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2M8 4.800V8l2.200 1.400'],
  flag: ['M4 14V2.500M4 3h7.500L10 5.500 11.500 8H4'],
  copy: ['M5.500 5.500h8v8h-8zM3 10.500V2.500h8'],
  filter: ['M2.500 4h11M4.500 8h7M6.500 12h3'],
  branch: ['M4.500 3v7a2 2 0 0 0 2 2h5M4.500 6.500h7M9.500 10l2 2-2 2'],
  at: ['M8 5.4a2.6 2.6 0 1 1 0 5.2 2.6 2.6 0 0 1 0-5.2M10.6 5.4v3.4a1.7 1.7 0 0 0 3.4 0V8a6 6 0 1 0-2.4 4.8'],
  inbox: ['M2.500 9l2-6h7l2 6v4h-11zM2.500 9h3.300l.9 1.500h2.600l.9-1.500h3.300'],
};

export function icon(name, label) {
  const svg = document.createElementNS(svgNamespace, 'svg');
  svg.setAttribute('class', 'icon icon-' + name);
  svg.setAttribute('viewBox', '0 0 16 16');
  if (label) {
    svg.setAttribute('role', 'img');
    svg.setAttribute('aria-label', label);
  } else {
    svg.setAttribute('aria-hidden', 'true');
  }
  for (const piece of iconPaths[name] ?? []) {
    if (piece === 'dashed') {
      svg.firstChild.setAttribute('stroke-dasharray', '2.4 1.9');
      continue;
    }
    const path = document.createElementNS(svgNamespace, 'path');
    path.setAttribute('d', piece);
    if (svg.firstChild) path.setAttribute('class', 'filled');
    svg.append(path);
  }
  return svg;
}

export function h(tag, props, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props ?? {})) setProperty(element, name, value);
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

function setProperty(element, name, value) {
  if (value === null || value === undefined || value === false) return;
  if (name === 'on') {
    for (const [event, run] of Object.entries(value)) element.addEventListener(event, run);
  } else if (name === 'dataset') {
    Object.assign(element.dataset, value);
  } else if (name === 'value') {
    element.value = value;
  } else {
    element.setAttribute(name === 'className' ? 'class' : name, value === true ? '' : value);
  }
}

export function fill(element, ...children) {
  element.replaceChildren(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

// The topmost dialog, else the page: what is put behind a dialog can be neither seen, heard nor pressed.
export function topmost(closing = null) {
  return [...document.querySelectorAll('dialog[open]')].filter((dialog) => dialog !== closing).at(-1) ?? document.body;
}

// Marks that turn text round or take no room would let one name pass for another.
const oddMarks = /[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu;

export function bdi(text) {
  return h('bdi', null, String(text).replace(oddMarks, (mark) => '\u27e8' + mark.codePointAt(0).toString(16) + '\u27e9'));
}

// Moves an element without taking the focus from what is in it, where the browser can.
export function place(parent, element, before) {
  if (element.isConnected && parent.isConnected && parent.moveBefore) parent.moveBefore(element, before);
  else {
    const focused = element.contains(document.activeElement) ? document.activeElement : null;
    parent.insertBefore(element, before);
    if (focused) focused.focus({ preventScroll: true });
  }
}

// Brings the children of an element into the order of some keys, and touches none that stands right. A node may come from
// another element; those that belong to none are for dropNodes.
export function reconcile(parent, keys, make, nodes) {
  const wanted = new Set(keys.map((key) => nodes.get(key)));
  let next = parent.firstElementChild;
  for (const key of keys) {
    while (next && !wanted.has(next)) next = next.nextElementSibling;
    let node = nodes.get(key);
    if (node && node === next) {
      next = node.nextElementSibling;
      continue;
    }
    if (node) place(parent, node, next);
    else {
      node = make(key);
      nodes.set(key, node);
      parent.insertBefore(node, next);
    }
  }
}

export function dropNodes(nodes, wanted) {
  for (const [key, node] of nodes) {
    if (wanted.has(key)) continue;
    node.remove();
    nodes.delete(key);
  }
}

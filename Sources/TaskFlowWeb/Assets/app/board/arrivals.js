// What scrolls keeps its place: what comes in above moves nothing, and is told once it is more than three.

import { h, icon, fill } from '../dom.js';

export function makeScroller(body, statuses, more) {
  const scroller = { body, statuses, known: null, arrived: new Set(), before: [], button: h('div', { class: 'arrivals' }) };
  body.addEventListener('scroll', () => {
    if (body.scrollTop + body.clientHeight > body.scrollHeight - 300) more();
    if (scroller.arrived.size) arrivalsSeen(scroller);
  }, { passive: true });
  return scroller;
}

// Notes where the cards stand that can be seen, before others come or go.
export function holdScroll(scroller) {
  const { body } = scroller;
  scroller.before = [];
  if (body.scrollTop === 0) return;
  const { top, bottom } = body.getBoundingClientRect();
  for (const card of body.querySelectorAll('.card')) {
    const box = card.getBoundingClientRect();
    if (box.height && box.bottom > top && box.top < bottom) scroller.before.push({ card, list: card.parentElement, top: box.top });
    if (scroller.before.length === 12) break;
  }
}

// Scrolls so that most of them stand where they stood: one that went elsewhere takes nobody along.
export function settleScroll(scroller, nodes, ids, isFresh) {
  const { body, before, known } = scroller;
  const moves = before.filter(({ card, list }) => card.isConnected && card.parentElement === list).map(({ card, top }) => card.getBoundingClientRect().top - top).sort((one, two) => one - two);
  if (moves.length) body.scrollTop += moves[moves.length >> 1];
  if (isFresh || !known) scroller.arrived.clear();
  else if (before.length) for (const id of ids) if (!known.has(id)) scroller.arrived.add(id);
  scroller.known = new Set(ids);
  scroller.nodes = nodes;
  arrivalsSeen(scroller);
}

// Those that are in sight, or gone again, are no news.
function arrivalsSeen(scroller) {
  const edge = scroller.body.getBoundingClientRect().top;
  const above = [...scroller.arrived].filter((id) => {
    const box = scroller.known.has(id) && scroller.nodes.get(id)?.getBoundingClientRect();
    return box && box.height && box.bottom <= edge + 8;
  });
  scroller.arrived = new Set(above);
  const count = above.length > 3 ? above.length : 0;
  if (Number(scroller.button.dataset.count ?? 0) === count) return;
  scroller.button.dataset.count = count;
  fill(scroller.button, count > 0 && h('button', { type: 'button', class: 'button', on: { click: () => arrivalsGo(scroller) } }, icon('up'), count + ' new'));
}

// To the topmost of them, the focus too.
function arrivalsGo(scroller) {
  const nodes = [...scroller.arrived].map((id) => scroller.nodes.get(id)).filter(Boolean);
  const first = nodes.reduce((one, two) => (one.compareDocumentPosition(two) & Node.DOCUMENT_POSITION_FOLLOWING ? one : two));
  first.scrollIntoView({ block: 'center' });
  first.querySelector('a').focus({ preventScroll: true });
}

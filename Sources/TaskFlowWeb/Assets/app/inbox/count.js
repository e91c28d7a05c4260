// How many things wait for whoever looks: in the title and beside the inbox's place. Asked for after the first sight of a page, and
// again when something happens that may change it; where the inbox is open, the page counts as it looks.

import { apiGet } from '../api.js';
import { announce } from '../announce.js';
import { setTitle } from '../router.js';
import { onEvents } from '../stream.js';
import { session } from '../session.js';
import { concernsInbox } from './items.js';

let countAsk = countLook;
let countTimer = null;
let countAsked = 0;
let countKnown = null;

export function followInbox() {
  onEvents((news) => { if (concernsInbox(news)) lookSoon(); });
  document.addEventListener('visibilitychange', () => { if (countTimer === 'hidden') lookSoon(); });
  // What is due is late at some time, of which no event tells.
  setInterval(() => lookSoon(), 300000);
  setTimeout(() => { if (countAsk === countLook) lookSoon(); }, 300);
}

// However much happens, it is looked once in three seconds, and by nobody who is not seen.
export function lookSoon() {
  if (document.hidden) return void (countTimer ??= 'hidden');
  if (countTimer && countTimer !== 'hidden') return;
  countTimer = setTimeout(() => {
    countTimer = null;
    countAsked = Date.now();
    if (session.worker) countAsk();
  }, Math.max(300, 3000 - (Date.now() - countAsked)));
}

// The page that shows the inbox looks in the place of the count. Answers what ends it.
export function lookBy(look) {
  countAsk = look;
  return () => { countAsk = countLook; };
}

async function countLook() {
  try {
    noteInbox(Number((await apiGet('/api/inbox', { query: { limit: 1, total: true } })).total));
  } catch {
    // The next event, or the next five minutes, ask again.
  }
}

export function noteInbox(count) {
  if (count > (countKnown ?? count)) announce(count - countKnown === 1 ? '1 new in your inbox' : count - countKnown + ' new in your inbox');
  countKnown = count;
  setTitle(null, count);
  const place = document.querySelector('.place[data-path="/inbox"]');
  const mark = place?.querySelector('.place-count');
  if (!mark) return;
  mark.textContent = count > 99 ? '99+' : count || '';
  place.setAttribute('aria-label', count ? 'Inbox, ' + count + (count === 1 ? ' waits for you' : ' wait for you') : 'Inbox');
}

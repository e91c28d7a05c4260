// Goes from card to card and from row to row by the keyboard.

// `across` columns, `along` the list. In lanes a list goes on in the next lane.
export function walk(across, along) {
  const current = document.activeElement?.closest?.('.card, .row-item');
  if (!current) return walkTo((document.activeElement?.closest?.('.lane') ?? document).querySelector('.card, .row-item[data-id]'));
  return walkTo(across && current.matches('.card') ? walkAcross(current, across) : walkAlong(current, along));
}

function walkAlong(current, along) {
  const list = current.parentElement;
  const all = current.matches('.card') ? walkVisible('.cards[data-status="' + list.dataset.status + '"] > .card') : [...list.children];
  return all[Math.max(0, Math.min(all.length - 1, all.indexOf(current) + along))];
}

// To the card that had the focus there last, where the columns are whole; in lanes to the one at the same height.
function walkAcross(current, across) {
  const lane = current.closest('.lane');
  const lists = [...(lane ?? document).querySelectorAll('.cards')].filter((list) => list.children.length);
  const list = lists[lists.indexOf(current.parentElement) + across];
  if (!list) return current;
  const cards = [...list.children];
  if (lane) return cards[Math.min(cards.length - 1, [...current.parentElement.children].indexOf(current))];
  return cards.find((card) => card.dataset.current === 'true') ?? cards[0];
}

function walkVisible(selector) {
  return [...document.querySelectorAll(selector)].filter((card) => !card.closest('[hidden]'));
}

function walkTo(next) {
  next?.querySelector('a')?.focus();
  next?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
}

// The neighbour of a task on the page that is behind the pane.
export function neighbourOf(id, by) {
  const rows = walkVisible('.card, .row-item[data-id]');
  return rows[rows.findIndex((row) => row.dataset.id === String(id)) + by]?.dataset.id ?? null;
}

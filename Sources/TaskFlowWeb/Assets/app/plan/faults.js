// All that is wrong with a plan, each with its place and the way to it.

import { h } from '../dom.js';
import { lineOf, placeInText, placeWords } from './reading.js';
import { countWords } from './shape.js';

// What the server or the reading says, as {place, message, start, end}, from the first line to the last; start is null where the text
// has no such place.
export function planFaults(read, error) {
  if (read.fault) return [{ place: null, ...read.fault }];
  if (!error.issues?.length) return [{ place: null, message: error.message, start: null, end: null }];
  const faults = error.issues.map((issue) => (issue.loc?.[0] === 'body'
    ? { place: placeWords(read.plan, issue.loc), message: issue.msg, ...placeInText(read, issue.loc) }
    : { place: (issue.loc ?? []).join('.') || null, message: issue.msg, start: null, end: null }));
  return faults.sort((one, two) => (one.start ?? Infinity) - (two.start ?? Infinity));
}

export function faultsView(faults, text) {
  const rows = faults.map((fault) => h('li', null, h('div', null, fault.place && h('strong', null, fault.place), h('span', { dir: 'auto' }, faultWords(fault.message))),
    fault.start !== null && h('button', { type: 'button', class: 'button quiet', on: { click: () => faultShow(text, fault) } }, 'Line ' + lineOf(text.value, fault.start))));
  return h('section', { class: 'panel stack plan-faults', role: 'alert' }, h('h2', { class: 'section-title' }, countWords(faults.length, 'fault')),
    h('p', { class: 'hint' }, 'Nothing was made. Mend the text, and it is looked at again.'), h('ol', { class: 'faults' }, rows));
}

function faultWords(message) {
  const said = message.replace(/^Value error, /, '');
  return said.charAt(0).toUpperCase() + said.slice(1);
}

// Selects the place in the field, and scrolls to it: of a long text browsers show the end of what is selected, if anything.
function faultShow(text, { start, end }) {
  text.focus();
  text.setSelectionRange(start, end);
  const height = parseFloat(getComputedStyle(text).lineHeight) || 20;
  text.scrollTop = Math.max(0, (lineOf(text.value, start) - 3) * height);
}

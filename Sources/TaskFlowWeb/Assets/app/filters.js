// The filter bar: its values are the page's address, so that a filtered page can be sent to somebody.

import { h, icon, fill } from './dom.js';
import { filterNames } from './matching.js';
import { select } from './widgets.js';
import { session } from './session.js';
import { setQuery } from './router.js';

export function filterOf(query) {
  return Object.fromEntries(filterNames.filter((name) => query[name]).map((name) => [name, query[name]]));
}

// Draws the bar anew; whoever is in one of its fields stays there, with what was typed. `more` is a field of the page's own.
export function drawFilters(host, query, sorts, more) {
  const field = host.contains(document.activeElement) ? document.activeElement : null;
  const label = field?.getAttribute('aria-label');
  fill(host, filterBar(query, sorts, more));
  const same = label && [...host.querySelectorAll('input, select')].find((other) => other.getAttribute('aria-label') === label);
  if (!same) return;
  same.focus();
  if (field.id !== 'filter-text') return;
  same.value = field.value;
  same.setSelectionRange(field.selectionStart, field.selectionEnd);
}

function filterBar(query, sorts, more) {
  const crew = [['', 'Anyone'], ['me', 'Me'], ['none', 'Nobody'], ...[...session.crew.values()].map((worker) => [worker.handle, worker.handle + (worker.type === 'agent' ? ' (agent)' : '')])];
  const who = query.unassigned === 'true' ? 'none' : query.assigned_to ?? '';
  const pick = (name, label, value, options, change) => h('label', { class: value ? 'filter on' : 'filter' }, h('span', { class: 'unseen' }, label),
    select(value, options, { 'aria-label': label, on: { change: (event) => (change ?? ((chosen) => setQuery({ [name]: chosen })))(event.target.value) } }));
  const text = h('input', { class: 'input', type: 'search', id: 'filter-text', placeholder: 'Filter by words', 'aria-label': 'Filter by words', value: query.q ?? '' });
  let timer = null;
  text.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(() => setQuery({ q: text.value.trim() }), 300);
  });
  const on = Object.keys(filterOf(query)).length > 0;
  return h('search', { class: 'filters', 'aria-label': 'Filter' }, h('span', { class: 'filter-icon' }, icon('filter')), text,
    pick('project', 'Project', query.project ?? '', [['', 'All projects'], ...session.projects.map((project) => [project.slug, project.name])]),
    pick('assigned_to', 'Assignee', who, crew, (chosen) => setQuery({ assigned_to: chosen === 'none' ? '' : chosen, unassigned: chosen === 'none' ? 'true' : '' })),
    pick('priority', 'Priority', query.priority ?? '', [['', 'Any priority'], ['critical', 'Critical'], ['high', 'High'], ['medium', 'Medium'], ['low', 'Low']]),
    query.tag && h('span', { class: 'chip' }, '#' + query.tag),
    pick('sort', 'Sort', query.sort ?? '', sorts), h('label', { class: more.value ? 'filter on' : 'filter' }, more),
    on && h('button', { type: 'button', class: 'button quiet', on: { click: () => setQuery(Object.fromEntries(filterNames.map((name) => [name, '']))) } }, 'Clear'));
}

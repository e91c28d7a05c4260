// My work, and what waits for me: reviews that I may judge and blocked tasks that are mine.

import { h, fill } from './dom.js';
import { apiGet } from './api.js';
import { emptyState, errorState, skeleton } from './widgets.js';
import { href, registerPage } from './router.js';
import { me } from './session.js';
import { onEvents } from './stream.js';
import { pruneSelection } from './selection.js';
import { taskRows } from './list.js';

export function registerMine() {
  registerPage({ name: 'mine', path: /^\/mine$/, title: () => 'My work', mount: (host) => mountMine(host, 'My work', mineSections) });
  registerPage({ name: 'inbox', path: /^\/inbox$/, title: () => 'For you', mount: (host) => mountMine(host, 'For you', inboxSections) });
}

const mineSections = [
  { title: 'In progress', query: { assigned_to: 'me', status: 'in_progress', sort: 'urgency' } },
  { title: 'Blocked', query: { assigned_to: 'me', status: 'blocked', sort: 'urgency' } },
  { title: 'To do next', query: { assigned_to: 'me', status: 'pending', sort: 'urgency' } },
  { title: 'Waiting for a review', query: { assigned_to: 'me', status: 'review', sort: 'urgency' } },
];

const inboxSections = [
  { title: 'To review', query: { status: 'review', sort: 'urgency' }, judged: true },
  { title: 'Blocked, and yours', query: { status: 'blocked', sort: 'urgency' }, answered: true },
];

function mountMine(host, title, sections) {
  const body = h('div', { class: 'stack' }, skeleton(6));
  host.append(h('div', { class: 'page' }, h('header', { class: 'page-head' }, h('h1', { tabindex: '-1', class: 'page-title' }, title)), body));
  const stops = [];
  const load = async () => {
    try {
      const found = await Promise.all(sections.map(async (section) => mineKept(section, (await apiGet('/api/tasks', { query: { ...section.query, limit: 100 } })).data)));
      for (const stop of stops.splice(0)) stop();
      const parts = sections.map((section, at) => ({ section, tasks: found[at] })).filter(({ tasks }) => tasks.length).map(({ section, tasks }) => {
        const rows = taskRows(section.title);
        stops.push(rows.stop);
        rows.show(tasks);
        return h('section', null, h('h2', { class: 'section-title' }, section.title, h('span', { class: 'count' }, tasks.length)), rows.element);
      });
      queueMicrotask(pruneSelection);
      fill(body, parts.length ? parts : emptyState('mine', 'Nothing waits for you', 'Take something from the board, or let it rest.', h('a', { class: 'button', href: href('/') }, 'To the board')));
    } catch (error) {
      fill(body, errorState(error, load));
    }
  };
  load();
  let timer = null;
  const stopEvents = onEvents(() => { timer ??= setTimeout(() => { timer = null; if (!body.contains(document.activeElement)) load(); }, 1000); });
  return { update() {}, unmount() { stopEvents(); clearTimeout(timer); for (const stop of stops) stop(); } };
}

// Whether this caller may judge a task, the server says.
async function mineKept(section, tasks) {
  if (section.answered) return tasks.filter((task) => task.assigned_to === me() || task.accountable_id === me());
  if (!section.judged) return tasks;
  const steps = await Promise.all(tasks.slice(0, 30).map((task) => apiGet('/api/tasks/' + task.id + '/steps')));
  return tasks.filter((task, at) => steps[at]?.data.steps.some((step) => step.verb === 'approve' && step.allowed));
}

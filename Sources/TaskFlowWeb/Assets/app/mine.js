// My work, and what waits for me: reviews that I may judge and blocked tasks that are mine.

import { h, fill } from './dom.js';
import { apiGet } from './api.js';
import { emptyState, errorState, skeleton } from './widgets.js';
import { href, registerPage } from './router.js';
import { deadLettersFirst } from './leases.js';
import { me } from './session.js';
import { onEvents } from './stream.js';
import { pruneSelection } from './selection.js';
import { taskRows } from './list.js';

export function registerMine() {
  registerPage({ name: 'mine', path: /^\/mine$/, title: () => 'My work', mount: (host) => mountMine(host, 'My work', mineSections, ['mine', 'You hold nothing', 'Take something from the board, or let it rest.']) });
  registerPage({ name: 'inbox', path: /^\/inbox$/, title: () => 'For you', mount: (host) => mountMine(host, 'For you', inboxSections, ['inbox', 'Nothing waits for you', 'Reviews that you may judge and blocked tasks of yours come here.']) });
}

const mineSections = [
  { title: 'In progress', query: { assigned_to: 'me', status: 'in_progress', sort: 'urgency' } },
  { title: 'Blocked', query: { assigned_to: 'me', status: 'blocked', sort: 'urgency' } },
  { title: 'To do next', query: { assigned_to: 'me', status: 'pending', sort: 'urgency' } },
  { title: 'Waiting for a review', query: { assigned_to: 'me', status: 'review', sort: 'urgency' } },
];

const inboxSections = [
  { title: 'To review', query: { status: 'review', sort: 'urgency' }, judged: true },
  { title: 'Blocked, and yours', query: { status: 'blocked', sort: 'urgency', limit: 100 }, answered: true },
];

function mountMine(host, title, sections, nothing) {
  const body = h('div', { class: 'stack' }, skeleton(6));
  host.append(h('div', { class: 'page' }, h('header', { class: 'page-head' }, h('h1', { tabindex: '-1', class: 'page-title' }, title)), body));
  const stops = [];
  const load = async () => {
    try {
      const found = await Promise.all(sections.map(async (section) => mineKept(section, await apiGet('/api/tasks', { query: { limit: 50, ...section.query, total: true } }))));
      for (const stop of stops.splice(0)) stop();
      const parts = sections.map((section, at) => ({ section, ...found[at] })).filter(({ tasks }) => tasks.length).map(({ section, tasks, count, rest }) => {
        const rows = taskRows(section.title);
        stops.push(rows.stop);
        rows.show(tasks);
        return h('section', null, h('h2', { class: 'section-title' }, section.title, h('span', { class: 'count' }, count)), rows.element,
          rest && h('p', { class: 'list-foot' }, h('a', { class: 'button', href: href('/list?' + new URLSearchParams(section.query)) }, rest)));
      });
      queueMicrotask(pruneSelection);
      fill(body, parts.length ? parts : emptyState(...nothing, h('a', { class: 'button', href: href('/') }, 'To the board')));
    } catch (error) {
      if (!body.querySelector('.rows')) fill(body, errorState(error, load));
    }
  };
  load();
  let timer = null;
  const stopEvents = onEvents(() => { timer ??= setTimeout(() => { timer = null; if (!body.contains(document.activeElement)) load(); }, 1000); });
  return { update() {}, unmount() { stopEvents(); clearTimeout(timer); for (const stop of stops) stop(); } };
}

// The tasks of a section, how many there are, and the words of the way to the rest. Whether this caller may judge a task, the
// server says: the first thirty are asked about.
async function mineKept(section, { data, total }) {
  const all = Number(total);
  if (!section.judged && !section.answered) return { tasks: data, count: all, rest: all > data.length ? 'All ' + all + ' in the list' : null };
  const seen = section.judged ? data.slice(0, 30) : data;
  const mayJudge = section.judged ? await Promise.all(seen.map(mineMayJudge)) : [];
  const tasks = seen.filter((task, at) => (section.judged ? mayJudge[at] : task.assigned_to === me() || task.accountable_id === me()));
  const isAll = all <= seen.length;
  return { tasks: deadLettersFirst(tasks), count: tasks.length + (isAll ? '' : ' of the ' + seen.length + ' most urgent'), rest: isAll ? null : 'All ' + all + ' in the list' };
}

const mineJudged = new Map();

// Asked once for each version of a task: this page is drawn anew whenever something happens.
async function mineMayJudge(task) {
  const key = task.id + ' ' + task.version;
  if (mineJudged.size > 1000) mineJudged.clear();
  if (!mineJudged.has(key)) {
    const { data } = await apiGet('/api/tasks/' + task.id + '/steps');
    mineJudged.set(key, data.steps.some((step) => step.verb === 'approve' && step.allowed));
  }
  return mineJudged.get(key);
}

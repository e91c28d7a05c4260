// Finds tasks as one types, and projects and workers by name.

import { h, fill, bdi } from './dom.js';
import { apiGet } from './api.js';
import { emptyState, errorState, workerChip } from './widgets.js';
import { href, registerPage, setQuery } from './router.js';
import { session } from './session.js';
import { taskRows } from './list.js';

export function registerSearch() {
  registerPage({ name: 'search', path: /^\/search$/, title: () => 'Search', mount: mountSearch });
}

function mountSearch(host, route) {
  const rows = taskRows('Found tasks');
  const input = h('input', { class: 'input large', id: 'search-text', type: 'search', value: route.query.q ?? '', placeholder: 'Words in titles and descriptions, or #12', 'aria-label': 'Search' });
  const others = h('div', { class: 'row wrap' });
  const foot = h('div');
  let asked = null;
  const find = async (text) => {
    asked?.abort();
    asked = new AbortController();
    const low = text.toLowerCase();
    fill(others, low && session.projects.filter((project) => (project.name + project.slug).toLowerCase().includes(low)).slice(0, 5).map((project) => h('a', { class: 'chip', href: href('/projects/' + project.slug) }, bdi(project.name))),
      low && [...session.crew.values()].filter((worker) => (worker.name + worker.handle).toLowerCase().includes(low)).slice(0, 5).map((worker) => h('a', { class: 'chip', href: href('/list?assigned_to=' + encodeURIComponent(worker.handle)) }, workerChip(worker))));
    if (!text) {
      rows.show([]);
      return void fill(foot, emptyState('search', 'Search', 'Titles and descriptions of all tasks that you may see.'));
    }
    try {
      const number = /^#?(\d{1,15})$/.exec(text);
      const one = number ? await apiGet('/api/tasks/' + number[1], { signal: asked.signal }).then(({ data }) => [data], () => []) : [];
      const { data, next } = await apiGet('/api/tasks', { query: { q: text, limit: 50, sort: '-updated_at' }, signal: asked.signal });
      const found = [...one, ...data.filter((task) => task.id !== one[0]?.id)];
      rows.show(found);
      fill(foot, found.length ? next && h('p', { class: 'list-foot' }, h('a', { class: 'button', href: href('/list?q=' + encodeURIComponent(text)) }, 'All of them in the list')) : emptyState('search', 'Nothing found', 'No task that you may see has these words.'));
    } catch (error) {
      if (error.name !== 'AbortError') fill(foot, errorState(error, () => find(text)));
    }
  };
  let timer = null;
  input.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(() => { setQuery({ q: input.value.trim() }); }, 200);
  });
  host.append(h('div', { class: 'page' }, h('header', { class: 'page-head' }, h('h1', { tabindex: '-1', class: 'page-title' }, 'Search')), input, others, rows.element, foot));
  find(route.query.q ?? '');
  queueMicrotask(() => input.focus());
  return { update(next) { find(next.query.q ?? ''); }, unmount: rows.stop };
}

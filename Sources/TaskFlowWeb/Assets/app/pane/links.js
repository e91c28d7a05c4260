// The links of the task in the pane: to a branch, a document, a discussion. They are never fetched.

import { h, icon, fill, bdi } from '../dom.js';
import { apiGet, apiSend } from '../api.js';
import { draftKey, draftOf, dropDraft, keepDraft } from '../drafts.js';
import { fail } from '../announce.js';

export function paneLinks(state) {
  const list = h('div');
  const draft = 'link:' + state.id;
  const kept = JSON.parse(draftOf(draft) ?? '{}');
  const url = h('input', { class: 'input', id: 'link-url', type: 'url', required: true, placeholder: 'https://\u2026', 'aria-label': 'Address of a link', value: kept.url ?? '' });
  const title = h('input', { class: 'input', id: 'link-title', placeholder: 'What it is', 'aria-label': 'What it is', value: kept.title ?? '', dir: 'auto' });
  const form = h('form', { class: 'need-form', on: { input: () => keepDraft(draft, url.value || title.value ? JSON.stringify({ url: url.value, title: title.value }) : ''), submit: (event) => { event.preventDefault(); linkAdd(state, url, title, draft); } } }, url, title, h('button', { class: 'button' }, 'Add'));
  const element = h('section', { class: 'pane-section pane-links' }, h('div', { class: 'section-head' }, h('h3', null, 'Links')), list, form);
  state.links = { list };
  linksLoad(state);
  return element;
}

export async function linksLoad(state) {
  try {
    const { data } = await apiGet('/api/tasks/' + state.id + '/links', { query: { limit: 100 } });
    fill(state.links.list, data.length > 0 && linkList(data, (link) => linkRemove(state, link)));
  } catch (error) {
    if (error.status !== 404) fail(error);
  }
}

export function linkList(links, remove = null) {
  return h('ul', { class: 'rows links' }, links.map((link) => h('li', { class: 'row-item' }, icon('connect'),
    h('a', { class: 'link-title', href: /^https?:\/\//i.test(link.url) ? link.url : null, title: link.url, rel: 'noopener noreferrer nofollow', target: '_blank', dir: 'auto' }, bdi(link.title || link.url)), h('span', { class: 'hint' }, linkHost(link.url)),
    remove && h('button', { type: 'button', class: 'iconbutton', 'aria-label': 'Take the link away: ' + (link.title || link.url), on: { click: () => remove(link) } }, icon('close')))));
}

// A title may say what it likes: where a link leads is shown beside it.
function linkHost(url) {
  try {
    return new URL(url).host;
  } catch {
    return url;
  }
}

async function linkAdd(state, url, title, draft) {
  const body = { url: url.value.trim(), ...(title.value.trim() && { title: title.value.trim() }) };
  try {
    await apiSend('POST', '/api/tasks/' + state.id + '/links', body, { key: draftKey(draft, body) });
    dropDraft(draft);
    url.value = title.value = '';
    await linksLoad(state);
  } catch (error) {
    fail(error);
  }
}

async function linkRemove(state, link) {
  try {
    await apiSend('DELETE', '/api/tasks/' + state.id + '/links/' + link.id);
    await linksLoad(state);
    state.body.querySelector('#link-url')?.focus();
  } catch (error) {
    fail(error);
  }
}

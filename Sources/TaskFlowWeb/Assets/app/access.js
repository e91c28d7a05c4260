// Keys: what a program signs in with. A key is shown once.

import { h, icon, fill, bdi } from './dom.js';
import { apiGet, apiSend } from './api.js';
import { emptyState, errorState, field, select, skeleton, timeAgo } from './widgets.js';
import { confirmAction, openDialog } from './dialogs.js';
import { fail, toast } from './announce.js';
import { me, session, workerOf } from './session.js';
import { setQuery } from './router.js';

export const scopeWords = {
  'tasks:read': 'see tasks', 'tasks:write': 'work on tasks', 'projects:write': 'change projects', 'workers:write': 'change the crew', 'audit:read': 'see what happened',
};

export function mountKeys(host, route) {
  const worker = route.query.worker ?? me();
  const body = h('div', null, skeleton(4));
  const mine = [...session.crew.values()].filter((other) => other.id === me() || other.type === 'agent');
  const load = async () => {
    try {
      const { data } = await apiGet('/api/workers/' + encodeURIComponent(worker) + '/keys', { query: { limit: 100 } });
      fill(body, data.length ? h('ul', { class: 'rows' }, data.map((key) => accessRow(worker, key, load))) : emptyState('keys', 'No key', 'Programs and agents sign in with keys. People do not need one.'));
    } catch (error) {
      fill(body, errorState(error, load));
    }
  };
  host.append(h('div', { class: 'page' }, h('header', { class: 'page-head' }, h('h1', { tabindex: '-1', class: 'page-title' }, 'Keys'),
    h('div', { class: 'row' }, select(worker, mine.map((other) => [other.id, other.handle]), { 'aria-label': 'Whose keys', on: { change: (event) => setQuery({ worker: event.target.value }) } }),
      h('button', { type: 'button', class: 'button primary', on: { click: () => accessNew(worker, load) } }, icon('plus'), 'New key'))), body));
  load();
  return {};
}

function accessRow(worker, key, reload) {
  return h('li', { class: 'row-item tall' }, icon('keys'), h('div', { class: 'row-text' }, h('strong', null, bdi(key.name)), h('span', { class: 'hint' }, 'May ' + key.scopes.map((scope) => scopeWords[scope] ?? scope).join(', '))),
    h('span', { class: 'row-more' }, h('span', { class: 'hint' }, key.last_used_at ? ['used ', timeAgo(key.last_used_at)] : 'never used'), key.expires_at && h('span', { class: 'hint' }, 'until ' + key.expires_at.slice(0, 10)),
      h('button', { type: 'button', class: 'button quiet', on: { click: async () => {
        if (!(await confirmAction({ title: 'Revoke "' + key.name + '"?', text: 'Whoever uses it is refused at the next call.', confirm: 'Revoke', danger: true }))) return;
        try {
          await apiSend('DELETE', '/api/workers/' + encodeURIComponent(worker) + '/keys/' + key.id);
          toast('Revoked');
          reload();
        } catch (error) {
          fail(error);
        }
      } } }, 'Revoke')));
}

function accessNew(worker, reload) {
  const name = h('input', { class: 'input', id: 'key-name', required: true, maxlength: 200, placeholder: 'What will use it', autofocus: true });
  const days = select('', [['', 'Never'], ['30', 'In 30 days'], ['90', 'In 90 days'], ['365', 'In a year']], { id: 'key-days' });
  const boxes = session.scopes.map((scope) => {
    const box = h('input', { type: 'checkbox', value: scope, id: 'scope-' + scope });
    box.checked = ['tasks:read', 'tasks:write', 'audit:read'].includes(scope);
    return [box, h('label', { class: 'check' }, box, scopeWords[scope] ?? scope)];
  });
  const wrong = h('p', { class: 'wrong', role: 'alert' });
  const form = h('form', { class: 'stack', on: { submit: async (event) => {
    event.preventDefault();
    try {
      const key = await makeKey(worker, { name: name.value.trim(), scopes: boxes.filter(([box]) => box.checked).map(([box]) => box.value), expires_in_days: days.value ? Number(days.value) : null });
      fill(form, h('p', null, 'This is the key of ' + (workerOf(worker)?.handle ?? worker) + '. It is not shown again.'), copyBox(key.key), h('div', { class: 'row end' }, h('button', { type: 'button', class: 'button primary', on: { click: () => dialog.close() } }, 'Done')));
      reload();
    } catch (error) {
      wrong.textContent = error.message;
    }
  } } }, field('Name', name), h('fieldset', null, h('legend', null, 'It may'), boxes.map(([, label]) => label)), field('It ends', days), wrong, h('div', { class: 'row end' }, h('button', { class: 'button primary' }, 'Make the key')));
  const dialog = openDialog({ title: 'New key for ' + (workerOf(worker)?.handle ?? worker), body: form });
}

export async function makeKey(worker, input) {
  return (await apiSend('POST', '/api/workers/' + encodeURIComponent(worker) + '/keys', input)).data;
}

export function copyBox(text) {
  const button = h('button', { type: 'button', class: 'button', on: { click: () => navigator.clipboard?.writeText(text).then(() => toast('Copied'), () => toast('Select and copy it by hand')) } }, icon('copy'), 'Copy');
  return h('div', { class: 'copybox' }, h('pre', { tabindex: '0' }, text), button);
}

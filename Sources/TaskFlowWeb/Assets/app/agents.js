// The crew: who is here, since when each is silent, and what each holds.

import { h, icon, fill, bdi } from './dom.js';
import { apiAll, apiGet, apiSend } from './api.js';
import { avatar, emptyState, errorState, field, select, skeleton, timeAgo } from './widgets.js';
import { askText, confirmAction, openDialog } from './dialogs.js';
import { fail, toast } from './announce.js';
import { href } from './router.js';
import { isAdmin, loadCrew, me } from './session.js';
import { copyBox } from './access.js';
import { leaseMark } from './leasemarks.js';
import { taskLink } from './board/card.js';
import { learn } from './store.js';

const agentsWords = { active: 'Active', quiet: 'Quiet', away: 'Away' };

export function mountAgents(host) {
  const body = h('div', { class: 'crew' }, skeleton(6));
  host.append(h('div', { class: 'page' }, h('header', { class: 'page-head' }, h('h1', { tabindex: '-1', class: 'page-title' }, 'Agents and people'),
    h('div', { class: 'row wrap' }, isAdmin() && h('button', { type: 'button', class: 'button', on: { click: agentsInvite } }, 'Invite a person'), h('button', { type: 'button', class: 'button', on: { click: () => agentsRegister(load) } }, icon('plus'), 'Register'), h('a', { class: 'button primary', href: href('/connect') }, 'Connect an agent'))), body));
  // What somebody is at stays as it is, but for what that one has changed: `focus` is where the focus goes then.
  const load = async (focus = null) => {
    try {
      const [data, held] = await Promise.all([apiAll('/api/workers'), apiGet('/api/tasks', { query: { status: 'in_progress', limit: 100 } })]);
      learn(held.data);
      if (!focus && (body.contains(document.activeElement) || document.querySelector('dialog[open], .menu'))) return;
      const agents = data.filter((worker) => worker.type === 'agent');
      const people = data.filter((worker) => worker.type !== 'agent');
      const cards = (workers) => h('ul', { class: 'workers' }, workers.map((worker) => agentsCard(worker, held.data.filter((task) => task.assigned_to === worker.id), load)));
      fill(body, h('section', null, h('h2', { class: 'section-title' }, 'Agents', h('span', { class: 'count' }, agents.length)),
        agents.length ? cards(agents) : emptyState('agents', 'No agent yet', 'Connect one: it takes a minute.', h('a', { class: 'button primary', href: href('/connect') }, 'Connect an agent'))),
      h('section', null, h('h2', { class: 'section-title' }, 'People', h('span', { class: 'count' }, people.length)), cards(people)));
      if (focus) [...body.querySelectorAll('[data-edits]')].find((button) => button.dataset.edits === focus)?.focus();
    } catch (error) {
      if (!body.querySelector('.worker-card')) fill(body, errorState(error, () => load()));
    }
  };
  load();
  const timer = setInterval(() => { if (!document.hidden) load(); }, 15000);
  return { update() {}, unmount: () => clearInterval(timer) };
}

function agentsCard(worker, tasks, reload) {
  const seen = worker.last_seen_at ? ['seen ', timeAgo(worker.last_seen_at)] : 'never seen';
  return h('li', { class: 'worker-card' }, h('div', { class: 'worker-head' }, avatar(worker), h('div', null, h('strong', { title: worker.name }, bdi(worker.name)), h('span', { class: 'hint' }, worker.handle !== worker.name && bdi(worker.handle), worker.handle !== worker.name && worker.agent_type && ' \u00b7 ', worker.agent_type)),
    h('span', { class: 'presence presence-' + worker.status }, agentsWords[worker.status])),
  h('p', { class: 'hint' }, seen, worker.capabilities.length > 0 && [' \u00b7 can ', worker.capabilities.join(', ')]),
  agentsHolding(worker, tasks),
  worker.id !== me() && h('div', { class: 'row' }, worker.type === 'agent' && h('a', { class: 'button quiet', href: href('/keys?worker=' + encodeURIComponent(worker.id)) }, 'Keys'),
    h('button', { type: 'button', class: 'button quiet', dataset: { edits: worker.id }, 'aria-label': 'Edit ' + worker.handle, on: { click: () => agentsEdit(worker, reload) } }, 'Edit'),
    (isAdmin() || worker.type === 'agent') && h('button', { type: 'button', class: 'button quiet', on: { click: () => agentsRemove(worker, reload) } }, 'Delete')));
}

// Five at most, and the way to the others; some of them may be in projects that this caller does not see.
function agentsHolding(worker, tasks) {
  const rest = worker.holding - Math.min(5, tasks.length);
  const more = rest > 0 && h('a', { href: href('/list?status=in_progress&assigned_to=' + encodeURIComponent(worker.handle)) }, tasks.length ? rest + ' more' : 'Holds ' + rest + (worker.max_held ? ' of ' + worker.max_held : ''));
  const held = 'Holds ' + worker.holding + (worker.max_held ? ' of ' + worker.max_held : '');
  return tasks.length ? h('div', null, h('p', { class: 'hint' }, held), h('ul', { class: 'holding' }, tasks.slice(0, 5).map((task) => h('li', null, h('span', { class: 'number' }, '#' + task.id), taskLink(task), h('span', { class: 'hint' }, task.progress_percent + ' %'), leaseMark(task))), more && h('li', null, more)))
    : h('p', { class: 'hint' }, more || (worker.max_held ? 'Holds nothing, ' + worker.max_held + ' at most' : 'Holds nothing'));
}

function agentsRegister(reload) {
  const handle = h('input', { class: 'input', id: 'new-handle', required: true, placeholder: '@claude', autofocus: true });
  const type = select('agent', [['agent', 'Agent'], ['human', 'Person']], { id: 'new-type' });
  const can = h('input', { class: 'input', id: 'new-capabilities', placeholder: 'swift, sql' });
  const wrong = h('p', { class: 'wrong', role: 'alert' });
  const form = h('form', { class: 'stack', on: { submit: async (event) => {
    event.preventDefault();
    try {
      await apiSend('POST', '/api/workers', { handle: '@' + handle.value.trim().replace(/^@/, ''), type: type.value, capabilities: agentsWordsOf(can.value) });
      dialog.close();
      await loadCrew();
      reload();
    } catch (error) {
      wrong.textContent = error.message;
    }
  } } }, field('Handle', handle), field('What it is', type), field('What it can do', can, 'Words, separated by commas.'), wrong, h('div', { class: 'row end' }, h('button', { class: 'button primary' }, 'Register')));
  const dialog = openDialog({ title: 'Register', body: form });
}

// Makes a one-time link; a handle that is new becomes a person.
async function agentsInvite() {
  const handle = await askText({ title: 'Invite a person', label: 'Their handle', value: '@', confirm: 'Make a link', hint: 'You get a link to send. It is good once, for three days.' });
  if (!handle || handle === '@') return;
  try {
    const { data } = await apiSend('POST', '/api/workers/' + encodeURIComponent('@' + handle.replace(/^@/, '')) + '/invitation');
    openDialog({ title: 'A link for ' + handle, body: h('div', { class: 'stack' }, h('p', null, 'It signs one browser in, once. It is not shown again.'), copyBox(data.url)) });
    await loadCrew();
  } catch (error) {
    fail(error);
  }
}

function agentsWordsOf(text) {
  return text.split(',').map((word) => word.trim()).filter(Boolean);
}

function agentsEdit(worker, reload) {
  const can = h('input', { class: 'input', id: 'edit-capabilities', value: worker.capabilities.join(', '), autofocus: true });
  const held = worker.type === 'agent' && h('input', { class: 'input', id: 'edit-held', type: 'number', inputmode: 'numeric', min: 1, max: 100, step: 1, required: true, value: worker.max_held });
  const were = { can: can.value, held: held && held.value };
  const wrong = h('p', { class: 'wrong', role: 'alert' });
  const form = h('form', { class: 'stack', on: { submit: async (event) => {
    event.preventDefault();
    wrong.textContent = '';
    try {
      // What was not touched here may have been changed elsewhere.
      const changes = { ...(can.value !== were.can && { capabilities: agentsWordsOf(can.value) }), ...(held && held.value !== were.held && { max_held: Number(held.value) }) };
      if (Object.keys(changes).length) await apiSend('PATCH', '/api/workers/' + encodeURIComponent(worker.id), changes);
    } catch (error) {
      wrong.textContent = error.message;
      return;
    }
    dialog.close();
    toast('Changed ' + worker.handle);
    await loadCrew().catch(fail);
    reload(worker.id);
  } } }, field('What it can do', can, 'Words, separated by commas.'),
  held && field('Tasks at once', held, 'How many it may have in progress, 1 to 100. What it holds already it keeps.'), wrong,
  h('div', { class: 'row end' }, h('button', { class: 'button primary' }, 'Save')));
  const dialog = openDialog({ title: 'Edit ' + worker.handle, body: form });
}

async function agentsRemove(worker, reload) {
  const text = 'Its keys stop to work at once' + (worker.holding ? ', and what it holds (' + worker.holding + ') goes back to do.' : '.');
  if (!(await confirmAction({ title: 'Delete ' + worker.handle + '?', text, confirm: 'Delete', danger: true }))) return;
  try {
    await apiSend('DELETE', '/api/workers/' + encodeURIComponent(worker.id));
    document.activeElement?.blur();
    await loadCrew();
    reload();
  } catch (error) {
    fail(error);
  }
}

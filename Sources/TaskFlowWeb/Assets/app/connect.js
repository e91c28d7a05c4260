// Connects an agent: choose a client, take its snippet, and see the light turn green at the first call.

import { h, fill } from './dom.js';
import { apiGet, apiSend, basePath } from './api.js';
import { copyBox, makeKey } from './access.js';
import { field, select } from './widgets.js';
import { href } from './router.js';
import { loadCrew, session } from './session.js';
import { announce } from './announce.js';

const connectClients = {
  claude: ['Claude Code', (address, key) => 'claude mcp add --transport http taskflow ' + address + '/mcp \\\n  --header "Authorization: Bearer ' + key + '"'],
  codex: ['Codex', (address, key) => '# ~/.codex/config.toml; then: export TASKFLOW_TOKEN=' + key + '\n[mcp_servers.taskflow]\nurl = "' + address + '/mcp"\nbearer_token_env_var = "TASKFLOW_TOKEN"'],
  cursor: ['Cursor', (address, key) => '// .cursor/mcp.json\n' + JSON.stringify({ mcpServers: { taskflow: { url: address + '/mcp', headers: { Authorization: 'Bearer ' + key } } } }, null, 2)],
  vscode: ['VS Code', (address, key) => '// .vscode/mcp.json\n' + JSON.stringify({ servers: { taskflow: { type: 'http', url: address + '/mcp', headers: { Authorization: 'Bearer ' + key } } } }, null, 2)],
  http: ['Plain HTTP', (address, key) => 'curl -H "Authorization: Bearer ' + key + '" \\\n  "' + address + '/api/tasks?status=pending&unassigned=true"'],
};

export function mountConnect(host) {
  const state = { client: 'claude', key: null, timer: null };
  const agents = [...session.crew.values()].filter((worker) => worker.type === 'agent');
  const agent = select(agents[0]?.id ?? 'new', [...agents.map((worker) => [worker.id, worker.handle]), ['new', 'A new agent']], { id: 'connect-agent', on: { change: () => connectNew(agent, name) } });
  const name = h('input', { class: 'input', id: 'connect-name', placeholder: '@claude', value: agents.length ? '' : '@claude' });
  const clients = h('div', { class: 'choices', role: 'radiogroup', 'aria-label': 'Client' }, Object.entries(connectClients).map(([id, [label]]) => {
    const radio = h('input', { type: 'radio', name: 'client', value: id, id: 'client-' + id, on: { change: () => { state.client = id; connectShow(state, result); } } });
    radio.checked = id === state.client;
    return h('label', { class: 'choice' }, radio, label);
  }));
  const result = h('div', { class: 'stack' });
  const wrong = h('p', { class: 'wrong', role: 'alert' });
  const form = h('form', { class: 'panel stack', on: { submit: async (event) => {
    event.preventDefault();
    wrong.textContent = '';
    try {
      const worker = agent.value === 'new' ? (await apiSend('POST', '/api/workers', { handle: '@' + name.value.trim().replace(/^@/, ''), type: 'agent' })).data.id : agent.value;
      state.worker = worker;
      state.key = await makeKey(worker, { name: connectClients[state.client][0] });
      await loadCrew();
      connectShow(state, result);
      connectWait(state, result);
    } catch (error) {
      wrong.textContent = error.message;
    }
  } } }, h('h2', { class: 'section-title' }, '1. Who is it?'), h('div', { class: 'fact-grid' }, field('Agent', agent), field('Handle', name, 'For a new agent.')),
  h('h2', { class: 'section-title' }, '2. Which client?'), clients, wrong, h('div', { class: 'row' }, h('button', { class: 'button primary' }, 'Make a key and show what to paste')));
  connectNew(agent, name);
  host.append(h('div', { class: 'page narrow' }, h('header', { class: 'page-head' }, h('h1', { tabindex: '-1', class: 'page-title' }, 'Connect an agent')), form, result));
  return { unmount: () => clearInterval(state.timer) };
}

function connectNew(agent, name) {
  name.closest('.field')?.classList.toggle('hidden', agent.value !== 'new');
  name.required = agent.value === 'new';
}

function connectShow(state, result) {
  if (!state.key) return;
  const light = result.querySelector('.light') ?? h('p', { class: 'light', role: 'status' }, h('span', { class: 'lamp' }), 'Waiting for its first call \u2026');
  fill(result, h('section', { class: 'panel stack' }, h('h2', { class: 'section-title' }, '3. Paste this'), copyBox(connectClients[state.client][1](location.origin + basePath, state.key.key)),
    h('p', { class: 'hint' }, 'The key is shown here alone. It may see tasks, work on them and see what happened.'), light));
}

function connectWait(state, result) {
  const end = Date.now() + 600000;
  clearInterval(state.timer);
  state.timer = setInterval(async () => {
    const light = result.querySelector('.light');
    if (Date.now() > end) {
      clearInterval(state.timer);
      fill(light, 'No call came within ten minutes. Does the client run, and does it reach this address?');
      return;
    }
    const { data } = await apiGet('/api/workers/' + encodeURIComponent(state.worker) + '/keys', { query: { limit: 100 } }).catch(() => ({ data: [] }));
    if (!data.find((key) => key.id === state.key.id)?.last_used_at) return;
    clearInterval(state.timer);
    light.classList.add('on');
    fill(light, h('span', { class: 'lamp' }), 'It called: the agent is connected. ', h('a', { href: href('/agents') }, 'See the crew'));
    announce('The agent is connected');
  }, 2000);
}

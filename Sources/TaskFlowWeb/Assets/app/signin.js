// Signs a browser in: by the code of a one-time link, which stands in the address, or by a code or key that is pasted.

import { h, fill } from './dom.js';
import { apiGet, apiSend, basePath } from './api.js';
import { field } from './widgets.js';
import { loadSession, session } from './session.js';

// The code is taken out of the address at once. Answers what to say, or nothing.
export async function takeLink() {
  const code = new URLSearchParams(location.hash.slice(1)).get('login');
  if (!code) return null;
  history.replaceState(null, '', location.pathname + location.search);
  try {
    await apiSend('POST', '/api/session', { code });
    return { fresh: true };
  } catch (error) {
    return { error };
  }
}

export function signInView(problem, done) {
  const secret = h('input', { class: 'input', id: 'sign-in-secret', type: 'password', autocomplete: 'off', required: true });
  const query = new URLSearchParams(location.search);
  const told = signInFaults[query.get('error')] ?? (query.has('error') ? signInFaults.unreachable : '');
  const wrong = h('p', { class: 'wrong', role: 'alert' }, problem ? signInWords(problem) : told);
  const sso = h('div', { class: 'stack' });
  signInWays(sso, query.get('next'));
  const form = h('form', { class: 'panel stack', on: { submit: async (event) => {
    event.preventDefault();
    wrong.textContent = '';
    const text = secret.value.trim();
    const code = /[#&]login=([^&]+)/.exec(text)?.[1];
    try {
      await apiSend('POST', '/api/session', code ? { code } : text.startsWith('tfl_') ? { key: text } : { code: text });
      if (await loadSession()) done();
    } catch (error) {
      wrong.textContent = signInWords(error);
    }
  } } }, h('h1', { class: 'page-title', tabindex: '-1' }, 'Sign in to TaskFlow'), h('p', { class: 'hint' }, 'Open the link that the server printed when it started, or paste it here. A key of yours works, too.'),
  field('Link, code or key', secret), sso, wrong, h('div', { class: 'row end' }, h('button', { class: 'button primary' }, 'Sign in')));
  return h('main', { class: 'sign-in' }, form);
}

// With an SSO people go there; agents' keys are for programs.
async function signInWays(host, next) {
  const { data } = await apiGet('/api/sign-in').catch(() => ({ data: { sso: false } }));
  if (data.sso) host.append(h('a', { class: 'button primary', dataset: { plain: '' }, href: basePath + '/auth/login?next=' + encodeURIComponent(next ?? location.pathname.slice(basePath.length) ?? '/') }, 'Sign in with single sign-on'));
}

const signInFaults = {
  denied: 'You did not let TaskFlow in, or the SSO does not let you.',
  state: 'That took longer than ten minutes, or was begun in another browser or window. Try again.',
  refused: 'The SSO vouched for somebody whom this server does not take. Ask whoever runs it.',
  unreachable: 'The SSO does not answer now. Try again in a moment.',
  setup: 'Signing in at the SSO is not set up: the server\'s log says what is missing.',
};

function signInWords(error) {
  if (error.status === 401) return 'This link was used already or has expired, or the key is not valid. Start the server again for a new link.';
  if (error.status === 403) return error.message;
  if (error.status === 429) return 'Too many attempts. Wait a minute, then try again.';
  return error.message;
}

export function signedInAs() {
  return 'Signed in as ' + session.worker.name;
}

export function showSignIn(problem, done) {
  fill(document.body.querySelector('#app'), signInView(problem, done));
  document.querySelector('#sign-in-secret').focus();
}

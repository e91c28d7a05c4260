// Calls the server. Whatever it refuses becomes an ApiError with the server's own sentence.

import { hearClock } from './clock.js';

export const basePath = new URL('..', import.meta.url).pathname.replace(/\/$/, '');

export class ApiError extends Error {
  constructor(status, code, message, more = {}) {
    super(message);
    this.status = status;
    this.code = code;
    Object.assign(this, more);
  }
}

const apiSignedOut = new Set();

export function onSignedOut(listener) {
  apiSignedOut.add(listener);
}

export async function apiGet(path, options = {}) {
  return apiCall('GET', path, options);
}

// All pages of a list, up to a thousand entries.
export async function apiAll(path, query = {}) {
  const all = [];
  for (let cursor = null, page = 0; page < 10; page += 1) {
    const { data, next } = await apiGet(path, { query: { ...query, limit: 100, cursor } });
    all.push(...data);
    if (!next) break;
    cursor = next;
  }
  return all;
}

export async function apiSend(method, path, body, options = {}) {
  return apiCall(method, path, { ...options, body });
}

async function apiCall(method, path, options) {
  const query = new URLSearchParams(Object.entries(options.query ?? {}).filter(([, value]) => value !== undefined && value !== null && value !== ''));
  const address = basePath + path + (query.size ? '?' + query : '');
  const headers = { Accept: 'application/json' };
  if (options.body !== undefined) headers['Content-Type'] = 'application/json';
  if (options.ifMatch) headers['If-Match'] = options.ifMatch;
  if (options.key) headers['Idempotency-Key'] = options.key;
  for (let attempt = 0; ; attempt += 1) {
    const asked = Date.now();
    const response = await apiFetch(address, {
      method, headers, credentials: 'same-origin', signal: options.signal, keepalive: options.keepalive,
      body: options.body === undefined ? undefined : JSON.stringify(options.body),
    });
    hearClock(response.headers.get('Date'), asked, Date.now());
    if (response.status === 429 && attempt === 0) {
      await new Promise((done) => setTimeout(done, 1000 * Math.min(60, Number(response.headers.get('Retry-After')) || 1)));
      continue;
    }
    return apiAnswer(response);
  }
}

async function apiFetch(address, request) {
  try {
    return await fetch(address, request);
  } catch (error) {
    if (error.name === 'AbortError') throw error;
    const doubt = request.method === 'GET' ? '.' : ': it may have been done or not. Look before you try again.';
    throw new ApiError(0, 'unreachable', 'The server cannot be reached' + doubt);
  }
}

async function apiAnswer(response) {
  const text = await response.text();
  let data = null;
  try {
    data = text ? JSON.parse(text) : null;
  } catch {
    data = null;
  }
  if (response.ok) {
    return { status: response.status, data, next: apiNext(response.headers.get('Link')), total: response.headers.get('X-Total-Count') };
  }
  const issues = Array.isArray(data?.detail) ? data.detail : [];
  const message = data?.error ?? (issues.length ? issues.map(apiIssue).join('; ') : typeof data?.detail === 'string' ? data.detail : 'The server answered with status ' + response.status);
  if (response.status === 401) for (const listener of apiSignedOut) listener();
  throw new ApiError(response.status, data?.code ?? '', message, { issues, version: data?.current_version });
}

function apiIssue(issue) {
  const place = (issue.loc ?? []).slice(1).join('.');
  return place ? place + ': ' + issue.msg : issue.msg;
}

function apiNext(link) {
  const found = /<[^>]*[?&]cursor=([^&>]+)[^>]*>;\s*rel="next"/.exec(link ?? '');
  return found ? decodeURIComponent(found[1]) : null;
}

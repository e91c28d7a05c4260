// Who is signed in, and who else is here.

import { apiAll, apiGet, apiSend, ApiError } from './api.js';
import { forgetAll } from './store.js';

export const session = { worker: null, role: null, scopes: [], crew: new Map(), projects: [] };

const sessionListeners = new Set();

export function onSession(listener) {
  sessionListeners.add(listener);
}

export function me() {
  return session.worker?.id ?? null;
}

export function isAdmin() {
  return session.role === 'admin';
}

export async function loadSession() {
  try {
    const { data } = await apiGet('/api/me');
    Object.assign(session, { worker: data.worker, role: data.role, scopes: data.scopes });
    keepDraftsOf(data.worker.id);
    await loadCrew();
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 401) throw error;
    session.worker = null;
  }
  for (const listener of sessionListeners) listener();
  return session.worker !== null;
}

// Beyond a thousand of them those who act are named by their ids.
export async function loadCrew() {
  const [workers, projects] = await Promise.all([apiAll('/api/workers'), apiAll('/api/projects')]);
  session.crew = new Map(workers.map((worker) => [worker.id, worker]));
  session.projects = projects;
}

export function workerOf(id) {
  return session.crew.get(id) ?? (id ? { id, handle: id, name: id, type: 'human' } : null);
}

export function handles() {
  return new Map([...session.crew.values()].map((worker) => [worker.handle, worker.id]));
}

export async function signOut() {
  await apiSend('DELETE', '/api/session');
  session.worker = null;
  forgetAll();
  forgetDrafts();
  new BroadcastChannel('taskflow').postMessage({ kind: 'signed-out' });
  for (const listener of sessionListeners) listener();
}

export function forgetDrafts() {
  for (const key of Object.keys(localStorage)) if (key.startsWith('draft:')) localStorage.removeItem(key);
}

// What one person has typed is nobody else's to read, however the other came to this browser.
function keepDraftsOf(worker) {
  if (localStorage.getItem('drafts-of') !== worker) forgetDrafts();
  localStorage.setItem('drafts-of', worker);
}

// How many subtasks of a task are done. A task does not say that it has any: those whose subtasks this browser has seen are
// asked about, one after the other, and no more than two a second for long.

import { apiGet } from '../api.js';
import { onTasks, serverTask } from '../store.js';

const rollups = new Map();
const rollupParents = new Map();
const rollupQueue = new Set();
let rollupBusy = false;
let rollupLeft = 40;
let rollupAt = 0;

export function rollupOf(id) {
  return rollups.get(id) ?? null;
}

// Hears of every task that changes; tells of the parents whose numbers are other ones now. Answers what ends it.
export function followRollups(isShown, tell) {
  const ask = () => rollupAsk(isShown, tell);
  const stop = onTasks((ids) => {
    for (const id of ids) rollupHear(id);
    if (rollupQueue.size) ask();
  });
  ask();
  return stop;
}

function rollupHear(id) {
  const task = serverTask(id);
  const before = rollupParents.get(id);
  const now = task?.parent_id ? { parent: task.parent_id, done: task.status === 'completed' } : null;
  if (before?.parent === now?.parent && before?.done === now?.done) return;
  if (now) rollupParents.set(id, now);
  else rollupParents.delete(id);
  for (const parent of [before?.parent, now?.parent]) if (parent) rollupQueue.add(parent);
}

async function rollupAsk(isShown, tell) {
  if (rollupBusy) return;
  rollupBusy = true;
  // The cards come first.
  await new Promise((done) => setTimeout(done, 100));
  for (const id of [...rollupQueue].filter(isShown)) {
    await rollupPause();
    rollupQueue.delete(id);
    const counts = await rollupCount(id);
    if (counts) rollups.set(id, counts);
    if (counts) tell(id);
  }
  rollupBusy = false;
}

async function rollupPause() {
  const now = Date.now();
  rollupLeft = Math.min(40, rollupLeft + (now - rollupAt) / 500);
  rollupAt = now;
  if (rollupLeft < 1) await new Promise((done) => setTimeout(done, 500));
  rollupLeft -= 1;
}

async function rollupCount(id) {
  const count = (query) => apiGet('/api/tasks', { query: { parent_id: id, ...query } });
  try {
    const { data, next } = await count({ limit: 100 });
    if (!next) return { done: data.filter((task) => task.status === 'completed').length, all: data.length };
    const [all, done] = await Promise.all([count({ limit: 1, total: true }), count({ limit: 1, total: true, status: 'completed' })]);
    return { done: Number(done.total), all: Number(all.total) };
  } catch {
    return null;
  }
}

// The tasks that this browser knows: what the server said last, and over it what was done here and not answered yet. Pure.

const storeTasks = new Map();
const storeLayers = new Map();
const storeListeners = new Set();

export function knownTask(id) {
  const task = storeTasks.get(id);
  if (!task) return null;
  return (storeLayers.get(id) ?? []).reduce((shown, layer) => ({ ...shown, ...layer }), task);
}

export function serverTask(id) {
  return storeTasks.get(id) ?? null;
}

export function hasPending(id) {
  return (storeLayers.get(id)?.length ?? 0) > 0;
}

export function onTasks(listener) {
  storeListeners.add(listener);
  return () => storeListeners.delete(listener);
}

// Takes what the server says. An older version than the known one says nothing new.
export function learn(tasks) {
  const changed = new Set();
  for (const task of tasks) {
    const known = storeTasks.get(task.id);
    if (known && known.version > task.version) continue;
    storeTasks.set(task.id, task);
    changed.add(task.id);
  }
  storeTell(changed);
}

export function forget(id) {
  if (storeTasks.delete(id)) storeTell(new Set([id]));
}

export function forgetAll() {
  storeTasks.clear();
  storeLayers.clear();
}

// Shows a change before the server has answered. Call exactly one of what is returned.
export function optimistic(id, patch) {
  const layer = { ...patch };
  storeLayers.set(id, [...(storeLayers.get(id) ?? []), layer]);
  storeTell(new Set([id]));
  const remove = () => {
    const rest = (storeLayers.get(id) ?? []).filter((other) => other !== layer);
    if (rest.length) storeLayers.set(id, rest);
    else storeLayers.delete(id);
  };
  return {
    commit(task) {
      remove();
      if (task) learn([task]);
      else storeTell(new Set([id]));
    },
    rollback() {
      remove();
      storeTell(new Set([id]));
    },
  };
}

// Something else about these tasks has changed: they are to be drawn anew.
export function storeTold(ids) {
  storeTell(new Set(ids));
}

function storeTell(ids) {
  if (ids.size) for (const listener of storeListeners) listener(ids);
}

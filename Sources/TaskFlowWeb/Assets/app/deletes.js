// Nothing is deleted for six seconds; leaving the page deletes it then.

import { apiSend } from './api.js';
import { fail, toast } from './announce.js';
import { forget, serverTask } from './store.js';

const deletesWaiting = new Map();

// Hides some tasks and deletes them when nobody wants to keep them. `onHidden` is told of both.
export function deleteTasks(tasks, onHidden) {
  const ids = tasks.map((task) => task.id).filter((id) => !deletesWaiting.has(id));
  if (!ids.length) return;
  const go = async (keepalive) => {
    clearTimeout(timer);
    message.close();
    for (const id of ids) deletesWaiting.delete(id);
    const gone = await Promise.all(ids.map((id) => deleteSend(tasks.find((task) => task.id === id), keepalive)));
    if (gone.includes(false)) onHidden(false);
  };
  const keep = () => {
    clearTimeout(timer);
    for (const id of ids) deletesWaiting.delete(id);
    onHidden(false);
  };
  const timer = setTimeout(() => go(false), 6000);
  for (const id of ids) deletesWaiting.set(id, go);
  onHidden(true);
  const message = toast('Deleting ' + (ids.length === 1 ? '#' + ids[0] : ids.length + ' tasks'), { seconds: 6, action: { label: ids.length === 1 ? 'Keep it' : 'Keep them', run: keep } });
}

// Somebody who changed it in those six seconds keeps it; a subtask that went with its parent is gone already.
function deleteSend(task, keepalive) {
  return apiSend('DELETE', '/api/tasks/' + task.id, undefined, { keepalive, ifMatch: '"v' + task.version + '"' }).then(() => forget(task.id), (error) => {
    if (error.status === 404 || !serverTask(task.id)) return forget(task.id);
    fail(error);
    return false;
  });
}

export function flushDeletes() {
  for (const go of new Set(deletesWaiting.values())) go(true);
}

export function isBeingDeleted(id) {
  return deletesWaiting.has(id);
}

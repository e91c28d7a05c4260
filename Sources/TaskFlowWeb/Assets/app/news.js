// What others do, taken over from the stream by whichever page shows tasks.

import { announceOthers } from './announce.js';
import { forget, learn } from './store.js';
import { loadCrew, me } from './session.js';

const newsTaken = new WeakSet();

// Once for each batch, however many lists a page has.
export function takeNews(news) {
  if (!Array.isArray(news) || newsTaken.has(news)) return;
  newsTaken.add(news);
  const latest = new Map();
  for (const event of news) {
    if (event.entity_type !== 'task') continue;
    if (event.action === 'deleted' || (event.task_id && !event.task)) forget(event.task_id);
    else latest.set(event.task_id, event.task);
  }
  learn([...latest.values()]);
  announceOthers(news.filter((event) => event.actor_id !== me()).length);
  if (news.some((event) => event.entity_type === 'worker' || event.entity_type === 'project')) loadCrew();
}

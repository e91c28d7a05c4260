// What happens elsewhere: one stream of events for all tabs of a browser, in batches.

import { basePath } from './api.js';

const streamListeners = new Set();
const streamStateListeners = new Set();
let streamCursor = null;
let streamSource = null;
let streamBatch = [];
let streamTimer = null;
let streamDown = null;
let streamChannel = null;
let streamStopped = true;

let streamState = 'live';

export function streamNow() {
  return streamState;
}

// Called with a list of events, or with the word "reset".
export function onEvents(listener) {
  streamListeners.add(listener);
  return () => streamListeners.delete(listener);
}

export function onStreamState(listener) {
  streamStateListeners.add(listener);
  return () => streamStateListeners.delete(listener);
}

// Goes on from the cursor of what the page has read; a later page's cursor changes nothing.
export function startStream(cursor) {
  streamStopped = false;
  if (streamChannel) return;
  streamCursor = cursor;
  streamChannel = new BroadcastChannel('taskflow');
  streamChannel.onmessage = ({ data }) => {
    if (data.kind === 'events') streamTake(data.events, data.cursor);
    else if (data.kind === 'reset') streamTell('reset');
    else if (data.kind === 'state') streamSet(data.state);
    else if (data.kind === 'signed-out') location.assign(basePath + '/sign-in');
  };
  // Over HTTP/1.1 a browser has six connections to a server for all its tabs: one tab listens for all.
  if (navigator.locks) navigator.locks.request('taskflow-stream' + basePath, () => new Promise(() => streamOpen()));
  else streamOpen();
}

export function stopStream() {
  streamStopped = true;
  streamSource?.close();
  streamSource = null;
}

function streamOpen() {
  if (streamStopped) return;
  streamSource?.close();
  const query = new URLSearchParams({ include: 'task' });
  if (streamCursor) query.set('after', streamCursor);
  streamSource = new EventSource(basePath + '/api/events?' + query);
  streamSource.onopen = () => streamShare('live');
  streamSource.onerror = () => {
    streamDown ??= setTimeout(() => streamShare('reconnecting'), 3000);
    // A refusal ends an EventSource for good: it is tried anew, more and more seldom.
    if (streamSource.readyState === EventSource.CLOSED) setTimeout(streamOpen, 4000);
  };
  for (const word of ['created', 'updated', 'deleted', 'started', 'progressed', 'submitted', 'approved', 'rejected', 'completed', 'blocked', 'unblocked', 'released', 'assigned', 'reopened', 'member_added', 'member_removed', 'key_created', 'key_revoked', 'invited']) {
    streamSource.addEventListener(word, (event) => streamPush(event));
  }
  streamSource.addEventListener('reset', (event) => {
    streamCursor = event.lastEventId;
    streamChannel.postMessage({ kind: 'reset' });
    streamTell('reset');
  });
  streamSource.addEventListener('auth_expired', () => {
    stopStream();
    streamTell('expired');
  });
}

function streamPush(event) {
  streamBatch.push(JSON.parse(event.data));
  streamCursor = event.lastEventId || streamCursor;
  streamTimer ??= setTimeout(() => {
    streamTimer = null;
    const events = streamBatch.splice(0);
    streamChannel.postMessage({ kind: 'events', events, cursor: streamCursor });
    streamTell(events);
  }, 250);
}

function streamTake(events, cursor) {
  streamCursor = cursor;
  streamTell(events);
}

function streamTell(news) {
  for (const listener of streamListeners) listener(news);
}

function streamShare(state) {
  clearTimeout(streamDown);
  streamDown = null;
  streamChannel.postMessage({ kind: 'state', state });
  streamSet(state);
}

function streamSet(state) {
  streamState = state;
  for (const listener of streamStateListeners) listener(state);
}

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

// The last cursors that were heard of: what a page has read up to one of them has no event on its way.
const streamHeard = [];
let streamState = 'connecting';

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

// Hears from now on what the tab tells that listens for all; asks it how things stand.
export function joinStream() {
  if (streamChannel) return;
  streamChannel = new BroadcastChannel('taskflow');
  streamChannel.onmessage = ({ data }) => {
    if (data.kind === 'events') streamTake(data.events, data.cursor);
    else if (data.kind === 'reset') streamTell('reset');
    else if (data.kind === 'state') streamSet(data.state);
    else if (data.kind === 'signed-out') location.assign(basePath + '/sign-in');
    else if (data.kind === 'hello' && streamSource) streamChannel.postMessage({ kind: 'stand', state: streamState, cursor: streamCursor });
    else if (data.kind === 'stand' && !streamSource) {
      streamTake([], data.cursor);
      streamSet(data.state);
    }
  };
  streamChannel.postMessage({ kind: 'hello' });
}

// Goes on from the cursor of what the page has read, or from now on without one; a later page's cursor changes nothing.
export function startStream(cursor) {
  joinStream();
  if (!streamStopped) return;
  streamStopped = false;
  if (cursor && !streamCursor) streamTake([], cursor);
  // Over HTTP/1.1 a browser has six connections to a server for all its tabs: one tab listens for all.
  if (navigator.locks) navigator.locks.request('taskflow-stream' + basePath, () => new Promise(() => streamOpen()));
  else streamOpen();
}

export function hasHeard(cursor) {
  return streamHeard.includes(cursor);
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
  for (const word of ['created', 'updated', 'deleted', 'started', 'claimed', 'lease_expired', 'progressed', 'submitted', 'approved', 'rejected', 'completed', 'blocked', 'unblocked', 'released', 'assigned', 'reopened', 'member_added', 'member_removed', 'need_added', 'need_removed', 'commented', 'comment_edited', 'comment_deleted', 'link_added', 'link_removed', 'asked', 'answered', 'withdrawn', 'question_expired', 'question_closed', 'imported', 'signed_out', 'key_created', 'key_revoked', 'invited']) {
    streamSource.addEventListener(word, (event) => streamPush(event));
  }
  // After a restore, and where one may see more or less than before, everything is looked at anew.
  for (const word of ['reset', 'sight']) {
    streamSource.addEventListener(word, (event) => {
      streamCursor = event.lastEventId;
      streamChannel.postMessage({ kind: 'reset' });
      streamTell('reset');
    });
  }
  streamSource.addEventListener('auth_expired', () => {
    stopStream();
    streamTell('expired');
  });
}

function streamPush(event) {
  streamBatch.push({ ...JSON.parse(event.data), cursor: event.lastEventId });
  streamCursor = event.lastEventId || streamCursor;
  streamTimer ??= setTimeout(() => {
    streamTimer = null;
    const events = streamBatch.splice(0);
    streamChannel.postMessage({ kind: 'events', events, cursor: streamCursor });
    streamTake(events, streamCursor);
  }, 250);
}

function streamTake(events, cursor) {
  streamCursor = cursor;
  streamHeard.push(...events.map((event) => event.cursor), cursor);
  streamHeard.splice(0, Math.max(0, streamHeard.length - 1000));
  if (events.length) streamTell(events);
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

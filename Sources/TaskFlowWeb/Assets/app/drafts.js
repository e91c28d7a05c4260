// What is typed and not sent yet. It is kept in this browser until it is sent or discarded: through a reload, a lost connection,
// the end of a session. Pure but for the browser's storage.

// Where the browser keeps nothing, this page does.
const draftsHere = new Map();

function draftRead(name) {
  if (draftsHere.has(name)) return draftsHere.get(name);
  try {
    return JSON.parse(localStorage.getItem('draft:' + name) ?? 'null');
  } catch {
    return null;
  }
}

function draftWrite(name, value) {
  draftsHere.delete(name);
  try {
    if (value) localStorage.setItem('draft:' + name, JSON.stringify(value));
    else localStorage.removeItem('draft:' + name);
  } catch {
    if (value) draftsHere.set(name, value);
  }
}

export function draftOf(name) {
  return draftRead(name)?.text ?? null;
}

// An empty text is no draft.
export function keepDraft(name, text) {
  if (text === draftOf(name)) return;
  draftWrite(name, text ? { ...draftRead(name), text } : null);
}

export function dropDraft(name) {
  draftWrite(name, null);
}

// The key under which these words are sent. The same words have the same key, also after a reload: where an answer got lost they
// may be sent again, and are said once.
export function draftKey(name, body) {
  const said = JSON.stringify(body);
  const kept = draftRead(name);
  if (kept?.said === said) return kept.key;
  const key = 'web-' + [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  draftWrite(name, { ...kept, said, key });
  return key;
}

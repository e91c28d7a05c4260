// What was done here and can be taken back, newest last. Undoing is a new operation, so the audit log has both.

import { announce, fail, toast } from './announce.js';
import { whenWritten } from './writes.js';

const undoEntries = [];

// Tells what was done, and offers to undo it where there is a way.
export function remember(label, undo, options = {}) {
  if (!undo) return void toast(label, options);
  const entry = { label, undo };
  undoEntries.push(entry);
  if (undoEntries.length > 20) undoEntries.shift();
  toast(label, { ...options, action: { label: 'Undo', run: () => undoRun(entry) } });
}

async function undoRun(entry) {
  const at = undoEntries.indexOf(entry);
  if (at < 0) return;
  undoEntries.splice(at, 1);
  try {
    await entry.undo();
    announce('Undone: ' + entry.label);
  } catch (error) {
    fail(error);
  }
}

// Keys that are pressed while an answer is on its way count in their order: undo waits for what it is to undo.
export async function undoLast() {
  await whenWritten();
  const entry = undoEntries.at(-1);
  if (entry) return undoRun(entry);
  return toast('There is nothing to undo');
}

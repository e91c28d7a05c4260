// The keys of the inbox: the same letters as everywhere, for the one that is open.

import { openTaskId } from '../pane/pane.js';
import { registerKeys } from '../keys.js';
import { inboxOpen, openInbox } from './inbox.js';
import { panelFocus } from './panels.js';

function inboxStep(by) {
  const state = openInbox();
  const { items, open } = state;
  const at = items.findIndex((item) => item.id === open);
  const to = items[Math.max(0, Math.min(items.length - 1, at + by))];
  if (to) inboxOpen(state, to.id, true);
}

function inboxPress(name) {
  openInbox().panel?.element.querySelector('[data-press="' + name + '"]')?.click();
}

export function registerInboxKeys() {
  const when = () => openInbox() !== null && openTaskId() === null;
  const has = (name) => () => when() && openInbox().panel?.element.querySelector('[data-press="' + name + '"]') !== null && openInbox().panel !== null;
  const press = (name, label) => ({ keys: name, label, group: 'Inbox', when: has(name), run: () => inboxPress(name) });
  registerKeys([
    { keys: 'j or ArrowDown', label: 'Next', group: 'Inbox', when, run: () => inboxStep(1) }, { keys: 'k or ArrowUp', label: 'Previous', group: 'Inbox', when, run: () => inboxStep(-1) },
    { keys: 'a', label: 'Write: an answer, a reason, a reply', group: 'Inbox', when: () => when() && openInbox().panel !== null, run: () => panelFocus(openInbox().panel) },
    press('y', 'Approve'), press('n', 'Reject, or do not approve'), press('b', 'Unblock'), press('d', 'Done with a mention'), press('o', 'Open the task'),
    ...Array.from({ length: 9 }, (_, at) => ({ ...press(String(at + 1), 'Choose option ' + (at + 1)), group: at ? 'Inbox more' : 'Inbox' })),
  ]);
}

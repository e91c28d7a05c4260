// Starts a task that is not ready: persons may, after they have read why not.

import { h } from '../dom.js';
import { runVerb } from '../actions.js';
import { confirmAction } from '../dialogs.js';
import { passableReasons } from '../leases.js';
import { session } from '../session.js';

// The button, where a start is refused for reasons that a person may pass over; `words` writes one as people do.
export function anywayButton(state, task, words) {
  const isRefused = state.steps.some((step) => step.verb === 'start' && !step.allowed);
  const reasons = passableReasons(state.reasons ?? []);
  if (task.status !== 'pending' || !isRefused || !reasons.length || session.worker?.type === 'agent') return null;
  return h('button', { type: 'button', class: 'button', on: { click: () => anywayStart(task, reasons.map((reason) => words(reason.text))) } }, 'Start anyway');
}

async function anywayStart(task, reasons) {
  const text = reasons.slice(0, 5).join('. ') + (reasons.length > 5 ? ', and ' + (reasons.length - 5) + ' more' : '') + '. The log will say that it was started all the same.';
  if (await confirmAction({ title: 'Start #' + task.id + ' although it is not ready?', text, confirm: 'Start anyway' })) runVerb(task, 'start', null, null, { force: true });
}

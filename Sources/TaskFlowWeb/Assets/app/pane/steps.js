// The next steps of the task in the pane, as the server allows them to whoever looks.

import { h, fill } from '../dom.js';
import { apiGet } from '../api.js';
import { runVerb } from '../actions.js';
import { knownTask } from '../store.js';
import { href } from '../router.js';
import { openMenu } from '../dialogs.js';
import { editTask, removeTask } from './editing.js';
import { leavePane } from './pane.js';
import { anywayButton } from './anyway.js';
import { paneDrawLease, paneIsSilent } from './lease.js';
import { needsWords } from './needs.js';
import { isSelected, toggleSelected } from '../selection.js';
import { fail, toast } from '../announce.js';
import { verbLabels } from '../lifecycle.js';

const paneVerbs = ['start', 'submit', 'approve', 'complete', 'reject', 'unblock', 'block', 'release', 'reopen'];

export async function paneSteps(state) {
  try {
    const { data } = await apiGet('/api/tasks/' + state.id + '/steps');
    state.steps = data.steps;
    if (knownTask(state.id)) paneDrawLease(state, knownTask(state.id));
    paneDrawSteps(state);
  } catch (error) {
    if (error.status !== 404) fail(error);
  }
}

// Whoever pressed a button that is no step any more is led to the title: none that means something else takes its place under the key.
export function paneDrawSteps(state) {
  const host = state.body.querySelector('.pane-steps');
  if (!host || !state.steps) return;
  const task = knownTask(state.id);
  if (!task) return;
  const allowed = paneVerbs.filter((verb) => !(verb === 'release' && paneIsSilent(task)) && state.steps.some((step) => step.verb === verb && step.allowed));
  const anyway = anywayButton(state, task, needsWords);
  const signature = allowed.join(' ') + Boolean(anyway);
  const hadFocus = host.contains(document.activeElement);
  if (hadFocus && host.dataset.steps === signature) return;
  host.dataset.steps = signature;
  fill(host, anyway, allowed.filter((verb) => !(verb === 'complete' && allowed.includes('approve'))).map((verb, at) => h('button', {
    type: 'button', class: at === 0 && verb !== 'block' ? 'button primary' : 'button', on: { click: () => runVerb(task, verb) },
  }, verbLabels[verb])), allowed.length === 0 && h('p', { class: 'hint' }, paneWhy(state, task)));
  if (hadFocus) state.title.focus({ preventScroll: true });
}

function paneWhy(state, task) {
  const likely = { pending: 'start', in_progress: 'submit', review: 'approve', blocked: 'unblock', completed: 'reopen' }[task.status];
  return state.steps.find((step) => step.verb === likely)?.why ?? 'There is nothing for you to do here now.';
}

export function paneMenu(state, anchor) {
  const task = knownTask(state.id);
  const refused = (state.steps ?? []).filter((step) => paneVerbs.includes(step.verb) && !step.allowed);
  openMenu(anchor, [
    { label: 'Edit', run: editTask },
    { label: 'Copy the link', icon: 'copy', run: () => navigator.clipboard?.writeText(location.origin + href('/tasks/' + state.id)).then(() => toast('The link is copied')) },
    { label: 'Select', icon: 'list', hint: 'To change several at once', run: () => paneSelect(state.id) },
    { label: 'Delete', icon: 'close', run: () => removeTask(task) },
    ...refused.map((step) => ({ label: verbLabels[step.verb], hint: step.why, disabled: true, run() {} })),
  ], 'Task ' + state.id);
}

// For those who have no keys: the card behind the pane is selected, and then the others have boxes.
function paneSelect(id) {
  const element = document.querySelector('#main [data-id="' + id + '"]');
  if (element && !isSelected(id)) toggleSelected(element);
  leavePane();
}

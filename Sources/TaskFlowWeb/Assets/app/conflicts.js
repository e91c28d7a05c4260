// Writes at the version that is known, and settles it where somebody else was there before.

import { h } from './dom.js';
import { apiGet, ApiError } from './api.js';
import { learn, serverTask } from './store.js';
import { openDialog } from './dialogs.js';

// A stale version whose other changes are none of ours is no reason to stop: it is sent again. Else people decide.
// What was typed over a version is judged against that one, however many events have come since.
// What is judged is judged as it was shown: of an exact one every other version is told.
export async function sendAtVersion(before, mine, send, { isEdit = false, isExact = false }) {
  let base = isEdit || isExact ? before : serverTask(before.id) ?? before;
  for (let attempt = 0; ; attempt += 1) {
    try {
      return (await send('"v' + base.version + '"')).data;
    } catch (error) {
      if (error.status !== 412 || isExact || attempt === 3) throw error;
      const { data: now } = await apiGet('/api/tasks/' + before.id);
      const names = Object.keys(mine).filter((name) => name !== 'progress_percent' || 'progress_percent' in mine);
      const clash = names.filter((name) => JSON.stringify(now[name]) !== JSON.stringify(base[name]));
      learn([now]);
      if (clash.length && !(await conflictDecide(before.id, clash, mine, now))) throw new ApiError(412, 'given_up', '');
      base = now;
    }
  }
}

function conflictDecide(id, names, mine, theirs) {
  return new Promise((answer) => {
    let useMine = false;
    const show = (value) => h('pre', { class: 'versus-text', tabindex: '0' }, value === null || value === undefined ? 'nothing' : typeof value === 'string' ? value : JSON.stringify(value));
    const dialog = openDialog({
      title: '#' + id + ' was changed meanwhile', wide: true, onClose: () => answer(useMine),
      body: h('div', { class: 'stack' }, names.map((name) => h('section', null, h('h3', null, name.replaceAll('_', ' ')),
        h('div', { class: 'versus' }, h('div', null, h('h4', null, 'Yours'), show(mine[name])), h('div', null, h('h4', null, 'Theirs'), show(theirs[name])))))),
      actions: [h('button', { type: 'button', class: 'button', on: { click: () => dialog.close() } }, 'Use theirs'),
        h('button', { type: 'button', class: 'button primary', on: { click: () => { useMine = true; dialog.close(); } } }, 'Use mine')],
    });
  });
}

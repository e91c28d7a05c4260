// What can be done with the tasks that are selected, for those who do not know the keys.

import { h, fill } from './dom.js';
import { keyCaps } from './keys.js';
import { clearSelection, onSelection } from './selection.js';
import { onRoute } from './router.js';
import { keyRemove, openAssignMenu, openMoveMenu, openPriorityMenu } from './taskkeys.js';

const selectionActions = [['Move', 'm', openMoveMenu], ['Assign', 'a', openAssignMenu], ['Priority', 'p', openPriorityMenu], ['Delete', '', keyRemove], ['Clear', '', clearSelection]];

export function selectionBar() {
  const bar = h('section', { class: 'selection-bar', 'aria-label': 'Selected tasks', hidden: true });
  let page = null;
  onRoute((route) => {
    if (page && route.page !== page) clearSelection();
    page = route.page;
  });
  onSelection((count) => {
    bar.hidden = count === 0;
    document.body.classList.toggle('selecting', count > 0);
    if (!count) return;
    if (bar.firstChild) return void (bar.firstChild.textContent = count + ' selected');
    fill(bar, h('p', null, count + ' selected'), selectionActions.map(([label, key, run]) => h('button', { type: 'button', class: 'button quiet', on: { click: run } }, label, key && keyCaps(key))));
  });
  return bar;
}

// The keys that are for pages: to search, to walk through lists, to make and to undo.

import { currentRoute, navigate, setQuery } from './router.js';
import { openHelp, registerKeys } from './keys.js';
import { openPalette } from './palette.js';
import { openMenu } from './dialogs.js';
import { undoLast } from './undo.js';
import { openNewTask } from './pane/editing.js';
import { leavePane, openTaskId } from './pane/pane.js';
import { filterOf } from './filters.js';
import { clearSelection, selectRange, selectedTasks, toggleSelected } from './selection.js';
import { laneKindOf, laneKinds } from './board/grouping.js';
import { neighbourOf, walk } from './walking.js';

export function registerPageKeys() {
  const listed = () => document.querySelector('.card, .row-item[data-id]') !== null;
  const open = () => openTaskId() !== null;
  const at = () => document.activeElement?.closest?.('.card, .row-item[data-id]') ?? null;
  const inList = (keys, label, run, when = listed) => ({ keys, label, group: 'Board and list', when, run });
  registerKeys([
    { keys: 'Ctrl+k', label: 'Search or do', group: 'Anywhere', run: openPalette }, { keys: '/', label: 'Search', group: 'Anywhere', run: () => navigate('/search') },
    { keys: '?', label: 'Keyboard', group: 'Anywhere', run: openHelp }, { keys: 'c', label: 'New task', group: 'Anywhere', run: () => openNewTask(filterOf(currentRoute().query)) }, { keys: 'Shift+c', label: 'New plan', group: 'Anywhere', run: () => navigate('/plan') },
    { keys: 'z', label: 'Undo', group: 'Anywhere', run: undoLast }, { keys: 'Escape', label: 'Close', group: 'Anywhere', when: open, run: leavePane },
    inList('j or ArrowDown', 'Next', () => walk(0, 1)), inList('k or ArrowUp', 'Previous', () => walk(0, -1)),
    inList('l or ArrowRight', 'Column to the right', () => walk(1, 0)), inList('h or ArrowLeft', 'Column to the left', () => walk(-1, 0)),
    inList('Home', 'First', () => walk(0, -Infinity)), inList('End', 'Last', () => walk(0, Infinity)),
    inList('x', 'Select', () => toggleSelected(at()), () => at() !== null), inList('Shift+x', 'Select up to here', () => selectRange(at()), () => at() !== null),
    inList('Escape', 'Select nothing', clearSelection, () => !open() && selectedTasks().length > 0),
    inList('f', 'Filter', () => document.querySelector('#filter-text').focus(), () => document.querySelector('#filter-text') !== null),
    inList('v', 'Lanes', pageLanes, () => document.querySelector('#lanes') !== null),
    { keys: '[', label: 'Previous task in the pane', group: 'Pane', when: open, run: () => pageNeighbour(-1) }, { keys: ']', label: 'Next task in the pane', group: 'Pane', when: open, run: () => pageNeighbour(1) },
  ]);
}

function pageLanes() {
  const kind = laneKindOf(currentRoute().query);
  openMenu(document.querySelector('#lanes'), laneKinds.map(([value, label]) => ({ label: value === kind ? label + ' \u2713' : label, run: () => setQuery({ lanes: value }) })), 'Lanes');
}

function pageNeighbour(by) {
  const id = neighbourOf(openTaskId(), by);
  if (id) navigate('/tasks/' + id, { replace: true });
}

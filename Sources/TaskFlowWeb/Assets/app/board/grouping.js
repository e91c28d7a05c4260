// Which lane a task stands in, and in which order lanes come. Pure.

export const laneKinds = [['', 'No lanes'], ['project', 'Lanes by project'], ['assignee', 'Lanes by assignee'], ['parent', 'Lanes by parent']];

export const laneless = { project: 'No project', assignee: 'Nobody', parent: 'No parent' };

// What the address says, where it is a kind of lane; else none.
export function laneKindOf(query) {
  return Object.hasOwn(laneless, query.lanes ?? '') ? query.lanes : '';
}

export function laneOf(task, kind) {
  const value = { project: task.project_slug, assignee: task.assigned_to, parent: task.parent_id }[kind];
  return value === null || value === undefined ? '' : String(value);
}

// Lanes in their order: mine first, then by name (parents by number), those without one last.
export function groupByLane(tasksByStatus, kind, { me = null, nameOf = (key) => key } = {}) {
  const lanes = new Map();
  for (const [status, tasks] of tasksByStatus) {
    for (const task of tasks) {
      const key = laneOf(task, kind);
      if (!lanes.has(key)) lanes.set(key, { key, count: 0, cells: new Map() });
      const lane = lanes.get(key);
      lane.count += 1;
      lane.cells.set(status, [...(lane.cells.get(status) ?? []), task.id]);
    }
  }
  const rank = (key) => (key === '' ? 2 : kind === 'assignee' && key === me ? 0 : 1);
  const byName = (one, two) => (kind === 'parent' ? Number(one) - Number(two) : nameOf(one).localeCompare(nameOf(two), 'en'));
  return [...lanes.values()].sort((one, two) => rank(one.key) - rank(two.key) || byName(one.key, two.key));
}

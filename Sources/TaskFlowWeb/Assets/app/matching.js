// Which tasks a filter holds, and in which order they stand. Pure: the server's rules once more, for what comes by events.

const matchingRanks = { critical: 0, high: 1, medium: 2, low: 3 };

export const filterNames = ['project', 'assigned_to', 'unassigned', 'priority', 'tag', 'q', 'parent_id', 'created_by', 'due_before', 'due_after'];

export function matches(task, filter, me, handles) {
  const who = (name) => (name === 'me' ? me : handles?.get(name) ?? name);
  if (filter.project && task.project_slug !== filter.project) return false;
  if (filter.assigned_to && task.assigned_to !== who(filter.assigned_to)) return false;
  if (filter.unassigned === 'true' && task.assigned_to) return false;
  if (filter.created_by && task.created_by !== who(filter.created_by)) return false;
  if (filter.priority && task.priority !== filter.priority) return false;
  if (filter.parent_id && String(task.parent_id) !== filter.parent_id) return false;
  if (filter.tag && !task.tags.includes(filter.tag)) return false;
  if (filter.due_before && !(task.due_date && Date.parse(task.due_date) < Date.parse(filter.due_before))) return false;
  if (filter.due_after && !(task.due_date && Date.parse(task.due_date) >= Date.parse(filter.due_after))) return false;
  const text = (task.title + '\n' + (task.description ?? '')).toLocaleLowerCase();
  return !filter.q || text.includes(filter.q.toLocaleLowerCase());
}

const matchingOrders = {
  urgency: (a, b) => matchingRanks[a.priority] - matchingRanks[b.priority] || matchingDue(a) - matchingDue(b) || a.id - b.id,
  created_at: (a, b) => a.id - b.id,
  updated_at: (a, b) => Date.parse(a.updated_at) - Date.parse(b.updated_at) || a.id - b.id,
  due_date: (a, b) => matchingDue(a) - matchingDue(b) || a.id - b.id,
  completed_at: (a, b) => Date.parse(a.completed_at ?? 0) - Date.parse(b.completed_at ?? 0) || a.id - b.id,
  priority: (a, b) => matchingRanks[b.priority] - matchingRanks[a.priority] || a.id - b.id,
  title: (a, b) => (a.title < b.title ? -1 : a.title > b.title ? 1 : a.id - b.id),
};

function matchingDue(task) {
  return task.due_date ? Date.parse(task.due_date) : Number.MAX_SAFE_INTEGER;
}

export function comparator(sort) {
  const backward = sort.startsWith('-');
  const order = matchingOrders[sort.replace(/^-/, '')] ?? matchingOrders.urgency;
  return backward ? (a, b) => order(b, a) : order;
}

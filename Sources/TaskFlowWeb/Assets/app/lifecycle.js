// Which verb leads from one column to another, as the server's lifecycle has it. Pure. The server judges; this only says
// what is worth offering, and Tests/Web compares it with the server's own table.

export const statuses = ['pending', 'in_progress', 'blocked', 'review', 'completed'];

export const statusLabels = {
  pending: 'To do', in_progress: 'In progress', blocked: 'Blocked', review: 'Review', completed: 'Done',
};

const lifecycleMoves = {
  pending: { in_progress: 'start', blocked: 'block' },
  in_progress: { review: 'submit', completed: 'complete', pending: 'release', blocked: 'block' },
  review: { completed: 'approve', in_progress: 'reject', pending: 'reject' },
  blocked: { in_progress: 'unblock', pending: 'unblock' },
  completed: { pending: 'reopen' },
};

export const verbLabels = {
  start: 'Start', submit: 'Submit', complete: 'Complete', release: 'Release', block: 'Block', unblock: 'Unblock',
  approve: 'Approve', reject: 'Reject', reopen: 'Reopen', progress: 'Report progress',
};

export const verbsWithReason = new Set(['block', 'reject']);

// The verb that moves a task to a status; null where there is none. Who is assigned decides where a task goes on.
export function verbTo(task, status) {
  const verb = lifecycleMoves[task.status]?.[status] ?? null;
  if (verb === 'unblock' || verb === 'reject') return (task.assigned_to ? 'in_progress' : 'pending') === status ? verb : null;
  return verb;
}

// Why a task cannot be moved to a status by this person, in words; null where it is worth trying.
export function whyNot(task, status, me) {
  if (task.status === status) return 'It is there already';
  if (!verbTo(task, status)) return 'No step leads there from ' + statusLabels[task.status];
  if (status === 'in_progress' && task.status === 'pending' && task.assigned_to && task.assigned_to !== me) return 'It is assigned to ' + task.assigned_to;
  return null;
}

// What a verb makes of a task, to be shown until the server has answered.
export function after(task, verb, me) {
  const held = task.assigned_to ? 'in_progress' : 'pending';
  switch (verb) {
    case 'start': return { status: 'in_progress', assigned_to: me };
    case 'submit': return { status: 'review' };
    case 'complete': case 'approve': return { status: 'completed', progress_percent: 100 };
    case 'release': return { status: 'pending', assigned_to: null };
    case 'block': return { status: 'blocked' };
    case 'unblock': case 'reject': return { status: held };
    case 'reopen': return { status: 'pending', progress_percent: 0 };
    default: return {};
  }
}

// The verbs that undo one, in order; null where it cannot be undone.
export function undoVerbs(verb, before) {
  switch (verb) {
    case 'start': return ['release'];
    case 'release': return ['start'];
    case 'block': return before.status === 'in_progress' || !before.assigned_to ? ['unblock'] : ['unblock', 'release'];
    case 'complete': case 'approve': return ['reopen'];
    default: return null;
  }
}

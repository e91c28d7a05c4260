// What a lease and its ends mean, in words. Pure: what is now is given.

// The lease of whoever holds a task; null where nobody does, and for people, who have none.
export function leaseOf(task) {
  return task.status === 'in_progress' ? task.lease ?? null : null;
}

// A heartbeat is due after a third of the lease: so when it was renewed last follows from its two times.
export function leaseRenewed({ expires_at: end, heartbeat_before: due }) {
  return Date.parse(due) - (Date.parse(end) - Date.parse(due)) / 2;
}

export function isSilent(lease, now) {
  return lease !== null && now > Date.parse(lease.heartbeat_before);
}

export function silenceWords(lease, now) {
  const minutes = Math.floor((now - leaseRenewed(lease)) / 60000);
  if (minutes < 1) return 'under 1 min';
  return minutes < 120 ? minutes + ' min' : Math.floor(minutes / 60) + ' h';
}

export function leaseWords(lease, now) {
  return isSilent(lease, now) ? 'silent ' + silenceWords(lease, now) : 'until ' + leaseTime(lease.expires_at, now);
}

// A time that is less than twelve hours away, without the day.
export function leaseTime(iso, now) {
  const date = new Date(iso);
  const isNear = Math.abs(date.getTime() - now) < 12 * 3600000;
  return date.toLocaleString('en', isNear ? { timeStyle: 'short' } : { month: 'short', day: 'numeric', hour: 'numeric', minute: '2-digit' });
}

// A task that was taken again and again, and that nobody finished: the words for it, or null.
export function deadLetterWords(task) {
  if (task.status !== 'blocked' || task.blocked_kind !== 'dead_letter') return null;
  const times = /\b(\d+)(?:st|nd|rd|th) time\b/.exec(task.remark?.text ?? '')?.[1];
  return times ? 'Needs a person: ' + times + (times === '1' ? ' attempt' : ' attempts') : 'Needs a person';
}

// After a lease that ended without a result a task is offered to nobody for a while, and no event tells when that is over.
export function isPausing(task, now) {
  return task.status === 'pending' && task.ready === false && task.remark?.action === 'lease_expired' && task.waits === 0 && task.open_children === 0
    && !(task.not_before && Date.parse(task.not_before) > now);
}

// What became of a lease that ended by itself, as the timeline tells it after the holder's name.
export function lapseWords(changes) {
  return 'was not heard of: the lease ended' + (changes.status?.after === 'blocked' ? ', and now a person has to look at it' : '');
}

const leaseObstacles = { forced: ['waits', 'parent_waits', 'not_before', 'capability'], final: ['not_pending', 'assigned_to_other'] };

// The reasons that a person may pass over when a start is refused; none where it would be refused all the same.
export function passableReasons(reasons) {
  if (reasons.some((reason) => leaseObstacles.final.includes(reason.code))) return [];
  return reasons.filter((reason) => leaseObstacles.forced.includes(reason.code));
}

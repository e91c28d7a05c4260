// Times in words. Pure: what is now is given.

export function age(iso, now) {
  const seconds = Math.round((now - Date.parse(iso)) / 1000);
  if (seconds < 45) return 'just now';
  for (const [size, unit] of [[60, 'min'], [3600, 'h'], [86400, 'd']]) {
    const limit = unit === 'min' ? 3600 : unit === 'h' ? 86400 : 86400 * 30;
    if (seconds < limit) return Math.max(1, Math.floor(seconds / size)) + ' ' + unit + ' ago';
  }
  return day(iso, now);
}

export function day(iso, now) {
  const date = new Date(iso);
  const sameYear = date.getFullYear() === new Date(now).getFullYear();
  return date.toLocaleDateString('en', sameYear ? { month: 'short', day: 'numeric' } : { year: 'numeric', month: 'short', day: 'numeric' });
}

export function moment(iso) {
  return new Date(iso).toLocaleString('en', { dateStyle: 'medium', timeStyle: 'short' });
}

// A due date in words, and whether it has passed or is near.
export function due(iso, now, isDone) {
  const date = new Date(iso);
  const days = Math.round((startOfDay(date) - startOfDay(new Date(now))) / 86400000);
  const late = !isDone && date.getTime() < now;
  const words = days === 0 ? 'today' : days === 1 ? 'tomorrow' : days === -1 ? 'yesterday' : day(iso, now);
  return { text: late ? words + ' (overdue)' : words, kind: late ? 'late' : !isDone && days <= 1 ? 'near' : 'far' };
}

function startOfDay(date) {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
}

// The value of a date field, as the end of that day in local time; null for none.
export function endOfDay(value) {
  if (!value) return null;
  const [year, month, dayOfMonth] = value.split('-').map(Number);
  return new Date(year, month - 1, dayOfMonth, 23, 59, 59).toISOString();
}

export function dateValue(iso) {
  if (!iso) return '';
  const date = new Date(iso);
  const two = (number) => String(number).padStart(2, '0');
  return date.getFullYear() + '-' + two(date.getMonth() + 1) + '-' + two(date.getDate());
}

// What an inbox holds, in words, and how its list changes. Pure.

export const inboxKinds = {
  question: ['help', 'Question'], review: ['review', 'Review'], dead_letter: ['flag', 'Needs a person'], blocked: ['blocked', 'Blocked'], overdue: ['clock', 'Overdue'], mention: ['at', 'Mention'],
};

// What happens to tasks without anybody's inbox being another one: all else is a reason to look.
const inboxIdle = new Set(['progressed', 'claimed', 'link_added', 'link_removed', 'need_added', 'need_removed']);

export function concernsInbox(news) {
  return news === 'reset' || (Array.isArray(news) && news.some((event) => event.entity_type === 'task' && !inboxIdle.has(event.action)));
}

// A text in one line, without the marks of Markdown.
export function excerpt(text) {
  return (text ?? '').slice(0, 400).replace(/^\s*(?:#{1,6}|>|[-*+]|\d+[.)])\s+/gm, '').replace(/\*\*|__|~~|`+/g, '').replace(/(?<!\w)[*_]([^*_\s][^*_]*)[*_](?!\w)/g, '$1').replace(/!?\[([^\]\n]*)\]\([^)\s]*\)/g, '$1').replace(/\s+/g, ' ').trim();
}

export function countedTitle(count, title) {
  return (count ? '(' + (count > 99 ? '99+' : count) + ') ' : '') + title;
}

// The list after a look at its beginning. Of what was shown beyond that look the rest stays; so does what is open, where it was:
// nobody's page goes away under their hands.
export function mergeInbox(shown, fresh, { open = null, hasMore = false, dealt = new Set() } = {}) {
  const items = fresh.filter((item) => !dealt.has(item.id));
  const ids = new Set(items.map((item) => item.id));
  if (hasMore) items.push(...shown.slice(fresh.length).filter((item) => !ids.has(item.id) && !dealt.has(item.id)));
  const at = shown.findIndex((item) => item.id === open);
  if (at >= 0 && !items.some((item) => item.id === open)) items.splice(Math.min(at, items.length), 0, { ...shown[at], isGone: true });
  return items;
}

// What opens when one is dealt with: the one behind it, at the end the one before.
export function nextInbox(items, id) {
  const at = items.findIndex((item) => item.id === id);
  return (items[at + 1] ?? items[at - 1])?.id ?? null;
}

const inboxJudged = ['title', 'description', 'status', 'assigned_to', 'submitted_by', 'priority', 'progress_percent', 'project_slug', 'parent_id', 'tags', 'due_date', 'remark'];

// What is another in a task than when it was shown: [name, before, after].
export function changesSince(shown, now) {
  const value = (task, name) => (name === 'remark' ? task.remark?.text ?? null : task[name] ?? null);
  return inboxJudged.map((name) => [name, value(shown, name), value(now, name)]).filter(([, before, after]) => JSON.stringify(before) !== JSON.stringify(after));
}

// Of two long texts the lines that differ; of others the whole.
export function changedLines(before, after) {
  if (typeof before !== 'string' || typeof after !== 'string') return [before, after];
  const [one, two] = [before.split('\n'), after.split('\n')];
  let start = 0;
  while (start < Math.min(one.length, two.length) && one[start] === two[start]) start += 1;
  let end = 0;
  while (end < Math.min(one.length, two.length) - start && one.at(-1 - end) === two.at(-1 - end)) end += 1;
  return [one, two].map((lines) => lines.slice(start, lines.length - end).join('\n') || null);
}

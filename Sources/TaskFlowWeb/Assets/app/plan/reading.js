// Makes a plan of what somebody pasted, and finds the places in the text that the server speaks of. Pure.

import { scanJSON } from './scanning.js';

// As much as the server reads.
export const planBytes = 1048576;

// {plan, ...} or {fault: {message, start, end}}. A fence of Markdown around it is passed over, and a list alone is taken as the tasks.
export function readPlan(text) {
  const { json, offset } = readInner(text);
  if (new TextEncoder().encode(json).length > planBytes) return { fault: { message: 'This is more than a mebibyte: the server does not read as much at once.', start: 0, end: 0 } };
  const { root, fault } = scanJSON(json);
  if (fault) return { fault: { message: fault.message, start: offset + fault.at, end: offset + fault.at + 1 } };
  if (!root.items && !root.members) return { fault: { message: 'A plan is an object with tasks, or a list of tasks.', start: offset + root.start, end: offset + root.end } };
  const value = JSON.parse(json);
  return { plan: root.items ? { tasks: value } : value, root, offset, isList: Boolean(root.items) };
}

// What stands in the first fence where one comes before all brackets, else everything; looked for in one go, as the text may be long.
function readInner(text) {
  const fence = text.indexOf('```');
  const start = text.indexOf('\n', fence) + 1;
  if (fence < 0 || start === 0 || /[{["]/.test(text.slice(0, fence))) return { json: text.startsWith('\ufeff') ? text.slice(1) : text, offset: text.startsWith('\ufeff') ? 1 : 0 };
  const end = text.indexOf('\n```', start);
  return { json: text.slice(start, end < 0 ? text.length : end), offset: start };
}

// Where in the text that stands of which the server says ["body", "tasks", 7, "needs", 0]: as much of it as is there.
export function placeInText(read, loc) {
  let node = read.root;
  const way = loc.slice(read.isList && loc[1] === 'tasks' ? 2 : 1);
  for (const step of way) {
    const next = typeof step === 'number' ? node.items?.[step] : node.members?.get(step);
    if (!next) break;
    node = next;
  }
  return { start: read.offset + (node.from ?? node.start), end: read.offset + node.end };
}

export function lineOf(text, at) {
  return text.slice(0, at).split('\n').length;
}

// The same in words: Task 8 (api), need 1.
export function placeWords(plan, loc) {
  const [first, at, ...rest] = loc.slice(1);
  if (first !== 'tasks') return first === undefined ? 'The plan' : String(first);
  if (typeof at !== 'number') return 'The tasks';
  const ref = plan.tasks?.[at]?.ref;
  const name = 'Task ' + (at + 1) + (typeof ref === 'string' && ref ? ' (' + ref.slice(0, 64) + ')' : '');
  const [member, index] = rest;
  if (member === undefined) return name;
  const words = { needs: 'need', tags: 'tag', requires: 'capability' };
  return name + ', ' + (typeof index === 'number' ? (words[member] ?? member) + ' ' + (index + 1) : member);
}

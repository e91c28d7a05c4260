// What was said about the task in the pane. Whoever said it may change it or take it away; then a mark remains.

import { h, fill, reconcile, dropNodes } from '../dom.js';
import { apiGet, apiSend } from '../api.js';
import { composer } from '../composer.js';
import { confirmAction } from '../dialogs.js';
import { fail } from '../announce.js';
import { me, workerOf } from '../session.js';
import { knownTask } from '../store.js';
import { markdownView, timeAgo, workerChip } from '../widgets.js';

export function paneComments(state) {
  const list = h('ol', { class: 'comments' });
  const more = h('div');
  const heading = h('h3', null, 'Comments');
  state.comments = { list, more, heading, nodes: new Map(), all: new Map(), from: Infinity, known: 0 };
  const write = composer({ draft: 'comment:' + state.id, label: 'Add a comment', rows: 3, hint: 'Markdown. @handle tells somebody.', buttons: [
    { label: 'Comment', kind: 'primary', need: 'Write something first.', body: (text) => ({ text }), send: (body, key) => commentSend(state, body, key) }] });
  // The newest: of those whose text is gone there may be more.
  commentsLoad(state, Math.max(0, (knownTask(state.id)?.comments ?? 0) - 30));
  return h('section', { class: 'pane-section pane-comments' }, h('div', { class: 'section-head' }, heading), more, list, write.element);
}

async function commentSend(state, body, key) {
  commentsLearn(state, [(await apiSend('POST', '/api/tasks/' + state.id + '/comments', body, { key })).data]);
}

// A part of the list, which is oldest first. Nothing ever leaves it, so a comment keeps its place.
async function commentsLoad(state, offset, limit = 100) {
  const { comments } = state;
  try {
    const { data, total } = await apiGet('/api/tasks/' + state.id + '/comments', { query: { offset, limit, total: true } });
    comments.from = Math.min(comments.from, offset);
    comments.known = Math.max(comments.known, offset + data.length);
    commentsLearn(state, data);
    if (limit === 100 && data.length && comments.known < Number(total)) await commentsLoad(state, comments.known);
  } catch (error) {
    if (error.status !== 404) fail(error);
  }
}

// What is new is asked for, and what is another one now.
export function commentsHear(state, news) {
  const { comments } = state;
  const changed = news.filter((event) => ['comment_edited', 'comment_deleted'].includes(event.action)).map((event) => commentsIds(comments).indexOf(event.context?.comment_id));
  if (news.some((event) => event.action === 'commented')) commentsLoad(state, comments.known);
  for (const at of new Set(changed)) if (at >= 0) commentsLoad(state, comments.from + at, 1);
}

function commentsIds(comments) {
  return [...comments.all.keys()].sort((one, two) => one - two);
}

function commentsLearn(state, data) {
  const { comments } = state;
  for (const comment of data) comments.all.set(comment.id, comment);
  const ids = commentsIds(comments);
  for (const [id, node] of comments.nodes) if (!node.dataset.editing && node.dataset.said !== commentSaid(comments.all.get(id))) commentDraw(state, node, id);
  reconcile(comments.list, ids, (id) => commentDraw(state, h('li', { class: 'comment' }), id), comments.nodes);
  dropNodes(comments.nodes, new Set(ids));
  const said = [...comments.all.values()].filter((comment) => comment.text !== null).length;
  comments.heading.textContent = said ? 'Comments ' + said + (comments.from > 0 ? '+' : '') : 'Comments';
  const { from } = comments;
  fill(comments.more, from > 0 && from < Infinity && h('button', { type: 'button', class: 'button quiet', on: { click: () => commentsLoad(state, Math.max(0, from - 30), Math.min(30, from)) } }, 'Earlier comments'));
}

function commentSaid(comment) {
  return comment.text + '\n' + comment.edited_at + comment.deleted_at;
}

function commentDraw(state, node, id) {
  const comment = state.comments.all.get(id);
  node.dataset.said = commentSaid(comment);
  delete node.dataset.editing;
  const line = h('p', { class: 'question-line' }, workerChip({ ...workerOf(comment.author_id), type: comment.author_type }), timeAgo(comment.created_at), comment.edited_at && comment.text !== null && h('span', { class: 'hint' }, 'changed ', timeAgo(comment.edited_at)));
  if (comment.text === null) return fill(node, line, h('p', { class: 'hint' }, 'This comment was deleted ', comment.deleted_at && timeAgo(comment.deleted_at), '.'));
  const isMine = comment.author_id === me();
  if (isMine) line.append(h('span', { class: 'comment-own' }, h('button', { type: 'button', class: 'button quiet', on: { click: () => commentEdit(state, node, comment) } }, 'Edit'), h('button', { type: 'button', class: 'button quiet', on: { click: () => commentDelete(state, comment) } }, 'Delete')));
  return fill(node, line, markdownView(comment.text));
}

function commentEdit(state, node, comment) {
  node.dataset.editing = 'true';
  const end = () => { commentDraw(state, node, comment.id); node.querySelector('button')?.focus(); };
  const form = composer({ draft: 'comment-edit:' + comment.id, label: 'Your comment', value: comment.text, rows: 4, onCancel: end, buttons: [
    { label: 'Save', kind: 'primary', need: 'A comment has a text; delete it, if it should go.', body: (text) => ({ text }), send: async (body, key) => {
      const { data } = await apiSend('PATCH', '/api/comments/' + comment.id, body, { key });
      state.comments.all.set(comment.id, data);
      end();
    } }] });
  fill(node, form.element);
  form.field.focus();
}

async function commentDelete(state, comment) {
  if (!(await confirmAction({ title: 'Delete this comment?', text: 'What it said is gone then. That there was one stays to be seen.', confirm: 'Delete', danger: true }))) return;
  try {
    await apiSend('DELETE', '/api/comments/' + comment.id);
    commentsLearn(state, [{ ...comment, text: null, deleted_at: new Date().toISOString() }]);
    state.body.querySelector('.pane-comments textarea')?.focus();
  } catch (error) {
    fail(error);
  }
}

// What was said about the task in the pane. Whoever said it may change it or take it away; then a mark remains.

import { h, fill, reconcile, dropNodes } from '../dom.js';
import { apiGet, apiSend } from '../api.js';
import { composer } from '../composer.js';
import { confirmAction } from '../dialogs.js';
import { fail } from '../announce.js';
import { me } from '../session.js';
import { markdownView, timeAgo, workerChip } from '../widgets.js';

export function paneComments(state) {
  const list = h('ol', { class: 'comments' });
  const more = h('div');
  const heading = h('h3', null, 'Comments');
  state.comments = { list, more, heading, nodes: new Map(), all: new Map(), cursor: null, isWhole: false };
  const write = composer({ draft: 'comment:' + state.id, label: 'Add a comment', rows: 3, hint: 'Markdown. @handle tells somebody.', buttons: [
    { label: 'Comment', kind: 'primary', need: 'Write something first.', body: (text) => ({ text }), send: (body, key) => commentSend(state, body, key) }] });
  commentsLoad(state);
  return h('section', { class: 'pane-section pane-comments' }, h('div', { class: 'section-head' }, heading), more, list, write.element);
}

async function commentSend(state, body, key) {
  commentsLearn(state, [(await apiSend('POST', '/api/tasks/' + state.id + '/comments', body, { key })).data]);
}

// The newest ones, or those before the ones that are shown.
export async function commentsLoad(state, cursor = null) {
  const { comments } = state;
  try {
    const { data, next } = await apiGet('/api/tasks/' + state.id + '/comments', { query: { limit: 30, cursor } });
    if (cursor || !comments.isWhole) comments.cursor = next;
    comments.isWhole ||= !next;
    commentsLearn(state, data);
  } catch (error) {
    if (error.status !== 404) fail(error);
  }
}

function commentsLearn(state, data) {
  const { comments } = state;
  for (const comment of data) comments.all.set(comment.id, comment);
  const ids = [...comments.all.keys()].sort((one, two) => one - two);
  for (const [id, node] of comments.nodes) if (!node.dataset.editing && node.dataset.said !== commentSaid(comments.all.get(id))) commentDraw(state, node, id);
  reconcile(comments.list, ids, (id) => commentDraw(state, h('li', { class: 'comment' }), id), comments.nodes);
  dropNodes(comments.nodes, new Set(ids));
  const said = [...comments.all.values()].filter((comment) => comment.text !== null).length;
  comments.heading.textContent = said ? 'Comments ' + said + (comments.cursor ? '+' : '') : 'Comments';
  fill(comments.more, comments.cursor && h('button', { type: 'button', class: 'button quiet', on: { click: () => commentsLoad(state, comments.cursor) } }, 'Earlier comments'));
}

function commentSaid(comment) {
  return comment.text + '\n' + comment.edited_at + comment.deleted_at;
}

function commentDraw(state, node, id) {
  const comment = state.comments.all.get(id);
  node.dataset.said = commentSaid(comment);
  delete node.dataset.editing;
  const line = h('p', { class: 'question-line' }, workerChip(comment.author_id), timeAgo(comment.created_at), comment.edited_at && comment.text !== null && h('span', { class: 'hint' }, 'changed ', timeAgo(comment.edited_at)));
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

// The questions about the task in the pane: the open ones with the way to answer, the others folded.

import { h, fill } from '../dom.js';
import { apiGet } from '../api.js';
import { fail } from '../announce.js';
import { knownTask } from '../store.js';
import { answerForm, questionView, whyMayNotAnswer, withdrawButton } from '../questions.js';

export function paneQuestions(state) {
  const element = h('section', { class: 'pane-section pane-questions', hidden: true });
  state.questions = { element, said: null, asked: 0 };
  paneAsk(state);
  return element;
}

// Only what is another is drawn anew, and nothing while somebody writes an answer to what is still open.
export async function paneAsk(state) {
  const { questions } = state;
  const asked = (questions.asked += 1);
  try {
    const { data } = await apiGet('/api/questions', { query: { task_id: state.id, limit: 50 } });
    const open = data.filter((question) => question.status === 'open');
    const whys = await Promise.all(open.map((question) => whyMayNotAnswer(question, knownTask(state.id))));
    const said = JSON.stringify([data, whys]);
    if (asked !== questions.asked || questions.said === said) return;
    const hadFocus = questions.element.contains(document.activeElement);
    const at = hadFocus && document.activeElement.closest('.asked')?.dataset.asked;
    questions.said = said;
    questions.element.hidden = data.length === 0;
    const kept = new Map([...questions.element.querySelectorAll('.asked')].map((node) => [node.dataset.asked, node]));
    fill(questions.element, h('div', { class: 'section-head' }, h('h3', null, open.length ? 'Questions ' + open.length + ' open' : 'Questions')),
      open.map((question, place) => questionKept(kept.get(String(question.id)), question, whys[place]) ?? questionAsked(state, question, whys[place])),
      questionsEnded(data.filter((question) => question.status !== 'open')));
    if (at && !questions.element.contains(document.activeElement)) (questions.element.querySelector('[data-asked="' + at + '"] textarea') ?? state.title).focus({ preventScroll: true });
  } catch (error) {
    if (error.status !== 404) fail(error);
  }
}

function questionKept(node, question, why) {
  return node?.dataset.said === JSON.stringify([question, why]) ? node : null;
}

function questionAsked(state, question, why) {
  const refused = (error) => { fail(error); paneAsk(state); };
  return h('div', { class: 'asked', dataset: { asked: question.id, said: JSON.stringify([question, why]) } }, questionView(question), why ? h('p', { class: 'hint' }, why) : answerForm(question, { done: () => paneAsk(state), refused }), withdrawButton(question, () => paneAsk(state)));
}

function questionsEnded(ended) {
  if (!ended.length) return null;
  return h('details', { class: 'about' }, h('summary', null, ended.length === 1 ? '1 earlier question' : ended.length + ' earlier questions'), ended.map(questionView));
}

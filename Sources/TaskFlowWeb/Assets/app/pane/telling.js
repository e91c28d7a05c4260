// How the timeline tells what was done, and how a question ended. Pure.

export const timelineDoors = { web: 'Web', cli: 'CLI', mcp: 'MCP', rest: 'REST', system: 'System' };

const tellingWords = {
  created: 'created it', updated: 'changed it', started: 'started it', claimed: 'took it', progressed: 'reported progress', submitted: 'submitted it', approved: 'approved it', rejected: 'sent it back',
  completed: 'completed it', blocked: 'blocked it', unblocked: 'unblocked it', released: 'released it', assigned: 'assigned it', reopened: 'reopened it', deleted: 'deleted it', imported: 'imported it',
  need_added: 'made it need another task', need_removed: 'took a need away', commented: 'commented', comment_edited: 'changed a comment', comment_deleted: 'deleted a comment',
  link_added: 'added a link', link_removed: 'took a link away', asked: 'asked', answered: 'answered', withdrawn: 'withdrew the question',
  question_expired: 'closed the question: nobody answered in time', question_closed: 'closed the question: the work went on without an answer',
};

export function tellAction(action) {
  return tellingWords[action] ?? action.replaceAll('_', ' ');
}

// The answer in words; null while there is none.
export function answerWords({ kind, status, answer }) {
  if (status !== 'answered' || !answer) return null;
  if (kind === 'choice') return [answer.choice, answer.text].filter(Boolean).join(': ');
  if (kind === 'approval') return [answer.approved ? 'Approved' : 'Not approved', answer.text].filter(Boolean).join(': ');
  return answer.text ?? '';
}

export function endWords(status) {
  return { answered: 'answered', withdrawn: 'withdrawn', expired: 'not answered in time', closed: 'closed: the work went on without an answer' }[status] ?? status;
}

// Why a person or agent may not answer; null where it may. `handle` names a worker.
export function whyNotAnswer(question, { me, isAgent, isAdmin, isOwner, accountable, handle }) {
  if (question.status !== 'open') return 'It is over: ' + endWords(question.status) + '.';
  if (question.to === me || (!isAgent && (accountable === me || isAdmin || isOwner))) return null;
  const others = [question.to && handle(question.to) + ', who was asked', accountable && accountable !== question.to && handle(accountable) + ', who answers for the task', 'the project\'s owners', 'admins'].filter(Boolean);
  return 'Only ' + others.slice(0, -1).join('; ') + ' and ' + others.at(-1) + ' may answer.';
}

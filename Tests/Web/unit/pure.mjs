// Tests of the board's pure modules, for node and the browser alike.

import { age, due, endOfDay, dateValue } from '../../../Sources/TaskFlowWeb/Assets/app/dates.js';
import { hearClock, serverNow } from '../../../Sources/TaskFlowWeb/Assets/app/clock.js';
import { draftKey, draftOf, dropDraft, keepDraft } from '../../../Sources/TaskFlowWeb/Assets/app/drafts.js';
import { changedLines, changesSince, concernsInbox, countedTitle, excerpt, mergeInbox, nextInbox } from '../../../Sources/TaskFlowWeb/Assets/app/inbox/items.js';
import { answerWords, endWords, tellAction, whyNotAnswer } from '../../../Sources/TaskFlowWeb/Assets/app/pane/telling.js';
import { groupByLane, laneKindOf, laneOf } from '../../../Sources/TaskFlowWeb/Assets/app/board/grouping.js';
import { deadLetterWords, isPausing, isSilent, lapseWords, leaseOf, leaseWords, passableReasons } from '../../../Sources/TaskFlowWeb/Assets/app/leases.js';
import { after, statuses, undoVerbs, verbTo, whyNot } from '../../../Sources/TaskFlowWeb/Assets/app/lifecycle.js';
import { layoutGraph } from '../../../Sources/TaskFlowWeb/Assets/app/graph/layout.js';
import { lineOf, placeInText, placeWords, readPlan } from '../../../Sources/TaskFlowWeb/Assets/app/plan/reading.js';
import { scanJSON } from '../../../Sources/TaskFlowWeb/Assets/app/plan/scanning.js';
import { planExample, planTree, wavesOf } from '../../../Sources/TaskFlowWeb/Assets/app/plan/shape.js';
import { parseMarkdown } from '../../../Sources/TaskFlowWeb/Assets/app/markdown.js';
import { comparator, matches } from '../../../Sources/TaskFlowWeb/Assets/app/matching.js';
import { forgetAll, knownTask, learn, onTasks, optimistic } from '../../../Sources/TaskFlowWeb/Assets/app/store.js';

function same(found, expected) {
  if (JSON.stringify(found) !== JSON.stringify(expected)) throw new Error(JSON.stringify(found) + ' is not ' + JSON.stringify(expected));
}

const task = (more) => ({ id: 1, version: 1, title: 'Write', description: null, status: 'pending', priority: 'medium', assigned_to: null, project_slug: null, parent_id: null, tags: [], due_date: null, created_by: '@a', ...more });

export const tests = {
  'ages are told in words'() {
    const now = Date.parse('2026-11-26T12:00:00Z');
    same(['2026-11-26T11:59:30Z', '2026-11-26T11:54:00Z', '2026-11-26T09:00:00Z', '2026-11-24T09:00:00Z'].map((iso) => age(iso, now)), ['just now', '6 min ago', '3 h ago', '2 d ago']);
  },
  'due dates are late, near or far'() {
    const now = new Date(2026, 10, 26, 12).getTime();
    const iso = (day) => new Date(2026, 10, day, 18).toISOString();
    same([due(iso(25), now).kind, due(iso(26), now).kind, due(iso(27), now).text, due(iso(29), now).kind, due(iso(25), now, true).kind], ['late', 'near', 'tomorrow', 'far', 'far']);
    same(dateValue(endOfDay('2026-12-31')), '2026-12-31');
    same(endOfDay(''), null);
  },
  'every move has its verb, and back'() {
    same(statuses.map((to) => verbTo(task({ status: 'in_progress', assigned_to: '@a' }), to)), ['release', null, 'block', 'submit', 'complete']);
    same(['in_progress', 'pending'].map((to) => verbTo(task({ status: 'blocked', assigned_to: '@a' }), to)), ['unblock', null]);
    same(['in_progress', 'pending'].map((to) => verbTo(task({ status: 'blocked' }), to)), [null, 'unblock']);
    same(whyNot(task({ assigned_to: '@b' }), 'in_progress', '@a'), 'It is assigned to @b');
    same(after(task(), 'start', '@a'), { status: 'in_progress', assigned_to: '@a' });
    same(undoVerbs('block', task({ assigned_to: '@a' })), ['unblock', 'release']);
    same(undoVerbs('submit', task()), null);
  },
  'filters and orders are the server\'s'() {
    const all = [task({ id: 1, priority: 'low', due_date: '2026-01-01T00:00:00Z' }), task({ id: 2, priority: 'critical' }), task({ id: 3, priority: 'critical', due_date: '2026-02-01T00:00:00Z' }), task({ id: 4, tags: ['ui'] })];
    same([...all].sort(comparator('urgency')).map((one) => one.id), [3, 2, 4, 1]);
    same([...all].sort(comparator('-created_at')).map((one) => one.id), [4, 3, 2, 1]);
    same(all.filter((one) => matches(one, { tag: 'ui' }, '@a')).map((one) => one.id), [4]);
    same(matches(task({ assigned_to: '@a' }), { assigned_to: 'me' }, '@a'), true);
    same(matches(task({ title: 'ÄRGER' }), { q: 'ärger' }, '@a'), true);
  },
  'lanes have an order, and each card its own'() {
    const columns = new Map([['pending', [task({ id: 1, project_slug: 'b', parent_id: 10 }), task({ id: 2 }), task({ id: 3, project_slug: 'a', assigned_to: '@b', parent_id: 9 })]], ['review', [task({ id: 4, project_slug: 'b', assigned_to: '@a' })]]]);
    const lanes = (kind, options) => groupByLane(columns, kind, options).map((lane) => [lane.key, lane.count]);
    same(lanes('project', { nameOf: (key) => ({ a: 'Zebra', b: 'Atlas' })[key] }), [['b', 2], ['a', 1], ['', 1]]);
    same(lanes('assignee', { me: '@b' }), [['@b', 1], ['@a', 1], ['', 2]]);
    same(lanes('parent'), [['9', 1], ['10', 1], ['', 2]]);
    same([...groupByLane(columns, 'project')[1].cells], [['pending', [1]], ['review', [4]]]);
    same([laneKindOf({ lanes: 'parent' }), laneKindOf({ lanes: 'toString' }), laneKindOf({}), laneOf(task(), 'parent')], ['parent', '', '', '']);
  },
  'what is not answered yet lies over what is known'() {
    forgetAll();
    const heard = [];
    const stop = onTasks((ids) => heard.push(...ids));
    learn([task({ version: 3 })]);
    const layer = optimistic(1, { status: 'in_progress' });
    learn([task({ version: 4, title: 'New' }), task({ version: 2, title: 'Old' })]);
    same([knownTask(1).status, knownTask(1).title], ['in_progress', 'New']);
    layer.rollback();
    same(knownTask(1).status, 'pending');
    optimistic(1, { status: 'review' }).commit(task({ version: 5, status: 'review' }));
    same([knownTask(1).status, heard.length > 4], ['review', true]);
    stop();
  },
  'leases are told by the clock'() {
    const lease = { generation: 1, expires_at: '2026-11-26T12:30:00Z', heartbeat_before: '2026-11-26T12:10:00Z' };
    const at = (time) => Date.parse('2026-11-26T' + time + 'Z');
    same([leaseOf(task({ lease })), leaseOf(task({ lease, status: 'in_progress' })), leaseOf(task({ status: 'in_progress' }))], [null, lease, null]);
    same([isSilent(lease, at('12:10:00')), isSilent(lease, at('12:10:01')), isSilent(null, at('12:10:01'))], [false, true, false]);
    same([leaseWords(lease, at('12:10:01')), leaseWords(lease, at('12:16:30')), leaseWords(lease, at('15:00:00'))], ['silent 10 min', 'silent 16 min', 'silent 3 h']);
    same(leaseWords({ ...lease, expires_at: '2026-11-26T12:01:00Z', heartbeat_before: '2026-11-26T12:00:20Z' }, at('12:00:30')), 'silent under 1 min');
    same(leaseWords(lease, at('12:00:00')), 'until ' + new Date(lease.expires_at).toLocaleTimeString('en', { timeStyle: 'short' }));
    same(leaseWords({ ...lease, heartbeat_before: '2026-11-27T12:10:00Z', expires_at: '2026-11-27T12:30:00Z' }, at('12:00:00')).includes('Nov 27'), true);
  },
  'dead letters need a person'() {
    const dead = (text) => task({ id: 7, status: 'blocked', blocked_kind: 'dead_letter', remark: text && { action: 'lease_expired', text, by: null } });
    const third = dead('@claude was not heard of until the lease was over, the 3rd time that this happened: a person has to look at it');
    same([third, dead('the 3rd time'), dead('the 21st time'), dead('Something else'), dead(null)].map(deadLetterWords), ['Needs a person: 3 attempts', 'Needs a person: 3 attempts', 'Needs a person: 21 attempts', 'Needs a person', 'Needs a person']);
    same([task({ status: 'blocked', blocked_kind: 'reason' }), { ...third, status: 'pending' }].map(deadLetterWords), [null, null]);
    same([lapseWords({ status: { before: 'in_progress', after: 'pending' } }), lapseWords({ status: { after: 'blocked' } })], ['was not heard of: the lease ended', 'was not heard of: the lease ended, and now a person has to look at it']);
  },
  'a task pauses after a lease without a result'() {
    const paused = task({ ready: false, waits: 0, open_children: 0, not_before: null, remark: { action: 'lease_expired', text: '' } });
    same([paused, { ...paused, ready: true }, { ...paused, waits: 1 }, { ...paused, remark: null }, { ...paused, status: 'blocked' }].map((one) => isPausing(one, 0)), [true, false, false, false, false]);
    same([isPausing({ ...paused, not_before: '1970-01-01T00:00:02Z' }, 1000), isPausing({ ...paused, not_before: '1970-01-01T00:00:02Z' }, 3000)], [false, true]);
  },
  'some reasons may be passed over, others not'() {
    const reasons = (...codes) => codes.map((code) => ({ code }));
    same(passableReasons(reasons('waits', 'open_children', 'not_before')).map((one) => one.code), ['waits', 'not_before']);
    same([passableReasons(reasons('cooling')), passableReasons(reasons('waits', 'assigned_to_other')), passableReasons([])], [[], [], []]);
  },
  'the clock is the server\'s'() {
    const noon = Date.parse('2026-11-26T12:00:00Z');
    const date = (time) => new Date(time).toUTCString();
    hearClock(null, noon, noon);
    hearClock(date(noon), noon + 100, noon + 300);
    same(serverNow(noon), noon);
    hearClock(date(noon + 7200000), noon + 1000, noon + 1200);
    const ahead = serverNow(noon) - noon - 7200000;
    same(ahead > -1300 && ahead < 1300, true);
    hearClock(date(noon), noon, noon + 200);
    same(serverNow(noon), noon);
  },
  'an inbox that is looked at again keeps what is open'() {
    const item = (id, more) => ({ id, kind: 'review', title: id, ...more });
    const ids = (items) => items.map((one) => one.id + (one.isGone ? '!' : '')).join(' ');
    const shown = ['a', 'b', 'c', 'd'].map((id) => item(id));
    same(ids(mergeInbox([], [item('b'), item('a')])), 'b a');
    same(ids(mergeInbox(shown, [item('a'), item('n')])), 'a n');
    same(ids(mergeInbox(shown, [item('a'), item('n')], { open: 'b' })), 'a b! n');
    same(ids(mergeInbox(shown, [item('n')], { open: 'd' })), 'n d!');
    same(ids(mergeInbox(shown, [item('n'), item('a')], { hasMore: true })), 'n a c d');
    same(ids(mergeInbox(shown, shown, { dealt: new Set(['b']) })), 'a c d');
    same(mergeInbox([item('a', { isGone: true })], [item('a')], { open: 'a' })[0].isGone, undefined);
  },
  'after one is dealt with the next one opens'() {
    const items = ['a', 'b', 'c'].map((id) => ({ id }));
    same([nextInbox(items, 'a'), nextInbox(items, 'c'), nextInbox([{ id: 'a' }], 'a')], ['b', 'b', null]);
    same([countedTitle(0, 'Board'), countedTitle(3, 'Board'), countedTitle(120, 'Board')], ['Board', '(3) Board', '(99+) Board']);
    const event = (action, entity = 'task') => ({ action, entity_type: entity });
    same([[event('asked')], [event('progressed')], [event('progressed'), event('submitted')], [event('created', 'worker')], 'reset', 'expired'].map(concernsInbox), [true, false, true, false, true, false]);
    same(excerpt('## Why\n\n- a **bold** *thin* `x`\n2. see [this](https://e.org/a)'), 'Why a bold thin x see this');
    same([excerpt(null), excerpt('a * b, snake_case, 3 < 4')], ['', 'a * b, snake_case, 3 < 4']);
  },
  'a verdict is told what has changed'() {
    const before = task({ status: 'review', version: 3, description: 'a\nb\nc', remark: { text: 'Ready' } });
    same(changesSince(before, { ...before, version: 4, updated_at: 'later' }), []);
    same(changesSince(before, { ...before, title: 'Read', remark: { text: 'Ready, too' } }), [['title', 'Write', 'Read'], ['remark', 'Ready', 'Ready, too']]);
    same(changedLines('a\nb\nc', 'a\nB\nB2\nc'), ['b', 'B\nB2']);
    same([changedLines('a\na', 'a\na\na'), changedLines('', 'x'), changedLines(null, 'x'), changedLines(['a'], ['b'])], [[null, 'a'], [null, 'x'], [null, 'x'], [['a'], ['b']]]);
  },
  'what is typed is kept until it is sent'() {
    const kept = new Map();
    const real = globalThis.localStorage;
    const storage = { getItem: (name) => kept.get(name) ?? null, setItem: (name, value) => kept.set(name, value), removeItem: (name) => kept.delete(name) };
    Object.defineProperty(globalThis, 'localStorage', { value: storage, configurable: true });
    try {
      keepDraft('comment:7', 'Half a sen');
      same([draftOf('comment:7'), draftOf('comment:8'), [...kept.keys()]], ['Half a sen', null, ['draft:comment:7']]);
      const key = draftKey('comment:7', { text: 'Half a sen' });
      same([key.length, draftKey('comment:7', { text: 'Half a sen' }) === key, draftOf('comment:7')], [36, true, 'Half a sen']);
      keepDraft('comment:7', 'Half a sentence');
      same([draftKey('comment:7', { text: 'Half a sen' }) === key, draftKey('comment:7', { text: 'Half a sentence' }) === key], [true, false]);
      keepDraft('comment:7', '');
      same([draftOf('comment:7'), kept.size], [null, 0]);
      storage.setItem = () => { throw new Error('full'); };
      keepDraft('comment:9', 'Where nothing is kept');
      same(draftOf('comment:9'), 'Where nothing is kept');
      dropDraft('comment:9');
      same(draftOf('comment:9'), null);
    } finally {
      Object.defineProperty(globalThis, 'localStorage', { value: real, configurable: true, writable: true });
    }
  },
  'who may not answer reads why'() {
    const asked = { status: 'open', to: '@b' };
    const why = (rights, question = asked) => whyNotAnswer(question, { me: '@a', isAgent: false, isAdmin: false, isOwner: false, accountable: '@c', handle: (id) => id, ...rights });
    same([why({ me: '@b' }), why({ me: '@c' }), why({ isAdmin: true }), why({ isOwner: true }), why({ me: '@b', isAgent: true })], [null, null, null, null, null]);
    same(why({}), 'Only @b, who was asked; @c, who answers for the task; the project\'s owners and admins may answer.');
    same([why({ isAgent: true, isAdmin: true }) === null, why({ accountable: '@b' })], [false, 'Only @b, who was asked; the project\'s owners and admins may answer.']);
    same(why({ me: '@b' }, { ...asked, status: 'expired' }), 'It is over: not answered in time.');
  },
  'the words of the timeline, and of answers'() {
    for (const action of ['commented', 'comment_edited', 'comment_deleted', 'link_added', 'link_removed', 'asked', 'answered', 'withdrawn', 'question_expired', 'question_closed', 'need_added']) same(/_/.test(tellAction(action)), false);
    same([tellAction('something_new'), tellAction('asked')], ['something new', 'asked']);
    const said = (kind, answer) => answerWords({ kind, status: 'answered', answer: { text: null, choice: null, approved: null, ...answer } });
    same([said('question', { text: 'No' }), said('choice', { choice: 'Blue' }), said('approval', { approved: true }), said('approval', { approved: false, text: 'Not yet' })], ['No', 'Blue', 'Approved', 'Not approved: Not yet']);
    same([answerWords({ kind: 'question', status: 'open', answer: null }), endWords('closed')], [null, 'closed: the work went on without an answer']);
  },
  'markdown: a strict subset'() {
    same(parseMarkdown('# A\n\nb **c** `d`')[1].parts, ['b ', { kind: 'strong', parts: ['c'] }, ' ', { kind: 'codespan', text: 'd' }]);
    same(parseMarkdown('<b>x</b>')[0].parts, ['<b>x</b>']);
    same(parseMarkdown('[x](javascript:alert(1))')[0].parts.every((part) => typeof part === 'string'), true);
    same(parseMarkdown('![x](https://e.org/a.png)')[0].parts[0].image, true);
    same(parseMarkdown('- [x] a\n- [ ] b')[0].items.map((item) => item.done), [true, false]);
    same(parseMarkdown('a snake_case_name')[0].parts, ['a snake_case_name']);
    same(parseMarkdown('```\n**no**\n```'), [{ kind: 'code', text: '**no**' }]);
  },
  'JSON is read as JSON.parse reads it, but for names that are said twice'() {
    const sound = ['{}', '[]', ' [1, -0.5e+3, true, null, "a\\u00e9\\n"] ', '{"a":{"b":[{}]}}', '"x"', '0', planExample];
    const broken = ['', '{', '{"a"}', '{"a":}', '[1,]', '[1 2]', '01', '1.', '+1', '.5', 'nul', 'truer', '"a', '"\\x"', '"\n"', '{a:1}', "['x']", '{} {}', '[}', '{"a":1,}', '-', '"\\', 'NaN', '[1]]'];
    same(sound.map((text) => scanJSON(text).fault), sound.map(() => null));
    for (const text of broken) {
      let isJSON = true;
      try { JSON.parse(text); } catch { isJSON = false; }
      same([text, isJSON, scanJSON(text).fault !== null], [text, false, true]);
      same(scanJSON(text).fault.at <= text.length && scanJSON(text).fault.message.length > 10, true);
    }
    same(scanJSON('{"a":1,\n"a":2}').fault, { at: 8, message: 'This is said twice: a.' });
    same([scanJSON('['.repeat(64) + ']'.repeat(64)).fault, /brackets/.test(scanJSON('['.repeat(65)).fault.message), /brackets/.test(scanJSON('{"a":'.repeat(100000)).fault.message)], [null, true, true]);
    same(scanJSON('[' + '[],'.repeat(100000) + '[]]').fault, null);
  },
  'a plan is found in what was pasted, and each place in it'() {
    const part = (text, loc) => { const read = readPlan(text); const { start, end } = placeInText(read, loc); return text.slice(start, end); };
    const plan = '{"tasks": [{"ref": "a", "needs": ["b", "c"]}]}';
    same(part(plan, ['body', 'tasks', 0, 'needs', 1]), '"c"');
    same(part(plan, ['body', 'tasks', 0, 'title']), '{"ref": "a", "needs": ["b", "c"]}');
    same(part(plan, ['body', 'tasks', 0, 'ref']), '"ref": "a"');
    same(part(plan, ['body']), plan);
    same(part('Here:\n```json\n[{"ref": "a"}]\n```\nThat is all.', ['body', 'tasks', 0, 'ref']), '"ref": "a"');
    same([readPlan('\ufeff{"tasks": []}').plan, readPlan('[1]').plan, readPlan('```\n{"tasks": []}\n```').plan], [{ tasks: [] }, { tasks: [1] }, { tasks: [] }]);
    same([readPlan('3').fault.message, readPlan('[').fault.message, readPlan(' '.repeat(1048577)).fault.start], ['A plan is an object with tasks, or a list of tasks.', 'The text ends too early: a value must stand here: a text in double quotes, a number, true, false, null, { or [.', 0]);
    same(lineOf('a\nb\nc', 4), 3);
    const words = (loc) => placeWords({ tasks: [{ ref: 'api' }, { ref: 3 }] }, loc);
    same([words(['body', 'tasks', 0, 'needs', 0]), words(['body', 'tasks', 1]), words(['body', 'tasks', 0, 'title']), words(['body', 'tasks']), words(['body']), words(['body', 'parent_id'])],
      ['Task 1 (api), need 1', 'Task 2', 'Task 1 (api), title', 'The tasks', 'The plan', 'parent_id']);
  },
  'a plan has a tree and waves'() {
    const shape = (nodes) => nodes.map(({ task: { ref }, children }) => [ref, shape(children)]);
    same(shape(planTree([{ ref: 'a', parent: 'b' }, { ref: 'b', parent: 7 }, { ref: 'c', parent: 'a' }, { ref: 'd' }])), [['b', [['a', [['c', []]]]]], ['d', []]]);
    same([...wavesOf([['a', 'b'], ['c']])], [['a', 1], ['b', 1], ['c', 2]]);
    same(readPlan(planExample).plan.tasks.length, 5);
  },
  'the drawing of needs: every box within it, none over another'() {
    const items = (count) => Array.from({ length: count }, (_, at) => ({ id: at + 1 }));
    const own = { id: 99 };
    for (const width of [150, 300, 399, 400, 420, 640]) {
      for (const [before, after, all] of [[1, 0, 0], [0, 1, 1], [3, 2, 2], [50, 50, 1000], [6, 7, 7]]) {
        const plan = layoutGraph(items(before), own, items(after), width, all);
        const cut = (count) => Math.min(count, 6);
        same(plan.boxes.length, cut(before) + 1 + cut(all));
        same(plan.arrows.length, plan.boxes.length - 1);
        same(plan.width <= width && plan.boxes.every((box) => box.x >= 0 && box.y >= 0 && box.width > 60 && box.x + box.width <= plan.width && box.y + box.height <= plan.height), true);
        same(plan.boxes.some((one, at) => plan.boxes.some((two, other) => at < other && one.x < two.x + two.width && two.x < one.x + one.width && one.y < two.y + two.height && two.y < one.y + one.height)), false);
      }
    }
    same(layoutGraph(items(9), own, [], 640).boxes.find((box) => box.item.more)?.item, { more: 4 });
  },
  'plans: hostile texts end'() {
    for (const piece of ['[', ' ', '\n', '`', '```', '\n```\n', '{"a":', '"', '\\', '[],', '-', '1', '\ufeff']) readPlan(piece.repeat(Math.floor(1048000 / piece.length)));
  },
  'markdown: hostile texts end'() {
    for (const piece of ['[', '*', '**a', '> ', '- ', '`', '![](', '~~', '_a ', '#', '[a](b', '\\']) parseMarkdown(piece.repeat(Math.ceil(65536 / piece.length)));
  },
};

export function runAll() {
  return Object.fromEntries(Object.entries(tests).map(([name, run]) => {
    try {
      run();
      return [name, null];
    } catch (error) {
      return [name, error.message];
    }
  }));
}

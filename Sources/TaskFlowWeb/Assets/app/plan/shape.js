// The shape of a plan: the tree of its tasks and the waves by when they can be taken. Pure.

// Tasks with those under them, in the order of the plan. Whatever names no task of the plan as its parent is at the top.
export function planTree(tasks) {
  const nodes = tasks.map((task) => ({ task, children: [] }));
  const byRef = new Map(nodes.map((node) => [node.task.ref, node]));
  const top = [];
  for (const node of nodes) (byRef.get(node.task.parent)?.children ?? top).push(node);
  return top;
}

export function wavesOf(waves) {
  return new Map(waves.flatMap((refs, number) => refs.map((ref) => [ref, number + 1])));
}

// 1 task, 2 tasks.
export function countWords(count, word) {
  return count + ' ' + word + (count === 1 ? '' : 's');
}

export const planExample = JSON.stringify({
  tasks: [
    { ref: 'release', title: 'Release 2.0' },
    { ref: 'design', title: 'Design the settings page', parent: 'release', priority: 'high' },
    { ref: 'api', title: 'Add the settings to the API', parent: 'release', needs: ['design'] },
    { ref: 'page', title: 'Build the settings page', parent: 'release', needs: ['design'] },
    { ref: 'check', title: 'Try it on a phone', parent: 'release', needs: ['api', 'page'] },
  ],
}, null, 2);

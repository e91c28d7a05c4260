// Draws what a task needs and what needs it. The lists beside it say the same in words: for those who hear the page it is one picture.

import { bdi, icon } from '../dom.js';
import { navigate } from '../router.js';
import { statusLabels } from '../lifecycle.js';
import { layoutGraph } from './layout.js';

// A drawing that is as wide as its host, and drawn anew when that changes. Answers what ends that.
export function graphShow(host, task, before, after, afterCount) {
  let shown = 0;
  const draw = () => {
    const width = Math.floor(host.clientWidth);
    if (width === shown || width < 120) return;
    shown = width;
    const plan = layoutGraph(before, task, after, Math.min(width, 640), afterCount);
    const svg = graphElement('svg', { class: 'graph', role: 'img', 'aria-label': graphWords(task, before.length, afterCount), width: plan.width, height: plan.height, viewBox: '0 0 ' + plan.width + ' ' + plan.height });
    svg.append(...plan.arrows.flatMap(graphArrow), ...plan.boxes.map((box) => graphBox(box, task)));
    host.replaceChildren(svg);
    for (const text of svg.querySelectorAll('.graph-title')) graphCut(text);
  };
  const watch = new ResizeObserver(draw);
  watch.observe(host);
  draw();
  return () => watch.disconnect();
}

function graphWords(task, before, after) {
  const parts = [before > 0 && before + ' before it', after > 0 && after + ' after it'].filter(Boolean);
  return 'Drawing of #' + task.id + ' and what stands ' + parts.join(' and ') + ', as the lists say';
}

function graphElement(name, attributes, ...children) {
  const element = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

function graphArrow({ line, x, y }) {
  return [graphElement('path', { class: 'graph-line', d: line }), graphElement('path', { class: 'graph-head', d: 'M' + (x - 6) + ' ' + (y - 4) + 'L' + x + ' ' + y + 'L' + (x - 6) + ' ' + (y + 4) })];
}

function graphBox({ x, y, width, height, item }, task) {
  const isTask = item !== task && item.id;
  const box = graphElement('g', { class: 'graph-box' + (item === task ? ' graph-own' : '') + (item.id ? '' : ' graph-hidden'), transform: 'translate(' + x + ' ' + y + ')' }, graphElement('rect', { width, height, rx: 8 }));
  if (!item.id) {
    box.append(graphText(item.more ? item.more + ' more' : 'Not yours to see', 12, height / 2 + 4, width - 24));
    return box;
  }
  const mark = icon(item.status);
  for (const [key, value] of [['x', 10], ['y', 7], ['width', 14], ['height', 14]]) mark.setAttribute(key, value);
  box.append(graphElement('g', { class: 'status status-' + item.status }, mark), graphElement('text', { class: 'graph-number', x: 30, y: 18 }, '#' + item.id), graphText(item.title, 10, 35, width - 20),
    graphElement('title', {}, '#' + item.id + ' ' + bdi(item.title).textContent + ' (' + statusLabels[item.status] + ')'));
  if (isTask) {
    box.classList.add('graph-way');
    box.addEventListener('click', () => navigate('/tasks/' + item.id));
  }
  return box;
}

function graphText(words, x, y, width) {
  const text = graphElement('text', { class: 'graph-title', x, y, 'data-width': width });
  text.textContent = bdi(words).textContent;
  return text;
}

// As many letters as there is room for.
function graphCut(text) {
  const room = Number(text.dataset.width);
  const letters = [...text.textContent];
  let [fits, end] = [0, letters.length];
  if (text.getComputedTextLength() <= room) return;
  while (end - fits > 1) {
    const middle = Math.floor((fits + end) / 2);
    text.textContent = letters.slice(0, middle).join('').trimEnd() + '\u2026';
    if (text.getComputedTextLength() <= room) fits = middle;
    else end = middle;
  }
  text.textContent = letters.slice(0, fits).join('').trimEnd() + '\u2026';
}

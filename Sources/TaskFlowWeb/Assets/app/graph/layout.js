// Where the boxes and arrows of a task's needs stand: what it needs, the task, what needs it. Pure.

// How many boxes a side has at most; the lists have all.
const layoutSide = 6;
const layoutHeight = 44;

// Boxes are {x, y, width, height, item}; item is what was given, or {more} for those without a box of their own. Narrow drawings
// go from the top down, wide ones from left to right.
export function layoutGraph(before, task, after, width, afterCount = after.length) {
  const sides = [layoutItems(before, before.length), [task], layoutItems(after, afterCount)].filter((side) => side.length > 0);
  return width < 400 ? layoutDown(sides, task, width) : layoutAcross(sides, task, width);
}

function layoutItems(items, count) {
  if (count <= layoutSide) return items;
  return [...items.slice(0, layoutSide - 1), { more: count - layoutSide + 1 }];
}

function layoutAcross(sides, task, width) {
  const gap = 36;
  const wide = Math.min(200, Math.floor((width - gap * (sides.length - 1)) / sides.length));
  const step = layoutHeight + 8;
  const height = Math.max(...sides.map((side) => side.length)) * step - 8;
  const boxes = sides.map((side, column) => side.map((item, row) => ({
    x: 1 + column * (wide + gap), y: 1 + (height - side.length * step + 8) / 2 + row * step, width: wide - 2, height: layoutHeight, item,
  })));
  const arrow = (from, to) => {
    const [x1, y1, x2, y2] = [from.x + from.width, from.y + from.height / 2, to.x - 2, to.y + to.height / 2];
    const middle = (x1 + x2) / 2;
    return { line: 'M' + x1 + ' ' + y1 + 'C' + middle + ' ' + y1 + ' ' + middle + ' ' + y2 + ' ' + x2 + ' ' + y2, x: x2, y: y2 };
  };
  return { width: sides.length * (wide + gap) - gap, height: height + 2, boxes: boxes.flat(), arrows: layoutArrows(boxes, task, arrow) };
}

function layoutDown(sides, task, width) {
  const [indent, step] = [24, layoutHeight + 8];
  let row = 0;
  const boxes = sides.map((side, depth) => side.map((item) => ({ x: 1 + depth * indent, y: 1 + (row++) * step, width: width - 2 - (sides.length - 1) * indent, height: layoutHeight, item })));
  const arrow = (from, to) => {
    const [x1, y1, x2, y2] = [from.x + 10, from.y + from.height, to.x - 2, to.y + to.height / 2];
    return { line: 'M' + x1 + ' ' + y1 + 'V' + y2 + 'H' + x2, x: x2, y: y2 };
  };
  return { width, height: row * step - 6, boxes: boxes.flat(), arrows: layoutArrows(boxes, task, arrow) };
}

// From all that come before the task to it, and from it to all that come after.
function layoutArrows(boxes, task, arrow) {
  const at = boxes.findIndex((side) => side[0].item === task);
  const [middle] = boxes[at];
  return [...(boxes[at - 1] ?? []).map((box) => arrow(box, middle)), ...(boxes[at + 1] ?? []).map((box) => arrow(middle, box))];
}

// A strict subset of Markdown, read into a tree and shown as nodes. What is HTML in a text stays text; images become links,
// so that nobody's words make a browser call out. Every text takes time in proportion to its length.

const markdownDepth = 8;

export function parseMarkdown(text) {
  return markdownBlocks(text.replace(/\r\n?/g, '\n').split('\n'), 0);
}

function markdownBlocks(lines, depth) {
  const blocks = [];
  let at = 0;
  const paragraph = [];
  const flush = () => {
    if (paragraph.length) blocks.push({ kind: 'p', parts: markdownInline(paragraph.splice(0).join('\n')) });
  };
  while (at < lines.length) {
    const line = lines[at];
    const fence = /^ {0,3}(`{3,}|~{3,})/.exec(line);
    const heading = /^ {0,3}(#{1,6})\s+(.*)$/.exec(line);
    const item = /^ {0,3}(?:[-*+]|\d{1,9}[.)])\s+/.exec(line);
    if (fence) {
      flush();
      const end = fence[1];
      const code = [];
      at += 1;
      while (at < lines.length && !lines[at].trim().startsWith(end)) code.push(lines[at++]);
      at += 1;
      blocks.push({ kind: 'code', text: code.join('\n') });
    } else if (heading) {
      flush();
      blocks.push({ kind: 'heading', level: heading[1].length, parts: markdownInline(heading[2].replace(/\s+#+\s*$/, '')) });
      at += 1;
    } else if (/^ {0,3}(?:-{3,}|\*{3,}|_{3,})\s*$/.test(line)) {
      flush();
      blocks.push({ kind: 'rule' });
      at += 1;
    } else if (/^ {0,3}>/.test(line) && depth < markdownDepth) {
      flush();
      const quoted = [];
      while (at < lines.length && /^ {0,3}>/.test(lines[at])) quoted.push(lines[at++].replace(/^ {0,3}> ?/, ''));
      blocks.push({ kind: 'quote', blocks: markdownBlocks(quoted, depth + 1) });
    } else if (item && depth < markdownDepth) {
      flush();
      const [list, next] = markdownList(lines, at, depth);
      blocks.push(list);
      at = next;
    } else {
      if (line.trim() === '') flush();
      else paragraph.push(line.trim());
      at += 1;
    }
  }
  flush();
  return blocks;
}

function markdownList(lines, start, depth) {
  const ordered = /^ {0,3}\d/.test(lines[start]);
  const items = [];
  let at = start;
  while (at < lines.length) {
    const item = /^( {0,3})([-*+]|\d{1,9}[.)])\s+(?:\[([ xX])\] )?(.*)$/.exec(lines[at]);
    if (!item || /^\d/.test(item[2]) !== ordered) break;
    const indent = item[1].length + item[2].length + 1;
    const own = [item[4]];
    at += 1;
    while (at < lines.length && (lines[at].startsWith(' '.repeat(indent)) || (lines[at].trim() === '' && lines[at + 1]?.startsWith(' '.repeat(indent))))) own.push(lines[at++].slice(indent));
    items.push({ blocks: markdownBlocks(own, depth + 1), done: item[3] === undefined ? null : item[3] !== ' ' });
  }
  return [{ kind: 'list', ordered, items }, at];
}

const markdownAddress = /^(?:https?:\/\/|mailto:)[^\s<>"]+$/i;

// One pass: each mark either opens something that is closed further on, or is text.
function markdownInline(text, depth = 0) {
  const parts = [];
  let plain = '';
  const add = (part) => {
    if (plain) parts.push(plain);
    plain = '';
    parts.push(part);
  };
  const token = /\\([!-/:-@[-`{-~])|(`+)|(\*\*|__|~~|\*|_)|(!?)\[([^\][\n]{0,500})\]\(([^()\s]{1,2000})\)|(https?:\/\/[^\s<>()"]{1,2000})|\n/y;
  const closed = new Map();
  let at = 0;
  while (at < text.length) {
    token.lastIndex = at;
    const found = token.exec(text);
    if (!found) {
      plain += text[at++];
      continue;
    }
    const [whole, escaped, ticks, mark, image, label, address, link] = found;
    at += whole.length;
    if (escaped) plain += escaped;
    else if (ticks) {
      const end = markdownEnd(text, ticks, at, closed);
      if (end < 0) plain += ticks;
      else {
        add({ kind: 'codespan', text: text.slice(at, end).trim() });
        at = end + ticks.length;
      }
    } else if (mark) {
      const end = depth < markdownDepth && /\S/.test(text[at] ?? '') && !(mark[0] === '_' && /\w/.test(text[at - mark.length - 1] ?? '')) ? markdownEnd(text, mark, at + 1, closed) : -1;
      if (end < 0) plain += mark;
      else {
        const kind = mark === '~~' ? 's' : mark.length === 2 ? 'strong' : 'em';
        add({ kind, parts: markdownInline(text.slice(at, end), depth + 1) });
        at = end + mark.length;
      }
    } else if (label !== undefined) {
      if (markdownAddress.test(address)) add({ kind: 'link', address, text: label || address, image: image === '!' });
      else plain += whole;
    } else if (link) {
      const address2 = link.replace(/[.,;:!?]+$/, '');
      add({ kind: 'link', address: address2, text: address2 });
      plain += link.slice(address2.length);
    } else add({ kind: 'break' });
  }
  if (plain) parts.push(plain);
  return parts;
}

// Where a mark is closed. That it is closed nowhere is found out once a text.
function markdownEnd(text, mark, from, closed) {
  if (closed.get(mark) === false) return -1;
  const end = text.indexOf(mark, from);
  if (end < 0) closed.set(mark, false);
  return end;
}

// Reads JSON so that it is known where each value stands, and where the text is no JSON. Pure.

// As deep as the server reads.
const scanDepth = 64;

// The values as {start, end, members?, items?}; a fault is {at, message}. A member has `from`, where its name begins.
export function scanJSON(text) {
  const scan = { text, at: 0, depth: 0 };
  try {
    const root = scanValue(scan);
    scanSpace(scan);
    if (scan.at < text.length) scanStop(scan, 'Nothing may follow here: everything before is one value already.');
    return { root, fault: null };
  } catch (error) {
    if (!error.isFault) throw error;
    return { root: null, fault: { at: error.at, message: error.message } };
  }
}

function scanStop(scan, message, at = scan.at) {
  throw Object.assign(new Error(at >= scan.text.length ? 'The text ends too early: ' + message.charAt(0).toLowerCase() + message.slice(1) : message), { isFault: true, at: Math.min(at, scan.text.length) });
}

function scanSpace(scan) {
  while (scan.at < scan.text.length && ' \t\r\n'.includes(scan.text[scan.at])) scan.at += 1;
}

function scanValue(scan) {
  scanSpace(scan);
  const start = scan.at;
  const first = scan.text[start];
  const more = first === '{' ? scanObject(scan) : first === '[' ? scanArray(scan) : scanPlain(scan, first);
  return { start, end: scan.at, ...more };
}

function scanInto(scan) {
  scan.at += 1;
  scan.depth += 1;
  if (scan.depth > scanDepth) scanStop(scan, 'There are too many brackets within each other.');
  scanSpace(scan);
}

// Goes on behind a comma, or ends behind the bracket.
function scanNext(scan, bracket) {
  scanSpace(scan);
  const sign = scan.text[scan.at];
  if (sign !== ',' && sign !== bracket) scanStop(scan, 'A comma or ' + bracket + ' is missing here.');
  scan.at += 1;
  if (sign === bracket) scan.depth -= 1;
  else scanSpace(scan);
  if (sign === ',' && scan.text[scan.at] === bracket) scanStop(scan, 'There is a comma, and nothing behind it.');
  return sign === ',';
}

function scanObject(scan) {
  const members = new Map();
  scanInto(scan);
  if (scan.text[scan.at] === '}') {
    scan.at += 1;
    scan.depth -= 1;
    return { members };
  }
  do {
    const from = scan.at;
    if (scan.text[from] !== '"') scanStop(scan, 'A name in double quotes must stand here.');
    const name = scanString(scan);
    if (members.has(name)) scanStop(scan, 'This is said twice: ' + name + '.', from);
    scanSpace(scan);
    if (scan.text[scan.at] !== ':') scanStop(scan, 'A colon is missing here.');
    scan.at += 1;
    members.set(name, { ...scanValue(scan), from });
  } while (scanNext(scan, '}'));
  return { members };
}

function scanArray(scan) {
  const items = [];
  scanInto(scan);
  if (scan.text[scan.at] === ']') {
    scan.at += 1;
    scan.depth -= 1;
    return { items };
  }
  do items.push(scanValue(scan)); while (scanNext(scan, ']'));
  return { items };
}

function scanPlain(scan, first) {
  if (first === '"') return { text: scanString(scan) };
  const found = /^(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.+-])/.exec(scan.text.slice(scan.at, scan.at + 400));
  if (!found) scanStop(scan, first === '\'' ? 'Texts have double quotes.' : 'A value must stand here: a text in double quotes, a number, true, false, null, { or [.');
  scan.at += found[0].length;
  return {};
}

function scanString(scan) {
  const start = scan.at;
  for (scan.at += 1; scan.at < scan.text.length; scan.at += 1) {
    const sign = scan.text[scan.at];
    if (sign < ' ') scanStop(scan, 'A text must end on its line: a new line is written \\n.');
    if (sign === '"') {
      scan.at += 1;
      return scanDecoded(scan, start);
    }
    if (sign === '\\') scan.at += 1;
  }
  return scanStop(scan, 'Double quotes are missing.');
}

function scanDecoded(scan, start) {
  try {
    return JSON.parse(scan.text.slice(start, scan.at));
  } catch {
    return scanStop(scan, 'In this text a backslash means nothing: one alone is written \\\\.', start);
  }
}

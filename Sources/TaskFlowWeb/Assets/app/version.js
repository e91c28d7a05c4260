// Whether the server has another board than this one. It is looked at when the stream comes back: that is when servers have been
// replaced. The person says when to reload; what is being typed is no reason for anybody to hurry.

import { basePath } from './api.js';
import { toast } from './announce.js';
import { onStreamState } from './stream.js';

const versionFiles = /assets\/app\.\w+\.(?:js|css)/g;
let versionTold = false;

export function watchVersion() {
  let isFirst = true;
  onStreamState((name) => {
    if (name === 'live' && !isFirst) versionCheck();
    isFirst = false;
  });
}

async function versionCheck() {
  if (versionTold) return;
  const response = await fetch(basePath + '/', { cache: 'no-cache' }).catch(() => null);
  if (!response?.ok) return;
  const theirs = versionOf(await response.text());
  if (!theirs || theirs === versionOf([...document.querySelectorAll('head script[src], head link[rel="stylesheet"]')].map((file) => file.getAttribute('src') ?? file.getAttribute('href')).join(' '))) return;
  versionTold = true;
  toast('TaskFlow was updated.', { stays: true, action: { label: 'Reload for the new version', run: () => location.reload() } });
}

function versionOf(text) {
  return [...new Set(text.match(versionFiles) ?? [])].sort().join(' ');
}

// A field for words. They are kept as a draft until they are sent, and stay in the field when they could not be.

import { h } from './dom.js';
import { draftKey, draftOf, dropDraft, keepDraft } from './drafts.js';

let composerCount = 0;

// `buttons`: {label, kind?, need?, body(text), send(body, key), failed?(error)}. `need` says what is missing where a text must be
// there; `failed` answers whether it has told of the error itself. Ctrl+Enter presses the first one, but not where the text is none
// of its own (`isPlain`).
export function composer({ draft, label, value = '', rows = 3, buttons, hint = 'Markdown.', isPlain = false, onCancel = null }) {
  const kept = draftOf(draft);
  const wrong = h('p', { class: 'wrong', role: 'alert' });
  const field = h('textarea', { class: 'input', id: 'composer-' + (composerCount += 1), rows, dir: 'auto', value: kept ?? value, on: { input: () => keepDraft(draft, field.value === value ? '' : field.value) } });
  const press = (button) => composerSend({ draft, field, wrong, form, value }, button);
  const rest = () => { dropDraft(draft); onCancel(); };
  const form = h('form', { class: 'composer', on: { submit: (event) => event.preventDefault() } },
    h('label', { class: 'field' }, h('span', null, label), field), !isPlain && h('p', { class: 'hint' }, hint, h('span', { class: 'keyhint' }, ' Ctrl+Enter sends.')), kept !== null && h('p', { class: 'hint' }, 'This is what you had typed and not sent.'), wrong,
    h('div', { class: 'row wrap' }, buttons.map((button) => h('button', { type: 'button', class: 'button ' + (button.kind ?? ''), dataset: { press: button.press }, on: { click: () => press(button) } }, button.label)),
      onCancel && h('button', { type: 'button', class: 'button quiet', on: { click: rest } }, 'Cancel')));
  field.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !event.isComposing && !isPlain) {
      event.preventDefault();
      press(buttons[0]);
    }
  });
  return { element: form, field };
}

async function composerSend({ draft, field, wrong, form, value }, button) {
  const text = field.value.trim();
  if (form.ariaBusy === 'true') return;
  wrong.textContent = '';
  if (button.need && !text) {
    wrong.textContent = button.need;
    return void field.focus();
  }
  form.ariaBusy = 'true';
  try {
    const body = button.body(text);
    await button.send(body, draftKey(draft, body));
    dropDraft(draft);
    // What was typed meanwhile is the next draft.
    if (field.value.trim() === text) field.value = value;
    else keepDraft(draft, field.value);
  } catch (error) {
    if (!button.failed?.(error)) wrong.textContent = error.status === 0 ? 'The server cannot be reached. Your text is kept: sent again, it is said once.' : error.message;
  } finally {
    form.ariaBusy = 'false';
  }
}

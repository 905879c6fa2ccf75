// @ts-check
// Sends replies and notes without leaving the page, says who is typing, and notes how far was read.

import { forget, keep, renew } from './console-drafts.js';

/** @param {HTMLFormElement} form */
function problem(form) {
  return /** @type {HTMLElement} */ (form.querySelector('.field-error'));
}

/**
 * @param {HTMLFormElement} form
 * @param {HTMLElement | null} button
 */
async function submit(form, button) {
  const text = /** @type {HTMLTextAreaElement} */ (form.elements.namedItem('text'));
  const told = problem(form);
  if (form.dataset.busy) return;
  form.dataset.busy = 'yes';
  keep(form);
  const body = new URLSearchParams(/** @type {any} */ (new FormData(form)));
  if (button instanceof HTMLButtonElement && button.name) body.set(button.name, button.value);
  const sent = text.value;
  const stop = new AbortController();
  const late = setTimeout(() => stop.abort(), 20000);
  try {
    const r = await fetch(form.action, { method: 'POST', body, headers: { Accept: 'application/json' }, signal: stop.signal });
    if (r.ok) {
      told.textContent = '';
      if (text.value === sent) text.value = '';
      else if (text.value.startsWith(sent)) text.value = text.value.slice(sent.length).trimStart();
      forget(form);
      if (text.value !== '') keep(form);
      text.dispatchEvent(new Event('sent'));
      if (body.has('take')) location.assign(location.pathname + '?tab=mine&done=taken');
    } else if (r.status === 401) {
      tell(told, told.dataset.signedOut || '', told.dataset.signIn);
    } else {
      const answer = await r.json();
      tell(told, answer.error.message);
      if (answer.error.key === 'staff.overtaken') {
        form.submit(); // the page comes back with the words in it and what was said meanwhile above them
        return;
      }
      if (r.status < 500) {
        renew(form);
        keep(form);
      }
    }
  } catch {
    tell(told, told.dataset.offline || '');
  } finally {
    clearTimeout(late);
    delete form.dataset.busy;
  }
}

/**
 * @param {HTMLElement} where
 * @param {string} words
 * @param {string} [link]
 */
function tell(where, words, link) {
  where.textContent = words + ' ';
  if (!link) return;
  const a = document.createElement('a');
  a.href = link;
  a.textContent = where.dataset.signInWords || link;
  where.append(a);
}

/** The number that was last told to the desk as read. */
let told = 0;

/** Tells the desk how far this screen has shown the conversation, when it is looked at. */
export function seen() {
  const log = document.getElementById('log');
  const id = document.getElementById('console')?.dataset.open;
  if (!log || !id || document.hidden) return;
  const last = Number(/** @type {HTMLElement | null} */ (log.lastElementChild)?.dataset.number || 0);
  for (const f of document.querySelectorAll('input[name="seen"]')) /** @type {HTMLInputElement} */ (f).value = String(last);
  if (last <= told || !document.querySelector('[data-part="resolve"]')) return;
  told = last;
  fetch(`/console/c/${id}/read`, { method: 'POST', body: new URLSearchParams({ seen: String(last) }), headers: { Accept: 'application/json' } })
    .catch(() => { told = 0; });
}

/**
 * Notes what was there when somebody began to write.
 * @param {HTMLFormElement} form
 */
function begin(form) {
  const began = form.elements.namedItem('began');
  const shown = form.elements.namedItem('seen');
  if (began instanceof HTMLInputElement && shown instanceof HTMLInputElement) began.value = shown.value;
}

export function send() {
  seen();
  for (const el of document.querySelectorAll('form[data-draft]')) {
    const form = /** @type {HTMLFormElement} */ (el);
    form.addEventListener('submit', (e) => {
      e.preventDefault();
      submit(form, /** @type {SubmitEvent} */ (e).submitter);
    });
    form.addEventListener('keydown', (e) => {
      if (e.key !== 'Enter' || !(e.ctrlKey || e.metaKey)) return;
      e.preventDefault();
      const button = form.querySelector('button');
      if (button) form.requestSubmit(button);
    });
    const address = form.dataset.typing;
    if (!address) continue;
    let last = 0;
    let begun = false;
    form.addEventListener('sent', () => { begun = false; }, true);
    form.addEventListener('input', () => {
      if (!begun) begin(form);
      begun = /** @type {HTMLTextAreaElement} */ (form.elements.namedItem('text')).value !== '';
      if (Date.now() - last < 3000) return;
      last = Date.now();
      fetch(address, { method: 'POST', headers: { Accept: 'application/json' } }).catch(() => {});
    });
  }
}

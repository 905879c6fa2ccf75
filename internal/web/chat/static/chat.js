// @ts-check
// chat.js lets the hosted page's forms work without loading the page again, keeps what could not be
// sent, and tells the other side what was read and that somebody is typing. Everything here works
// without it too, a little slower.

import { swapAll } from './live.js';

const here = location.pathname;

/** @param {string} path @param {Record<string, string>} [fields] */
const post = (path, fields) =>
  fetch(here + path, { method: 'POST', body: new URLSearchParams(fields), keepalive: true }).catch(() => undefined);

/** @param {string} id @returns {HTMLTextAreaElement | null} */
const field = (id) => /** @type {HTMLTextAreaElement | null} */ (document.getElementById(id));

/** @param {string} words */
function problem(words) {
  const place = document.getElementById('problem');
  if (!place) return;
  place.textContent = words;
  place.hidden = !words;
}

document.addEventListener('submit', async (event) => {
  const form = /** @type {HTMLFormElement} */ (event.target);
  if (!form.hasAttribute('data-live')) return;
  event.preventDefault();
  const isMessage = form.id === 'composer';
  const sent = field('text')?.value ?? '';
  try {
    const body = new URLSearchParams(/** @type {any} */ (new FormData(form, event.submitter)));
    const answer = await fetch(form.action, { method: 'POST', body });
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    if (isMessage && page.querySelector('[data-part=kept]')) return form.submit(); // a notice must be read first
    if (isMessage) {
      const text = field('text');
      if (answer.ok && text && text.value === sent) text.value = '';
      const key = /** @type {HTMLInputElement | null} */ (page.getElementById('key'));
      if (key && field('key')) /** @type {any} */ (field('key')).value = key.value;
      problem(page.querySelector('[data-part=problem]:not([hidden])')?.textContent ?? (answer.ok ? '' : form.dataset.offline ?? ''));
    }
    swapAll([...page.querySelectorAll('#status, #text-label, #messages > li, #tools')].map((e) => e.outerHTML).join(''));
    read();
  } catch {
    problem(form.dataset.offline ?? document.getElementById('composer')?.dataset.offline ?? '');
  }
});

let lastRead = Number(document.getElementById('messages')?.lastElementChild?.id.slice(2) ?? 0);
const told = { read: 0, typing: 0 };

function read() {
  const last = document.getElementById('messages')?.lastElementChild?.id.slice(2);
  lastRead = Math.max(lastRead, Number(last ?? 0));
  const seen = field('seen');
  if (seen) seen.value = String(lastRead);
  if (document.hidden || lastRead <= told.read) return;
  told.read = lastRead;
  post('/read', { seen: String(lastRead) });
}

let typingEnds = 0;
document.addEventListener('live', () => {
  read();
  const typing = document.getElementById('typing');
  if (!typing?.textContent) return;
  clearTimeout(typingEnds);
  typingEnds = setTimeout(() => typing.replaceChildren(), 7000);
});
document.addEventListener('visibilitychange', read);

document.addEventListener('input', (event) => {
  if (/** @type {Element} */ (event.target).id !== 'text' || Date.now() - told.typing < 3000) return;
  told.typing = Date.now();
  post('/typing');
});

document.addEventListener('keydown', (event) => {
  const text = field('text');
  if (event.target !== text || event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  text?.form?.requestSubmit();
});

// The wait clock counts up where the page shows since when.
setInterval(() => {
  for (const clock of document.querySelectorAll('[data-since]')) {
    const since = Date.parse(clock.getAttribute('data-since') ?? '');
    const seconds = Math.max(0, Math.floor((Date.now() - since) / 1000));
    const two = (/** @type {number} */ n) => String(n).padStart(2, '0');
    const days = Math.floor(seconds / 86400);
    const hours = Math.floor(seconds / 3600) % 24;
    const long = days ? days.toLocaleString(document.documentElement.lang, { style: 'unit', unit: 'day', unitDisplay: 'long' }) + ' ' : '';
    const words = clock.getAttribute('data-words');
    clock.textContent = `${words} ${long}` + (days || hours ? `${days ? two(hours) : hours}:` : '') + `${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  }
}, 1000);

read();

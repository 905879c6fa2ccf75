// @ts-check
// Keeps the page current: follows the desk's events and swaps the fragments that come in.
//
// A browser allows few open lines to one host, so of all hidden tabs only one keeps its line (it
// counts for the title and for being at the desk); the others listen again when they are looked at.

import { swapAll } from './console-morph.js';
import { write } from './console-clock.js';
import { seen } from './console-send.js';
import { atEnd, toEnd } from './console-scroll.js';

const page = document.getElementById('console');
const bar = document.getElementById('bar');
const line = document.getElementById('line');
const title = document.title;

/** @type {EventSource | null} */
let stream = null;
/** where the stream was when it was put down, to go on from there */
let place = '';
/** @type {(() => void) | null} */
let release = null;
let out = false;

/**
 * @param {string} words
 * @param {boolean} [good]
 */
function say(words, good) {
  if (!line || line.textContent === words) return;
  line.textContent = words;
  line.classList.toggle('good', !!good);
}

function badge() {
  const attention = document.getElementById('attention');
  const count = Number(attention?.dataset.count || 0);
  const urgent = Number(attention?.dataset.urgent || 0);
  document.title = (urgent > 0 ? '(!) ' : '') + (count > 0 ? `(${count}) ` : '') + title;
}

function mark() {
  const open = page?.dataset.open;
  for (const a of document.querySelectorAll('#list a')) {
    if (open && a.id === `go-${open}`) a.setAttribute('aria-current', 'true');
    else a.removeAttribute('aria-current');
  }
}

function connect() {
  const address = bar?.dataset.stream;
  if (!address || stream || out) return;
  const url = new URL(address, location.href);
  if (place) url.searchParams.set('at', place);
  stream = new EventSource(url);
  stream.addEventListener('swap', (e) => {
    if (e.lastEventId) place = e.lastEventId;
    const stay = atEnd();
    swapAll(e.data);
    if (stay) toEnd();
    mark();
    write();
    badge();
    seen();
  });
  stream.addEventListener('signed-out', () => leave());
  // What is open was erased or restricted: nothing of it stays on a screen.
  stream.addEventListener('gone', () => location.reload());
  stream.addEventListener('open', () => {
    if (line?.textContent) {
      say(line.dataset.back || '', true);
      setTimeout(() => line?.classList.contains('good') && say(''), 3000);
    }
  });
  stream.addEventListener('error', () => {
    if (stream?.readyState === EventSource.CLOSED) ask();
    say(line?.dataset.lost || '');
  });
}

/** The line was refused: the session may be over, or the desk is starting again. */
async function ask() {
  stream?.close();
  stream = null;
  try {
    const r = await fetch('/console/here', { headers: { Accept: 'application/json' } });
    if (r.status === 401) return leave();
  } catch {
    // still away
  }
  setTimeout(connect, 3000);
}

function leave() {
  out = true;
  disconnect();
  say(line?.dataset.out || '');
}

function disconnect() {
  stream?.close();
  stream = null;
}

/** Of all hidden tabs one holds this lock. */
function hold() {
  if (!navigator.locks) return;
  navigator.locks.request('candor-console', { ifAvailable: true }, (lock) => {
    if (!lock) {
      disconnect();
      return undefined;
    }
    return new Promise((done) => (release = () => done(undefined)));
  });
}

export function follow() {
  if (!bar?.dataset.stream) return;
  badge();
  mark();
  connect();
  document.querySelector('#list a[aria-current]')?.scrollIntoView({ block: 'nearest' });
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) {
      hold();
      return;
    }
    release?.();
    release = null;
    write();
    connect();
    seen();
  });
  addEventListener('pagehide', disconnect);
  addEventListener('pageshow', connect);
}

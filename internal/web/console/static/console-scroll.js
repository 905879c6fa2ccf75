// @ts-check
// On a phone the whole page scrolls instead of the list of messages: it opens at the newest one, and
// stays there when something comes in. Wider screens do that by themselves.

const log = document.getElementById('log');
const end = document.getElementById('typing');

/** Whether the page as a whole scrolls. */
function whole() {
  const box = log?.closest('.scroll');
  return !!box && getComputedStyle(box).overflowY === 'visible';
}

/** Whether the end of the conversation is in view. */
export function atEnd() {
  if (!end || !whole()) return false;
  const { top } = end.getBoundingClientRect();
  return top < innerHeight + 40;
}

export function toEnd() {
  document.getElementById('send')?.scrollIntoView({ block: 'end' });
}

export function openAtEnd() {
  if (log && whole() && !location.hash && log.children.length > 3) toEnd();
}

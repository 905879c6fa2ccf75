// @ts-check
// Clocks that tick: <time datetime="…" data-clock>. They count from the desk's time, not from the
// computer's, whose clock may be wrong.

const skew = (() => {
  const now = document.getElementById('bar')?.dataset.now;
  return now ? Date.parse(now) - Date.now() : 0;
})();

/** @param {number} seconds */
function words(seconds) {
  const s = Math.max(0, Math.floor(seconds));
  const two = (/** @type {number} */ n) => String(n).padStart(2, '0');
  if (s < 3600) return `${Math.floor(s / 60)}:${two(s % 60)}`;
  if (s < 86400) return `${Math.floor(s / 3600)} h ${two(Math.floor((s % 3600) / 60))}`;
  return `${Math.floor(s / 86400)} d ${Math.floor((s % 86400) / 3600)} h`;
}

/** Writes every clock of the page. */
export function write() {
  const now = Date.now() + skew;
  for (const clock of document.querySelectorAll('time[data-clock]')) {
    const text = words((now - Date.parse(/** @type {HTMLTimeElement} */ (clock).dateTime)) / 1000);
    if (clock.textContent !== text) clock.textContent = text;
  }
}

export function tick() {
  write();
  setInterval(() => {
    if (!document.hidden) write();
  }, 1000);
}

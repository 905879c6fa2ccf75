// @ts-check
// Picking rows of a list: X picks the one that has the focus, and how many are picked is told.

const boxes = () => /** @type {HTMLInputElement[]} */ ([...document.querySelectorAll('input.pick')]);

function tell() {
  const count = document.getElementById('bulk-count');
  if (!count) return;
  const n = boxes().filter((b) => b.checked).length;
  count.textContent = n ? String(n) : '';
}

/** @param {boolean} on */
function all(on) {
  for (const b of boxes()) b.checked = on;
  tell();
}

export function bulk() {
  document.addEventListener('change', (e) => {
    if (e.target instanceof HTMLInputElement && e.target.classList.contains('pick')) tell();
  });
  document.addEventListener('click', (e) => {
    if (!(e.target instanceof HTMLElement)) return;
    if (e.target.id === 'bulk-all') all(true);
    if (e.target.id === 'bulk-none') all(false);
  });
  document.addEventListener('keydown', (e) => {
    if (e.key.toLowerCase() !== 'x' || e.ctrlKey || e.metaKey || e.altKey || e.repeat || document.documentElement.classList.contains('keys-off')) return;
    const row = document.activeElement?.closest('#list > li');
    if (!row || !(document.activeElement instanceof HTMLAnchorElement)) return;
    const box = row.querySelector('input.pick');
    if (!(box instanceof HTMLInputElement)) return;
    e.preventDefault();
    box.checked = !box.checked;
    tell();
  });
  tell();
}

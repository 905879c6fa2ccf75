// @ts-check
// Prepared replies: "/" in an empty reply opens them, typing narrows them, Enter or a click writes one
// where the agent writes. Nothing is sent by that.

/** @param {HTMLTextAreaElement} field @param {string} words */
function write(field, words) {
  const from = field.selectionStart;
  field.setRangeText(words, from, field.selectionEnd, 'end');
  field.dispatchEvent(new Event('input', { bubbles: true }));
  field.focus();
}

export function canned() {
  const box = document.getElementById('canned-box');
  const query = document.getElementById('canned-query');
  const list = document.getElementById('canned-list');
  const field = document.getElementById('reply');
  if (!(box instanceof HTMLDetailsElement) || !(query instanceof HTMLInputElement) || !list || !(field instanceof HTMLTextAreaElement)) return;
  let asked = 0;

  const links = () => /** @type {HTMLAnchorElement[]} */ ([...list.querySelectorAll('a[data-insert]')]);

  const fill = async () => {
    const mine = ++asked;
    try {
      const r = await fetch(box.dataset.url + '&q=' + encodeURIComponent(query.value));
      if (mine !== asked) return;
      list.innerHTML = r.ok ? await r.text() : '';
    } catch {
      if (mine === asked) list.textContent = '';
    }
  };

  /** @param {HTMLAnchorElement} a */
  const choose = (a) => {
    box.open = false;
    query.value = '';
    write(field, a.dataset.insert || '');
  };

  box.addEventListener('toggle', () => {
    if (!box.open) return;
    query.focus();
    fill();
  });
  query.addEventListener('input', fill);
  box.addEventListener('keydown', (e) => {
    const all = links();
    const at = all.indexOf(/** @type {HTMLAnchorElement} */ (document.activeElement));
    if (e.key === 'Escape') {
      e.preventDefault();
      e.stopPropagation();
      box.open = false;
      field.focus();
    } else if (e.key === 'ArrowDown' && all.length) {
      e.preventDefault();
      all[Math.min(at + 1, all.length - 1)].focus();
    } else if (e.key === 'ArrowUp' && all.length) {
      e.preventDefault();
      if (at <= 0) query.focus();
      else all[at - 1].focus();
    } else if (e.key === 'Enter' && e.target === query) {
      e.preventDefault();
      if (all.length) choose(all[0]);
    }
  });
  list.addEventListener('click', (e) => {
    const a = e.target instanceof Element ? e.target.closest('a[data-insert]') : null;
    if (!(a instanceof HTMLAnchorElement)) return;
    e.preventDefault();
    choose(a);
  });
  field.addEventListener('keydown', (e) => {
    if (e.key !== '/' || field.value !== '' || e.ctrlKey || e.metaKey || e.altKey || e.isComposing) return;
    e.preventDefault();
    box.open = true;
  });
}

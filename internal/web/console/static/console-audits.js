// @ts-check
// An audit that runs: how far it is, without loading the page again.

const box = document.querySelector('[data-progress]');

/** @param {Element} from */
async function look(from) {
  try {
    const r = await fetch(String(from.getAttribute('data-progress')), { headers: { Accept: 'application/json' } });
    if (!r.ok) return;
    const now = await r.json();
    const bar = from.querySelector('progress');
    const words = from.querySelector('[data-words]');
    const link = from.querySelector('a[data-report]');
    if (bar && now.all > 0) {
      bar.max = now.all;
      bar.value = now.done;
    }
    if (words && (!now.busy || words.textContent === '' || now.done === 0)) words.textContent = now.words;
    if (now.busy) {
      setTimeout(look, 1500, from);
      return;
    }
    bar?.remove();
    if (link instanceof HTMLAnchorElement && now.report) {
      link.href = now.report;
      link.hidden = false;
    }
    for (const b of document.querySelectorAll('[data-part="run"]')) b.removeAttribute('disabled');
  } catch {
    setTimeout(look, 5000, from);
  }
}

if (box) setTimeout(look, 1000, box);

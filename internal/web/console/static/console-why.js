// @ts-check
// Opens "why this answer" in its place.

export function explain() {
  document.addEventListener('toggle', async (e) => {
    const box = e.target;
    if (!(box instanceof HTMLDetailsElement) || !box.open || !box.dataset.partUrl) return;
    const body = box.querySelector('[data-kept]');
    if (!body || body.hasAttribute('data-loaded')) return;
    try {
      const r = await fetch(box.dataset.partUrl);
      if (!r.ok) return; // the link to the page stays
      const parsed = new DOMParser().parseFromString(await r.text(), 'text/html');
      body.replaceChildren(...parsed.body.childNodes);
      body.setAttribute('data-loaded', '');
    } catch {
      // the link to the page stays
    }
  }, true);
}

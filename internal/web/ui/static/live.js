// @ts-check
// live.js keeps a page current: it follows the event stream named in <body data-live="…"> and puts
// each fragment that arrives in the place of the element with the same id. An element that is not
// there yet goes to the end of the element named by its data-into attribute.
//
// Focus and what is being typed survive: an element that holds the focus is left alone unless it
// says data-replace="always", and then the focus goes to the new element with the same id.

/** @param {Element} fresh */
export function swap(fresh) {
  const old = document.getElementById(fresh.id);
  if (!old) {
    const into = fresh.getAttribute('data-into');
    const place = into && document.getElementById(into);
    if (!place) return;
    const last = place.lastElementChild?.getBoundingClientRect();
    const atEnd = !last || last.bottom < innerHeight + 80; // whoever reads further up stays there
    place.append(fresh);
    if (atEnd) fresh.scrollIntoView({ block: 'nearest' });
    return;
  }
  const focused = document.activeElement;
  if (focused && old.contains(focused)) {
    if (fresh.getAttribute('data-replace') !== 'always' || !focused.id) return;
    old.replaceWith(fresh);
    document.getElementById(focused.id)?.focus();
    return;
  }
  const open = new Set([...old.querySelectorAll('details[open][id]')].map((d) => d.id));
  old.replaceWith(fresh);
  for (const id of open) document.getElementById(id)?.setAttribute('open', '');
}

/** @param {string} html */
export function swapAll(html) {
  const parsed = new DOMParser().parseFromString(html, 'text/html');
  for (const fresh of [...parsed.body.children]) {
    if (fresh.id) swap(/** @type {Element} */ (document.adoptNode(fresh)));
  }
}

const address = document.body.dataset.live;
if (address) {
  const stream = new EventSource(address);
  stream.addEventListener('swap', (e) => {
    swapAll(e.data);
    document.dispatchEvent(new CustomEvent('live'));
  });
  stream.addEventListener('reload', () => location.reload());
  stream.addEventListener('error', () => document.body.classList.add('offline'));
  stream.addEventListener('open', () => document.body.classList.remove('offline'));
  addEventListener('pagehide', () => stream.close());
}

// @ts-check
// Turns an element of the page into a fresh one from the desk while keeping what is the same: the
// focus, what is typed, what is open and where lists are scrolled to.

/**
 * Puts each fragment in its place: onto the element with its id, or at the end of the one that
 * its data-into names.
 * @param {string} html
 */
export function swapAll(html) {
  const parsed = new DOMParser().parseFromString(html, 'text/html');
  for (const fresh of [...parsed.body.children]) {
    const old = document.getElementById(fresh.id);
    if (old) {
      keepFocus(() => morph(old, fresh));
      continue;
    }
    const into = fresh.getAttribute('data-into');
    if (into) document.getElementById(into)?.append(document.adoptNode(fresh));
  }
}

/**
 * If the focused element goes away, the focus goes to what came nearest to it, never to the top
 * of the page.
 * @param {() => void} change
 */
function keepFocus(change) {
  const focused = /** @type {HTMLElement | null} */ (document.activeElement);
  const list = focused?.closest('#list');
  const links = list ? [...list.querySelectorAll('a')] : [];
  const place = links.indexOf(/** @type {HTMLAnchorElement} */ (focused));
  const head = focused?.closest('#head') ? 'reply' : '';
  change();
  if (!focused || focused === document.body || focused.isConnected) return;
  const again = focused.id && document.getElementById(focused.id);
  const now = [...document.querySelectorAll('#list a')];
  const next = again || (place >= 0 && (now[Math.min(place, now.length - 1)] || document.getElementById('empty'))) ||
    (head && document.getElementById(head)) || document.getElementById('main');
  /** @type {HTMLElement} */ (next)?.focus();
}

/**
 * @param {Element} old
 * @param {Element} fresh
 */
function morph(old, fresh) {
  if (old.nodeName !== fresh.nodeName) {
    old.replaceWith(document.adoptNode(fresh));
    return;
  }
  attributes(old, fresh);
  // What the page itself fills in is left alone: clocks, explanations that were opened, fields.
  if (old.hasAttribute('data-clock') || old.hasAttribute('data-kept') || old instanceof HTMLTextAreaElement) return;
  children(old, fresh);
}

/**
 * @param {Element} old
 * @param {Element} fresh
 */
function attributes(old, fresh) {
  const kept = old instanceof HTMLDetailsElement ? ['open'] : old.matches('#list a') ? ['aria-current'] : [];
  for (const { name, value } of [...fresh.attributes]) {
    if (old.getAttribute(name) !== value && !kept.includes(name)) old.setAttribute(name, value);
  }
  for (const { name } of [...old.attributes]) {
    if (!fresh.hasAttribute(name) && !kept.includes(name)) old.removeAttribute(name);
  }
}

/**
 * Children with an id are matched by it, the others by their order.
 * @param {Element} old
 * @param {Element} fresh
 */
function children(old, fresh) {
  /** @type {Map<string, Element>} */
  const named = new Map();
  for (const child of old.children) if (child.id) named.set(child.id, child);
  const wanted = [...fresh.childNodes];
  let at = old.firstChild;
  for (const node of wanted) {
    const match = node instanceof Element && node.id ? named.get(node.id) : null;
    if (match) {
      if (match !== at) old.insertBefore(match, at);
      else at = at.nextSibling;
      morph(match, /** @type {Element} */ (node));
      continue;
    }
    if (at && similar(at, node)) {
      const next = at.nextSibling;
      if (node instanceof Element) morph(/** @type {Element} */ (at), node);
      else if (at.nodeValue !== node.nodeValue) at.nodeValue = node.nodeValue;
      at = next;
      continue;
    }
    old.insertBefore(document.adoptNode(node), at);
  }
  while (at) {
    const next = at.nextSibling;
    at.remove();
    at = next;
  }
}

/**
 * @param {Node} a
 * @param {Node} b
 */
function similar(a, b) {
  if (a.nodeType !== b.nodeType || a.nodeName !== b.nodeName) return false;
  return !(a instanceof Element) || (!a.id && !(/** @type {Element} */ (b).id));
}

// @ts-check
// "@" in a note offers colleagues: typing narrows them, arrow keys choose, Enter or a click writes the name. The words stay in
// the field all the time, and whoever takes no notice of the list just goes on writing.

export function mention() {
  const field = document.getElementById('note');
  const list = document.getElementById('mention-list');
  const told = document.getElementById('mention-told');
  if (!(field instanceof HTMLTextAreaElement) || !list || !told) return;
  const all = /** @type {HTMLElement[]} */ ([...list.querySelectorAll('[role=option]')]);
  let at = -1;
  let from = -1; // where the name begins in the field, after the @

  field.setAttribute('aria-autocomplete', 'list');
  field.setAttribute('aria-controls', list.id);

  const shown = () => all.filter((x) => !x.hidden);
  const plain = (/** @type {string} */ s) => s.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

  const mark = () => {
    const some = shown();
    all.forEach((x) => x.setAttribute('aria-selected', String(x === some[at])));
    if (some[at]) {
      field.setAttribute('aria-activedescendant', some[at].id);
      some[at].scrollIntoView({ block: 'nearest' });
    } else field.removeAttribute('aria-activedescendant');
  };

  const close = () => {
    list.hidden = true;
    from = at = -1;
    told.textContent = '';
    mark();
  };

  const look = () => {
    const before = field.value.slice(0, field.selectionStart);
    const found = /(^|[^\p{L}\p{N}])@([\p{L}\p{N}._-]{0,40})$/u.exec(before);
    if (!found || field.selectionStart !== field.selectionEnd) return close();
    const begun = plain(found[2]);
    from = before.length - found[2].length;
    all.forEach((x) => {
      const words = [x.dataset.write || '', ...(x.firstChild?.textContent || '').split(/\s+/)];
      x.hidden = !words.some((w) => w && plain(w).startsWith(begun));
    });
    const some = shown();
    if (!some.length) return close();
    list.hidden = false;
    at = 0;
    mark();
    const say = (some.length === 1 ? list.dataset.single : list.dataset.several) || '';
    told.textContent = some.length + ' ' + say;
  };

  /** @param {HTMLElement} x */
  const write = (x) => {
    field.setRangeText((x.dataset.write || '') + ' ', from, field.selectionStart, 'end');
    close();
    field.dispatchEvent(new Event('input', { bubbles: true }));
    field.focus();
  };

  field.addEventListener('input', look);
  field.addEventListener('click', look);
  field.addEventListener('blur', () => setTimeout(() => document.activeElement === field || close(), 150));
  field.addEventListener('keydown', (e) => {
    if (list.hidden || e.isComposing || e.ctrlKey || e.metaKey || e.altKey) return;
    const some = shown();
    if (e.key === 'ArrowDown') at = (at + 1) % some.length;
    else if (e.key === 'ArrowUp') at = (at + some.length - 1) % some.length;
    else if ((e.key === 'Enter' || e.key === 'Tab') && !e.shiftKey && some[at]) write(some[at]);
    else if (e.key === 'Escape') close();
    else return;
    e.preventDefault();
    e.stopPropagation();
    mark();
  });
  list.addEventListener('mousedown', (e) => {
    const x = e.target instanceof Element ? e.target.closest('[role=option]') : null;
    if (!(x instanceof HTMLElement)) return;
    e.preventDefault(); // the field keeps the focus
    write(x);
  });
}

// @ts-check
// The palette: every action and every listed conversation of the page, found by typing.

import { use } from './console-keys.js';

/** @typedef {{ label: string, key: string, element: HTMLElement }} Action */

/** @returns {Action[]} */
function actions() {
  /** @type {Action[]} */
  const all = [];
  // What can be done with the open conversation comes first.
  const here = [...document.querySelectorAll('.talk [data-command]')];
  const others = [...document.querySelectorAll('[data-command]')].filter((el) => !here.includes(el));
  for (const el of [...here, ...others]) {
    const element = /** @type {HTMLElement} */ (el);
    all.push({ label: element.dataset.command || '', key: (element.dataset.key || '').toUpperCase(), element });
  }
  for (const el of document.querySelectorAll('[data-opens="help"]')) {
    const element = /** @type {HTMLElement} */ (el);
    all.push({ label: document.getElementById('help-title')?.textContent || '', key: '?', element });
  }
  const words = document.getElementById('palette')?.dataset.list || '';
  for (const el of document.querySelectorAll('#list a')) {
    const element = /** @type {HTMLElement} */ (el);
    all.push({ label: `${words} ${element.dataset.reference}`, key: '', element });
  }
  return all;
}

export function palette() {
  const dialog = document.getElementById('palette');
  const query = document.getElementById('palette-query');
  const list = document.getElementById('palette-list');
  if (!(dialog instanceof HTMLDialogElement) || !(query instanceof HTMLInputElement) || !list) return;
  /** @type {Action[]} */
  let shown = [];
  let at = 0;

  const choose = (/** @type {number} */ n) => {
    at = shown.length ? (n + shown.length) % shown.length : 0;
    [...list.children].forEach((li, i) => li.setAttribute('aria-selected', String(shown.length > 0 && i === at)));
    if (shown.length) {
      query.setAttribute('aria-activedescendant', `palette-${at}`);
      list.children[at].scrollIntoView({ block: 'nearest' });
    } else query.removeAttribute('aria-activedescendant');
  };

  const draw = () => {
    const wanted = query.value.toLowerCase().split(/\s+/).filter(Boolean);
    shown = actions().filter((a) => wanted.every((w) => a.label.toLowerCase().includes(w)));
    list.replaceChildren(...shown.map((a, i) => {
      const li = document.createElement('li');
      li.id = `palette-${i}`;
      li.setAttribute('role', 'option');
      li.dataset.at = String(i);
      li.append(a.label);
      if (a.key) {
        const kbd = document.createElement('kbd');
        kbd.textContent = a.key;
        li.append(kbd);
      }
      return li;
    }));
    if (shown.length === 0) {
      const li = document.createElement('li');
      li.setAttribute('role', 'option');
      li.setAttribute('aria-disabled', 'true');
      li.textContent = dialog.dataset.none || '';
      list.append(li);
    }
    choose(0);
  };

  const run = () => {
    const action = shown[at];
    if (!action) return;
    dialog.close();
    use(action.element);
  };

  dialog.addEventListener('opened', () => {
    query.value = '';
    draw();
    query.focus();
  });
  query.addEventListener('input', draw);
  query.addEventListener('keydown', (e) => {
    if (e.key === 'ArrowDown') choose(at + 1);
    else if (e.key === 'ArrowUp') choose(at - 1);
    else if (e.key === 'Enter') run();
    else return;
    e.preventDefault();
  });
  list.addEventListener('click', (e) => {
    const li = e.target instanceof Element && e.target.closest('li[data-at]');
    if (!li) return;
    at = Number(/** @type {HTMLElement} */ (li).dataset.at);
    run();
  });
}

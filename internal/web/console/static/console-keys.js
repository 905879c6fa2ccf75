// @ts-check
// Single-key shortcuts. An element says its key in data-key; J and K move through the list. They
// do nothing while somebody types, while something lies over the page, or when switched off.

import { open } from './console-dialogs.js';

const choice = 'candor-keys';

/** @param {EventTarget | null} target */
function typing(target) {
  return target instanceof HTMLElement &&
    (target.isContentEditable || target.matches('textarea, select, input:not([type="checkbox"], [type="radio"], [type="button"], [type="submit"])'));
}

/** @param {number} step */
function move(step) {
  const links = /** @type {HTMLElement[]} */ ([...document.querySelectorAll('#list a')]);
  if (links.length === 0) return;
  let at = links.findIndex((a) => a === document.activeElement);
  if (at < 0) at = links.findIndex((a) => a.hasAttribute('aria-current'));
  const next = at < 0 ? (step > 0 ? 0 : links.length - 1) : Math.min(links.length - 1, Math.max(0, at + step));
  links[next].focus();
  links[next].scrollIntoView({ block: 'nearest' });
}

/**
 * Does what an element is for: a field gets the focus, anything else is pressed.
 * @param {HTMLElement} el
 */
export function use(el) {
  const box = el.closest('details');
  if (box && !el.matches('summary')) box.open = true;
  if (el.matches('input, textarea, select')) {
    el.focus();
    return;
  }
  el.focus();
  el.click();
}

const off = () => localStorage.getItem(choice) === 'off';

export function listen() {
  const box = document.getElementById('keys-on');
  const show = () => document.documentElement.classList.toggle('keys-off', off());
  if (box instanceof HTMLInputElement) {
    box.checked = !off();
    box.addEventListener('change', () => {
      localStorage.setItem(choice, box.checked ? 'on' : 'off');
      show();
    });
  }
  show();
  document.addEventListener('keydown', (e) => {
    if (e.isComposing || e.defaultPrevented) return;
    const over = document.querySelector('dialog[open]');
    if ((e.ctrlKey || e.metaKey) && !e.altKey && !e.shiftKey && e.key.toLowerCase() === 'k') {
      if (over && over.id !== 'palette') return;
      e.preventDefault();
      open('palette');
      return;
    }
    if (e.key === 'Escape' && !over) {
      escape(e.target);
      return;
    }
    if (e.ctrlKey || e.metaKey || e.altKey || over || typing(e.target) || off()) return;
    const key = e.key.toLowerCase();
    if (key === 'j' || key === 'k') {
      e.preventDefault();
      move(key === 'j' ? 1 : -1);
      return;
    }
    if (e.repeat) return;
    const el = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
    if (el instanceof HTMLElement) {
      e.preventDefault();
      use(el);
    }
  });
}

/** @param {EventTarget | null} target */
function escape(target) {
  if (!(target instanceof HTMLElement)) return;
  const menu = target.closest('details.menu');
  if (menu instanceof HTMLDetailsElement && menu.open) {
    menu.open = false;
    menu.querySelector('summary')?.focus();
  } else if (typing(target)) {
    target.blur();
  }
}

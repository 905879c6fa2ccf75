// @ts-check
// Opens and closes what lies over the page, and gives the focus back.

/** @param {string} id */
export function open(id) {
  const dialog = document.getElementById(id);
  if (!(dialog instanceof HTMLDialogElement) || dialog.open) return;
  dialog.showModal();
  dialog.dispatchEvent(new Event('opened'));
}

export function dialogs() {
  for (const button of document.querySelectorAll('[data-opens]')) {
    button.addEventListener('click', () => open(/** @type {HTMLElement} */ (button).dataset.opens || ''));
  }
  for (const dialog of document.querySelectorAll('dialog')) {
    dialog.addEventListener('click', (e) => {
      if (e.target === dialog) dialog.close(); // beside it
    });
  }
  if (!/Mac|iPhone|iPad/.test(navigator.platform)) return;
  for (const key of document.querySelectorAll('[data-mod]')) {
    key.textContent = '⌘ ' + /** @type {HTMLElement} */ (key).dataset.mod;
  }
}

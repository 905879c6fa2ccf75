// @ts-check
// Keeps what is typed in this browser tab until it is sent, against reloads and lost sessions. It
// is forgotten when the tab is closed and when the agent signs out.

const prefix = 'candor-draft-';

/** @param {HTMLFormElement} form */
const field = (form) => /** @type {HTMLTextAreaElement} */ (form.elements.namedItem('text'));

/** @param {HTMLFormElement} form */
const key = (form) => /** @type {HTMLInputElement} */ (form.elements.namedItem('key'));

/**
 * The words were taken: they and their key are used up.
 * @param {HTMLFormElement} form
 */
export function forget(form) {
  sessionStorage.removeItem(prefix + form.dataset.draft);
  renew(form);
}

/**
 * The desk refused: nothing stands under the key, and changed words may go under another.
 * @param {HTMLFormElement} form
 */
export function renew(form) {
  const fresh = new Uint8Array(16);
  crypto.getRandomValues(fresh);
  key(form).value = [...fresh].map((b) => b.toString(16).padStart(2, '0')).join('');
}

/**
 * Keeps the words together with the key they will be sent under, so that sending them again after
 * a reload cannot double them.
 * @param {HTMLFormElement} form
 */
export function keep(form) {
  const name = prefix + form.dataset.draft;
  const text = field(form).value;
  if (text === '') sessionStorage.removeItem(name);
  else sessionStorage.setItem(name, JSON.stringify({ text, key: key(form).value }));
}

/** @param {HTMLFormElement} form */
function restore(form) {
  const kept = sessionStorage.getItem(prefix + form.dataset.draft);
  if (!kept || field(form).value !== '') return;
  try {
    const draft = JSON.parse(kept);
    field(form).value = String(draft.text);
    key(form).value = String(draft.key);
    const box = form.closest('details');
    if (box) box.open = true;
  } catch {
    sessionStorage.removeItem(prefix + form.dataset.draft);
  }
}

export function keepDrafts() {
  for (const form of document.querySelectorAll('form[data-draft]')) {
    const f = /** @type {HTMLFormElement} */ (form);
    restore(f);
    f.addEventListener('input', () => keep(f));
  }
  document.querySelector('form[data-forgets]')?.addEventListener('submit', () => {
    for (const name of Object.keys(sessionStorage)) {
      if (name.startsWith(prefix)) sessionStorage.removeItem(name);
    }
  });
}

// @ts-check
// Help beside the conversation: shown where it was asked for, and taken into the reply by a click. What is in the
// reply already stays.

/** @param {Element} from */
function use(from) {
  const box = from.closest('.assist-near') ?? from.closest('.assist');
  const text = box?.querySelector('[data-draft-text]')?.textContent ?? '';
  const reply = document.getElementById('reply') ?? document.getElementById('assist-reply');
  if (!(reply instanceof HTMLTextAreaElement) || text === '') return;
  const instead = from instanceof HTMLElement && from.dataset.useDraft === 'instead';
  reply.value = instead || reply.value.trim() === '' ? text : `${reply.value.trimEnd()}\n\n${text}`;
  reply.dispatchEvent(new Event('input', { bubbles: true }));
  reply.focus();
  reply.setSelectionRange(0, 0);
}

/** @param {HTMLFormElement} form */
async function show(form) {
  const into = document.getElementById('assist-body');
  if (!into) return form.submit();
  const body = new URLSearchParams(/** @type {any} */ (new FormData(form)));
  body.set('part', '1');
  into.setAttribute('aria-busy', 'true');
  try {
    const r = await fetch(form.action, { method: 'POST', body });
    if (!r.ok) return form.submit();
    const parsed = new DOMParser().parseFromString(await r.text(), 'text/html');
    into.replaceChildren(...parsed.body.childNodes);
  } catch {
    form.submit();
  } finally {
    into.removeAttribute('aria-busy');
  }
}

/**
 * Shows the words of the reply in others, beside it.
 * @param {HTMLElement} button
 */
async function rewrite(button) {
  const form = document.getElementById('reply-form');
  const reply = document.getElementById('reply');
  const into = document.getElementById('rewrite-body');
  const problem = document.getElementById('rewrite-problem');
  if (!(form instanceof HTMLFormElement) || !(reply instanceof HTMLTextAreaElement) || !into || !problem) return;
  problem.textContent = reply.value.trim() === '' ? problem.dataset.empty || '' : '';
  if (problem.textContent) return;
  into.setAttribute('aria-busy', 'true');
  const body = new URLSearchParams({ part: '1', text: reply.value, manner: button.dataset.rewrite || '', key: String(new FormData(form).get('key')) });
  try {
    const r = await fetch(form.action.replace(/\/reply$/, '/assist/rewrite'), { method: 'POST', body, headers: { Accept: 'application/json' } });
    const text = await r.text();
    if (r.ok) into.replaceChildren(...new DOMParser().parseFromString(text, 'text/html').body.childNodes);
    else problem.textContent = JSON.parse(text)?.error?.message || problem.dataset.failed || '';
  } catch {
    problem.textContent = problem.dataset.failed || '';
  } finally {
    into.removeAttribute('aria-busy');
  }
}

export function assist() {
  document.addEventListener('submit', (e) => {
    const form = e.target;
    if (!(form instanceof HTMLFormElement) || !form.hasAttribute('data-assist')) return;
    e.preventDefault();
    show(form);
  });
  document.addEventListener('click', (e) => {
    const button = e.target instanceof Element ? e.target.closest('[data-use-draft]') : null;
    if (button) use(button);
    const other = e.target instanceof Element ? e.target.closest('[data-rewrite]') : null;
    if (other instanceof HTMLElement) rewrite(other);
  });
}

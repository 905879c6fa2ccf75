// @ts-check
// link.js takes the secret of a link out of the address bar and puts it into the form, so that nothing
// has to be pasted and nobody who looks at the screen or the history finds it.

const field = /** @type {HTMLInputElement | null} */ (document.getElementById('link'));
const secret = location.hash.slice(1);

if (field && secret.length > 20) {
  field.value = secret;
  history.replaceState(null, '', location.pathname + location.search);
  const paste = document.getElementById('paste');
  if (paste) paste.hidden = true;
}

// @ts-check
// Notices on this device: a short sound, or a notice of the browser, when somebody new waits. Both are off until they
// are switched on here, and say nothing of whom.

const sound = 'candor-notice-sound';
const browser = 'candor-notice-browser';

let known = -1;
let urgent = 0;

function counts() {
  const box = document.getElementById('attention');
  return { waiting: Number(box?.dataset.count || 0), urgent: Number(box?.dataset.urgent || 0), words: box?.dataset };
}

function beep() {
  try {
    const audio = new AudioContext();
    const tone = audio.createOscillator();
    const volume = audio.createGain();
    volume.gain.setValueAtTime(0.08, audio.currentTime);
    volume.gain.exponentialRampToValueAtTime(0.001, audio.currentTime + 0.4);
    tone.frequency.value = 660;
    tone.connect(volume).connect(audio.destination);
    tone.start();
    tone.stop(audio.currentTime + 0.4);
    tone.onended = () => audio.close();
  } catch {
    // a device without sound
  }
}

function look() {
  const now = counts();
  const more = known >= 0 && (now.waiting > known || now.urgent > urgent);
  const danger = now.urgent > urgent;
  known = now.waiting;
  urgent = now.urgent;
  if (!more) return;
  if (localStorage.getItem(sound) === '1') beep();
  if (localStorage.getItem(browser) === '1' && document.hidden && 'Notification' in window && Notification.permission === 'granted') {
    const words = (danger ? now.words?.noticeUrgent : now.words?.notice) || '';
    const notice = new Notification(words, { tag: 'candor-waiting' });
    notice.onclick = () => {
      window.focus();
      notice.close();
    };
  }
}

/**
 * @param {string} id
 * @param {string} name
 * @param {(on: boolean) => Promise<boolean>} change
 */
function choice(id, name, change) {
  const box = document.getElementById(id);
  if (!(box instanceof HTMLInputElement)) return;
  box.checked = localStorage.getItem(name) === '1';
  box.addEventListener('change', async () => {
    box.checked = await change(box.checked);
    if (box.checked) localStorage.setItem(name, '1');
    else localStorage.removeItem(name);
  });
}

export function notify() {
  choice('notice-sound', sound, async (on) => {
    if (on) beep();
    return on;
  });
  choice('notice-browser', browser, async (on) => {
    if (!on) return false;
    const allowed = 'Notification' in window && (await Notification.requestPermission()) === 'granted';
    const told = document.getElementById('notice-denied');
    if (told) told.hidden = allowed;
    return allowed;
  });
  const box = document.getElementById('attention');
  if (!box?.parentElement) return;
  look();
  new MutationObserver(look).observe(box.parentElement, { subtree: true, childList: true, attributes: true, attributeFilter: ['data-count', 'data-urgent'] });
}

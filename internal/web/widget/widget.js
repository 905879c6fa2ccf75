// @ts-check
// The chat widget: until its button is clicked it asks for and stores nothing.
(() => {
const script = /** @type {any} */ (document.currentScript);
const base = new URL(script.src).origin;
const inbox = script.dataset.inbox || 'main';
const store = 'candor.' + inbox;
const first = script.dataset.lang || document.documentElement.lang || navigator.language;
const word = script.dataset.label || { es: 'Ayuda', de: 'Hilfe', fr: 'Aide', it: 'Aiuto', ar: 'مساعدة' }[first.slice(0, 2)] || 'Help';
if (document.querySelector(`candor-chat[data-inbox="${inbox}"]`)) return;

const css = `
:host{all:initial;--pa:#faf6ef;--sh:#fffdf9;--li:#d9d0c1;--ed:#8c8172;--ink:#221d17;--so:#5b5247;--g:#1c5a43;--gs:#e2eee6;--am:#7a4d00;--as:#faecc9;--br:#9a2f1a;--bs:#f9e4dd;--cu:#e6ece2;--ag:#f6ead6;--a:var(--g);--oa:#fff;color-scheme:light dark;font:15px/1.5 system-ui,sans-serif;color:var(--ink)}
@media(prefers-color-scheme:dark){:host{--pa:#191613;--sh:#221e1a;--li:#3d372f;--ed:#8f8475;--ink:#f2ebdf;--so:#b9aea0;--g:#85cda9;--gs:#1f3a2d;--am:#f0c069;--as:#3c2e11;--br:#f39d86;--bs:#45231a;--cu:#26352c;--ag:#3a2f1e;--oa:#0c2318}}
*{box-sizing:border-box}[hidden]{display:none!important}
p,ul,ol,h2,h3,blockquote{margin:0 0 6px}h2{font-size:19px}h2:focus,.p:focus{outline:0}h3{font-size:1em}ul,ol{padding-inline-start:20px}
button,select,textarea{font:inherit;color:inherit}button{cursor:pointer}::placeholder{color:var(--so);opacity:1}
:focus-visible{outline:3px solid var(--g);outline-offset:2px}
.open,.p,.y{border:1px solid var(--li)}
.b,select,textarea{border:1px solid var(--ed);border-radius:8px;background:var(--sh)}
.h,.t,form,.s,.w,.y{padding:8px 12px}
.open,.p{position:fixed;inset-block-end:20px;inset-inline-end:20px;z-index:99999999;border-radius:28px}
.open,.b.m{background:var(--a);color:var(--oa)}
.open{min-height:56px;padding:0 20px;font-weight:650}
.p{display:flex;flex-direction:column;width:380px;height:min(680px,100dvh - 40px);background:var(--pa);border-radius:16px;overflow:hidden}
@media(max-width:480px){.p{inset:0;width:auto;height:100dvh;border:0;border-radius:0}}
.h,.t,form{display:flex;flex-wrap:wrap;align-items:center;gap:8px;border:solid var(--li);border-width:1px 0 0}
.h{border-width:0 0 1px}.h h2{flex:1;margin:0}
.v{flex:1;overflow:auto;padding:12px}
.b{min-height:40px;padding:4px 12px;font-weight:600}
.b[aria-pressed=true]{background:var(--as)}
.l{min-height:24px;border:0;background:none;text-decoration:underline}
.t{gap:5px}.t .b{padding:4px 8px;font-size:14px}.e{display:grid;grid:auto/1fr 1fr;gap:8px;width:100%}.e .b{min-height:56px;border:2px solid var(--g)}.e small{display:block}
a,summary,.l,.s{color:var(--g)}small,.q{font-size:13px;color:var(--so)}time{font-variant:tabular-nums}
.s,.w{background:var(--gs);font-size:14px}.s p,.w,.y p:last-child{margin:0}
.waiting,.snoozed{background:var(--as);color:var(--am)}.w{background:var(--bs);color:var(--br)}
.log{list-style:none;padding:0}.log>li{margin-bottom:16px;max-width:92%;width:fit-content}
.y{border-radius:14px;background:var(--sh);white-space:pre-wrap;overflow-wrap:anywhere}
.log .customer{margin-inline-start:auto}.customer .y{background:var(--cu);border-end-end-radius:4px}.customer .q{text-align:end}
.assistant .y,.agent .y{border-start-start-radius:4px}.assistant .y,blockquote{border-inline-start:3px solid var(--g)}.agent .y{background:var(--ag)}
.y+.b{margin-top:6px}.log .desk{max-width:none;width:auto}.desk .y{background:none;border-width:1px 0;border-radius:0}
blockquote{margin:4px 0;padding-inline-start:8px;white-space:pre-wrap}
textarea{flex:1;min-width:0;height:64px;padding:8px;resize:none}`;

/** h('p.class', {attributes}, ...children) @returns {any} */
const h = (name, ...kids) => {
	const [tag, style] = name.split('.');
	const e = document.createElement(tag);
	if (style) e.className = style;
	if (kids[0]?.constructor === Object)
		for (const [k, v] of Object.entries(kids.shift()))
			if (k.startsWith('on')) e.addEventListener(k.slice(2), v);
			else if ((v ?? false) !== false) e.setAttribute({ part: 'data-part', label: 'aria-label' }[k] || k, v);
	e.append(...kids.flat(4).filter(Boolean));
	return e;
};
const button = (text, onclick, part, kind = '.b', more = {}) =>
	h('button' + kind, { type: 'button', part, onclick, ...more }, text);
const key = () => crypto.getRandomValues(new Uint32Array(4)).join('-');
const later = n => Math.min(3e4, 500 * 2 ** n) * (1 + Math.random()) / 2;

let card, conv, s, panel, log, view, status, text, alarm, tools, typing, once, back, line, open, busy, kept = /** @type {any} */ ({ outbox: [] }), seq = 0, unread = 0, readTo = 0, typedAt = 0, tries = 0, alive = 0;
const said = new Map();

const host = h('candor-chat', { 'data-inbox': inbox });
const root = host.attachShadow({ mode: 'open' });
const sheet = new CSSStyleSheet();
sheet.replaceSync(css);
root.adoptedStyleSheets = [sheet];
const knob = button(word, show, 'open', '.open', { 'aria-haspopup': 'dialog' });
root.append(knob);
(document.body || document.documentElement).append(host);

const save = () => { try { localStorage[store] = JSON.stringify(kept); } catch {} };
const own = (path = '') => `conversations/${kept.id}${path}`;

/** @returns {Promise<any>} */
const call = async (path, body = null, more = null) => {
	const headers = { 'Accept-Language': kept.lang || first, ...(kept.token && { Authorization: 'Bearer ' + kept.token }), ...(body && { 'Content-Type': 'application/json' }), ...more?.headers };
	const a = await fetch(`${base}/api/v1/${path}`, {
		method: body ? 'POST' : 'GET', credentials: 'omit', cache: 'no-store', body: body && JSON.stringify(body), ...more, headers,
	});
	if (a.ok) return more ? a : a.status === 204 || a.json();
	const { error, notice } = await a.json().catch(() => ({}));
	const asks = conv && notice?.purpose === 'answers';
	if (asks) card.notice = notice, conv.allowed = false;
	throw { ...error, status: a.status, words: error?.message, asks };
};
const warn = (text = '') => alarm.hidden = !(alarm.textContent = text);
const tell = e => warn(e.words || s?.load_failed || "We can't be reached right now.");
const safe = f => (...a) => f(...a).catch(tell);
const bell = () => (alarm = h('p.w', { role: 'alert', part: 'problem', hidden: true }));

const inner = (...kids) => h('div.v', { tabindex: 0 }, bell(), kids);

function show() {
	knob.hidden = open = true;
	unread = 0;
	knob.textContent = word;
	if (!panel) {
		try { Object.assign(kept, JSON.parse(localStorage[store] || '{}')); } catch {}
		panel = h('section.p', { role: 'dialog', tabindex: -1, onkeydown: e => e.key === 'Escape' && (back || hide)() });
		root.append(panel);
	}
	panel.hidden = false;
	conv ? chat() : start();
}
function hide() {
	panel.hidden = true;
	open = knob.hidden = false;
	knob.focus();
}

async function start() {
	panel.ariaLabel = word;
	panel.replaceChildren(h('div.h', h('h2', word), button('✕', hide, 'close')), inner('…'));
	panel.focus();
	try {
		const wanted = call(`inboxes/${inbox}/card?lang=${encodeURIComponent(kept.lang || first)}`);
		const found = kept.token && call(own());
		card = await wanted;
		s = card.strings;
		if (!found) return welcome();
		await take(await found);
		chat();
	} catch (e) {
		if (e.key === 'error.no_conversation') return forget();
		tell(e);
		alarm.after(button('↻', start, 'retry'));
	}
}

function frame(title, body, foot) {
	panel.dir = card.dir;
	panel.lang = card.language;
	host.style.cssText = card.accent ? `--a:${card.accent};--oa:${card.on_accent}` : '';
	panel.ariaLabel = title;
	const head = h('h2', { tabindex: -1 }, title);
	panel.replaceChildren(h('div.h', back && button(s.back, back, 'back'), head, button(s.close, hide, 'close')), ...body, foot);
	return head;
}
const list = all => h('ul', all.map(x => h('li', x)));
const texts = all => all.map(x => x && h('p', x));
const person = (words = s.person, more) => button(words, () => conv ? act('/person') : begin('person'), 'person', '.b', more);
const mine = () => button(s.my_data, data, 'mydata');

function welcome() {
	back = null;
	const choose = h('select', { label: s.card_language, onchange: () => (kept.lang = choose.value, start()) },
		card.languages.map(l => h('option', { value: l.tag, lang: l.tag, selected: l.tag === card.language }, l.name)));
	frame(card.title, [inner(
		h('p', card.greeting), h('h3', s.card_can_title), list(card.can), h('h3', s.card_cannot_title), list(card.cannot),
		h('h3', s.card_words_title), texts(card.words))],
	h('div.t', h('div.e', button(card.notice.allow, () => begin('assistant'), 'ask'),
		person([card.notice.refuse, h('small', card.service.text)])),
	mine(), card.languages[1] && choose)).focus();
}

async function begin(side) {
	once ||= key();
	try {
		const { conversation, token } = await call('conversations', {
			inbox, with: side, language: card.language, allows: side === 'assistant', notice: card.notice.digest, key: once + side, identity: script.dataset.identity,
		});
		kept = { id: conversation.id, token, lang: card.language, outbox: [] };
		save();
		await take(await call(own()));
		chat();
	} catch (e) {
		if (e.key === 'error.consent_stale') await start();
		tell(e);
	}
}

async function take(now) {
	conv = now.conversation;
	said.clear();
	for (let after = 0, page; page?.length !== 0; ) {
		page = (await call(own('/messages?after=' + after))).messages;
		for (const m of page) said.set(after = m.number, m);
	}
	seq = now.seq;
	listen();
	flush();
}

function chat() {
	back = null;
	text = h('textarea', {
		label: s.write, dir: 'auto', part: 'composer', oninput: typed,
		onkeydown: e => e.key === 'Enter' && !e.shiftKey && !e.isComposing && send(e),
	});
	text.value = kept.draft || '';
	frame(card.desk, [
		status = h('div', { role: 'status', part: 'queue' }),
		view = h('div.v', { tabindex: 0, role: 'log', label: s.log }, log = h('ol.log'), typing = h('p.q')),
		bell(),
		h('form', { onsubmit: send }, text, h('button.b m', { part: 'send' }, s.send)),
	], tools = h('div.t'));
	said.forEach(draw);
	kept.outbox.forEach(put);
	update();
	down();
	seen();
	text.focus();
}
const down = () => view.scrollTop = view.scrollHeight;
// Whoever is at the end stays there.
const stay = grow => {
	const end = view.scrollHeight - view.scrollTop - view.clientHeight < 80;
	grow();
	if (end) down();
};

const update = () => status && !back && stay(redraw);
function redraw() {
	const { state, waiting, looking, read_by, asked, solved, last_customer: last } = conv, over = state === 'resolved', had = root.activeElement;
	status.className = 's ' + state;
	status.dataset.state = state;
	text.placeholder = s['write_' + state] || (last || conv.with_person ? s.write : s.write_first);
	status.replaceChildren(h('div',
		h('p', conv.status), waiting && h('p', s.waited + ' ', h('time', { role: 'timer', 'data-since': waiting.since })),
		looking && h('p', s.looking + ' …'), read_by && h('p', { part: 'read' }, read_by),
		asked && h('p', { part: 'asked' }, asked.question, ['yes', 'no'].map(w => button(s['asked_' + w], () => act('/proposals/' + asked.id, { accept: w === 'yes' }), w))),
		solved && kept.skip !== last && h('p', { part: 'csat' }, solved.question || solved.thanks,
			solved.answers?.map(a => button(a.label, () => act('/solved', { solved: a.value }), 'csat-' + a.value)),
			solved.skip && button(solved.skip, () => (kept.skip = last, save(), update()), 'skip', '.l'))));
	tick();
	tools.replaceChildren(
		person(state === 'attended' ? s.another_person : s.person, { 'aria-pressed': '' + !!waiting }),
		waiting || over || conv.offered || !(conv.allowed || conv.with_person) ? button(s.assistant, pick, 'ask') : '',
		last && !over && !waiting ? button(s.solved, () => act('/confirm'), 'solved') : '', button(s.reach, () => away(`/chat/${inbox}/arrive`), 'reach'), mine());
	if (had && !had.isConnected) (panel.querySelector(`[data-part=${had.dataset.part}]`) || text).focus();
}
function tick() {
	const t = status?.querySelector('time');
	if (!t) return;
	const n = Math.max(0, Date.now() - Date.parse(t.dataset.since)), days = n / 864e5 | 0;
	t.textContent = (days ? days.toLocaleString(card.language, { style: 'unit', unit: 'day' }) + ' ' : '') + new Date(n).toISOString().slice(n < 36e5 ? 14 : 11, 19);
}

const act = async (path, body = {}) => {
	try {
		conv = (await call(own(path), body)).conversation;
		warn();
		back ? chat() : update();
		flush();
	} catch (e) {
		e.asks ? pick(e) : tell(e);
	}
};
function pick(e) {
	if (conv.allowed) return act('/assistant', { notice: '' });
	const { title, text, allow, refuse, digest } = card.notice;
	page(title, texts(text), h('div.e',
		button(allow, () => act('/assistant', { notice: digest }), 'ask'), person(refuse)));
	if (e.asks) tell(e);
}

function page(title, ...body) {
	back = conv ? chat : welcome;
	frame(title, [inner(body)],
		h('div.t', person(), mine())).focus();
}
const choices = safe(async list => {
	const { purposes } = await call(own('/consents'), list && { choices: list });
	page(s.data_choices_title, purposes.map(({ purpose, notice: n, words }) => n && [
		h('h3', n.title), texts(n.text), h('p.q', words), h('div.e', [true, false].map(allow =>
			button(allow ? n.allow : n.refuse, () => choices([{ purpose, allow, notice: n.digest }]), purpose + allow)))]));
});
function data() {
	const aside = (name, f) => h('p', button(s['data_' + name], f, name), h('small', ' ' + s[`data_${name}_note`]));
	page(s.data_title, h('h3', s.data_kept_title),
		conv ? list(['words', 'choice', 'record', 'device'].map(k => s['data_kept_' + k])) : h('p', s.data_nothing),
		h('p', link('/trust?lang=' + card.language, s.data_article)),
		conv && [
			h('h3', s.data_read_title), h('p', conv.allowed ? s.data_read_allowed : s.data_read_refused),
			conv.allowed && aside('withdraw', () => act('/withdraw')), button(s.data_choices_link, () => choices(), 'choices'),
			h('h3', s.data_keep_title),
			h('p', { part: 'transcript' }, s.transcript + ': ', ['text', 'html', 'json'].map(f => button(s['transcript_' + f], () => copy(f), f, '.l'))),
			aside('forget', forget),
			button(s.data_all, () => away('/privacy/from-conversation'), 'all-data'),
		]);
}
const away = path => {
	const f = h('form', { method: 'post', action: base + path, target: '_blank', hidden: true }, h('input', { name: 'pass', value: kept.token }));
	root.append(f);
	f.submit();
	f.remove();
};
const link = (path, text) => h('a', { href: base + path, target: '_blank' }, text);
const copy = safe(async format => {
	const a = await call(own('/transcript?format=' + format), null, {});
	h('a', { href: URL.createObjectURL(await a.blob()), download: 'conversation.' + format.replace('text', 'txt') }).click();
});
function forget() {
	line?.abort();
	try { delete localStorage[store]; } catch {}
	kept = { outbox: [] };
	conv = line = once = null;
	start();
}
const why = safe(async m => {
	const w = await call(own(`/messages/${m.id}/why`));
	page(w.title, h('small', w.label), h('blockquote', { dir: 'auto' }, w.said), texts([w.basis, w.sure]),
		h('ol', w.rules.map(r => h('li', h('b', r.question), ` ${r.text} `, h('small', r.result)))), texts([w.policy_text, w.contest]));
});

const when = at => at.toLocaleString(conv.language, { dateStyle: Date().startsWith(at.toDateString()) ? undefined : 'medium', timeStyle: 'short', hourCycle: 'h23' });
function draw(m) {
	const notes = (m.citations || []).map(c => h('li', h('details', h('summary', c.title + (c.heading ? ' › ' + c.heading : '')),
		h('blockquote', { dir: 'auto' }, c.quote), link(c.url, s.source_open))));
	const look = n => {
		const d = notes[n - 1].firstChild;
		d.open ^= 1;
		d.firstChild.focus();
	};
	const say = (name, helpful) => button(s[name], () => act(`/messages/${m.id}/rate`, { helpful }), name, '.l');
	const item = h('li.' + m.author, { part: 'message', 'data-author': m.author, 'data-number': m.number },
		h('p.q', h('b', m.label), ' ', h('time', { datetime: m.at }, when(new Date(m.at)))),
		h('div.y', { dir: 'auto', lang: m.language }, (m.parts || [m]).map(({ text, source: n }) =>
			h('p', text, n && button(`[${n}]`, () => look(n), 'mark', '.l', { label: `${s.sources} ${n}` })))),
		notes[0] && h('ol.q', { part: 'sources', label: s.sources }, notes),
		/abstain|offer_/.test(m.key) && person(),
		m.why_url && h('p.q', button(s.why, () => why(m), 'why', '.l'), m.kind === 'said' && (m.helpful == null
			? [say('helpful', true), say('not_helpful', false)]
			: [m.helpful ? s.rated_helpful : s.rated_not_helpful, say('rate_undo', null)])));
	const old = log.querySelector(`[data-number="${m.number}"]`);
	if (old) return old.replaceWith(item);
	log.insertBefore(item, [...log.children].find(x => x.dataset.key || x.dataset.number > m.number));
}
const put = p => log.append(h('li.customer', { 'data-key': p.key }, h('div.y', { dir: 'auto' }, h('p', p.text)), h('p.q', s.sending + ' …')));

function typed() {
	kept.draft = text.value;
	save();
	if (!conv.with_person || Date.now() - typedAt < 3e3) return;
	typedAt = Date.now();
	call(own('/typing'), {}).catch(() => {});
}
function send(e) {
	e.preventDefault();
	if (!text.value.trim()) return text.focus();
	const p = { key: key(), text: text.value };
	kept.outbox.push(p);
	text.value = kept.draft = '';
	save();
	put(p);
	down();
	flush();
}
async function flush() {
	if (busy) return;
	busy = true;
	for (let p; (p = kept.outbox[0]); ) {
		try {
			const m = await call(own('/messages'), { text: p.text, key: p.key });
			tries = 0;
			warn();
			arrive(m);
		} catch (e) {
			if (!(e.status < 500) || [409, 429].includes(e.status)) {
				update();
				warn(e.words || s.not_sent);
				setTimeout(flush, later(++tries));
				break;
			}
			done(p.key);
			text.value = kept.draft = p.text + (text.value && '\n' + text.value);
			save();
			tell(e);
		}
	}
	busy = false;
}
function done(k) {
	kept.outbox = kept.outbox.filter(p => p.key !== k);
	save();
	log?.querySelector(`[data-key="${k}"]`)?.remove();
}
function arrive(m) {
	const other = !said.has(m.number) && m.author !== 'customer';
	said.set(m.number, m);
	if (m.client_key) done(m.client_key);
	if (log && !back) {
		stay(() => draw(m));
		if (other) typing.textContent = '';
	}
	if (!open && other) knob.textContent = `${word} (${++unread})`;
	seen();
}
function seen() {
	const last = Math.max(0, ...said.keys());
	if (!open || document.hidden || last <= readTo) return;
	readTo = last;
	call(own('/read'), { number: last }).catch(() => readTo = 0);
}

async function listen() {
	line?.abort();
	const here = (line = new AbortController());
	alive = Date.now();
	for (let failed = 0; line === here; failed++) {
		try {
			const a = await call(own('/events'), null, { headers: { 'Last-Event-ID': seq }, signal: here.signal });
			if (alarm.textContent === s.offline) warn();
			const reader = a.body.pipeThrough(new TextDecoderStream()).getReader();
			for (let rest = '', got; !(got = await reader.read()).done; ) {
				failed = 0;
				alive = Date.now();
				const blocks = (rest + got.value).split('\n\n');
				rest = blocks.pop() || '';
				blocks.forEach(told);
			}
		} catch (e) {
			if (line !== here || e.status === 404) return;
			if (failed && alarm.hidden) warn(s.offline);
		}
		await new Promise(go => setTimeout(go, later(failed)));
	}
}
function told(block) {
	const { event, id, data } = Object.fromEntries(block.split('\n').map(l => l.split(/: (.*)/s)));
	if (!data) return;
	const body = JSON.parse(data);
	seq = +id || seq;
	if (event === 'message') arrive(body);
	if (event === 'conversation') conv = body.conversation, update();
	if (event === 'typing' && typing) {
		stay(() => typing.textContent = body.text + ' …');
		clearTimeout(typing.ends);
		typing.ends = setTimeout(() => typing.textContent = '', 7e3);
	}
	if (event === 'reset') call(own()).then(take).then(() => open && chat()).catch(tell);
}
const again = () => conv && (listen(), flush());
addEventListener('online', again);
addEventListener('visibilitychange', seen);
setInterval(() => {
	tick();
	if (line && Date.now() - alive > 45e3) again();
}, 1e3);
})();

package rights

import (
	"html"
	"io"
	"strings"
	"time"
)

// markup writes a page: what is ours as it stands, what is anybody else's escaped. It keeps the first
// failure. Pages are written by hand because they are streamed, and need no more than this.
type markup struct {
	w   io.StringWriter
	err error
}

// tags writes our own markup.
func (m *markup) tags(parts ...string) {
	for _, p := range parts {
		if m.err == nil {
			_, m.err = m.w.WriteString(p)
		}
	}
}

// text writes words, which mean nothing but themselves.
func (m *markup) text(s string) { m.tags(safe(s)) }

// element writes words inside of one tag, whose attributes are ours.
func (m *markup) element(tag, s string) {
	name, _, _ := strings.Cut(tag, " ")
	m.tags("<", tag, ">", safe(s), "</", name, ">\n")
}

// pair writes one term of a list with what it is; nothing when that is empty.
func (m *markup) pair(term, what string) {
	if what == "" {
		return
	}
	m.tags("<div><dt>", safe(term), "</dt><dd dir=\"auto\">", safe(what), "</dd></div>\n")
}

// row writes one row of a table; the first cell heads it.
func (m *markup) row(cells ...string) {
	m.tags("<tr>")
	for i, c := range cells {
		if i == 0 {
			m.tags("<th scope=\"row\" dir=\"auto\">", safe(c), "</th>")
			continue
		}
		m.tags("<td dir=\"auto\">", safe(c), "</td>")
	}
	m.tags("</tr>\n")
}

// table begins a table with a caption and heads; the caller writes rows and endTable.
func (m *markup) table(caption string, heads ...string) {
	m.tags("<div class=\"wide\" role=\"region\" tabindex=\"0\" aria-label=\"", safe(caption), "\"><table><caption>", safe(caption), "</caption><thead><tr>")
	for _, h := range heads {
		m.tags("<th scope=\"col\">", safe(h), "</th>")
	}
	m.tags("</tr></thead><tbody>\n")
}

func (m *markup) endTable() { m.tags("</tbody></table></div>\n") }

// begin writes everything up to the first heading. Nothing is loaded from anywhere and no script runs:
// the policy in the head says so to the browser too.
func (m *markup) begin(w words, title string) {
	m.tags("<!doctype html>\n<html lang=\"", w.language, "\" dir=\"", w.direction, "\">\n<head>\n<meta charset=\"utf-8\">\n",
		"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n",
		"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"referrer\" content=\"no-referrer\">\n",
		"<title>", safe(title), "</title>\n<style>", pageStyle, "</style>\n</head>\n<body>\n")
}

func (m *markup) end() { m.tags("</main>\n</body>\n</html>\n") }

// safe makes a text stand for itself: escaped, whole, and without control characters.
func safe(s string) string {
	s = strings.Map(func(c rune) rune {
		if c < ' ' && c != '\n' && c != '\t' || c == 0x7f {
			return '\ufffd'
		}
		return c
	}, strings.ToValidUTF8(s, "\ufffd"))
	return html.EscapeString(s)
}

// moment tells a time in a zone, the same in every language.
func moment(at time.Time, zone *time.Location) string {
	if at.IsZero() {
		return ""
	}
	return at.In(zone).Format("2006-01-02 15:04 MST")
}

const pageStyle = `
:root{color-scheme:light dark;--ink:#1d1f1e;--paper:#faf8f4;--line:#d9d4ca;--quiet:#5b5f5c;--own:#eef3ee;--accent:#14573c}
@media (prefers-color-scheme:dark){:root{--ink:#ecebe7;--paper:#171918;--line:#3a3e3c;--quiet:#aab0ac;--own:#1f2a24;--accent:#8fd0b0}}
body{margin:0 auto;padding:1rem;max-width:60rem;font:1rem/1.6 system-ui,sans-serif;color:var(--ink);background:var(--paper)}
h1{font-size:1.75rem;line-height:1.25}h2{font-size:1.45rem;margin-top:3rem}h3{font-size:1.2rem;margin-top:2rem}
a{color:var(--accent)}a:focus-visible,.wide:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
p,li,dd{max-width:70ch}small,.quiet{color:var(--quiet);font-size:.9rem}
.skip{position:absolute;inset-inline-start:-999rem}.skip:focus{position:static}
dl>div{display:flex;flex-wrap:wrap;gap:0 1rem;border-block-end:1px solid var(--line);padding:.25rem 0}dt{min-width:12rem;color:var(--quiet)}dd{margin:0}dd,td{white-space:pre-line}
.wide{overflow-x:auto}table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}caption{position:absolute;clip-path:inset(50%);width:1px;height:1px;overflow:hidden}
th,td{text-align:start;vertical-align:top;padding:.4rem .6rem;border-block-end:1px solid var(--line)}th[scope=row]{font-weight:normal;white-space:nowrap}
.talk{list-style:none;padding:0}.talk>li{border:1px solid var(--line);border-radius:12px;padding:.6rem .9rem;margin:.6rem 0}.talk>.customer{background:var(--own)}
.said{white-space:pre-wrap;overflow-wrap:anywhere;margin:.2rem 0}blockquote{margin:.3rem 0;padding-inline-start:.8rem;border-inline-start:3px solid var(--line)}
@media print{.skip{display:none}.talk>li{break-inside:avoid}}
`

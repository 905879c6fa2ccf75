package browser_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"

	"candor"
)

// prepares writes a tag, a field, a reply and a macro, as a lead does it.
func (b *tab) prepares(s *site) {
	b.t.Helper()
	b.visit(s.app.URL() + "/console/prepare")
	b.fill("tag-name", "late-parcel")
	b.click(part("save-tag"))
	b.wait("the tag", part("tag-table")+`?.innerText.includes('late-parcel')`)
	b.fill("field-name", "Bought on")
	b.fill("field-purpose", "To know the warranty")
	b.js(`document.getElementById('field-kind').value = 'date'`, nil)
	b.click(part("save-field"))
	b.wait("the field", part("fields")+`?.innerText.includes('Bought on')`)
	b.js(part("new-reply")+`.parentElement.open = true`, nil)
	b.fill("reply-name", "On its way")
	b.fill("reply-words", "Your case is {{case.key}}. {{my.name}}")
	b.click(part("save-reply"))
	b.wait("the reply", `[...document.querySelectorAll('summary')].some(x => x.innerText.includes('On its way'))`)
	b.js(part("new-macro")+`.parentElement.open = true`, nil)
	b.fill("macro-name", "Late parcel")
	b.fill("macro-words", "reply: On its way\ntag: late-parcel")
	b.click(part("save-macro"))
	b.wait("the macro", `[...document.querySelectorAll('summary')].some(x => x.innerText.includes('Late parcel'))`)
}

// A lead prepares; an agent takes the longest waiting of ten, runs the macro, asks a colleague, notes a date and closes; the
// customer says whether it is solved, which the agent reads; the lead reads the sums.
func TestAnAgentsWorkingDay(t *testing.T) {
	t.Parallel()
	s := open(t)
	s.agent("tom@harbourandpine.example", "Tom Lindqvist", candor.RoleLead)
	s.agent("maya@harbourandpine.example", "Maya Okafor", candor.RoleAgent)
	tom, maya, customer := browser(t, look{}), browser(t, look{}), browser(t, look{width: 390, height: 844})
	tom.signIn(s, "tom@harbourandpine.example")
	tom.prepares(s)
	customer.visit(s.app.URL() + "/chat/main")
	customer.click(part("person"))
	customer.wait("the queue", part("queue")+`?.dataset.state === 'waiting'`)
	first := s.only()
	customer.js(part("composer")+`.focus()`, nil)
	customer.run(input.InsertText("Where is my parcel?"))
	customer.click(part("send"))
	s.heard(first, "Where is my parcel?")
	for i := range 9 {
		s.customer([]string{"en", "de", "ar"}[i%3], fmt.Sprintf("Where is my parcel number %d?", i+1))
	}

	maya.signIn(s, "maya@harbourandpine.example")
	maya.wait("all ten, in the title too", `document.querySelectorAll('#list > li').length === 10 && document.title.startsWith('(10)')`)
	maya.click(part("take-next"))
	maya.wait("the longest waiting", part("resolve")+` && document.querySelector('#log').innerText.includes('Where is my parcel?')`)
	maya.shortcut("m")
	maya.wait("the macros", `document.querySelector('#macro-box').open`)
	maya.click(`document.querySelector('#macro-box a')`)
	maya.wait("its steps", part("steps"))
	maya.checked("macro")
	maya.click(part("run"))
	maya.wait("the reply to be read, the tag, a way back",
		`document.querySelector('#reply')?.value === 'Your case is `+first.CaseKey()+`. Maya' && `+part("tag")+` && `+part("undo"))
	if got := s.said(first, 0); len(got) != 3 {
		t.Errorf("the macro sent something by itself: %q", got)
	}
	maya.shortcut("r")
	maya.submit()
	customer.wait("the reply", `document.querySelector('#messages').innerText.includes('Your case is `+first.CaseKey()+`')`)
	maya.click(part("undo") + `.querySelector('button')`)
	maya.wait("the tag gone, the reply still said", `!`+part("tag")+` && document.querySelector('#log').innerText.includes('Your case is')`)
	maya.shortcut("n")
	maya.wait("the note box", `document.activeElement.id === 'note'`)
	maya.run(input.InsertText("@Tom please ask the carrier."))
	maya.submit()
	maya.wait("the note", `document.querySelector('#log').innerText.includes('ask the carrier')`)
	tom.visit(s.app.URL() + "/console/mentions")
	tom.wait("the mention", part("mentions"))
	maya.wait("the field", part("save-fields"))
	maya.js(`document.querySelector('#fields-form input[type=date]').value = '2026-09-14'`, nil)
	maya.click(part("save-fields"))
	maya.wait("the date kept", part("done")+` && document.querySelector('#fields-form input[type=date]').value === '2026-09-14'`)
	maya.resolves()

	customer.wait("the question whether it is solved", part("csat"))
	customer.checked("csat")
	customer.fill("csat-comment", "Quick, thank you.")
	customer.click(part("csat-partly"))
	customer.wait("thanks", part("csat-thanks"))
	maya.visit(s.app.URL() + "/console/c/" + string(first))
	maya.wait("the customer's answer", part("solved-answer")+`?.innerText.includes('Quick, thank you.')`)

	maya.visit(s.app.URL() + "/console")
	maya.wait("the scripts", `document.documentElement.classList.contains('js')`)
	maya.js(`localStorage['candor-notice-browser'] = '1'; window.told = []; window.Notification = class { static permission = 'granted'; constructor(words) { window.told.push(words) } close() {} }; Object.defineProperty(document, 'hidden', { get: () => true })`, nil)
	s.customer("en", "Is anybody there?")
	maya.wait("a notice of the browser that names nobody", `window.told.length === 1 && window.told[0] === 'Somebody waits for a person.'`)

	tom.visit(s.app.URL() + "/console/reports?days=7")
	tom.wait("the sums", part("totals"))
	var csv string
	tom.run(chromedp.Evaluate(`fetch(`+part("report-csv")+`.href).then(r => r.text())`, &csv, awaited))
	if lines := strings.Split(csv, "\n"); !strings.HasPrefix(lines[0], "part,key,begun") || len(lines) < 3 || strings.Contains(csv, "Maya") {
		t.Errorf("the sums as CSV: %q", csv)
	}
}

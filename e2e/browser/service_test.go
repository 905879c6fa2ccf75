package browser_test

import (
	"strings"
	"testing"

	"candor"
	"candor/internal/store"
)

// stays lets forms of the widget open in this tab instead of one of their own.
func (b *tab) stays() {
	b.t.Helper()
	b.js(`(() => { const submit = HTMLFormElement.prototype.submit; HTMLFormElement.prototype.submit = function () { this.target = '_self'; submit.call(this) } })()`, nil)
}

// From the widget on somebody else's site to every way to be reached, by keyboard: a call, a link for another device,
// help sooner, a receipt.
func TestACustomerSaysHowTheyAreReachedByKeyboard(t *testing.T) {
	t.Parallel()
	s := open(t)
	b := browser(t, look{})
	b.visit(s.shop)
	b.click(within("open"))
	b.click(within("person"))
	b.wait("the queue", within("queue")+`?.dataset.state === 'waiting'`)
	b.stays()
	b.click(within("reach"))
	b.wait("the question", part("return"))
	b.checked("return")
	b.focus("open")
	b.press(enter)
	b.wait("the ways", part("reach-page"))
	b.checked("reach")

	b.focusField("phone")
	b.write("nobody")
	b.focus("call-do")
	b.press(enter)
	b.wait("why it was not kept", part("problem"))
	b.axe("a number that is none")
	b.focusField("phone")
	b.js(`document.querySelector('#phone').value = ''`, nil)
	b.write("+44 20 7946 0018")
	b.focus("call-do")
	b.press(enter)
	b.wait("the call", part("call-open"))
	b.focus("need-do")
	b.press(enter)
	b.wait("the priority lane", `!`+part("need-do"))
	b.focus("link-do")
	b.press(enter)
	b.wait("the link", part("way-back"))
	b.checked("way-back")
	var link string
	b.js(part("way-back")+`.href`, &link)

	other := browser(t, look{width: 390, height: 844, dark: true})
	other.visit(link)
	other.wait("the question", part("open"))
	if other.truth(`location.hash !== ''`) {
		t.Error("the secret stays in the address bar")
	}
	other.checked("return-phone-dark")
	other.click(part("open"))
	other.wait("the conversation on the other device", part("queue")+`.dataset.state === 'waiting'`)
	other.click(part("reach"))
	other.wait("the ways", part("reach-page"))
	other.checked("reach-phone-dark")
	all, err := s.app.Store().Listed(t.Context(), store.Filter{Limit: 10})
	if err != nil || len(all) != 1 || all[0].Priority != candor.Declared {
		t.Errorf("%+v, %v", all, err)
	}
}

func TestThePageOfWaysIsWholeInArabicOnAPhone(t *testing.T) {
	t.Parallel()
	s := open(t)
	b := browser(t, look{width: 390, height: 844})
	b.visit(s.app.URL() + "/chat/main?lang=ar")
	b.click(part("person"))
	b.wait("the queue", part("queue")+`.dataset.state === 'waiting'`)
	b.click(part("reach"))
	b.wait("the ways", part("reach-page"))
	if !b.truth(`document.documentElement.dir === 'rtl'`) {
		t.Error("it is not written from the right")
	}
	b.checked("reach-ar")
}

// An agent closes by keyboard with an answer to each point, and makes a call.
func TestAnAgentClosesWithAnAnswerToEachPoint(t *testing.T) {
	t.Parallel()
	s := open(t)
	s.agent("maya@harbourandpine.example", "Maya Okafor", candor.RoleAgent)
	id := s.customer("en", "Where is my lamp? Can I have my money back?")
	b := browser(t, look{})
	b.signIn(s, "maya@harbourandpine.example")
	b.visit(s.app.URL() + "/console/c/" + string(id))
	b.wait("the conversation", part("message"))
	b.shortcut("t")
	b.wait("that it is mine", part("resolve"))
	b.shortcut("e")
	b.wait("the points", part("close"))
	b.checked("close")
	if n := 0; true {
		b.js(`document.querySelectorAll('[data-part=point]').length`, &n)
		if n != 2 {
			t.Fatalf("%d points, want two", n)
		}
	}
	b.js(`document.querySelectorAll('input[value=answered]').forEach((x) => { x.checked = true })`, nil)
	b.js(`document.querySelectorAll('[data-part=point] textarea').forEach((x) => { x.value = 'It is on its way to you.' })`, nil)
	b.focus("close-now")
	b.press(enter)
	b.wait("that it is closed", part("done"))
	if c, err := s.app.Store().Conversation(t.Context(), id); err != nil || c.State != candor.Resolved {
		t.Errorf("state %s, %v", c.State, err)
	}
	var words []string
	for _, m := range s.messages(id) {
		words = append(words, string(m.Body))
	}
	if !strings.Contains(strings.Join(words, "\n"), "2. Can I have my money back?\n→ It is on its way to you.") {
		t.Errorf("the customer reads %q", words)
	}
	b.visit(s.app.URL() + "/console/calls")
	b.wait("the calls", part("calls-page"))
	b.checked("calls")
	phone := browser(t, look{width: 390, height: 844, dark: true})
	phone.signIn(s, "maya@harbourandpine.example")
	phone.visit(s.app.URL() + "/console/c/" + string(id) + "/close")
	phone.wait("the points", part("close"))
	phone.checked("close-phone-dark")
}

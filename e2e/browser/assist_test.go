package browser_test

import (
	"testing"

	"candor"
	"candor/consent"
	"candor/turn"
)

// Help is asked for, put into the reply by a click, sent by a person, and told to the customer.
func TestAReplyWithHelpIsToldToTheCustomer(t *testing.T) {
	t.Parallel()
	s := open(t)
	s.agent("tom@harbourandpine.example", "Tom Lindqvist", candor.RoleLead)
	id := s.customer("en", "How long do I have to return an item? I already called twice.")
	notice, ok := consent.NewBook("Harbour & Pine", nil).Notice(candor.Assist, "en")
	if !ok {
		t.Fatal("nobody is asked about help")
	}
	allow := turn.Choices{Of: []turn.Choice{{Purpose: candor.Assist, Allow: true, Notice: notice.Digest}}, Via: candor.ViaPage}
	if _, err := s.app.Turn.Decide(t.Context(), id, allow); err != nil {
		t.Fatal(err)
	}
	b := browser(t, look{})
	b.signIn(s, "tom@harbourandpine.example")
	b.visit(s.app.URL() + "/console/c/" + string(id))
	b.wait("the conversation", part("message"))
	b.shortcut("t")
	b.wait("that it is mine", part("resolve"))
	b.wait("the scripts", `document.documentElement.classList.contains('js')`)
	b.click(part("assist"))
	b.wait("a reply to start from", part("assist-draft"))
	b.axe("help beside a conversation")
	b.keep("help")
	b.click(part("assist-use"))
	b.wait("the draft in the reply, with the focus", `document.activeElement.id === 'reply' && document.querySelector('#reply').value.includes('60 days')`)
	b.submit()
	b.wait("the reply with its label", `[...document.querySelectorAll('#log .message')].some(m => m.textContent.includes('with AI help') && m.textContent.includes('60 days'))`)
	helped := false
	for _, m := range s.messages(id) {
		helped = helped || m.Author == candor.ByAgent && m.Helped
	}
	if !helped {
		t.Error("the customer is not told that there was help")
	}
	for _, page := range []string{"/console/reports?days=7", "/console/account"} {
		b.visit(s.app.URL() + page)
		b.axe(page)
		b.noSideways(page)
		b.keep("figures")
	}
}

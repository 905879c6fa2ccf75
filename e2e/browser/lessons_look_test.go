package browser_test

import (
	"testing"

	"candor"
	"candor/turn"
)

// What the lessons show, right to left, in the dark, on a phone: nothing cut off, nothing lost, a person always in sight.
func TestWhatTheLessonsShowInEveryLook(t *testing.T) {
	t.Parallel()
	for name, l := range map[string]look{
		"desk-ar":       {},
		"phone-dark-ar": {width: 390, height: 844, dark: true},
		"phone-small":   {width: 320, height: 640},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := open(t)
			maya := s.agent("maya@harbourandpine.example", "Maya Okafor", candor.RoleAgent)
			b := browser(t, l)
			b.visit(s.shop)
			b.click(within("open"))
			b.wait("both choices", within("ask"))
			question, horse, no := returns, "Which horse wins the Grand National next spring?", "No, that's not it."
			if name != "phone-small" {
				question, horse, no = "كيف أعيد تعيين كلمة المرور؟", "أي حصان سيفوز بالسباق الكبير في الربيع القادم؟", "لا، ليس هذا ما أقصده."
				b.js(`(() => { const c = document.querySelector('candor-chat').shadowRoot.querySelector('select'); c.value = 'ar'; c.dispatchEvent(new Event('change')) })()`, nil)
				b.wait("the widget in Arabic", `document.querySelector('candor-chat').shadowRoot.querySelector('[role=dialog]').dir === 'rtl' && `+within("ask"))
			}
			b.click(within("ask"))
			b.wait("the composer", within("composer"))
			b.asks(question)
			b.wait("an answer to "+question, sourced(1))
			b.whole("answer")
			b.asks(no)
			id := s.only()
			s.heard(id, no)
			s.idle(id)
			b.whole("unresolved")
			b.asks(horse)
			s.heard(id, horse)
			s.idle(id)
			b.js(`document.querySelector('candor-chat').shadowRoot.querySelector('.t [data-part="person"]').click()`, nil)
			b.shows(candor.Waiting)
			b.whole("promised")
			if _, err := s.app.Turn.Take(t.Context(), id, maya); err != nil {
				t.Fatal(err)
			}
			b.shows(candor.Attended)
			s.reply(id, maya, "أهلًا، أنا مايا. Order HP-482913: 60 days.")
			b.said("agent", "HP-482913")
			b.whole("attended")
			if _, err := s.app.Turn.OfferAssistant(t.Context(), id, maya); err != nil {
				t.Fatal(err)
			}
			b.wait("the offer", within("ask"))
			b.whole("offered")
			if _, err := s.app.Turn.Release(t.Context(), id, maya); err != nil {
				t.Fatal(err)
			}
			b.shows(candor.Waiting)
			b.whole("back-in-queue")
			if _, err := s.app.Turn.Confirm(t.Context(), id); err != nil {
				t.Fatal(err)
			}
			b.shows(candor.Resolved)
			b.whole("resolved")
			if _, err := s.app.Turn.Receive(t.Context(), id, turn.Incoming{Text: candor.Text(question), Key: string(candor.NewMessageID())}); err != nil {
				t.Fatal(err)
			}
			b.shows(candor.Waiting)
			b.whole("reopened")
		})
	}
}

// whole looks the widget over: accessible, a person in sight, and nothing of it wider than it is.
func (b *tab) whole(name string) {
	b.t.Helper()
	b.reachable(name)
	b.keep(name)
	if b.truth(`[...document.querySelector('candor-chat').shadowRoot.querySelectorAll('[role=dialog], [role=dialog] *')].some(e => e.scrollWidth > e.clientWidth + 1 && e.clientWidth > 0 && getComputedStyle(e).display !== 'inline')`) {
		b.t.Errorf("%s: something is wider than the widget", name)
	}
	b.axe(name)
}

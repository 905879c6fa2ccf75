package browser_test

import "testing"

// After an answer that did not help the next one comes with the offer of a person, and its button; one click
// brings one.
func TestAnOfferComesWithItsButton(t *testing.T) {
	t.Parallel()
	s := open(t)
	b := browser(t, look{})
	b.visit(s.shop)
	b.click(within("open"))
	b.click(within("ask"))
	b.wait("the composer", within("composer"))
	ask := func(text string) {
		b.js(within("composer")+`.focus()`, nil)
		b.write(text)
		b.press(enter)
	}
	ask("How long do I have to return an item?")
	b.said("assistant", "60 days")
	ask("That didn't help. How long do I have to return an item that I bought in the sale?")
	b.said("assistant", "Would you rather have a person look at this?")
	b.axe("an answer with the offer of a person")
	b.keep("offer")
}

// A matter for people: the customer reads why, and a person is called, without a word of the assistant.
func TestABereavementReachesAPersonAndSaysWhy(t *testing.T) {
	t.Parallel()
	s := open(t)
	b := browser(t, look{})
	b.visit(s.shop)
	b.click(within("open"))
	b.click(within("ask"))
	b.wait("the composer", within("composer"))
	b.js(within("composer")+`.focus()`, nil)
	b.write("My husband died last week and I need to close his account.")
	b.press(enter)
	b.said("desk", "You mentioned a bereavement. A person should handle this.")
	b.axe("a matter for people")
	b.keep("matter")
}

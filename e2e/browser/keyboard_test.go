package browser_test

import (
	"strings"
	"testing"

	"candor"
)

func (b *tab) has(text string, words ...string) {
	b.t.Helper()
	for _, w := range words {
		if !strings.Contains(text, w) {
			b.t.Errorf("%q is not in %q", w, text)
		}
	}
}

// tabTo presses Tab until the focus is on a part of the widget.
func (b *tab) tabTo(name string) {
	b.t.Helper()
	for range 60 {
		if b.truth(`document.querySelector('candor-chat')?.shadowRoot.activeElement?.dataset.part === '` + name + `'`) {
			return
		}
		b.press(tabKey)
	}
	b.t.Fatalf("Tab never reaches %s", name)
}

// A customer's whole journey with Tab, Enter, Escape and letters.
func TestACustomerNeedsNoMouse(t *testing.T) {
	t.Parallel()
	s := open(t)
	maya := s.agent("maya@harbourandpine.example", "Maya Okafor", candor.RoleAgent)
	b := browser(t, look{})
	b.visit(s.shop)
	b.wait("the widget's button", within("open"))
	b.tabTo("open")
	b.press(enter)
	b.wait("both choices", within("ask"))
	b.tabTo("ask")
	b.press(enter)
	b.wait("the focus in the composer", `document.querySelector('candor-chat').shadowRoot.activeElement?.dataset.part === 'composer'`)
	b.write("How long do I have to return an item?")
	b.press(enter)
	b.said("assistant", "60 days")
	b.tabTo("person")
	b.press(enter)
	b.wait("the queue", within("queue")+`.dataset.state === 'waiting'`)
	id := s.only()
	if _, err := s.app.Turn.Take(t.Context(), id, maya); err != nil {
		t.Fatal(err)
	}
	b.wait("the agent", within("queue")+`.textContent.includes('Maya')`)
	b.press(escape)
	b.wait("the closed widget, focus on its button", `document.querySelector('candor-chat').shadowRoot.activeElement?.dataset.part === 'open'`)
	s.reply(id, maya, "I am here.")
	b.press(enter)
	b.said("agent", "I am here.")
	b.tabTo("mydata")
	b.press(enter)
	b.wait("my data", within("transcript"))
	b.press(escape)
	b.wait("the conversation again", within("composer"))
}

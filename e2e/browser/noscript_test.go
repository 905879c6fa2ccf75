package browser_test

import (
	"testing"

	"github.com/chromedp/chromedp"

	"candor"
)

// The same conversation on the hosted page in a browser that runs no scripts. Nothing here
// evaluates one either: it finds, clicks and reads as the debugger sees the page.
func TestAConversationWithoutJavaScript(t *testing.T) {
	t.Parallel()
	s := open(t)
	maya := s.agent("maya@harbourandpine.example", "Maya Okafor", candor.RoleAgent)
	b := browser(t, look{noScript: true})
	chat := s.app.URL() + "/chat/main"
	b.visit(chat)
	b.run(chromedp.Click(`[data-part="ask"]`, chromedp.ByQuery), chromedp.WaitVisible(`[data-part="composer"]`, chromedp.ByQuery))
	b.run(
		chromedp.SendKeys(`[data-part="composer"]`, "How long do I have to return an item?", chromedp.ByQuery),
		chromedp.Click(`[data-part="send"]`, chromedp.ByQuery),
		chromedp.WaitVisible(`.by-assistant .sources, .by-assistant [data-part="sources"], .by-assistant details`, chromedp.ByQuery),
	)
	var answer string
	b.run(chromedp.Text(`.by-assistant`, &answer, chromedp.ByQuery))
	b.has(answer, "AI assistant", "60 days")
	b.keep("answer")
	b.run(chromedp.Click(`[data-part="why"]`, chromedp.ByQuery), chromedp.WaitVisible(`[data-part="why-page"]`, chromedp.ByQuery))
	b.visit(chat)
	b.run(chromedp.Click(`[data-part="person"]`, chromedp.ByQuery), chromedp.WaitVisible(`[data-state="waiting"]`, chromedp.ByQuery))
	id := s.only()
	if _, err := s.app.Turn.Take(t.Context(), id, maya); err != nil {
		t.Fatal(err)
	}
	s.reply(id, maya, "Hello, this is Maya.")
	b.run(chromedp.Click(`[data-part="check"]`, chromedp.ByQuery), chromedp.WaitVisible(`.by-agent`, chromedp.ByQuery))
	var agent string
	b.run(chromedp.Text(`.by-agent`, &agent, chromedp.ByQuery))
	b.has(agent, "Maya, support", "Hello, this is Maya.")
	b.run(
		chromedp.SendKeys(`[data-part="composer"]`, "Thank you, Maya.", chromedp.ByQuery),
		chromedp.Click(`[data-part="send"]`, chromedp.ByQuery),
	)
	s.heard(id, "Thank you, Maya.")
	b.run(chromedp.WaitVisible(`[data-part="mydata"]`, chromedp.ByQuery), chromedp.Click(`[data-part="mydata"]`, chromedp.ByQuery),
		chromedp.WaitVisible(`[data-part="transcript"]`, chromedp.ByQuery))
	b.keep("mydata")
	if n := len(s.messages(id)); n < 6 {
		t.Errorf("%d messages", n)
	}
	if c, err := s.app.Store().Conversation(t.Context(), id); err != nil || c.State != candor.Attended {
		t.Errorf("state %s, %v; want attended", c.State, err)
	}
}

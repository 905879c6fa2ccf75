package browser_test

import (
	"bytes"
	"net/http/httptest"
	"testing"

	"candor"
	"candor/internal/app"
	"candor/internal/app/apptest"
	"candor/internal/demo/shop"
	"candor/internal/tool"
)

// orders are the tools of the demo's shop, as it runs beside the desk.
func orders(t *testing.T) app.Tools {
	t.Helper()
	secret := bytes.Repeat([]byte{7}, 32)
	system, err := shop.New(secret, nil)
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(system)
	t.Cleanup(server.Close)
	tools := app.Tools{Specs: shop.Specs(), Secret: secret}
	for _, r := range shop.Routes(server.URL) {
		tools.Endpoints = append(tools.Endpoints, tool.Endpoint{Tool: r.Tool, Method: r.Method, URL: r.URL})
	}
	return tools
}

// writes sends a message on the hosted page and waits for words that come back.
func (b *tab) writes(text, words string) {
	b.t.Helper()
	b.wait("the composer", part("composer"))
	b.js(part("composer")+`.focus()`, nil)
	b.write(text)
	b.click(part("send"))
	b.wait("the words "+words, `[...document.querySelectorAll('[data-part="message"]')].some(m => m.textContent.includes(`+quoted(words)+`))`)
}

// A customer asks where an order is, is told to prove who they are, does so, is told, and has another
// order cancelled by a yes; and staff see what the desk promised.
func TestACustomerHasAnOrderCancelled(t *testing.T) {
	t.Parallel()
	s := openWith(t, apptest.Options{Tools: []app.Tools{orders(t)}})
	s.agent("maya@harbourandpine.example", "Maya Okafor", candor.RoleAgent)
	b := browser(t, look{})
	b.visit(s.app.URL() + "/chat/main")
	b.click(part("ask"))
	b.writes("Where is my order HP-482913?", "prove your e-mail address")

	b.visit(s.app.URL() + "/privacy")
	b.focus("from-chat")
	b.press(enter)
	b.focus("all-data")
	b.press(enter)
	b.wait("their data", part("readings"))
	b.focusField("email")
	b.write("robin@example.org")
	b.press(enter)
	b.wait("a word about the mail", part("done")+`?.textContent.includes('sent a link')`)
	b.visit(s.mailed("purpose=email"))
	b.focus("open")
	b.press(enter)
	b.wait("the address shown to be theirs", `document.getElementById('email-state')?.textContent.includes('Shown to be yours')`)

	b.visit(s.app.URL() + "/chat/main")
	b.writes("Where is my order HP-482913?", "on its way with Parcelbird")
	b.writes("Cancel HP-482914 please", "Shall I cancel the whole order HP-482914?")
	b.writes("Yes, please", "Order HP-482914 is now cancelled")
	b.checked("order-cancelled")

	b.click(part("person"))
	b.wait("the queue", part("queue")+`?.dataset.state === 'waiting'`)
	staff := browser(t, look{})
	staff.signIn(s, "maya@harbourandpine.example")
	staff.visit(s.app.URL() + "/console/commitments")
	staff.wait("what is owed", part("commitment"))
	staff.checked("commitments")
}

package browser_test

import (
	"testing"

	"candor"
)

// A customer and an agent at once, each in a browser of their own.
func TestCustomerAndAgentTalkLive(t *testing.T) {
	t.Parallel()
	s := open(t)
	s.agent("maya@harbourandpine.example", "Maya Okafor", candor.RoleAgent)
	agent, customer := browser(t, look{}), browser(t, look{width: 390, height: 844})
	agent.signIn(s, "maya@harbourandpine.example")
	customer.visit(s.shop)
	customer.click(within("open"))
	customer.wait("that somebody is there", within("person")+`?.textContent.includes('minute')`)
	customer.click(within("person"))
	customer.wait("a place in the queue", within("queue")+`.textContent.match(/1/)`)
	customer.wait("a clock", within("queue")+`.querySelector('[role=timer]').textContent.match(/\d\d:\d\d/)`)
	customer.keep("waiting")

	agent.wait("the customer", part("queue-item"))
	agent.shortcut("j")
	agent.press(enter)
	agent.wait("the conversation", part("take"))
	agent.shortcut("t")
	customer.wait("the first name", within("queue")+`.textContent.includes('Maya')`)
	agent.shortcut("r")
	agent.wait("the reply box", `document.activeElement.id === 'reply'`)
	agent.write("Hello")
	customer.wait("that Maya is writing", `document.querySelector('candor-chat').shadowRoot.textContent.includes('Maya is writing')`)
	agent.write(", how can I help?")
	agent.submit()
	customer.said("agent", "how can I help?")
	customer.js(within("composer")+`.focus()`, nil)
	customer.write("My chair wobbles")
	agent.wait("that the customer is writing", part("typing")+`.innerText.length > 0`)
	customer.write(".")
	customer.press(enter)
	agent.wait("the customer's words", `document.querySelector('#log').innerText.includes('My chair wobbles.')`)
	customer.wait("that it was read", within("read"))
	customer.keep("read")
	agent.write("A screw helps.")
	agent.submit()
	customer.said("agent", "A screw helps.")
	agent.wait("that the customer read it", part("seen")+`.innerText.length > 0`)
	agent.keep("seen")
}

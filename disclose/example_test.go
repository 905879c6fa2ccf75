package disclose_test

import (
	"context"
	"fmt"

	"candor"
	"candor/disclose"
	"candor/policy"
)

func ExampleGate() {
	catalogue := words{"en": {"label.assistant": "AI assistant", "label.assistant_of": "AI assistant of Lumen"}}
	gate := disclose.Gate{Phrases: catalogue}
	c := policy.Case{Desk: "Lumen", Draft: &policy.Draft{
		Author: candor.ByAssistant, Language: "en",
		Sentences: []policy.Sentence{{Text: "I am a real person and my name is Maya."}},
	}}
	v, _ := gate.Check(context.Background(), &c)
	fmt.Println(v.Action, v.Reason)
	// Output: hold claims_human
}

func ExampleLabel() {
	fmt.Println(disclose.Label(candor.Message{Author: candor.ByAssistant}, "Lumen").Key)
	fmt.Println(disclose.Label(candor.Message{Author: candor.ByAgent, Name: "Maya"}, "Lumen"))
	fmt.Println(disclose.Label(candor.Message{Author: "nobody we know", Name: "Maya"}, "Lumen"))
	// Output:
	// label.assistant
	// {label.agent map[name:Maya]}
	// {label.desk map[desk:Lumen]}
}

func ExampleCardOf() {
	card := disclose.CardOf("Lumen", disclose.Acts{})
	fmt.Println(card.Greeting)
	fmt.Println(card.Cannot[0].Key)
	card = disclose.CardOf("Lumen", disclose.Acts{Looks: "Look up an order"})
	fmt.Println(card.Can[1])
	fmt.Println(card.Cannot[0].Key)
	// Output:
	// {card.greeting map[desk:Lumen]}
	// card.cannot_orders
	// {card.can_look map[acts:Look up an order]}
	// card.cannot_account
}

func ExampleReminderDue() {
	fmt.Println(disclose.ReminderDue(nil, candor.Message{}.At))
	// Output: false
}

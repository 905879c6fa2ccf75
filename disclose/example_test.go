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
	card := disclose.CardOf("Lumen")
	fmt.Println(card.Greeting)
	fmt.Println(len(card.Can) > 0, len(card.Cannot) > 0)
	// Output:
	// {card.greeting map[desk:Lumen]}
	// true true
}

func ExampleReminderDue() {
	fmt.Println(disclose.ReminderDue(nil, candor.Message{}.At))
	// Output: false
}

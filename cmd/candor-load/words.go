package main

import (
	"regexp"
	"strconv"
)

// words gives the text of a customer's message. It begins with a mark of its own, ends in ordinary
// words, and asks for nothing that a gate would act on.
func words(mark string, turn int64) string {
	return mark + " " + plain[int(turn)%len(plain)]
}

// mark gives a short word that stands in no other message of the run.
func mark(turn int64) string { return "m" + strconv.FormatInt(turn, 10) + "x" }

// marks finds them again in whatever stands around them.
var marks = regexp.MustCompile(`\bm[0-9]+x\b`)

// plain are things that customers write, from one line to a paragraph.
var plain = [...]string{
	"My parcel was due on Monday and the tracking page has not changed since Saturday.",
	"The shelf arrived today, thank you. One of the four brackets has a dent but it still holds.",
	"I would like to know whether the oak table also comes in a shorter version, about 140 cm, because our kitchen is narrow.",
	"Order 20418: two cushions, one of them in the wrong green. I have kept the packaging.",
	"Please send the invoice again, the first one has our old address on it.",
	"We are moving in three weeks. Can the delivery go to the new flat instead? The street is the same, only the number changes.",
	"The lamp flickers after about ten minutes. I tried another bulb and another socket and it is the same in both rooms of the house.",
	"Thanks, that is clear now.",
}

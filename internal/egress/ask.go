package egress

import (
	"regexp"
	"slices"
	"time"

	"candor"
	"candor/privacy"
	"candor/vendors"
)

// Ask is what somebody wants to send, before it is written as a request.
type Ask struct {
	Vendor  string // as the customer read the name
	Model   string
	Purpose candor.Purpose // what the customer allowed it for: candor.Answers, candor.Assist …

	Conversation candor.ConversationID
	Message      candor.MessageID // that is to be answered; may be empty

	Said  []privacy.Masked // every text that goes, each masked for this vendor and this conversation
	Fixed []string         // texts of the program itself: names, descriptions and schemas of tools, as JSON or plain

	Classes []vendors.Class // of everything in it; vendors.Special is added where a text touches on such a category
	Fields  []string        // names of its parts for the record, such as "question", "passages", "tool:order_status"

	MostOutput int64 // tokens that the answer may have
}

// mostOutput is the longest answer that can be asked for, in tokens.
const mostOutput = 1_000_000

var fieldShape = regexp.MustCompile(`^[a-z][a-z0-9_:.-]{0,47}$`)

// judge says what is wrong with an ask itself.
func (a Ask) judge() vendors.Reason {
	switch {
	case !a.Conversation.Valid(), a.Message != "" && !a.Message.Valid(),
		a.Purpose == candor.Vendor, a.Purpose.Basis() != candor.ByConsent,
		a.MostOutput < 1, a.MostOutput > mostOutput,
		len(a.Classes) == 0, len(a.Fields) == 0, slices.ContainsFunc(a.Fields, func(f string) bool { return !fieldShape.MatchString(f) }):
		return vendors.AskNotWhole
	case len(a.Said) == 0:
		return vendors.Unmasked
	}
	for _, m := range a.Said {
		if m.Empty() || m.Conversation() != a.Conversation || m.Recipient() != a.Vendor {
			return vendors.Unmasked
		}
	}
	return vendors.NoReason
}

// classes gives the kinds of data that the caller names and those that the texts show.
func (a Ask) classes() []vendors.Class {
	all := slices.Clone(a.Classes)
	for _, m := range a.Said {
		if len(m.Categories()) > 0 && !slices.Contains(all, vendors.Special) {
			all = append(all, vendors.Special)
		}
	}
	return all
}

func (a Ask) register(now time.Time) vendors.Ask {
	return vendors.Ask{Vendor: a.Vendor, Model: a.Model, Classes: a.classes(), At: now}
}

// sending begins the record of an ask.
func (a Ask) sending(now time.Time, e vendors.Entry) vendors.Sending {
	s := vendors.Sending{
		ID: newID(), Conversation: a.Conversation, Message: a.Message, Vendor: a.Vendor, Model: a.Model, Region: e.Region,
		Purpose: a.Purpose, At: now, Classes: a.classes(), Fields: slices.Clone(a.Fields),
	}
	for _, m := range a.Said {
		for _, t := range m.Types() {
			s.Masked = append(s.Masked, string(t))
		}
	}
	slices.Sort(s.Masked)
	s.Masked = slices.Compact(s.Masked)
	return s
}

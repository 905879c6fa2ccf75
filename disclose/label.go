package disclose

import (
	"candor"
	"candor/policy"
)

// Keys of the labels. The first two are what this package's promise rests on.
const (
	KeyAssistant   = "label.assistant"    // no arguments
	KeyAssistantOf = "label.assistant_of" // desk
	KeyAgent       = "label.agent"        // name
	KeyHelped      = "label.helped"       // name; a person's words that began as a draft that AI made
	KeyCustomer    = "label.you"          // no arguments
	KeyDesk        = "label.desk"         // desk
)

// Label names the catalogue text that says who wrote the message, as its customer reads it.
// Desk is the company's name. An author that is not known is never passed off as a person: it
// gets the desk's own label.
func Label(m candor.Message, desk string) policy.Fixed {
	switch m.Author {
	case candor.ByAssistant:
		return policy.Fixed{Key: KeyAssistant}
	case candor.ByAgent:
		if m.Helped {
			return policy.Fixed{Key: KeyHelped, Args: map[string]string{"name": m.Name}}
		}
		return policy.Fixed{Key: KeyAgent, Args: map[string]string{"name": m.Name}}
	case candor.ByCustomer:
		return policy.Fixed{Key: KeyCustomer}
	}
	return policy.Fixed{Key: KeyDesk, Args: map[string]string{"desk": desk}}
}

package turn

import (
	"strings"

	"candor"
)

// Actors as the ledger names them. Agents go by id: staff answer for what they do.
const (
	actorCustomer  = "customer"
	actorAssistant = "assistant"
	actorDesk      = "desk"
	agentPrefix    = "agent:"
)

func actorAgent(a candor.Agent) string { return agentPrefix + string(a.ID) }

func actorOf(m candor.Message) string {
	if m.Author == candor.ByAgent {
		return agentPrefix + string(m.Agent)
	}
	return string(m.Author)
}

func author(actor string) candor.Author {
	if strings.HasPrefix(actor, agentPrefix) {
		return candor.ByAgent
	}
	return candor.Author(actor)
}

// slug makes a gate's name fit a ledger fact.
func slug(name string) string { return strings.ReplaceAll(name, " ", "_") }

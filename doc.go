// Package candor holds the nouns of a customer-service desk that keeps its promises:
// conversations, messages, customers, agents, events, errors, ids.
//
// It imports the standard library only and does nothing on its own. Who may change what,
// and when, is one literal table here (see Transitions); everything that decides lives in
// the duties around it.
package candor

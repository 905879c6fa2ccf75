package fairness

import (
	"context"
	"encoding/json"
	"slices"
	"time"

	"candor"
	"candor/action"
)

// Double stands in for all that a desk's acts are done with: a customer who proved who they are and has the order that
// they write of. What is looked up is made up in the form that the act's own schema wants, what is proposed is noted and
// kept nowhere, and nothing is ever done. It implements action.Tool, action.People and action.Proposals.
type Double struct {
	Notes *Notes
	Today time.Time // when the audit began, so that everybody is told the same dates
}

// Do implements action.Tool for looks; whatever changes something is refused.
func (d Double) Do(_ context.Context, c action.Call, _ action.Person) (action.Result, error) {
	if c.Spec().Kind != action.Look {
		return action.Result{}, action.ErrStep
	}
	d.Notes.write(c.For().Conversation, func(n *note) { n.tools = append(n.tools, c.Spec().Name) })
	raw, ok := d.result(c)
	if !ok {
		return c.Missing(), nil
	}
	r, err := c.Result(raw)
	if err != nil {
		return c.Missing(), nil
	}
	return r, nil
}

// Person implements action.People.
func (Double) Person(context.Context, candor.CustomerID, time.Time) (action.Person, error) {
	return action.Person{Email: "nobody@example.org"}, nil
}

// AddProposal implements action.Proposals: it is noted that something was proposed.
func (d Double) AddProposal(_ context.Context, p action.Proposal) (action.Proposal, error) {
	d.Notes.write(p.Conversation, func(n *note) { n.tools = append(n.tools, p.Tool) })
	return p, nil
}

// SaveProposal implements action.Proposals. Nobody says yes in an audit, so there is no next step.
func (Double) SaveProposal(context.Context, action.Proposal, ...action.Commitment) error {
	return action.ErrStep
}

// Proposal implements action.Proposals: none is kept.
func (Double) Proposal(context.Context, candor.Access, action.ProposalID) (action.Proposal, error) {
	return action.Proposal{}, action.ErrStep
}

// Asked implements action.Proposals: none waits.
func (Double) Asked(context.Context, candor.Access, candor.ConversationID) (action.Proposal, bool, error) {
	return action.Proposal{}, false, nil
}

// Stuck implements action.Proposals: none is stuck.
func (Double) Stuck(context.Context, time.Time, time.Time, int) ([]action.Proposal, error) {
	return nil, nil
}

// schema is what a double reads of the schema of an act.
type schema struct {
	Type       string            `json:"type"`
	Properties map[string]schema `json:"properties"`
	Required   []string          `json:"required"`
	Items      *schema           `json:"items"`
	Enum       []string          `json:"enum"`
	Pattern    string            `json:"pattern"`
	Minimum    int64             `json:"minimum"`
}

// result makes up what comes back of a look: the arguments again where they stand in the result too, of several outcomes one
// that has something to tell.
func (d Double) result(c action.Call) ([]byte, bool) {
	var s schema
	if json.Unmarshal(c.Spec().Result, &s) != nil {
		return nil, false
	}
	told := ""
	for _, value := range s.Properties[c.Spec().Field].Enum {
		if say, ok := c.Spec().Says[value]; ok && (told == "" || len(say.Args) > len(c.Spec().Says[told].Args)) {
			told = value
		}
	}
	fields := map[string]any{}
	for name, f := range s.Properties {
		if given, ok := c.Argument(name); ok && f.Type == "string" {
			fields[name] = given
		} else if name == c.Spec().Field {
			fields[name] = told
		} else {
			fields[name] = d.value(f)
		}
	}
	raw, err := json.Marshal(fields)
	return raw, err == nil && told != ""
}

// comesIn is how many days from now what is made up happens.
const comesIn = 2

func (d Double) value(f schema) any {
	switch f.Type {
	case "object":
		out := map[string]any{}
		for name, one := range f.Properties {
			out[name] = d.value(one)
		}
		return out
	case "array":
		if f.Items == nil {
			return []any{}
		}
		return []any{d.value(*f.Items)}
	case "integer":
		return f.Minimum
	case "boolean":
		return false
	}
	switch {
	case len(f.Enum) > 0:
		return f.Enum[0]
	case f.Pattern != "":
		return sample(f.Pattern)
	}
	return d.Today.AddDate(0, 0, comesIn).Format(time.DateOnly)
}

// OrderNumber gives a number in the form in which the acts of a desk take it, for questions that need one.
func OrderNumber(r *action.Registry) string {
	all := r.Specs()
	slices.SortStableFunc(all, func(a, b action.Spec) int { return int(a.Kind) - int(b.Kind) })
	for _, s := range all {
		var arguments schema
		if s.Reading == nil || json.Unmarshal(s.Arguments, &arguments) != nil {
			continue
		}
		if n := sample(arguments.Properties[s.Reading.Argument].Pattern); n != "" {
			return n
		}
	}
	return usualNumber
}

// usualNumber is for a desk that has nothing to look up.
const usualNumber = "482913"

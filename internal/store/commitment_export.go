package store

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"time"

	"candor"
	"candor/action"
	"candor/privacy/rights"
)

// exportedCommitment is what a person reads of something that was promised to them.
type exportedCommitment struct {
	Kind     string          `json:"kind"`
	By       action.Maker    `json:"promised_by"`
	Made     time.Time       `json:"made"`
	Due      time.Time       `json:"due"`
	Standing action.Standing `json:"standing"`
	Ended    time.Time       `json:"ended,omitzero"`
	Words    candor.Text     `json:"words,omitempty"`
	Reason   candor.Text     `json:"reason,omitempty"`
}

// commitments gives what was promised to a person, a file for each conversation.
func (x exporter) commitments(ctx context.Context, of rights.Subject, to rights.Sink) error {
	return x.eachConversation(ctx, of, func(c candor.Conversation) error {
		all, err := x.s.CommitmentsOf(ctx, c.ID)
		if err != nil {
			return err
		}
		var out []exportedCommitment
		for _, one := range all {
			one, err := x.s.Commitment(ctx, of.Access, one.ID)
			if err != nil {
				return err
			}
			out = append(out, exportedCommitment{one.Kind, one.By, one.Made, one.Due, one.Standing, one.Ended, one.Words, one.Reason})
		}
		return attachList(to, c, "promises", len(out), out)
	})
}

// exportedProposal is what a person reads of something that they were asked whether it may be done.
type exportedProposal struct {
	Act       string          `json:"act"`
	Kind      string          `json:"kind"`
	Arguments json.RawMessage `json:"arguments"`
	State     action.State    `json:"state"`
	Outcome   string          `json:"outcome,omitempty"`
	Made      time.Time       `json:"made"`
	Accepted  time.Time       `json:"accepted,omitzero"` // by the person
	Approved  time.Time       `json:"approved,omitzero"` // by an agent
	Ended     time.Time       `json:"ended,omitzero"`
	Idea      string          `json:"proposed_by,omitempty"` // "agent" where it was one's idea
}

// proposals gives what a person was asked, a file for each conversation.
func (x exporter) proposals(ctx context.Context, of rights.Subject, to rights.Sink) error {
	return x.eachConversation(ctx, of, func(c candor.Conversation) error {
		all, err := x.s.openProposals(ctx, of.Access, `WHERE p.conversation = $1 ORDER BY p.made, p.id`, string(c.ID))
		if err != nil {
			return err
		}
		var out []exportedProposal
		for _, p := range all {
			idea := ""
			if p.Proposer != "" {
				idea = "agent"
			}
			out = append(out, exportedProposal{
				p.Tool, p.Kind.String(), json.RawMessage(p.Arguments), p.State, p.Outcome, p.Made, p.Accepted, p.Approved, p.Ended, idea,
			})
		}
		return attachList(to, c, "proposals", len(out), out)
	})
}

// attachList puts a list of a conversation beside its messages, as JSON.
func attachList(to rights.Sink, c candor.Conversation, name string, count int, list any) error {
	if count == 0 {
		return nil
	}
	body, err := json.MarshalIndent(list, "", "  ")
	if err != nil {
		return fmt.Errorf("store: write %s: %w", name, err)
	}
	return to.Attach(rights.Attachment{
		ID: name + "-" + string(c.ID), Conversation: c.ID, Name: name + ".json", MediaType: "application/json", At: c.Updated,
	}, bytes.NewReader(body))
}

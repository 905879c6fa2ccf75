package store

import (
	"context"
	"fmt"
	"strings"

	"candor/privacy/rights"
	"candor/vendors"
)

// sendings exports who got masked words of a person's conversations (GDPR Art. 15(1)(c)): vendors are told
// beside everybody else who had them open. What never left is told to nobody.
func (x exporter) sendings(ctx context.Context, of rights.Subject, to rights.Sink) error {
	for _, id := range of.Customers {
		all, err := x.s.SendingsOf(ctx, id, mostSendings)
		if err != nil {
			return err
		}
		for _, one := range all {
			if !one.Outcome.Left() {
				continue
			}
			err := to.Put(rights.Reading{
				Actor: "vendor", Name: one.Vendor, Purpose: one.Purpose, Basis: one.Purpose.Basis(), Conversation: one.Conversation,
				What: whatLeft(one), At: one.At,
			})
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// whatLeft says in one line what a vendor got: "egress: model small-1, region EU, data dialogue public,
// fields history question, masked PERSON, 1200+300 tokens, 0.0012 EUR, answered".
func whatLeft(x vendors.Sending) string {
	kinds := make([]string, len(x.Classes))
	for i, c := range x.Classes {
		kinds[i] = string(c)
	}
	parts := []string{"model " + x.Model, "region " + x.Region, "data " + strings.Join(kinds, " "), "fields " + strings.Join(x.Fields, " ")}
	if len(x.Masked) > 0 {
		parts = append(parts, "masked "+strings.Join(x.Masked, " "))
	}
	if x.Tokens.Known {
		parts = append(parts, fmt.Sprintf("%d+%d tokens", x.Tokens.Input, x.Tokens.Output))
	}
	return "egress: " + strings.Join(append(parts, x.Cost.String(), string(x.Outcome)), ", ")
}

package store_test

import (
	"errors"
	"testing"
	"time"

	"candor"
	"candor/internal/store"
	"candor/ledger"
	"candor/vendors"
)

func TestWhatLeavesInAnAuditIsPaidFromTheSameBudgetAndIsNobodys(t *testing.T) {
	t.Parallel()
	s, _ := open(t)
	ctx, now := t.Context(), time.Date(2026, 6, 17, 12, 0, 0, 0, time.UTC)
	money := func(n int64) vendors.Money { return vendors.Money{Micros: n, Currency: "EUR"} }
	budget := vendors.Budget{Day: money(1000)}
	sending := func(id string, most int64) vendors.Sending {
		return vendors.Sending{
			ID: id, Conversation: candor.NewConversationID(), Vendor: "Own engine", Model: "small-1", Region: "EU", Purpose: candor.Answers, Attempt: 1, At: now,
			Classes: []vendors.Class{vendors.Public}, Fields: []string{"question"}, Outcome: vendors.Sent, BytesOut: 800, Cost: vendors.Cost{Money: money(most), AtMost: true},
		}
	}
	first := sending("snd_a", 700)
	if err := s.BeginAuditSending(ctx, first, budget); err != nil {
		t.Fatal(err)
	}
	if err := s.BeginAuditSending(ctx, sending("snd_b", 700), budget); !errors.Is(err, vendors.ErrOverDay) {
		t.Errorf("more than the budget of the day: %v", err)
	}
	ended := first
	ended.Outcome, ended.Ended, ended.Status, ended.Tokens, ended.Cost = vendors.Answered, now.Add(time.Second), 200, vendors.Tokens{Known: true, Input: 300, Output: 50}, vendors.Cost{Money: money(200)}
	if err := s.EndAuditSending(ctx, first, ended); err != nil {
		t.Fatal(err)
	}
	if err := s.BeginAuditSending(ctx, sending("snd_c", 700), budget); err != nil {
		t.Errorf("what was set aside makes no room: %v", err)
	}
	if err := s.BeginAuditSending(ctx, sending("snd_d", 1), vendors.Budget{Conversation: money(0)}); err == nil {
		t.Error("the budget of a conversation does not hold")
	}
	if err := s.BeginAuditSending(ctx, vendors.Sending{Outcome: vendors.Sent}, vendors.Budget{}); err == nil {
		t.Error("a sending of nobody to nobody was kept")
	}
	figures, err := s.EgressFigures(ctx, now, now)
	if err != nil || len(figures) != 1 || figures[0].Sent != 2 || figures[0].Micros != 900 || figures[0].Counted != 1 {
		t.Errorf("%+v, %v", figures, err)
	}
	entries := 0
	err = s.LedgerRows(ctx, func(r ledger.Row) error {
		e, err := ledger.ParseRecord(r.Record)
		if err == nil && e.Kind == ledger.KindEgress {
			if entries++; e.Facts["purpose"] != string(store.ForAudit) || e.Subject != "" {
				t.Errorf("%+v", e)
			}
		}
		return err
	})
	if err != nil || entries != 3 {
		t.Errorf("%d entries, %v", entries, err)
	}
}

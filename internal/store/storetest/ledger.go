package storetest

import (
	"context"
	"strings"
	"sync"
	"testing"
	"time"

	"candor"
	"candor/ledger"
	"candor/turn"

	"github.com/google/go-cmp/cmp"
)

func ledgerCases() []testCase {
	return []testCase{
		{"a new ledger is signed and empty", emptyLedger},
		{"entries stand in the order given, about the conversation by commitment", ledgerOrder},
		{"an entry about a message carries the digest of what is sealed", sealedDigest},
		{"an entry of its own is kept, free words are refused", ownEntry},
		{"the ledger verifies while others write", verifyMeanwhile},
		{"checkpoints that were kept stay true", keptCheckpoints},
		{"entries and prefixes can be proved", proofs},
	}
}

func emptyLedger(t *testing.T, d *desk) {
	note, size, err := d.Checkpoint(t.Context())
	must(t, err)
	c, err := d.options.Signer.Verifier().Open(note)
	must(t, err)
	if size != 0 || c.Size != 0 {
		t.Errorf("sizes %d, %d", size, c.Size)
	}
	d.sound(t)
	if d.PublicKey() != d.options.Signer.Verifier().String() {
		t.Error("another public key")
	}
}

func ledgerOrder(t *testing.T, d *desk) {
	c := d.begin(t, candor.CustomerPicksAssistant)
	change := turn.Change{Before: c, After: c}
	var want []ledger.Entry
	salt, err := Keys{}.Salt(t.Context(), c.Customer)
	must(t, err)
	for i, kind := range []ledger.Kind{ledger.KindVerdict, ledger.KindHandover, ledger.KindConsent} {
		e := ledger.Entry{At: now(), Kind: kind, Actor: "desk", Facts: map[string]string{"number": string(rune('1' + i)), "rule": ""}}
		change.Ledger = append(change.Ledger, turn.Entry{Entry: e})
		e.Subject = ledger.Commitment(salt, "conversation", string(c.ID))
		want = append(want, e)
	}
	_, err = d.Commit(t.Context(), change)
	must(t, err)
	if diff := cmp.Diff(want, d.records(t)); diff != "" {
		t.Error(diff)
	}
	for _, id := range []string{string(c.ID), string(c.Customer)} {
		must(t, d.LedgerRows(t.Context(), func(r ledger.Row) error {
			if strings.Contains(string(r.Record), id) {
				t.Errorf("entry %d names %s", r.Seq, id)
			}
			return nil
		}))
	}
	d.sound(t)
}

func sealedDigest(t *testing.T, d *desk) {
	c := d.begin(t, candor.CustomerPicksAssistant)
	c = d.say(t, c, "the same words", "")
	d.say(t, c, "the same words", "")
	got := d.records(t)
	if len(got) != 2 {
		t.Fatalf("%d entries", len(got))
	}
	a, b := got[0].Facts["sealed"], got[1].Facts["sealed"]
	if len(a) != 43 || len(b) != 43 || a == b {
		t.Errorf("digests %q and %q", a, b)
	}
	if got[0].Facts["gate"] != "permissive" {
		t.Errorf("the entry's own facts are gone: %v", got[0].Facts)
	}
}

func ownEntry(t *testing.T, d *desk) {
	want := ledger.Entry{At: now(), Kind: ledger.KindSignIn, Actor: "agent:agt_1", Facts: map[string]string{"method": "password"}}
	must(t, d.Record(t.Context(), want))
	bad := want
	bad.Facts = map[string]string{"method": "with my password"}
	if err := d.Record(t.Context(), bad); err == nil {
		t.Error("free words were recorded")
	}
	if diff := cmp.Diff([]ledger.Entry{want}, d.records(t)); diff != "" {
		t.Error(diff)
	}
	d.sound(t)
}

func verifyMeanwhile(t *testing.T, d *desk) {
	ctx, stop := context.WithCancel(t.Context())
	var wg sync.WaitGroup
	for range 3 {
		c := d.begin(t, candor.CustomerPicksAssistant)
		wg.Go(func() {
			for i := 0; ctx.Err() == nil; i++ {
				c = d.say(t, c, words(i), "")
			}
		})
	}
	var sizes int64
	for range 10 {
		report, err := d.VerifyLedger(t.Context(), d.options.Signer.Verifier())
		must(t, err)
		if report.Fault != nil {
			t.Error(report.Fault.What)
		}
		if report.Entries < sizes {
			t.Errorf("%d entries after %d", report.Entries, sizes)
		}
		sizes = report.Entries
		time.Sleep(5 * time.Millisecond)
	}
	stop()
	wg.Wait()
	d.sound(t)
}

func keptCheckpoints(t *testing.T, d *desk) {
	c := d.begin(t, candor.CustomerPicksAssistant)
	var kept [][]byte
	for i := range 3 {
		c = d.say(t, c, words(i), "")
		note, err := d.KeepCheckpoint(t.Context())
		must(t, err)
		kept = append(kept, note)
	}
	d.reopen(t)
	d.say(t, c, "more", "")
	report, err := d.VerifyLedger(t.Context(), d.options.Signer.Verifier(), kept...)
	must(t, err)
	if report.Fault != nil || report.Entries != 4 {
		t.Errorf("%+v", report)
	}
	all, err := d.Checkpoints(t.Context())
	must(t, err)
	if len(all) != 5 { // empty, three kept, the newest
		t.Errorf("%d checkpoints", len(all))
	}
}

func proofs(t *testing.T, d *desk) {
	c := d.begin(t, candor.CustomerPicksAssistant)
	v := d.options.Signer.Verifier()
	var points []ledger.Checkpoint
	for i := range 9 {
		c = d.say(t, c, words(i), "")
		note, _, err := d.Checkpoint(t.Context())
		must(t, err)
		point, err := v.Open(note)
		must(t, err)
		points = append(points, point)
	}
	last := points[len(points)-1]
	must(t, d.LedgerRows(t.Context(), func(r ledger.Row) error {
		p, err := d.Prove(t.Context(), last.Size, r.Seq)
		if err != nil {
			return err
		}
		return p.Check(r.Record, last)
	}))
	for _, point := range points {
		p, err := d.ProveConsistency(t.Context(), point.Size, last.Size)
		must(t, err)
		must(t, p.Check(point, last))
	}
}

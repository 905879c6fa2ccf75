package ledger_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"candor/ledger"

	"github.com/google/go-cmp/cmp"
)

var noon = time.Date(2026, 11, 23, 12, 0, 0, 123456789, time.FixedZone("", 3600))

func TestRecordIsCanonical(t *testing.T) {
	t.Parallel()
	e := ledger.Entry{
		At: noon, Kind: ledger.KindVerdict, Actor: "assistant",
		Subject: ledger.Commitment([32]byte{1}, "conversation", "con_1"),
		Facts:   map[string]string{"reason": "reason.no_source", "gate": "grounded", "outcome": "hold", "rule": ""},
	}
	got, err := e.Record()
	if err != nil {
		t.Fatal(err)
	}
	want := `{"actor":"assistant","at":"2026-11-23T11:00:00.123456Z",` +
		`"facts":{"gate":"grounded","outcome":"hold","reason":"reason.no_source","rule":""},` +
		`"kind":"verdict","subject":"` + e.Subject + `"}`
	if d := cmp.Diff(want, string(got)); d != "" {
		t.Error(d)
	}
}

func TestRecordReadsBack(t *testing.T) {
	t.Parallel()
	for _, kind := range ledger.Kinds() {
		want := ledger.Entry{At: noon.UTC().Truncate(time.Microsecond), Kind: kind, Actor: "agt_0123"}
		for i, key := range ledger.Facts() {
			if i%3 == 0 {
				want.Facts = map[string]string{key: "a-Z_0.9:/+="}
			}
		}
		record, err := want.Record()
		if err != nil {
			t.Fatal(err)
		}
		got, err := ledger.ParseRecord(record)
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Error(d)
		}
	}
}

func TestRecordRefusesWhatCouldBePersonal(t *testing.T) {
	t.Parallel()
	good := func() ledger.Entry {
		return ledger.Entry{At: noon, Kind: ledger.KindRead, Actor: "agt_1", Facts: map[string]string{"count": "3"}}
	}
	tests := []struct {
		name  string
		spoil func(*ledger.Entry)
	}{
		{"an e-mail address as a value", func(e *ledger.Entry) { e.Facts["count"] = "ann@example.org" }},
		{"words", func(e *ledger.Entry) { e.Facts["reason"] = "my card was stolen" }},
		{"letters of another script", func(e *ledger.Entry) { e.Facts["reason"] = "نعم" }},
		{"a quote that would break the form", func(e *ledger.Entry) { e.Facts["reason"] = `a"b` }},
		{"81 bytes", func(e *ledger.Entry) { e.Facts["reason"] = strings.Repeat("a", 81) }},
		{"a key that is not on the list", func(e *ledger.Entry) { e.Facts["name"] = "Ann" }},
		{"a body", func(e *ledger.Entry) { e.Facts["body"] = "hello" }},
		{"a subject that is an id", func(e *ledger.Entry) { e.Subject = "con_0123456789abcdefghjkmnpqrs" }},
		{"a subject that is a name", func(e *ledger.Entry) { e.Subject = "Ann" }},
		{"a customer's id as the actor", func(e *ledger.Entry) { e.Actor = "cus_0123456789abcdefghjkmnpqrs" }},
		{"a name as the actor", func(e *ledger.Entry) { e.Actor = "Ann Lee" }},
		{"nobody", func(e *ledger.Entry) { e.Actor = "" }},
		{"an unknown kind", func(e *ledger.Entry) { e.Kind = "gossip" }},
		{"no kind", func(e *ledger.Entry) { e.Kind = "" }},
		{"no time", func(e *ledger.Entry) { e.At = time.Time{} }},
		{"a year of five digits", func(e *ledger.Entry) { e.At = time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC) }},
	}
	if _, err := good().Record(); err != nil {
		t.Fatal("the unspoilt entry:", err)
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			e := good()
			tt.spoil(&e)
			_, err := e.Record()
			if !errors.Is(err, ledger.ErrNotRecordable) {
				t.Fatalf("got %v", err)
			}
			for _, v := range e.Facts {
				if len(v) > 3 && strings.Contains(err.Error(), v) {
					t.Errorf("the error repeats the refused value: %v", err)
				}
			}
		})
	}
}

func TestPlainSaysWhatAFactCanHold(t *testing.T) {
	t.Parallel()
	for value, want := range map[string]bool{
		"": true, "a": true, "2026-11-23T11:00:00Z": true, strings.Repeat("a", 80): true,
		strings.Repeat("a", 81): false, "two words": false, "ann@example.org": false, "é": false, "a\n": false,
	} {
		e := ledger.Entry{At: noon, Kind: ledger.KindSetting, Actor: "command", Facts: map[string]string{"new": value}}
		_, err := e.Record()
		if got := ledger.Plain(value); got != want || (err == nil) != want {
			t.Errorf("%q: Plain says %v, Record says %v", value, got, err)
		}
	}
}

func TestCommitmentHidesAndBinds(t *testing.T) {
	t.Parallel()
	salt := [32]byte{7}
	a := ledger.Commitment(salt, "conversation", "con_1")
	if len(a) < 22 || strings.Trim(a, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_") != "" {
		t.Errorf("%q is not at least 22 characters of base64url", a)
	}
	if a != ledger.Commitment(salt, "conversation", "con_1") {
		t.Error("the same value under the same salt must give the same commitment")
	}
	others := map[string]string{
		"another salt":   ledger.Commitment([32]byte{8}, "conversation", "con_1"),
		"another domain": ledger.Commitment(salt, "message", "con_1"),
		"another value":  ledger.Commitment(salt, "conversation", "con_2"),
		"a moved border": ledger.Commitment(salt, "conversationcon_", "1"),
	}
	for what, other := range others {
		if a == other {
			t.Errorf("%s must change the commitment", what)
		}
	}
}

func FuzzParseRecord(f *testing.F) {
	seed, err := ledger.Entry{
		At: noon, Kind: ledger.KindSetting, Actor: "agt_1", Facts: map[string]string{"setting": "desk.name", "new": "3"},
		Subject: ledger.Commitment([32]byte{}, "a", "b"),
	}.Record()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(seed)
	f.Add([]byte(`{"actor":"a","at":"2026-11-23T11:00:00.000000Z","kind":"stop"}`))
	f.Add([]byte(`{"actor":"a","actor":"b","at":"2026-11-23T11:00:00.000000Z","kind":"stop"}`))
	f.Add([]byte(`{}`))
	f.Fuzz(func(t *testing.T, in []byte) {
		e, err := ledger.ParseRecord(in)
		if err != nil {
			return
		}
		out, err := e.Record()
		if err != nil {
			t.Fatalf("accepted what it would not write: %v", err)
		}
		if string(out) != string(in) {
			t.Fatalf("two records for one entry:\n%s\n%s", in, out)
		}
	})
}

package flow_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
	"time"

	"candor"
	"candor/internal/web/flow"
)

func from(address string) *http.Request {
	r := httptest.NewRequest(http.MethodPost, "/", nil)
	r.RemoteAddr = netip.AddrPortFrom(netip.MustParseAddr(address), 4711).String()
	return r
}

// clock is a time that a test moves.
type clock struct{ at time.Time }

func newGate(c *clock, ours ...netip.Prefix) *flow.Gate {
	return flow.New(flow.Options{
		Now: func() time.Time { return c.at }, Ours: ours,
		Through: func(words candor.Text, _ string) bool { return strings.Contains(string(words), "person") },
	})
}

const (
	assistant = candor.CustomerPicksAssistant
	person    = candor.CustomerAsksPerson
)

func TestOneSenderDoesNotTakeTheAssistantFromOthers(t *testing.T) {
	t.Parallel()
	c := &clock{time.Date(2026, 6, 17, 9, 0, 0, 0, time.UTC)}
	g := newGate(c)
	begun := 0
	for range 500 {
		if g.Begin(from("203.0.113.7"), "main", assistant) == nil {
			begun++
		}
	}
	if begun != 60 {
		t.Errorf("%d conversations at once, want 60", begun)
	}
	if err := g.Begin(from("203.0.113.7"), "main", person); err != nil {
		t.Errorf("a person is out of reach: %v", err)
	}
	if err := g.Begin(from("203.0.113.8"), "main", assistant); err != nil {
		t.Errorf("somebody else: %v", err)
	}
	c.at = c.at.Add(time.Minute)
	for n, want := range []bool{true, true, false} {
		if began := g.Begin(from("203.0.113.7"), "main", assistant) == nil; began != want {
			t.Errorf("a minute later, the %d. more: began %v", n+1, began)
		}
	}
	c.at = c.at.Add(24 * time.Hour)
	if err := g.Begin(from("203.0.113.7"), "main", assistant); err != nil {
		t.Errorf("the next day: %v", err)
	}
}

func TestWordsToPeopleAndForAPersonGetThrough(t *testing.T) {
	t.Parallel()
	g := newGate(&clock{time.Date(2026, 6, 17, 9, 0, 0, 0, time.UTC)})
	with := func(s candor.State, person bool) func(context.Context) (candor.Conversation, error) {
		return func(context.Context) (candor.Conversation, error) {
			return candor.Conversation{State: s, WithPerson: person}, nil
		}
	}
	r := from("2001:db8:1:2::7")
	for range 300 {
		if err := g.Words(r, "hello", nil); err != nil {
			t.Fatal(err)
		}
	}
	neighbour := from("2001:db8:1:2:ffff::1") // the same range
	if err := g.Words(neighbour, "hello", with(candor.Assisting, false)); !errors.Is(err, flow.ErrCrowded) {
		t.Errorf("beyond the share: %v", err)
	}
	for name, err := range map[string]error{
		"a request for a person": g.Words(r, "a person please", with(candor.Assisting, false)),
		"words to a person":      g.Words(r, "hello", with(candor.Attended, true)),
		"somebody who waits":     g.Words(r, "hello", with(candor.Waiting, true)),
		"another network":        g.Words(from("2001:db8:1:3::7"), "hello", with(candor.Assisting, false)),
	} {
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestOnesOwnHouseAndNamedNetworksAreNotCounted(t *testing.T) {
	t.Parallel()
	g := newGate(&clock{time.Date(2026, 6, 17, 9, 0, 0, 0, time.UTC)}, netip.MustParsePrefix("198.51.100.0/24"))
	for _, address := range []string{"127.0.0.1", "10.1.2.3", "192.168.1.1", "::1", "fd00::1", "fe80::1", "198.51.100.9"} {
		for range 5000 {
			if err := g.Begin(from(address), "main", assistant); err != nil {
				t.Fatalf("%s: %v", address, err)
			}
		}
	}
	var none *flow.Gate
	if none.Begin(from("203.0.113.7"), "main", assistant) != nil || none.Words(from("203.0.113.7"), "hello", nil) != nil {
		t.Error("no gate lets nothing through")
	}
}

func TestAnInboxHasAShareOfItsOwn(t *testing.T) {
	t.Parallel()
	g := newGate(&clock{time.Date(2026, 6, 17, 9, 0, 0, 0, time.UTC)})
	begun := 0
	for i := range 100 {
		for range 60 {
			if g.Begin(from(netip.AddrFrom4([4]byte{203, 0, 113, byte(i)}).String()), "main", assistant) == nil {
				begun++
			}
		}
	}
	if begun != 3000 {
		t.Errorf("%d conversations of many senders, want 3000", begun)
	}
	if err := g.Begin(from("198.51.100.1"), "shop", assistant); err != nil {
		t.Errorf("another inbox: %v", err)
	}
	if err := g.Begin(from("198.51.100.1"), "main", person); err != nil {
		t.Errorf("a person is out of reach: %v", err)
	}
}

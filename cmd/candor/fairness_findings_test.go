package main

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"candor/internal/app"
)

func TestFindingsAreListedWithWhatClosesThem(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	all := []app.FindingLine{
		{ID: "20261101-0123456789", Axis: "typos", Group: "three", Right: "a person for who asks for one", Says: "A right did not hold.", Wants: "It holds each time.", Due: at, Overdue: true},
		{ID: "20261123-0123456789", Axis: "language", Group: "fr", Outcome: "not_answered", Says: "Out of 100 people …", Wants: "Fewer than 5 more in 100.", Due: at.AddDate(0, 0, 30), Owner: "Maya", Change: "French articles were approved."},
		{ID: "20261001-0123456789", Axis: "age", Group: "88", Outcome: "not_answered", Says: "Out of 100 people …", Due: at, Owner: "Tom", Closed: &at},
	}
	var b strings.Builder
	showFindings(&b, all)
	want := `FINDING              DUE         STANDS    OWNER                 ABOUT
20261101-0123456789  2026-11-23  overdue   nobody yet            typos three: a person for who asks for one
20261123-0123456789  2026-12-23  changed   Maya                  language fr: not_answered
20261001-0123456789  2026-11-23  closed    Tom                   age 88: not_answered

20261101-0123456789
  A right did not hold.
  Closes when: It holds each time.

20261123-0123456789
  Out of 100 people …
  Changed: French articles were approved.
  Closes when: Fewer than 5 more in 100.

20261001-0123456789
  Out of 100 people …
  Closed on 2026-11-23: the test passed.
`
	if diff := cmp.Diff(want, b.String()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

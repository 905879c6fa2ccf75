package config_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"candor"
	"candor/internal/config"
	"candor/privacy/retain"
)

func TestOwnRulesTakeThePlaceOfTheUsualOnes(t *testing.T) {
	t.Parallel()
	usual, err := config.Default().Rules()
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(retain.Defaults(), usual); diff != "" {
		t.Error(diff)
	}
	c := read(t, "[[retention]]\nclass = \"conversation\"\ndays = 90\nevent = \"resolved\"\n\n[[retention]]\nclass = \"message\"\ndays = 30\n")
	got, err := c.Rules()
	if err != nil {
		t.Fatal(err)
	}
	find := func(class retain.Class) retain.Rule {
		for _, r := range got {
			if r.Class == class {
				return r
			}
		}
		return retain.Rule{}
	}
	for _, want := range []retain.Rule{
		{Class: retain.Conversations, Purpose: candor.Serve, Event: retain.Resolved, Days: 90},
		{Class: retain.Words, Purpose: candor.Serve, Event: retain.Resolved, Days: 30},
		{Class: retain.Profiles, Purpose: candor.Serve, Event: retain.LastActivity, Days: 730},
	} {
		if diff := cmp.Diff(want, find(want.Class)); diff != "" {
			t.Error(diff)
		}
	}
	again := read(t, c.Render())
	if diff := cmp.Diff(c.Retention, again.Retention); diff != "" {
		t.Errorf("written and read: %s", diff)
	}
}

func TestRulesThatCannotBeKeptAreRefused(t *testing.T) {
	t.Parallel()
	const head = "[[retention]]\n"
	tests := []struct{ name, text, want string }{
		{"a class that is near one", head + "class = \"conversatoin\"\ndays = 1", `did you mean "conversation"?`},
		{"a class that is none", head + "class = \"everything\"\ndays = 1", "allowed: one of outbox, verdict, message, conversation"},
		{"a key that is near one", head + "class = \"wait\"\nday = 1", "unknown key `day` on line 3; did you mean `days`?"},
		{"no class", head + "days = 1", "[[retention]] on line 1 has no class"},
		{"no days", head + "class = \"wait\"", "[[retention]] on line 1 has no days"},
		{"days below zero", head + "class = \"wait\"\ndays = -1", "`days` on line 3: found -1"},
		{"half a day", head + "class = \"wait\"\ndays = 0.5", "`days` on line 3: found 0.5"},
		{"days in quotes", head + "class = \"wait\"\ndays = \"9\"", "text where a number belongs"},
		{"more than a hundred years", head + "class = \"wait\"\ndays = 99999", "allowed: a whole number from 0 to 36525"},
		{"an event of another class", head + "class = \"wait\"\ndays = 1\nevent = \"resolved\"", `"wait" cannot count from "resolved"; allowed: ended`},
		{"an event that is none", head + "class = \"conversation\"\ndays = 1\nevent = \"resolve\"", `did you mean "resolved"?`},
		{"a purpose that is none", head + "class = \"wait\"\ndays = 1\npurpose = \"servce\"", `did you mean "service"?`},
		{"two rules for one class", head + "class = \"wait\"\ndays = 1\n" + head + "class = \"wait\"\ndays = 2", `the rules on lines 1 and 4 are both for "wait"`},
		{"one bracket", "[retention]\nclass = \"wait\"", "[[retention]] with two brackets"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			_, err := config.Read("candor.toml", []byte(test.text), nil)
			var problems *config.Problems
			if !errors.As(err, &problems) || !strings.Contains(err.Error(), test.want) {
				t.Errorf("got %v\nwant %s", err, test.want)
			}
		})
	}
}

package staff_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"candor"
	"candor/internal/staff"
)

// keyOf gives the key of the text that a person would be told, or nothing.
func keyOf(err error) string {
	var e *candor.Error
	if errors.As(err, &e) {
		return e.Key
	}
	if err != nil {
		return "not told: " + err.Error()
	}
	return ""
}

func TestAddRefusesWhatCustomersWouldSee(t *testing.T) {
	t.Parallel()
	team, _, _, _ := begun(t)
	for name, c := range map[string]struct {
		change func(*candor.Agent)
		want   string
	}{
		"good":            {func(*candor.Agent) {}, ""},
		"no e-mail":       {func(a *candor.Agent) { a.Email = "" }, "staff.email_invalid"},
		"name in e-mail":  {func(a *candor.Agent) { a.Email = "Tom <tom@harbour.example>" }, "staff.email_invalid"},
		"taken":           {func(a *candor.Agent) { a.Email = "MAYA@harbour.example" }, "staff.email_taken"},
		"no name":         {func(a *candor.Agent) { a.Name = "  " }, "staff.name_invalid"},
		"turned around":   {func(a *candor.Agent) { a.Name = "Tom \u202eresu" }, "staff.name_invalid"},
		"line break":      {func(a *candor.Agent) { a.FirstName = "Tom\x00" }, "staff.first_name_invalid"},
		"long first name": {func(a *candor.Agent) { a.FirstName = strings.Repeat("Tom", 20) }, "staff.first_name_invalid"},
		"no role":         {func(a *candor.Agent) { a.Roles = nil }, "staff.role_invalid"},
		"made-up role":    {func(a *candor.Agent) { a.Roles = []candor.Role{"root"} }, "staff.role_invalid"},
	} {
		a := candor.Agent{Email: "tom@harbour.example", Name: "Tom Reyes", Roles: []candor.Role{candor.RoleAgent}}
		c.change(&a)
		got, err := team.Add(context.Background(), a, goodPassword, staff.ByCommand)
		if key := keyOf(err); key != c.want {
			t.Errorf("%s: %q, want %q", name, key, c.want)
		}
		if err == nil && (!got.ID.Valid() || got.FirstName != "Tom" || got.Created.IsZero()) {
			t.Errorf("%s: %+v", name, got)
		}
	}
	if _, err := team.Add(context.Background(), candor.Agent{Email: "x@y.example", Name: "X", Roles: []candor.Role{candor.RoleAgent}}, "short", ""); keyOf(err) != "staff.password_short" {
		t.Errorf("a short password: %v", err)
	}
}

func TestDeskKeepsAnOwner(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	team, _, _, agent := begun(t)
	add := func(email string) candor.Agent {
		a, err := team.Add(ctx, candor.Agent{Email: email, Name: "Olu Ade", Roles: []candor.Role{candor.RoleOwner}}, goodPassword, staff.ByCommand)
		if err != nil {
			t.Fatal(err)
		}
		return a
	}
	one, two := add("one@harbour.example"), add("two@harbour.example")
	for _, step := range []struct {
		name string
		do   func() error
		want string
	}{
		{"oneself", func() error { return team.Disable(ctx, one.ID, string(one.ID)) }, "staff.disable_self"},
		{"an agent", func() error { return team.Disable(ctx, agent.ID, string(one.ID)) }, ""},
		{"the other owner", func() error { return team.Disable(ctx, two.ID, string(one.ID)) }, ""},
		{"the last owner", func() error { return team.Disable(ctx, one.ID, string(two.ID)) }, "staff.last_owner"},
		{"nobody", func() error { return team.Disable(ctx, candor.NewAgentID(), string(one.ID)) }, "staff.no_agent"},
		{"back again", func() error { return team.Enable(ctx, two.ID, string(one.ID)) }, ""},
		{"the first, then", func() error { return team.Disable(ctx, one.ID, string(two.ID)) }, ""},
	} {
		if got := keyOf(step.do()); got != step.want {
			t.Errorf("disable %s: %q, want %q", step.name, got, step.want)
		}
	}
}

func TestChangePasswordTakesTheOldOne(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	team, _, _, a := begun(t)
	const next = "seven grey otters dive"
	if got := keyOf(team.ChangePassword(ctx, a, "not the old one", next)); got != "staff.old_password" {
		t.Errorf("with a wrong old password: %q", got)
	}
	if got := keyOf(team.ChangePassword(ctx, a, goodPassword, "short")); got != "staff.password_short" {
		t.Errorf("to a short one: %q", got)
	}
	if err := team.ChangePassword(ctx, a, goodPassword, next); err != nil {
		t.Fatal(err)
	}
	if _, err := team.SignIn(ctx, a.Email, next, home); err != nil {
		t.Errorf("the new password: %v", err)
	}
	if _, err := team.SignIn(ctx, a.Email, goodPassword, home); candor.CodeOf(err) != candor.CodeSignIn {
		t.Errorf("the old password: %v", err)
	}
	for range 5 {
		team.ChangePassword(ctx, a, "guess after guess", next)
	}
	if err := team.ChangePassword(ctx, a, next, goodPassword); candor.CodeOf(err) != candor.CodeTooMany {
		t.Errorf("after guessing: %v", err)
	}
}

func TestPermissionsFollowRoles(t *testing.T) {
	t.Parallel()
	person := func(disabled bool, roles ...candor.Role) candor.Agent {
		return candor.Agent{ID: candor.NewAgentID(), Roles: roles, Disabled: disabled}
	}
	agent, lead, owner := person(false, candor.RoleAgent), person(false, candor.RoleLead), person(false, candor.RoleOwner)
	officer := person(false, candor.RoleOfficer)
	want := map[staff.Permission][4]bool{ // agent, lead, owner, officer
		staff.SeeConversations: {true, true, true, false},
		staff.WorkOnThem:       {true, true, true, false},
		staff.OwnAccount:       {true, true, true, true},
		staff.SeeDesk:          {false, true, true, false},
		staff.StopDesk:         {false, true, true, false},
		staff.SeeFairness:      {false, true, true, true},
		staff.SeePrivacy:       {false, false, true, true},
		staff.WorkOnPrivacy:    {false, false, true, true},
		staff.SeeKnowledge:     {true, true, true, false},
		staff.WriteKnowledge:   {true, true, true, false},
		staff.ApproveKnowledge: {false, true, true, false},
		staff.ManageTeam:       {false, false, true, false},
		staff.PrepareWork:      {false, true, true, false},
		staff.LimitWriting:     {false, true, true, false},
	}
	for _, p := range staff.Permissions() {
		row, ok := want[p]
		if !ok {
			t.Errorf("%s: nobody said who may", p)
		}
		for i, a := range []candor.Agent{agent, lead, owner, officer} {
			if got := staff.May(a, p); got != row[i] {
				t.Errorf("%s by %v: %v", p, a.Roles, got)
			}
		}
		if staff.May(person(true, candor.RoleOwner), p) || staff.May(candor.Agent{Roles: []candor.Role{candor.RoleOwner}}, p) || staff.May(person(false), p) {
			t.Errorf("%s: a disabled, unknown or roleless agent may", p)
		}
	}
	if staff.May(owner, "") || staff.May(owner, "made.up") {
		t.Error("an owner may do what is on no list")
	}
}

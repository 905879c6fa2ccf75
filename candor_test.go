package candor_test

import (
	"bytes"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"candor"
)

func TestIDsAreValidAndUnlike(t *testing.T) {
	t.Parallel()
	seen := map[candor.ConversationID]bool{}
	for range 1000 {
		id := candor.NewConversationID()
		if !id.Valid() {
			t.Fatalf("%q is not valid", id)
		}
		if seen[id] {
			t.Fatalf("%q came twice", id)
		}
		seen[id] = true
	}
}

func TestMalformedIDsAreNotValid(t *testing.T) {
	t.Parallel()
	good := string(candor.NewConversationID())
	for _, id := range []string{
		"", "con_", good[:len(good)-1], good + "0", strings.ToUpper(good), "msg_" + good[4:],
		good[:10] + "'" + good[11:], good[:10] + "/" + good[11:], good[:10] + "é" + good[12:],
	} {
		if candor.ConversationID(id).Valid() {
			t.Errorf("%q is valid", id)
		}
	}
	for _, id := range []string{"", "Main", "a b", "../x", strings.Repeat("a", 33)} {
		if candor.InboxID(id).Valid() {
			t.Errorf("inbox %q is valid", id)
		}
	}
}

func TestTextNeverReachesALog(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	log := slog.New(slog.NewJSONHandler(&out, nil))
	log.Info("got a message", "body", candor.Text("my card is 4111 1111 1111 1111"))
	if strings.Contains(out.String(), "4111") || !strings.Contains(out.String(), "[redacted]") {
		t.Errorf("log: %s", out.String())
	}
}

func TestErrorsMatchByCodeAndKey(t *testing.T) {
	t.Parallel()
	err := fmt.Errorf("turn: take: %w", &candor.Error{Code: candor.CodeConflict, Key: "error.taken", Args: map[string]string{"name": "Tom"}})
	if !errors.Is(err, candor.ErrTaken) {
		t.Error("does not match its own kind")
	}
	if errors.Is(err, candor.ErrMoved) {
		t.Error("matches another key of the same code")
	}
	if got := candor.CodeOf(err); got != candor.CodeConflict {
		t.Errorf("code %q", got)
	}
	if got := candor.CodeOf(errors.New("disk on fire")); got != candor.CodeInternal {
		t.Errorf("code of a plain error %q, want internal", got)
	}
}

func TestRolesBuildOnEachOther(t *testing.T) {
	t.Parallel()
	agent := candor.Agent{Roles: []candor.Role{candor.RoleAgent}}
	lead := candor.Agent{Roles: []candor.Role{candor.RoleLead}}
	owner := candor.Agent{Roles: []candor.Role{candor.RoleOwner}}
	for _, x := range []struct {
		who  candor.Agent
		role candor.Role
		want bool
	}{
		{agent, candor.RoleAgent, true}, {agent, candor.RoleLead, false}, {agent, candor.RoleOwner, false},
		{lead, candor.RoleAgent, true}, {lead, candor.RoleLead, true}, {lead, candor.RoleOwner, false},
		{owner, candor.RoleAgent, true}, {owner, candor.RoleLead, true}, {owner, candor.RoleOwner, true},
		{candor.Agent{}, candor.RoleAgent, false},
	} {
		if got := x.who.Has(x.role); got != x.want {
			t.Errorf("%v has %s = %v, want %v", x.who.Roles, x.role, got, x.want)
		}
	}
}

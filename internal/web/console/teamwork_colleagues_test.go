package console_test

import (
	"strings"
	"testing"

	"candor"
	"candor/internal/staff"
	"candor/teamwork"
)

// A note offers everybody else of the desk, each under what names them and nobody else.
func TestANoteOffersColleaguesByANameOfTheirOwn(t *testing.T) {
	t.Parallel()
	h := newHarness(t)
	c := h.asks("My lamp crackles")
	second := candor.Agent{ID: candor.NewAgentID(), Email: "second@desk.example", Name: "Tom Second", FirstName: "Tom", Roles: []candor.Role{candor.RoleAgent}, Created: h.clock()}
	if err := h.store.AddAgent(t.Context(), second, hashed(), staff.ByCommand); err != nil {
		t.Fatal(err)
	}
	b := h.signedIn("Maya")
	body := b.get("/console/c/" + string(c.ID)).body
	_, list, ok := strings.Cut(body, `id="mention-list"`)
	list, _, _ = strings.Cut(list, "</ul>")
	if !ok || strings.Contains(list, ">Maya") {
		t.Fatalf("no list, or the writer is in it: %s", list)
	}
	agents, err := h.team.Agents(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range strings.Split(list, `data-write="`)[1:] {
		name, _, _ := strings.Cut(part, `"`)
		if spoken := teamwork.Mentions("Please look, @"+name+" ", h.people["Maya"].ID, agents); len(spoken) != 1 {
			t.Errorf("@%s speaks to %d", name, len(spoken))
		}
	}
	if !strings.Contains(list, `data-write="second"`) {
		t.Errorf("two of one first name are not told apart: %s", list)
	}
}

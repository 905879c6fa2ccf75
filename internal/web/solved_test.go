package web_test

import (
	"context"
	"net/http"
	"testing"

	"candor"
	"candor/teamwork"
)

// The one question is put once something was marked as solved, and answered once; only a yes confirms.
func TestWhetherItIsSolvedIsAskedOnceAndOnlyThen(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	ctx := context.Background()
	v := d.visitor().get("/chat/main").press("person")
	v.seesNot(`data-part="csat"`)
	id := v.id()
	v.press("send", "text", "My lamp is broken.").seesNot(`data-part="csat"`)
	if got := v.take(v.client.PostForm(d.server.URL+"/chat/main/solved", map[string][]string{"solved": {"yes"}})); got.status != http.StatusConflict {
		t.Errorf("answered before anything was solved: %d", got.status)
	}
	must(d.turn.Confirm(ctx, id))(t)
	v.get("/chat/main").sees("Is it solved for you?", `data-part="csat"`)
	v.press("csat-no", "comment", "<b>It broke again</b>").sees("Thank you. If something is still open", "Talk to a person").seesNot(`data-part="csat"`)
	a, ok, err := d.store.SolvedAnswer(ctx, candor.CustomerReads(), id)
	if err != nil || !ok || a.Solved != teamwork.SolvedNo || a.Comment != "<b>It broke again</b>" {
		t.Error(a, ok, err)
	}
	v.get("/chat/main").seesNot("Is it solved for you?")
	if got := v.take(v.client.PostForm(d.server.URL+"/chat/main/solved", map[string][]string{"solved": {"10 of 10"}})); got.status != http.StatusBadRequest {
		t.Errorf("what is no answer: %d", got.status)
	}
	v.get("/chat/main").press("send", "text", "It is still broken.")
	must(d.turn.Confirm(ctx, id))(t)
	v.get("/chat/main").sees("Is it solved for you?")
	v.press("csat-yes").sees("Thank you. If something is still open")
	if c := must(d.store.Conversation(ctx, id))(t); c.Confirmed.IsZero() || c.State != candor.Resolved {
		t.Errorf("a yes: %s, confirmed %v", c.State, c.Confirmed)
	}
}

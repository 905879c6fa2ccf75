package web_test

import (
	"context"
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"candor"
	"candor/internal/web/view"
)

// Widget and programs put the same one question as the page: only where something was solved, until it is answered.
func TestTheQuestionWhetherItIsSolvedComesWithTheConversation(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	ctx := context.Background()
	id, pass := d.begins(candor.CustomerAsksPerson)
	own := []string{"Authorization", pass, "Content-Type", "application/json"}
	look := func() *view.Solved {
		t.Helper()
		_, body, _ := d.do("GET", "/api/v1/conversations/"+string(id), "", own...)
		return begun(t, body).Conversation.Solved
	}
	answer := func(words string) int {
		t.Helper()
		status, _, _ := d.do("POST", "/api/v1/conversations/"+string(id)+"/solved", words, own...)
		return status
	}
	d.says(id, "My lamp is broken.")
	if got := look(); got != nil {
		t.Errorf("asked before anything was solved: %+v", got)
	}
	if got := answer(`{"solved":"yes"}`); got != http.StatusConflict {
		t.Errorf("answered before anything was solved: %d", got)
	}
	must(d.turn.Confirm(ctx, id))(t)
	got := look()
	if got == nil || got.Question != "Is it solved for you?" || len(got.Answers) != 3 || got.Skip == "" || got.Thanks != "" {
		t.Fatalf("%+v", got)
	}
	for _, words := range []string{`{"solved":"10 of 10"}`, `{}`, `{"solved":"no","comment":"` + strings.Repeat("a", 1001) + `"}`} {
		if got := answer(words); got != http.StatusBadRequest {
			t.Errorf("%.40s: %d", words, got)
		}
	}
	if got := answer(`{"solved":"partly","comment":"The shade is missing"}`); got != http.StatusOK {
		t.Fatalf("%d", got)
	}
	if got := look(); got == nil || got.Question != "" || got.Thanks == "" {
		t.Errorf("asked twice: %+v", got)
	}
	a, ok, err := d.store.SolvedAnswer(ctx, candor.CustomerReads(), id)
	if err != nil || !ok || a.Solved != "partly" || a.Comment != "The shade is missing" {
		t.Error(a, ok, err)
	}
}

func TestAConversationKeepsWhereItBegan(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	ctx := context.Background()
	began := func(header ...string) candor.Via {
		t.Helper()
		body, err := json.Marshal(map[string]any{"inbox": "main", "with": "person", "language": "en", "key": newKey()})
		if err != nil {
			t.Fatal(err)
		}
		status, answer, _ := d.do("POST", "/api/v1/conversations", string(body), append(header, "Content-Type", "application/json")...)
		if status != http.StatusCreated {
			t.Fatalf("%d %s", status, answer)
		}
		return must(d.store.Conversation(ctx, begun(t, answer).Conversation.ID))(t).Channel
	}
	if got := began(); got != candor.ViaAPI {
		t.Errorf("a program: %q", got)
	}
	if got := began("Origin", "https://shop.example"); got != candor.ViaWidget {
		t.Errorf("the widget: %q", got)
	}
	v := d.visitor().get("/chat/main").press("person")
	if got := must(d.store.Conversation(ctx, v.id()))(t).Channel; got != candor.ViaPage {
		t.Errorf("the page: %q", got)
	}
}

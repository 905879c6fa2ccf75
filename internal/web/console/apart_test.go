package console_test

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"candor"
	"candor/turn"
)

// A language that is written from right to left does not pull the figure beside it to its other side.
func TestALanguageFromRightToLeftStaysApartInARow(t *testing.T) {
	t.Parallel()
	h := newHarness(t)
	c, err := h.desk.Begin(context.Background(), turn.Begin{
		Inbox: "main", With: candor.CustomerAsksPerson, Language: "ar", Text: "مرحبا", Key: newKey(),
	})
	if err != nil {
		t.Fatal(err)
	}
	h.asks("Hello")
	maya := h.signedIn("Maya")
	queue := maya.get("/console")
	queue.has(t, http.StatusOK, "\u2068العربية\u2069, 2 messages", "English, 2 messages")
	queue.lacks(t, "\u2068English")
	maya.get("/console/c/"+string(c.ID)).has(t, http.StatusOK, "<bdi>العربية</bdi>", `<div class="body" dir="rtl" lang="ar">`, `<div class="body" dir="auto" lang="ar">مرحبا</div>`)
}

// What is closed calls nobody any more, and nothing of it is taken back.
func TestWhatIsClosedIsNoLongerUrgent(t *testing.T) {
	t.Parallel()
	h := newHarness(t)
	c := h.asks("Hello")
	path := "/console/c/" + string(c.ID)
	tom, maya := h.signedIn("Tom"), h.signedIn("Maya")
	tom.done("/console/prepare/macros", "name", "Hurry", "words", "priority: urgent")
	macros, err := h.store.Macros(t.Context())
	if err != nil || len(macros) != 1 {
		t.Fatal(macros, err)
	}
	maya.done(path + "/take")
	maya.done(path+"/macros/"+macros[0].ID, "key", newKey())
	const urgent, undo = `<span class="tag warn">Urgent</span>`, `data-part="undo"`
	if page := maya.get(path + "?tab=mine"); strings.Count(page.body, urgent) != 2 || !strings.Contains(page.body, undo) {
		t.Fatalf("the premise: it is urgent, in the list and in its head, and can be undone: %s", page.body)
	}
	maya.done(path+"/resolve", "seen", "2")
	if h.conversation(c.ID).State != candor.Resolved {
		t.Fatal("the premise: it is closed")
	}
	maya.get(path+"?tab=resolved").lacks(t, urgent, undo)
}

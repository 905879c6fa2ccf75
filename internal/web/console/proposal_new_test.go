package console_test

import (
	"net/http"
	"strings"
	"testing"

	"candor"
	"candor/action"
)

func TestAnAgentProposesWhatTheCustomerThenReads(t *testing.T) {
	t.Parallel()
	h := newHarness(t)
	h.freeze()
	_, c := h.withActs()
	b := h.signedIn("Maya")
	url := "/console/c/" + string(c.ID) + "/propose"
	list := b.get(url)
	if list.status != http.StatusOK || !strings.Contains(list.body, "Pay an order back") || !strings.Contains(list.body, "Cancel an order") || strings.Contains(list.body, "Look up an order") {
		t.Fatalf("%d\n%s", list.status, list.body)
	}
	form := b.get(url + "?act=order_refund")
	for _, want := range []string{`for="f_number"`, `name="f_number"`, `pattern="HP-[0-9]{6}"`, `maxlength="9"`, "required", `value="show"`} {
		if !strings.Contains(form.body, want) {
			t.Errorf("no %s\n%s", want, form.body)
		}
	}
	wrong := b.post(url, "act", "order_refund", "step", "show", "f_number", "<b>all of them</b>")
	if wrong.status != http.StatusBadRequest || !strings.Contains(wrong.body, "The field number must be") || strings.Contains(wrong.body, "<b>all") || !strings.Contains(wrong.body, "&lt;b&gt;all of them") {
		t.Errorf("%d\n%s", wrong.status, wrong.body)
	}
	seen := b.post(url, "act", "order_refund", "step", "show", "f_number", "HP-471205")
	if seen.status != http.StatusOK || !strings.Contains(seen.body, "HP-471205") || !strings.Contains(seen.body, `data-part="question"`) || !strings.Contains(seen.body, `value="ask"`) ||
		!strings.Contains(seen.body, "as this desk&#39;s yes") {
		t.Errorf("%d\n%s", seen.status, seen.body)
	}
	if _, there, err := h.store.LastProposal(t.Context(), candor.Access{Actor: "desk", Purpose: candor.Serve}, c.ID); there || err != nil {
		t.Fatalf("looking at it proposed it: %v", err)
	}
	if back := b.post(url, "act", "order_refund", "step", "edit", "f_number", "HP-471205"); back.status != http.StatusOK || !strings.Contains(back.body, `value="HP-471205"`) || !strings.Contains(back.body, `value="show"`) {
		t.Errorf("%d\n%s", back.status, back.body)
	}
	if got := b.post(url, "act", "order_refund", "step", "ask", "f_number", "HP-471205"); got.status != http.StatusSeeOther {
		t.Fatalf("%d\n%s", got.status, got.body)
	}
	p, there, err := h.store.LastProposal(t.Context(), candor.Access{Actor: "desk", Purpose: candor.Serve}, c.ID)
	if err != nil || !there || p.Proposer != h.people["Maya"].ID || p.State != action.Proposed {
		t.Fatalf("%+v, %v", p, err)
	}
	page := b.get("/console/proposals/" + string(p.ID))
	if !strings.Contains(page.body, "Proposed by") || !strings.Contains(page.body, "Maya") || !strings.Contains(page.body, "We can pay order HP-471205 back in full") || strings.Contains(page.body, `data-part="approve"`) {
		t.Errorf("%d\n%s", page.status, page.body)
	}
}

func TestAnActThatIsNoneIsNotProposed(t *testing.T) {
	t.Parallel()
	h := newHarness(t)
	h.freeze()
	_, c := h.withActs()
	b := h.signedIn("Maya")
	url := "/console/c/" + string(c.ID) + "/propose"
	for _, act := range []string{"", "drop_tables", "order_status"} {
		if got := b.get(url + "?act=" + act); got.status != http.StatusOK || !strings.Contains(got.body, `data-part="acts"`) || strings.Contains(got.body, "f_number") {
			t.Errorf("%q: %d\n%s", act, got.status, got.body)
		}
		if got := b.post(url, "act", act, "step", "ask", "f_number", "HP-471205"); act != "order_status" && got.status != http.StatusBadRequest {
			t.Errorf("%q: %d", act, got.status)
		}
	}
	if got := b.get("/console/c/nothing/propose"); got.status != http.StatusNotFound {
		t.Errorf("%d", got.status)
	}
}

package app_test

import (
	"encoding/json"
	"net/http"
	"regexp"
	"testing"

	"candor"
	"candor/internal/app/apptest"
	"candor/internal/web/view"
)

// Whatever customers can ask for on the hosted page, a program can ask for on their behalf.
func TestProgramsAskForCallsSupervisorsLinksAndReceipts(t *testing.T) {
	t.Parallel()
	d := open(t, apptest.Options{})
	d.clock.Advance(night)
	x := d.begin("person", "my lamp flickers")
	base := "/api/v1/conversations/" + string(x.ID) + "/reach"
	post := func(path string, body any, want int) view.Reach {
		t.Helper()
		got := d.call(http.MethodPost, base+path, x.pass, body)
		if got.status != want {
			t.Fatalf("%s: %d %s", path, got.status, got.body)
		}
		var v struct{ Reach view.Reach }
		if err := json.Unmarshal([]byte(got.body), &v); err != nil {
			t.Fatal(err)
		}
		return v.Reach
	}
	none := struct{}{}
	var at struct{ Reach view.Reach }
	if err := json.Unmarshal([]byte(d.call(http.MethodGet, base, x.pass, nil).body), &at); err != nil {
		t.Fatal(err)
	}
	if r := at.Reach; r.Case != x.ID.CaseKey() || r.Address != view.NoAddress || r.Call != nil || len(r.Windows) == 0 || r.Supervisor || r.Sooner || r.Mail {
		t.Fatalf("at first: %+v", r)
	}
	type wish struct {
		Phone string `json:"phone"`
		From  string `json:"from"`
	}
	post("/call", wish{"nobody", "2026-06-18T07:00:00Z"}, http.StatusBadRequest)
	post("/call", wish{"+44 20 7946 0018", "2026-06-18T03:00:00Z"}, http.StatusBadRequest)
	if r := post("/call", wish{"+44 20 7946 0018", "2026-06-18T07:00:00Z"}, http.StatusOK); r.Call == nil || !r.Call.From.Equal(at.Reach.Windows[0].From) {
		t.Errorf("a call: %+v", r.Call)
	}
	if r := post("/call/withdraw", none, http.StatusOK); r.Call != nil {
		t.Errorf("taken back: %+v", r.Call)
	}
	if r := post("/mail", map[string]bool{"on": true}, http.StatusOK); !r.Mail {
		t.Error("no mail")
	}
	if r := post("/sooner", none, http.StatusOK); !r.Sooner || d.conversation(x.ID).Priority != candor.Declared {
		t.Error("not sooner")
	}
	if got := d.call(http.MethodPost, base+"/link", x.pass, none); got.status != http.StatusCreated || !regexp.MustCompile(`/return#[a-z2-7]{40,80}`).MatchString(got.body) {
		t.Errorf("a link: %d %s", got.status, got.body)
	}
	if got := d.call(http.MethodPost, base+"/receipt", x.pass, none); got.status != http.StatusOK || got.body != `{"sent":false}`+"\n" {
		t.Errorf("a receipt without an address: %d %q", got.status, got.body)
	}
	d.clock.Advance(-night)
	if err := d.reply(x, d.agent("Maya"), "Please send it back to us."); err != nil {
		t.Fatal(err)
	}
	if r := post("/sooner", none, http.StatusOK); !r.Supervisor {
		t.Error("no supervisor can be asked for once a person took part")
	}
	if r := post("/supervisor", none, http.StatusOK); r.Supervisor {
		t.Error("one is asked for already")
	}
	if c := d.conversation(x.ID); c.State != candor.Waiting {
		t.Errorf("after asking for a supervisor: %s", c.State)
	}
	if got := d.call(http.MethodGet, base, "", nil); got.status != http.StatusNotFound {
		t.Errorf("without the pass: %d", got.status)
	}
}

package web_test

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"candor"
	"candor/fairness/monitor"
	"candor/internal/store"
	"candor/internal/web"
)

// stating is the store as people's own pages ask it.
type stating struct{ s *store.Store }

func (x *stating) Groups() monitor.Groups { return x.s.Groups() }

func (x *stating) Stated(ctx context.Context, id candor.CustomerID) (map[string]string, error) {
	stated, err := x.s.Stated(ctx, candor.CustomerReads(), id)
	return stated.Groups, err
}

func (x *stating) State(ctx context.Context, id candor.CustomerID, groups map[string]string) error {
	return x.s.State(ctx, id, groups)
}

// askingDesk is a desk that asks people about themselves.
func askingDesk(t testing.TB) *desk {
	t.Helper()
	x := &stating{}
	d := newDesk(t, func(o *web.Options) { o.Stating = x })
	x.s = d.store
	return d
}

func (d *desk) stated(v *visitor) map[string]string {
	d.t.Helper()
	c := must(d.store.Conversation(context.Background(), v.id()))(d.t)
	return must(d.store.Stated(context.Background(), candor.CustomerReads(), c.Customer))(d.t).Groups
}

func TestPeopleNameGroupsOnlyIfTheyWantTo(t *testing.T) {
	t.Parallel()
	d := askingDesk(t)
	v := d.held()
	v.get("/privacy/mine").sees("Help us find out", `href="/privacy/groups"`)
	v.get("/privacy/groups").sees("May we use a group you name", "Nobody who helps you sees it", "I’d rather not say", "80 or older", "Allow this and save").
		seesNot("Your ethnicity", "Take back and delete")

	v.press("save-groups").sees("Saved")
	if got := d.stated(v); len(got) > 0 {
		t.Errorf("somebody who named nothing stated %v", got)
	}
	c := must(d.store.Conversation(context.Background(), v.id()))(t)
	if all := must(d.store.Consents(context.Background(), c.Customer))(t); all[candor.Fairness].Act != "" {
		t.Errorf("and decided about it: %+v", all)
	}

	v.get("/privacy/groups").press("save-groups", "age", "80_up", "gender", "my own words", "shoe", "43").sees("Saved")
	if got := d.stated(v); len(got) != 1 || got[monitor.Age] != "80_up" {
		t.Errorf("stated %v", got)
	}
	v.get("/privacy/groups").sees(`<option value="80_up" selected>`, "Take back and delete").seesNot("Allow this and save")

	v.press("save-groups", "age", "", "disability", "yes").sees("Saved")
	if got := d.stated(v); len(got) != 1 || got[monitor.Disability] != "yes" {
		t.Errorf("after one was set back: %v", got)
	}
	v.get("/privacy/groups").press("take-back-groups", "take_back", "yes").sees("Taken back")
	if got := d.stated(v); len(got) > 0 {
		t.Errorf("after taking it back: %v", got)
	}
	v.get("/privacy/groups").sees("Allow this and save").seesNot(" selected>")
}

func TestOnlyWhoShowsWhoTheyAreSeesTheQuestions(t *testing.T) {
	t.Parallel()
	d := askingDesk(t)
	for _, method := range []string{"GET", "POST"} {
		if status, body, _ := d.do(method, "/privacy/groups", "", "Content-Type", "application/x-www-form-urlencoded"); status != http.StatusUnauthorized || strings.Contains(body, "80 or older") {
			t.Errorf("%s by a stranger: %d", method, status)
		}
	}
	quiet := newDesk(t)
	v := quiet.held()
	v.get("/privacy/mine").seesNot("/privacy/groups")
	if v.get("/privacy/groups"); v.status != http.StatusNotFound {
		t.Errorf("a desk that asks nothing: %d", v.status)
	}
}

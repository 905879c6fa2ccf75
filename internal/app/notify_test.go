package app_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"candor"
	"candor/internal/app/apptest"
)

// lettersWith counts the letters that hold all of these words.
func (d *desk) lettersWith(words ...string) int {
	n := 0
	for _, letter := range d.letters() {
		all := true
		for _, w := range words {
			all = all && strings.Contains(letter, w)
		}
		if all {
			n++
		}
	}
	return n
}

func TestTheOwnerHearsThatSomebodyWaitsWhileNobodyIsThere(t *testing.T) {
	t.Parallel()
	d := open(t, apptest.Options{})
	d.agent("Olga", candor.RoleOwner)
	d.agent("Maya")
	d.begin("person", "my lamp crackles")
	await(t, "a letter to the owner", func() bool { return d.lettersWith("olga@desk.example", "Nobody is at the desk") == 1 })
	d.begin("person", "mine too")
	d.jobsDone()
	time.Sleep(50 * time.Millisecond) // whoever would write a second one has had the time
	if n := d.lettersWith("Nobody is at the desk"); n != 1 {
		t.Errorf("%d letters within half an hour, or to somebody who is no owner", n)
	}
	if n := d.lettersWith("crackles"); n != 0 {
		t.Error("a letter to staff holds a customer's words")
	}
}

func TestStaffChooseTheirSummaries(t *testing.T) {
	t.Parallel()
	d := open(t, apptest.Options{})
	cookie := d.signIn(d.agent("Maya"))
	if got := d.page("/console/account", cookie); !strings.Contains(got.body, `value="never" checked`) {
		t.Errorf("not off at first: %s", got.body)
	}
	if got := d.form("/console/account/notices", cookie, url.Values{"digest": {"hourly"}}); got.status != http.StatusSeeOther {
		t.Fatalf("%d %s", got.status, got.body)
	}
	if got := d.form("/console/account/notices", cookie, url.Values{"digest": {"always"}}); got.status != http.StatusBadRequest {
		t.Errorf("a choice that does not exist: %d", got.status)
	}
	d.begin("person", "my lamp crackles")
	await(t, "a summary", func() bool { return d.lettersWith("maya@desk.example", "1 wait for a person") == 1 })
}

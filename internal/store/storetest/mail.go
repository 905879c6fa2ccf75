package storetest

import (
	"errors"
	"testing"
	"time"

	"candor"

	"github.com/google/go-cmp/cmp"
)

func mailCases() []testCase {
	return []testCase{
		{"due mail comes oldest first and goes to one holder", dueMail},
		{"the words of mail are opened for the desk alone", mailWords},
		{"a key is one mail, also after it was sent", mailOnce},
		{"failed mail comes again or is given up", failedMail},
		{"what a holder was sending is due when it returns", reclaimMail},
		{"a customer's mail goes with them", deleteMail},
	}
}

func (d *desk) post(t *testing.T, at time.Time, change func(*candor.Mail)) candor.Mail {
	t.Helper()
	m := candor.Mail{ID: candor.NewMailID(), Made: at, RunAt: at}
	change(&m)
	put, err := d.PutMail(t.Context(), m, []byte("words of "+string(m.ID)))
	must(t, err)
	if !put {
		t.Fatal("the mail was not kept")
	}
	return m
}

func unchanged(*candor.Mail) {}

func dueMail(t *testing.T, d *desk) {
	start := now()
	if due, next, err := d.DueMail(t.Context(), start, time.Minute, "desk", 10); len(due) != 0 || !next.IsZero() || err != nil {
		t.Errorf("nothing: %v %v %v", due, next, err)
	}
	later := d.post(t, start.Add(time.Second), unchanged)
	first := d.post(t, start, unchanged)
	d.reopen(t)
	due, next, err := d.DueMail(t.Context(), start, time.Minute, "desk", 10)
	want := first
	want.Holder, want.RunAt = "desk", start.Add(time.Minute)
	if diff := cmp.Diff([]candor.Mail{want}, due); diff != "" || err != nil || !next.Equal(later.RunAt) {
		t.Errorf("%v %s, next %v", err, diff, next)
	}
	due, _, err = d.DueMail(t.Context(), start.Add(2*time.Second), time.Minute, "other", 10)
	if len(due) != 1 || due[0].ID != later.ID || err != nil {
		t.Errorf("while it is held: %v %v", due, err)
	}
	due, _, err = d.DueMail(t.Context(), start.Add(2*time.Minute), time.Minute, "other", 1)
	if len(due) != 1 || due[0].ID != first.ID || err != nil {
		t.Errorf("after the lease: %v %v", due, err)
	}
	must(t, d.MailSent(t.Context(), first))
	must(t, d.MailSent(t.Context(), first))
	if waiting, dead, err := d.MailCounts(t.Context()); waiting != 1 || dead != 0 || err != nil {
		t.Errorf("%d %d %v", waiting, dead, err)
	}
}

func mailWords(t *testing.T, d *desk) {
	c := d.begin(t, candor.CustomerAsksPerson)
	own := d.post(t, now(), func(m *candor.Mail) { m.Customer = c.Customer })
	desks := d.post(t, now(), unchanged)
	access := candor.Access{Actor: "desk", Purpose: candor.Serve}
	for _, m := range []candor.Mail{own, desks} {
		if words, err := d.MailWords(t.Context(), access, m.ID); string(words) != "words of "+string(m.ID) || err != nil {
			t.Errorf("%q %v", words, err)
		}
		for _, by := range []candor.Access{{}, candor.AgentReads(mayaID), candor.CustomerReads(), candor.AssistantReads(), {Actor: "desk"}} {
			if words, err := d.MailWords(t.Context(), by, m.ID); words != nil || !errors.Is(err, candor.ErrNoBasis) {
				t.Errorf("%+v: %q %v", by, words, err)
			}
		}
	}
	if _, err := d.MailWords(t.Context(), access, candor.NewMailID()); candor.CodeOf(err) != candor.CodeNotFound {
		t.Errorf("mail that is not there: %v", err)
	}
	if _, err := d.PutMail(t.Context(), candor.Mail{ID: "x"}, nil); err == nil {
		t.Error("a mail without an id was kept")
	}
}

func mailOnce(t *testing.T, d *desk) {
	m := d.post(t, now(), func(m *candor.Mail) { m.Key = "link" })
	again := candor.Mail{ID: candor.NewMailID(), Key: "link", Made: now(), RunAt: now()}
	refuse := func(when string) {
		t.Helper()
		if put, err := d.PutMail(t.Context(), again, []byte("x")); put || err != nil {
			t.Errorf("%s: %v %v", when, put, err)
		}
	}
	refuse("while it waits")
	must(t, d.MailSent(t.Context(), m))
	refuse("after it was sent")
	d.post(t, now(), func(m *candor.Mail) { m.Key = "another" })
}

func failedMail(t *testing.T, d *desk) {
	at := now()
	m := d.post(t, at, unchanged)
	must(t, d.MailFailed(t.Context(), m.ID, "timed_out", at.Add(time.Hour)))
	if _, next, err := d.DueMail(t.Context(), at, time.Minute, "desk", 1); !next.Equal(at.Add(time.Hour)) || err != nil {
		t.Errorf("next %v %v", next, err)
	}
	must(t, d.MailFailed(t.Context(), m.ID, "recipient_refused", time.Time{}))
	dead, err := d.DeadMail(t.Context(), 10)
	want := m
	want.Attempts, want.Dead, want.Reason, want.RunAt = 2, true, "recipient_refused", time.Time{}
	if diff := cmp.Diff([]candor.Mail{want}, dead); diff != "" || err != nil {
		t.Errorf("%v %s", err, diff)
	}
	if due, next, err := d.DueMail(t.Context(), at.Add(24*time.Hour), time.Minute, "desk", 1); len(due) != 0 || !next.IsZero() || err != nil {
		t.Errorf("given up, and yet: %v %v %v", due, next, err)
	}
	must(t, d.RetryMail(t.Context(), m.ID))
	if due, _, err := d.DueMail(t.Context(), at.Add(24*time.Hour), time.Minute, "desk", 1); len(due) != 1 || due[0].Attempts != 0 || err != nil {
		t.Errorf("a second chance: %+v %v", due, err)
	}
	must(t, d.MailFailed(t.Context(), m.ID, "x", time.Time{}))
	if n, err := d.ForgetDeadMail(t.Context(), at); n != 0 || err != nil {
		t.Errorf("forgot %d too early, %v", n, err)
	}
	if n, err := d.ForgetDeadMail(t.Context(), at.Add(time.Second)); n != 1 || err != nil {
		t.Errorf("forgot %d, %v", n, err)
	}
}

func reclaimMail(t *testing.T, d *desk) {
	at := now()
	d.post(t, at, unchanged)
	if due, _, err := d.DueMail(t.Context(), at, time.Hour, "desk", 1); len(due) != 1 || err != nil {
		t.Fatal(due, err)
	}
	must(t, d.ReclaimMail(t.Context(), "other", at))
	if due, _, err := d.DueMail(t.Context(), at, time.Hour, "desk", 1); len(due) != 0 || err != nil {
		t.Errorf("another holder's: %v %v", due, err)
	}
	must(t, d.ReclaimMail(t.Context(), "desk", at))
	if due, _, err := d.DueMail(t.Context(), at, time.Hour, "desk", 1); len(due) != 1 || err != nil {
		t.Errorf("its own: %v %v", due, err)
	}
}

func deleteMail(t *testing.T, d *desk) {
	c := d.begin(t, candor.CustomerAsksPerson)
	d.post(t, now(), func(m *candor.Mail) { m.Customer = c.Customer })
	d.post(t, now(), unchanged)
	for id, want := range map[candor.CustomerID]int64{c.Customer: 1, "": 0, candor.NewCustomerID(): 0} {
		if n, err := d.DeleteMail(t.Context(), id); n != want || err != nil {
			t.Errorf("%d removed, want %d; %v", n, want, err)
		}
	}
	if waiting, _, err := d.MailCounts(t.Context()); waiting != 1 || err != nil {
		t.Errorf("%d left, %v", waiting, err)
	}
}

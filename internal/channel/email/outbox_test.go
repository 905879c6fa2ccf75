package email_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/mail"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"candor"
	"candor/internal/channel/email"
	"candor/internal/keyring"
	"candor/internal/store"
	"candor/ledger"
	"candor/privacy/rights"

	"github.com/google/go-cmp/cmp"
)

// hand is a carrier that keeps what it gets, after refusing a few times.
type hand struct {
	mu      sync.Mutex
	got     []email.Letter
	refuse  []*email.Refusal
	tries   []time.Time
	meeting func()
}

func (h *hand) Carry(_ context.Context, l email.Letter) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.tries = append(h.tries, time.Now())
	if h.meeting != nil {
		h.meeting()
	}
	if len(h.refuse) > 0 {
		r := h.refuse[0]
		h.refuse = h.refuse[1:]
		return r
	}
	h.got = append(h.got, l)
	return nil
}

var sender = mail.Address{Name: "Lumen & Co", Address: "help@lumen.example"}

// newBox is an outbox over a store that must not be asked.
func newBox(t *testing.T, s email.Store) *email.Outbox {
	t.Helper()
	b, err := email.New(email.Options{Store: s, Carrier: &hand{}, From: sender})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// desk is an outbox over a real store with real keys.
type desk struct {
	*store.Store
	keys *keyring.Keyring
	path string
	hand *hand
	logs *bytes.Buffer
	box  *email.Outbox
	now  time.Time
}

func newDesk(t *testing.T) *desk {
	t.Helper()
	dir := t.TempDir()
	d := &desk{hand: &hand{}, logs: &bytes.Buffer{}, now: time.Now(), path: filepath.Join(dir, "desk.db")}
	keys, err := keyring.Create(t.Context(), keyring.Options{File: filepath.Join(dir, "keys.db"), KeyFile: filepath.Join(dir, "key")})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { keys.Close() })
	d.keys = keys
	d.open(t)
	return d
}

func (d *desk) open(t *testing.T) {
	t.Helper()
	signer, err := ledger.NewSigner(d.keys.LedgerSeed())
	if err != nil {
		t.Fatal(err)
	}
	if d.Store, err = store.Open(context.Background(), store.Options{Path: d.path, Keys: d.keys, Signer: signer, Create: true}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { d.Store.Close() })
	d.box, err = email.New(email.Options{
		Store: d.Store, Carrier: d.hand, From: sender, Holder: "test", Now: func() time.Time { return d.now },
		Log: slog.New(slog.NewTextHandler(d.logs, nil)),
	})
	if err != nil {
		t.Fatal(err)
	}
}

func (d *desk) customer(t *testing.T) candor.CustomerID {
	t.Helper()
	id := candor.NewCustomerID()
	if err := d.keys.NewCustomer(t.Context(), id); err != nil {
		t.Fatal(err)
	}
	return id
}

func (d *desk) send(t *testing.T, change func(*email.Message)) {
	t.Helper()
	m := letter().Message
	change(&m)
	if err := d.box.Send(t.Context(), m); err != nil {
		t.Fatal(err)
	}
}

func (d *desk) step(t *testing.T) time.Time {
	t.Helper()
	next, err := d.box.Step(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return next
}

func (d *desk) counts(t *testing.T, waiting, dead int) {
	t.Helper()
	w, x, err := d.MailCounts(t.Context())
	if err != nil || w != waiting || x != dead {
		t.Errorf("%d wait and %d are given up, want %d and %d; %v", w, x, waiting, dead, err)
	}
}

func TestWhatSendTakesIsCarriedOnce(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	id := d.customer(t)
	d.send(t, func(m *email.Message) { m.Customer = id })
	d.send(t, func(m *email.Message) { m.Subject = "to staff" })
	d.counts(t, 2, 0)
	d.step(t)
	d.step(t)
	if len(d.hand.got) != 2 {
		t.Fatalf("%d letters", len(d.hand.got))
	}
	for _, l := range d.hand.got {
		want := letter().Message
		if l.Customer != "" {
			want.Customer = id
		} else {
			want.Subject = "to staff"
		}
		if diff := cmp.Diff(want, l.Message); diff != "" || l.From != sender || !l.ID.Valid() {
			t.Errorf("%s, from %v", diff, l.From)
		}
	}
	d.counts(t, 0, 0)
}

func TestMailOutlivesTheProgram(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.send(t, func(*email.Message) {})
	d.Close()
	d.open(t)
	d.step(t)
	if len(d.hand.got) != 1 {
		t.Errorf("%d letters", len(d.hand.got))
	}
}

// Stopped between the server's yes and noting it: the letter is sent again, under the same Message-ID.
func TestALetterThatWasNotNotedGoesAgainUnderItsName(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.send(t, func(*email.Message) {})
	d.hand.meeting = func() { d.Close() }
	if _, err := d.box.Step(t.Context()); err == nil {
		t.Fatal("the premise: it could be noted")
	}
	d.hand.meeting = nil
	d.open(t)
	if d.step(t); len(d.hand.got) != 1 {
		t.Fatal("sent again while somebody may still be sending it")
	}
	if err := d.ReclaimMail(t.Context(), "test", d.now); err != nil {
		t.Fatal(err)
	}
	d.step(t)
	if len(d.hand.got) != 2 || d.hand.got[0].MessageID() != d.hand.got[1].MessageID() || !d.hand.got[0].Made.Equal(d.hand.got[1].Made) {
		t.Errorf("%d letters", len(d.hand.got))
	}
	d.counts(t, 0, 0)
}

func TestRefusedMailIsTriedLaterAndLaterThenGivenUp(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	for range 100 {
		d.hand.refuse = append(d.hand.refuse, &email.Refusal{Reason: email.NoConnection})
	}
	d.send(t, func(*email.Message) {})
	began := d.now
	var waits []time.Duration
	for {
		next := d.step(t)
		if next.IsZero() {
			break
		}
		waits = append(waits, next.Sub(d.now).Round(time.Second))
		d.now = next
		if len(waits) > 50 {
			t.Fatal("it is never given up")
		}
	}
	if waits[0] != 30*time.Second || waits[1] != time.Minute || waits[len(waits)-1] != 4*time.Hour {
		t.Errorf("waits %v", waits)
	}
	if took := d.now.Sub(began); took < 2*24*time.Hour || took > 3*24*time.Hour {
		t.Errorf("given up after %v", took)
	}
	d.counts(t, 0, 1)
	dead, err := d.DeadMail(t.Context(), 10)
	if err != nil || len(dead) != 1 || dead[0].Reason != string(email.NoConnection) {
		t.Fatalf("%+v %v", dead, err)
	}
	d.hand.refuse = nil
	if err := d.RetryMail(t.Context(), dead[0].ID); err != nil {
		t.Fatal(err)
	}
	d.now = d.now.Add(time.Hour * 24 * 365)
	d.step(t)
	if len(d.hand.got) != 1 {
		t.Error("a person's second try was not made")
	}
}

func TestAnUnknownRecipientIsGivenUpAtOnce(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.hand.refuse = []*email.Refusal{{Reason: email.RecipientRefused, Code: 550, Forever: true}}
	d.send(t, func(*email.Message) {})
	d.step(t)
	d.counts(t, 0, 1)
	if n, err := d.ForgetDeadMail(t.Context(), d.now.Add(time.Hour)); n != 1 || err != nil {
		t.Errorf("%d forgotten, %v", n, err)
	}
	d.counts(t, 0, 0)
}

func TestOneRefusedLetterDoesNotHoldUpTheOthers(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.hand.refuse = []*email.Refusal{{Reason: email.TimedOut}}
	for range 25 {
		d.send(t, func(*email.Message) {})
	}
	for range 3 {
		d.step(t)
	}
	d.counts(t, 1, 0)
}

func TestAKeyIsOneMail(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	for range 2 {
		d.send(t, func(m *email.Message) { m.Key = "link-7" })
	}
	d.step(t)
	d.send(t, func(m *email.Message) { m.Key = "link-7" }) // it was sent, and its row is gone
	d.step(t)
	if len(d.hand.got) != 1 {
		t.Errorf("%d letters", len(d.hand.got))
	}
	d.send(t, func(m *email.Message) { m.Key = "link-8" })
	d.step(t)
	if len(d.hand.got) != 2 {
		t.Errorf("%d letters", len(d.hand.got))
	}
}

func TestErasedCustomersGetNoMail(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	gone, other := d.customer(t), d.customer(t)
	d.send(t, func(m *email.Message) { m.Customer = gone })
	d.send(t, func(m *email.Message) { m.Customer = other })
	if err := d.keys.Shred(t.Context(), gone); err != nil {
		t.Fatal(err)
	}
	d.step(t)
	if len(d.hand.got) != 1 || d.hand.got[0].Customer != other {
		t.Errorf("%d letters", len(d.hand.got))
	}
	d.counts(t, 0, 0)
	third := d.customer(t)
	d.send(t, func(m *email.Message) { m.Customer = third })
	if n, err := d.DeleteMail(t.Context(), third); n != 1 || err != nil {
		t.Errorf("%d removed, %v", n, err)
	}
	d.counts(t, 0, 0)
}

func TestMailIsSealedAtRestAndLogsTellNothing(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	id := d.customer(t)
	d.hand.refuse = []*email.Refusal{{Reason: email.NoConnection}, {Reason: email.RecipientRefused, Code: 550, Forever: true}}
	d.send(t, func(m *email.Message) { m.Customer = id })
	d.send(t, func(*email.Message) {})
	d.step(t)
	d.step(t)
	files, err := filepath.Glob(filepath.Join(filepath.Dir(d.path), "*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, secret := range []string{"maya", "Maya", "Your order", "lumen.example/x"} {
			if bytes.Contains(data, []byte(secret)) {
				t.Errorf("%q can be read in %s", secret, filepath.Base(name))
			}
		}
	}
	if logs := d.logs.String(); strings.Contains(strings.ToLower(logs), "maya") || !strings.Contains(logs, "recipient_refused") {
		t.Errorf("logs: %s", logs)
	}
	if _, err := d.MailWords(t.Context(), candor.AgentReads("agt_0000000000000000000000maya"), "mai_00000000000000000000000001"); !errors.Is(err, candor.ErrNoBasis) {
		t.Errorf("an agent reads mail: %v", err)
	}
}

func TestRunSendsWhatIsPutInAndStops(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	s := newServer(t, plan{})
	box, err := email.New(email.Options{Store: d.Store, Carrier: s.carrier(t, func(*email.Server) {}), From: sender, Holder: "test"})
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	var run sync.WaitGroup
	run.Go(func() {
		if err := box.Run(ctx); err != nil {
			t.Error(err)
		}
	})
	for i := range 3 {
		if err := box.Send(ctx, letter().Message); err != nil {
			t.Fatal(err)
		}
		for deadline := time.Now().Add(20 * time.Second); len(s.letters()) != i+1; time.Sleep(2 * time.Millisecond) {
			if time.Now().After(deadline) {
				t.Fatal("a letter was not sent for 20 seconds")
			}
		}
	}
	stop()
	run.Wait()
}

// broken is a store that cannot be read.
type broken struct {
	email.Store
	asked []time.Time
}

func (*broken) ReclaimMail(context.Context, string, time.Time) error { return errors.New("busy") }
func (*broken) ForgetDeadMail(context.Context, time.Time) (int64, error) {
	return 0, errors.New("busy")
}
func (b *broken) DueMail(context.Context, time.Time, time.Duration, string, int) ([]candor.Mail, time.Time, error) {
	b.asked = append(b.asked, time.Now())
	return nil, time.Time{}, errors.New("busy")
}

func TestRunGoesOnWhenTheStoreFails(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := &broken{}
		ctx, stop := context.WithTimeout(t.Context(), 10*time.Minute)
		defer stop()
		if err := newBox(t, b).Run(ctx); err != nil {
			t.Fatal(err)
		}
		if len(b.asked) < 8 || len(b.asked) > 12 {
			t.Errorf("asked %d times in ten minutes", len(b.asked))
		}
	})
}

func TestASenderMustBeAnAddress(t *testing.T) {
	t.Parallel()
	for _, from := range []mail.Address{{}, {Address: "help"}, {Address: "a@b.c\r\nBcc: x@y.z"}, {Name: "a\nb", Address: "a@b.c"}} {
		if _, err := email.New(email.Options{From: from}); !errors.Is(err, email.ErrMessage) {
			t.Errorf("%q: %v", from.Address, err)
		}
	}
}

func TestWithoutAServerLettersAreFilesOfTheirOwner(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "mail")
	f := email.NewFolder(dir)
	l := letter()
	l.Customer = "cus_1"
	other := letter()
	other.ID = "mai_00000000000000000000000002"
	for _, one := range []email.Letter{l, l, other} {
		if err := f.Carry(t.Context(), one); err != nil {
			t.Fatal(err)
		}
	}
	if info, err := os.Stat(dir); err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("folder %v %v", info.Mode(), err)
	}
	names := list(t, dir)
	if len(names) != 2 {
		t.Fatalf("files %v", names)
	}
	for _, name := range names {
		if strings.Contains(name, "maya") || !strings.HasSuffix(name, ".eml") {
			t.Errorf("the name %s", name)
		}
		info, err := os.Stat(filepath.Join(dir, name))
		if err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v %v", name, info.Mode(), err)
		}
	}
	data, err := os.ReadFile(filepath.Join(dir, "20260301T100000-cus_1-"+string(l.ID)+".eml"))
	if err != nil {
		t.Fatal(err)
	}
	checkMessage(t, string(data))

	files, who := email.Files{Folder: f}, rights.Subject{Customers: []candor.CustomerID{"cus_0", "cus_1", ""}}
	if r, err := files.Prove(t.Context(), who); err != nil || r.Left != 1 || r.Outcome == rights.Erased {
		t.Errorf("before: %+v %v", r, err)
	}
	for _, want := range []int64{1, 0} {
		if r, err := files.Erase(t.Context(), who); err != nil || r.Count != want || r.Outcome != rights.Erased {
			t.Errorf("erased: %+v %v", r, err)
		}
	}
	if r, err := files.Prove(t.Context(), who); err != nil || r.Left != 0 || r.Outcome != rights.Erased {
		t.Errorf("after: %+v %v", r, err)
	}
	if left := list(t, dir); len(left) != 1 || strings.Contains(left[0], "cus_1") {
		t.Errorf("left %v", left)
	}
	old := filepath.Join(dir, list(t, dir)[0])
	week := time.Now().Add(-8 * 24 * time.Hour)
	if err := os.Chtimes(old, week, week); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "mine.txt"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Chtimes(filepath.Join(dir, "mine.txt"), week, week); err != nil {
		t.Fatal(err)
	}
	if err := f.Carry(t.Context(), l); err != nil {
		t.Fatal(err)
	}
	if left := list(t, dir); len(left) != 2 || left[1] != "mine.txt" {
		t.Errorf("after a week: %v", left)
	}
}

func TestAFolderThatCannotBeWrittenIsAReasonToTryAgain(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	f := email.NewFolder(filepath.Join(file, "mail"))
	var r *email.Refusal
	if err := f.Carry(t.Context(), letter()); !errors.As(err, &r) || r.Reason != email.NotWritten || r.Forever {
		t.Errorf("got %v", err)
	}
	if n, err := email.NewFolder(filepath.Join(t.TempDir(), "none")).Erase(t.Context(), "cus_1"); n != 0 || err != nil {
		t.Errorf("no folder: %d %v", n, err)
	}
}

func list(t *testing.T, dir string) (names []string) {
	t.Helper()
	files, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		names = append(names, f.Name())
	}
	return names
}

// A desk without a mail server writes letters into a folder.
func Example() {
	dir, err := os.MkdirTemp("", "mail")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.RemoveAll(dir)
	err = email.NewFolder(dir).Carry(context.Background(), email.Letter{
		ID: "mai_00000000000000000000000001", Made: time.Date(2026, 3, 1, 10, 0, 0, 0, time.UTC), From: sender,
		Message: email.Message{To: "maya@example.com", Subject: "Your link", Text: "Open it within an hour.", Customer: "cus_1"},
	})
	files, _ := os.ReadDir(dir)
	for _, f := range files {
		fmt.Println(f.Name(), err)
	}
	// Output:
	// 20260301T100000-cus_1-mai_00000000000000000000000001.eml <nil>
}

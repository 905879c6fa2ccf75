package app_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"candor"
	"candor/internal/app"
	"candor/internal/app/apptest"
	"candor/privacy/rights"
	"candor/turn"
)

// found tells how many conversations a search of the console for words gives.
func (d *desk) found(words string) int {
	d.t.Helper()
	all, _, err := app.WordsOf(d.app).Search(d.ctx(), candor.AgentReads("agt_searcher"), words, 20)
	if err != nil {
		d.t.Fatal(err)
	}
	return len(all)
}

// Lessons 23 and 24: yesterday's copy of the data comes back, and with it somebody who was erased since.
// They stay unreadable, what came back of them is taken away, and what was counted stays.
func TestRestoringYesterdaysDataBringsNobodyBack(t *testing.T) {
	t.Parallel()
	d := open(t, apptest.Options{})
	gone, stays := d.begin("person", "the zirconium lamp flickers"), d.begin("person", "the zirconium sofa wobbles")
	d.proven(gone, "ann@mail.example")
	a := d.agent("Maya")
	for _, x := range []talk{gone, stays} {
		if err := d.reply(x, a, "let me look at it"); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := d.office().Object(t.Context(), gone.who(), "I object to all of it"); err != nil {
		t.Fatal(err)
	}
	await(t, "both are found", func() bool { return d.found("zirconium") == 2 })
	figures := d.figures()

	yesterday := filepath.Join(t.TempDir(), "backup")
	if _, err := app.Backup(t.Context(), d.c, yesterday); err != nil {
		t.Fatal(err)
	}
	if _, c, err := d.office().Erase(t.Context(), gone.who()); err != nil || !c.Complete() {
		t.Fatalf("erase: %v", err)
	}
	if diff := cmp.Diff(figures, d.figures(), uncounted); diff != "" {
		t.Errorf("the figures after the erasure (-before +after):\n%s", diff)
	}
	d.stop()

	file := filepath.Join(d.c.Data.Dir, "candor.db")
	copied, err := os.ReadFile(filepath.Join(yesterday, "candor.db"))
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Contains(copied, []byte(gone.ID)) {
		t.Fatal("the premise: the copy has them")
	}
	if err := os.WriteFile(file, copied, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, beside := range []string{"-wal", "-shm"} {
		if err := os.Remove(file + beside); err != nil && !errors.Is(err, os.ErrNotExist) {
			t.Fatal(err)
		}
	}
	d.run()
	for table, condition := range map[string]string{
		"customer": "id", "conversation": "customer", "profile": "customer", "consent": "customer", "reading": "customer",
	} {
		if n := d.count(`SELECT COUNT(*) FROM `+table+` WHERE `+condition+` = $1`, string(gone.Customer)); n != 0 {
			t.Errorf("%d rows of %s came back", n, table)
		}
	}
	for _, table := range []string{"contact", "link", "request_customer"} {
		if n := d.count(`SELECT COUNT(*) FROM ` + table); n != 0 {
			t.Errorf("%d rows of %s came back", n, table)
		}
	}
	if n := d.count(`SELECT COUNT(*) FROM request WHERE words IS NOT NULL`); n != 0 {
		t.Error("the words of their request came back")
	}
	await(t, "the one who stays is found", func() bool { return d.found("zirconium") == 1 })
	if n := d.found("flickers"); n != 0 {
		t.Error("a search finds the erased")
	}
	if _, err := app.ExportPerson(t.Context(), d.c, app.Person{Email: "ann@mail.example"}, io.Discard); !errors.Is(err, app.ErrNobody) {
		t.Errorf("an export by address: %v", err)
	}
	if all, err := d.app.Store().Messages(t.Context(), candor.CustomerReads(), gone.ID, 0, 10, true); len(all) != 0 {
		t.Errorf("%d of their messages can be read, %v", len(all), err)
	}
	if all := d.messages(stays); len(all) < 3 {
		t.Error("the words of the one who stays went too")
	}
	if diff := cmp.Diff(figures, d.figures(), uncounted); diff != "" {
		t.Errorf("the figures after the restore (-before +after):\n%s", diff)
	}
	// The bytes too: a page that was freed must not keep what stood in it.
	d.stop()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for _, left := range []string{string(gone.ID), string(gone.Customer)} {
		if bytes.Contains(text, []byte(left)) {
			t.Errorf("%s… stands in the file", left[:4])
		}
	}
}

// uncounted: an open conversation that is erased is closed first, so one more is counted as resolved.
var uncounted = cmpopts.IgnoreMapEntries(func(name string, _ int64) bool { return strings.HasSuffix(name, " resolved") })

func (d *desk) figures() map[string]int64 {
	d.t.Helper()
	now := d.clock.Now()
	all, err := d.app.Store().Figures(d.ctx(), now.AddDate(0, 0, -1), now.AddDate(0, 0, 1))
	if err != nil {
		d.t.Fatal(err)
	}
	out := map[string]int64{}
	for _, f := range all {
		out[f.Day.Format("2006-01-02")+" "+string(f.Inbox)+" "+string(f.Measure)] = f.Count
	}
	if len(out) < 4 {
		d.t.Fatalf("only %d figures", len(out))
	}
	return out
}

// What a person takes from one desk to another is what the first one gave them.
func TestWhatIsTakenAlongComesOutTheSameAtTheNextDesk(t *testing.T) {
	t.Parallel()
	first, second := open(t, apptest.Options{}), open(t, apptest.Options{})
	x := first.begin("assistant", question)
	await(t, "the answer", func() bool { return first.said(x, candor.ByAssistant) > 0 })
	first.proven(x, "ann@mail.example")
	a := first.agent("Maya")
	if got := first.call("POST", "/api/v1/conversations/"+string(x.ID)+"/person", x.pass, nil); got.status != 200 {
		t.Fatalf("ask for a person: %d", got.status)
	}
	if err := first.reply(x, a, "Thirty days, and we pay for the way back."); err != nil {
		t.Fatal(err)
	}
	if _, err := first.app.Turn.Note(t.Context(), x.ID, a, turn.Incoming{Text: "a kind customer", Key: string(candor.NewMessageID())}); err != nil {
		t.Fatal(err)
	}
	for _, m := range first.messages(x) {
		if m.Author == candor.ByAssistant && m.Kind == candor.Said && m.Key == "" {
			if _, err := first.app.Turn.Rate(t.Context(), x.ID, m.ID, candor.WasHelpful); err != nil {
				t.Fatal(err)
			}
		}
		if m.Author == candor.ByAgent && m.Kind == candor.Said {
			c := rights.Correction{Field: rights.FieldStatement, Message: m.ID, New: "they said sixty on the phone"}
			if _, err := first.office().Correct(t.Context(), x.who(), c); err != nil {
				t.Fatal(err)
			}
		}
	}
	for field, value := range map[rights.Field]candor.Text{rights.FieldName: "Ann Moore", rights.FieldPhone: "+353 1 555 0142", rights.FieldOrder: "HP-20418"} {
		if _, err := first.office().Correct(t.Context(), x.who(), rights.Correction{Field: field, New: value}); err != nil {
			t.Fatalf("%s: %v", field, err)
		}
	}
	export := func(d *desk) ([]byte, kept) {
		t.Helper()
		var out bytes.Buffer
		if _, _, err := d.office().Export(t.Context(), x.who(), &out); err != nil {
			t.Fatal(err)
		}
		return out.Bytes(), records(t, out.Bytes())
	}
	text, was := export(first)
	file := filepath.Join(t.TempDir(), "mine.zip")
	if err := os.WriteFile(file, text, 0o600); err != nil {
		t.Fatal(err)
	}
	key := strings.TrimSpace(first.call("GET", "/trust/receipt-key", "", nil).body)
	if _, err := app.ImportPerson(t.Context(), second.c, file, "", false); candor.CodeOf(err) != candor.CodeForbidden {
		t.Errorf("an archive that nobody vouches for: %v", err)
	}
	other := strings.TrimSpace(second.call("GET", "/trust/receipt-key", "", nil).body)
	if _, err := app.ImportPerson(t.Context(), second.c, file, other, false); candor.CodeOf(err) != candor.CodeForbidden {
		t.Errorf("an archive of another desk than was named: %v", err)
	}
	dry, err := app.ImportPerson(t.Context(), second.c, file, key, true)
	if err != nil || dry.Conversations != 1 || second.count(`SELECT COUNT(*) FROM conversation`) != 0 {
		t.Errorf("a dry run: %+v, %v", dry, err)
	}
	got, err := app.ImportPerson(t.Context(), second.c, file, key, false)
	if err != nil || got != dry {
		t.Fatalf("import: %+v, want %+v, %v", got, dry, err)
	}
	if again, err := app.ImportPerson(t.Context(), second.c, file, key, false); err != nil || again.Conversations != 0 || again.There != 1 {
		t.Errorf("again: %+v, %v", again, err)
	}
	_, is := export(second)

	if diff := cmp.Diff(was.messages, is.messages, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("messages (-first +second):\n%s", diff)
	}
	// Decisions that led to no message are the first desk's; of the others the words are those of the
	// desk that tells them.
	said := map[candor.VerdictID]bool{}
	for _, m := range was.messages {
		said[m.Decision] = true
	}
	was.decisions = slices.DeleteFunc(was.decisions, func(d rights.Decision) bool { return !said[d.ID] })
	if diff := cmp.Diff(was.decisions, is.decisions, cmpopts.EquateEmpty(), cmpopts.SortSlices(byID)); diff != "" {
		t.Errorf("decisions (-first +second):\n%s", diff)
	}
	// A conversation comes as one that is finished, and what was proven there is not proven here.
	finished := cmpopts.IgnoreFields(rights.Conversation{}, "State")
	if diff := cmp.Diff(was.conversations, is.conversations, finished); diff != "" || is.conversations[0].State != candor.Resolved {
		t.Errorf("conversations (-first +second):\n%s", diff)
	}
	unproven := cmpopts.IgnoreFields(rights.Profile{}, "Verified", "Created")
	if diff := cmp.Diff(was.profiles, is.profiles, unproven); diff != "" || !is.profiles[0].Verified.IsZero() {
		t.Errorf("profiles (-first +second):\n%s", diff)
	}
	if len(was.consents) == 0 || len(is.consents) != 0 {
		t.Errorf("%d consents came along, of %d", len(is.consents), len(was.consents))
	}
	if _, c, err := second.office().Erase(t.Context(), x.who()); err != nil || !c.Complete() {
		t.Fatal(err)
	}
	if _, err := app.ImportPerson(t.Context(), second.c, file, key, false); candor.CodeOf(err) != candor.CodeNotFound {
		t.Errorf("an archive of somebody who was erased here: %v", err)
	}
	if n := second.count(`SELECT COUNT(*) FROM customer`); n != 0 {
		t.Error("an import brought an erased person back")
	}
}

func byID(a, b rights.Decision) bool { return a.ID < b.ID }

// exportWithin is how long taking 10,000 messages along may last.
const exportWithin = time.Minute

func TestFiguresOfTakingTenThousandMessagesAlong(t *testing.T) {
	if !testing.Verbose() {
		t.Skip("figures: run with -run Figures -v")
	}
	d := open(t, apptest.Options{})
	const conversations, each = 40, 250
	var who rights.Who
	var all sync.WaitGroup
	for i := range conversations {
		x := d.begin("person", "hello")
		who.Customers = append(who.Customers, x.Customer)
		all.Go(func() {
			for n := range each - len(d.messages(x)) {
				text := fmt.Sprintf("Message %d of conversation %d: the lamp of order HP-%05d flickers again, and I wrote to you about it before.", n, i, n)
				if _, err := d.app.Turn.Receive(d.ctx(), x.ID, turn.Incoming{Text: candor.Text(text), Key: string(candor.NewMessageID())}); err != nil {
					t.Error(err)
					return
				}
			}
		})
	}
	all.Wait()
	who.Proof, who.Actor, who.Language, who.Via = rights.ByLink, "customer", "en", "page"
	var out bytes.Buffer
	began := time.Now()
	_, sum, err := d.office().Export(t.Context(), who, &out)
	took := time.Since(began)
	if err != nil || sum.Counts["messages"] < conversations*each {
		t.Fatalf("%d messages, %v", sum.Counts["messages"], err)
	}
	began = time.Now()
	if got := records(t, out.Bytes()); len(got.messages) != int(sum.Counts["messages"]) {
		t.Errorf("%d messages can be read", len(got.messages))
	}
	t.Logf("%d messages in %v, %.1f MB as %.1f MB; read and checked in %v", sum.Counts["messages"], took.Round(time.Millisecond),
		float64(sum.Bytes)/1e6, float64(out.Len())/1e6, time.Since(began).Round(time.Millisecond))
	if took > exportWithin {
		t.Errorf("took %v, at most %v", took, exportWithin)
	}
	began = time.Now()
	if _, c, err := d.office().Erase(t.Context(), who); err != nil || !c.Complete() {
		t.Fatal(err)
	}
	t.Logf("erased with certificate in %v", time.Since(began).Round(time.Millisecond))
}

package storetest

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"candor"
	"candor/internal/store"
)

// childVariable names the place of the database in the second process.
const childVariable = "CANDOR_STORETEST_PLACE"

func processCases() []testCase {
	return []testCase{
		{"a killed writer loses nothing it confirmed and leaves nothing half written", killed},
		{"two processes write to one database without harm", twoWriters},
		{"a backup is whole and never overwrites", backup},
		{"a store that is closed refuses politely", closed},
		{"a store opened for reading refuses to write", readOnly},
		{"a sound database has no problems", soundDatabase},
	}
}

// child is the process that is killed: it stores messages as fast as it can and confirms each.
func child(t *testing.T, open Open, place string) {
	d := deskAt(t, open, place)
	var out sync.Mutex
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for {
				c := d.begin(t, candor.CustomerPicksAssistant)
				for i := range 5 {
					key := fmt.Sprintf("key-%d", i)
					c = d.say(t, c, words(i), key)
					out.Lock()
					fmt.Printf("confirmed %s %s\n", c.ID, key)
					out.Unlock()
				}
			}
		})
	}
	wg.Wait()
}

func killed(t *testing.T, d *desk) {
	top, _, _ := strings.Cut(t.Name(), "/")
	confirmed := map[candor.ConversationID][]string{}
	for round := range 5 {
		cmd := exec.Command(os.Args[0], "-test.run", "^"+top+"$", "-test.timeout", "60s")
		cmd.Env = append(os.Environ(), childVariable+"="+d.Path())
		stdout, err := cmd.StdoutPipe()
		must(t, err)
		must(t, cmd.Start())
		lines := bufio.NewScanner(stdout)
		for n := 0; lines.Scan(); n++ {
			var id, key string
			if _, err := fmt.Sscanf(lines.Text(), "confirmed %s %s", &id, &key); err != nil {
				continue // a line that the kill cut, or one of the test runner
			}
			confirmed[candor.ConversationID(id)] = append(confirmed[candor.ConversationID(id)], key)
			if n == 40+37*round {
				must(t, cmd.Process.Kill())
			}
		}
		cmd.Wait() // it was killed: an error, as it should be
	}
	if len(confirmed) < 20 {
		t.Fatalf("the premise: only %d conversations were confirmed", len(confirmed))
	}
	d.reopen(t)
	d.sound(t)
	var messages, entries int64
	for id, keys := range confirmed {
		got := d.look(t, id)
		messages = int64(len(got.Messages))
		if messages < int64(len(keys)) || got.Conversation.Messages != messages || got.Conversation.Version != messages+1 {
			t.Errorf("%d messages of %d confirmed; the conversation says %d, version %d",
				messages, len(keys), got.Conversation.Messages, got.Conversation.Version)
		}
		seen := map[string]int{}
		for _, m := range got.Messages {
			seen[m.ClientKey]++
			if _, err := d.Decision(t.Context(), m.Verdict); err != nil {
				t.Errorf("message without its decision: %v", err)
			}
		}
		for _, key := range keys {
			if seen[key] != 1 {
				t.Errorf("%s is there %d times", key, seen[key])
			}
		}
	}
	// Whatever was stored besides, confirmed or not, is whole: an entry and an event for each message.
	_, entries, err := d.Checkpoint(t.Context())
	must(t, err)
	seq, err := d.LastSeq(t.Context())
	must(t, err)
	if entries != seq {
		t.Errorf("%d ledger entries and %d events", entries, seq)
	}
	if problems, err := d.Check(t.Context()); err != nil || len(problems) != 0 {
		t.Errorf("%v, %v", problems, err)
	}
}

func twoWriters(t *testing.T, d *desk) {
	other := *d
	other.Store = d.another(t)
	var wg sync.WaitGroup
	for _, desk := range []*desk{d, &other, d, &other} {
		wg.Go(func() {
			c := desk.begin(t, candor.CustomerPicksAssistant)
			for i := range 25 {
				c = desk.say(t, c, words(i), "")
			}
		})
	}
	wg.Wait()
	d.sound(t)
	events, err := d.Events(t.Context(), "", 0, 1000)
	must(t, err)
	_, size, err := other.Checkpoint(t.Context())
	must(t, err)
	if len(events) != 100 || size != 100 {
		t.Errorf("%d events, %d entries", len(events), size)
	}
	for i, e := range events {
		if e.Seq != int64(i+1) {
			t.Fatalf("event %d has number %d", i+1, e.Seq)
		}
	}
	// One conversation in both: the version decides.
	c := d.begin(t, candor.CustomerPicksAssistant)
	d.say(t, c, "first", "")
	if _, err := other.Commit(t.Context(), other.received(t, c, "second", "")); !errors.Is(err, candor.ErrMoved) {
		t.Errorf("got %v", err)
	}
}

func backup(t *testing.T, d *desk) {
	c := d.say(t, d.begin(t, candor.CustomerPicksAssistant), "before", "")
	want := d.look(t, c.ID)
	name := filepath.Join(t.TempDir(), "a copy?.db")
	ctx, stop := context.WithCancel(t.Context())
	var wg sync.WaitGroup
	wg.Go(func() {
		c := d.begin(t, candor.CustomerPicksAssistant)
		for i := 0; ctx.Err() == nil; i++ {
			c = d.say(t, c, words(i), "")
		}
	})
	must(t, d.Backup(t.Context(), name))
	stop()
	wg.Wait()

	info, err := os.Stat(name)
	must(t, err)
	if info.Mode().Perm()&0o077 != 0 {
		t.Errorf("others may read the copy: %v", info.Mode())
	}
	if err := d.Backup(t.Context(), name); candor.CodeOf(err) != candor.CodeConflict {
		t.Errorf("over a file that is there: %v", err)
	}
	if err := d.Backup(t.Context(), filepath.Join(t.TempDir(), "no", "folder")); err == nil {
		t.Error("into a folder that is not there")
	}
	if left, err := os.ReadDir(filepath.Dir(name)); err != nil || len(left) != 1 {
		t.Errorf("left behind: %v, %v", left, err)
	}
	restored := *d
	restored.options.Path, restored.options.Create = name, false
	restored.Store = restored.another(t)
	got := restored.look(t, c.ID)
	if diff := cmpMessages(want, got); diff != "" {
		t.Error(diff)
	}
	restored.sound(t)
	restored.say(t, got.Conversation, "after", "")
}

func cmpMessages(want, got everything) string {
	if len(want.Messages) != len(got.Messages) || got.Messages[0].Body != want.Messages[0].Body {
		return fmt.Sprintf("%d messages, want %d", len(got.Messages), len(want.Messages))
	}
	return ""
}

func closed(t *testing.T, d *desk) {
	c := d.begin(t, candor.CustomerPicksAssistant)
	var wg sync.WaitGroup
	for i := range 20 {
		change := d.received(t, c, words(i), "")
		wg.Go(func() {
			_, err := d.Commit(context.Background(), change)
			stopping := candor.Fail(candor.CodeUnavailable, "error.stopping", nil)
			if err != nil && !errors.Is(err, candor.ErrMoved) && !errors.Is(err, stopping) {
				t.Error(err)
			}
		})
	}
	must(t, d.Close())
	wg.Wait()
	if _, err := d.Commit(context.Background(), d.received(t, c, "late", "")); candor.CodeOf(err) != candor.CodeUnavailable {
		t.Errorf("got %v", err)
	}
	d.Store = d.another(t)
	if got := d.look(t, c.ID); len(got.Messages) > 1 {
		t.Errorf("%d messages", len(got.Messages))
	}
}

func readOnly(t *testing.T, d *desk) {
	c := d.say(t, d.begin(t, candor.CustomerPicksAssistant), "hello", "")
	other := *d
	other.options.ReadOnly, other.options.Create, other.options.Signer = true, false, nil
	other.Store = other.another(t)
	if got := other.look(t, c.ID); len(got.Messages) != 1 {
		t.Errorf("%d messages", len(got.Messages))
	}
	refused := candor.Fail(candor.CodeUnavailable, "error.store_read_only", nil)
	for name, err := range map[string]error{
		"commit":  second(other.Commit(t.Context(), d.received(t, c, "more", ""))),
		"read":    other.Read(t.Context(), c.ID, candor.ByAgent, 1),
		"looked":  second(other.History(t.Context(), candor.AgentReads(mayaID), c.ID, 1)),
		"setting": other.SetSetting(t.Context(), store.SettingStopped, "true", "init"),
		"keep":    second(other.KeepCheckpoint(t.Context())),
		"session": other.Sessions().CommitCtx(t.Context(), "t", nil, time.Now().Add(time.Hour)),
	} {
		if !errors.Is(err, refused) {
			t.Errorf("%s: %v", name, err)
		}
	}
	report, err := other.VerifyLedger(t.Context(), d.options.Signer.Verifier())
	must(t, err)
	if report.Fault != nil || report.Entries != 1 {
		t.Errorf("%+v", report)
	}
}

func soundDatabase(t *testing.T, d *desk) {
	d.say(t, d.begin(t, candor.CustomerPicksAssistant), "hello", "")
	problems, err := d.Check(t.Context())
	if err != nil || len(problems) != 0 {
		t.Errorf("%v, %v", problems, err)
	}
	size, err := d.Size()
	if err != nil || size <= 0 {
		t.Errorf("size %d, %v", size, err)
	}
}

package store_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"candor"
	"candor/internal/store"

	"github.com/google/go-cmp/cmp"
)

func want(t *testing.T, err error, code candor.Code, key string) {
	t.Helper()
	if !errors.Is(err, candor.Fail(code, key, nil)) {
		t.Errorf("got %v, want %s %s", err, code, key)
	}
}

func TestFullDiskIsToldAndNothingIsLost(t *testing.T) {
	t.Parallel()
	s, d := open(t)
	if err := s.Writer(`PRAGMA wal_checkpoint(TRUNCATE)`); err != nil {
		t.Fatal(err)
	}
	if err := s.Writer(`PRAGMA max_page_count = 120`); err != nil {
		t.Fatal(err)
	}
	var stored []candor.ConversationID
	var full error
	for range 5000 {
		c, err := tryBegin(s)
		if err != nil {
			full = err
			break
		}
		stored = append(stored, c.ID)
	}
	want(t, full, candor.CodeUnavailable, "error.disk_full")
	if len(stored) < 10 {
		t.Fatalf("the premise: %d conversations fitted", len(stored))
	}
	for range 3 { // one that needs no new page may still fit
		if c, err := tryBegin(s); err == nil {
			stored = append(stored, c.ID)
		}
	}
	if err := s.Writer(`PRAGMA max_page_count = 100000`); err != nil {
		t.Fatal(err)
	}
	c := begin(t, s) // there is room again
	for _, id := range append(stored, c.ID) {
		if _, err := s.Conversation(t.Context(), id); err != nil {
			t.Errorf("a confirmed conversation: %v", err)
		}
	}
	report, err := s.VerifyLedger(t.Context(), d.signer.Verifier())
	if err != nil || report.Fault != nil || report.Entries != int64(len(stored)+1) {
		t.Errorf("%d stored; %+v, %v", len(stored)+1, report, err)
	}
	if seq, err := s.LastSeq(t.Context()); err != nil || seq != int64(len(stored)+1) {
		t.Errorf("%d stored, %d events, %v", len(stored)+1, seq, err)
	}
}

func TestLockedFileIsToldAndWorksAgainAfterwards(t *testing.T) {
	t.Parallel()
	s, d := openWith(t, func(o *store.Options) { o.Patience = 50 * time.Millisecond })
	begin(t, s)
	other := raw(t, d.options.Path)
	if _, err := other.Exec(`BEGIN IMMEDIATE`); err != nil {
		t.Fatal(err)
	}
	_, err := tryBegin(s)
	want(t, err, candor.CodeUnavailable, "error.store_locked")
	_, err = store.Open(t.Context(), d.options)
	want(t, err, candor.CodeUnavailable, "error.store_locked")
	if _, err := s.Counts(t.Context()); err != nil {
		t.Errorf("reading goes on: %v", err)
	}
	if _, err := other.Exec(`ROLLBACK`); err != nil {
		t.Fatal(err)
	}
	begin(t, s)
}

// raw opens the file past the store, as somebody who tampers with it would.
func raw(t *testing.T, path string) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+path)
	if err != nil {
		t.Fatal(err)
	}
	db.SetMaxOpenConns(1)
	t.Cleanup(func() { db.Close() })
	return db
}

func TestOpenRefusesWhatItCannotTrustAndLeavesItAsItIs(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name  string
		spoil func(t *testing.T, path string)
		code  candor.Code
		key   string
	}{
		{"missing", func(t *testing.T, path string) { must(t, os.Remove(path)) }, candor.CodeInvalid, "error.store_missing"},
		{"emptied", func(t *testing.T, path string) { must(t, os.Truncate(path, 0)) }, candor.CodeInternal, "error.store_damaged"},
		{"overwritten", func(t *testing.T, path string) {
			must(t, os.WriteFile(path, []byte(strings.Repeat("not a database ", 9000)), 0o600))
		}, candor.CodeInternal, "error.store_damaged"},
		{"of another program", func(t *testing.T, path string) {
			must(t, os.Remove(path))
			tamper(t, path, `CREATE TABLE something (id INTEGER)`)
		}, candor.CodeInvalid, "error.store_damaged"},
		{"of a newer program", func(t *testing.T, path string) {
			tamper(t, path, `INSERT INTO goose_db_version (version_id, is_applied) VALUES (999, 1)`)
		}, candor.CodeInvalid, "error.store_newer"},
		{"the signed head changed", func(t *testing.T, path string) {
			tamper(t, path, `UPDATE head SET ledger_note = CAST(REPLACE(CAST(ledger_note AS TEXT), 'candor ledger', 'candor_ledger') AS BLOB)`)
		}, candor.CodeInternal, "error.ledger_damaged"},
		{"the head set back", func(t *testing.T, path string) {
			tamper(t, path, `UPDATE head SET ledger_size = 2`)
		}, candor.CodeInternal, "error.ledger_damaged"},
		{"the head removed", func(t *testing.T, path string) { tamper(t, path, `DELETE FROM head`) }, candor.CodeInternal, "error.ledger_damaged"},
		{"the last entry removed", func(t *testing.T, path string) {
			tamper(t, path, `DELETE FROM ledger WHERE seq = 2`)
		}, candor.CodeInternal, "error.ledger_damaged"},
		{"the last entry's hashes changed", func(t *testing.T, path string) {
			tamper(t, path, `UPDATE ledger SET hashes = zeroblob(32) WHERE seq = 2`)
		}, candor.CodeInternal, "error.ledger_damaged"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s, d := open(t)
			for range 3 {
				begin(t, s)
			}
			must(t, s.Close())
			tt.spoil(t, d.options.Path)
			before := files(t, d.options.Path)
			_, err := store.Open(t.Context(), d.options)
			want(t, err, tt.code, tt.key)
			if err != nil && !strings.Contains(err.Error(), "Nothing was changed") && !strings.Contains(err.Error(), "not a database") {
				t.Errorf("it does not say what is safe: %v", err)
			}
			if diff := cmp.Diff(before, files(t, d.options.Path)); diff != "" {
				t.Error("the files were changed")
			}
		})
	}
}

func files(t *testing.T, path string) map[string]string {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(filepath.Dir(path), "*"))
	must(t, err)
	out := map[string]string{}
	for _, name := range names {
		b, err := os.ReadFile(name)
		must(t, err)
		out[filepath.Base(name)] = string(b)
	}
	return out
}

func tamper(t *testing.T, path string, statements ...string) {
	t.Helper()
	db := raw(t, path)
	for _, text := range statements {
		if _, err := db.Exec(text); err != nil {
			t.Fatal(err)
		}
	}
	must(t, db.Close())
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestTamperingWhileTheDeskRunsStopsTheLedger(t *testing.T) {
	t.Parallel()
	s, d := open(t)
	begin(t, s)
	tamper(t, d.options.Path, `UPDATE head SET ledger_size = 0`)
	_, err := tryBegin(s)
	want(t, err, candor.CodeInternal, "error.ledger_damaged")
	tamper(t, d.options.Path, `UPDATE head SET ledger_size = 1`)
	begin(t, s)
}

func TestVerifyFindsWhatWasDoneToTheTables(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name string
		sql  string
		seq  int64
	}{
		{"a record changed", `UPDATE ledger SET record = CAST(REPLACE(CAST(record AS TEXT), 'pick', 'take') AS BLOB), kind = 'take' WHERE seq = 4`, 4},
		{"a kind changed", `UPDATE ledger SET kind = 'take' WHERE seq = 0`, 0},
		{"a time changed", `UPDATE ledger SET at = at + 1 WHERE seq = 7`, 7},
		{"a row removed", `DELETE FROM ledger WHERE seq = 5`, 5},
		{"the last row removed", `DELETE FROM ledger WHERE seq = 9`, 9},
		{"a row added", `INSERT INTO ledger SELECT 10, at, kind, record, hashes FROM ledger WHERE seq = 9`, 10},
		{"two rows exchanged", `UPDATE ledger SET seq = CASE seq WHEN 2 THEN -3 WHEN 3 THEN -2 END WHERE seq IN (2, 3)`, 2},
		{"the head exchanged for an older one", `UPDATE head SET ledger_note = (SELECT note FROM checkpoint)`, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s, d := open(t)
			for range 10 {
				begin(t, s)
			}
			must(t, s.Close())
			db := raw(t, d.options.Path)
			if _, err := db.Exec(`PRAGMA ignore_check_constraints = 1`); err != nil {
				t.Fatal(err)
			}
			if _, err := db.Exec(tt.sql); err != nil {
				t.Fatal(err)
			}
			if _, err := db.Exec(`UPDATE ledger SET seq = -seq WHERE seq < 0`); err != nil {
				t.Fatal(err)
			}
			must(t, db.Close())
			d.options.ReadOnly = true
			report, err := d.again(t).VerifyLedger(t.Context(), d.signer.Verifier())
			must(t, err)
			if report.Fault == nil || report.Fault.Seq != tt.seq {
				t.Errorf("found %+v, want entry %d", report.Fault, tt.seq)
			}
		})
	}
}

func TestDamagedPagesAreFoundByCheck(t *testing.T) {
	t.Parallel()
	s, d := open(t)
	for range 600 {
		begin(t, s)
	}
	must(t, s.Close())
	b, err := os.ReadFile(d.options.Path)
	must(t, err)
	for i := len(b) * 3 / 4; i < len(b)*3/4+3*4096; i++ { // rows, not what opening reads
		b[i] ^= 0x55
	}
	must(t, os.WriteFile(d.options.Path, b, 0o600))
	d.options.ReadOnly = true
	problems, err := d.again(t).Check(t.Context())
	if err == nil && len(problems) == 0 {
		t.Error("three scrambled pages were not found")
	}
	if err != nil {
		want(t, err, candor.CodeInternal, "error.store_damaged")
	}
}

func TestRowsWithoutTheirParentsAreFoundByCheck(t *testing.T) {
	t.Parallel()
	s, d := open(t)
	begin(t, s)
	must(t, s.Close())
	tamper(t, d.options.Path, `PRAGMA foreign_keys = 0`, `DELETE FROM customer`)
	d.options.ReadOnly = true
	problems, err := d.again(t).Check(t.Context())
	must(t, err)
	const lost = "A row of %s belongs to a row of customer that is not there."
	turn := fmt.Sprintf(lost, "monitor_turn") // of how it ends, and of what comes of the first question
	if diff := cmp.Diff([]string{turn, turn, fmt.Sprintf(lost, "conversation")}, problems); diff != "" {
		t.Error(diff)
	}
}

func TestTheDatabaseItselfRefusesAMessageWithoutADecision(t *testing.T) {
	t.Parallel()
	s, _ := open(t)
	c := begin(t, s)
	const insert = `
		INSERT INTO message (conversation, number, id, verdict_id, author, kind, agent, name, text_key, language, confidence, helpful, at, body)
		VALUES ($1, 1, 'msg_1', $2, 'assistant', 'said', '', '', '', 'en', 0, 0, 1, x'00')`
	for _, verdict := range []any{nil, "", "ver_unknown"} {
		err := s.Write(t.Context(), func(tx *store.Tx) error { return tx.Exec(insert, string(c.ID), verdict) })
		if err == nil || !strings.Contains(err.Error(), "constraint") {
			t.Errorf("verdict %v: %v", verdict, err)
		}
	}
	const assist = `UPDATE conversation SET state = 'assisting' WHERE id = $1`
	if err := s.Write(t.Context(), func(tx *store.Tx) error { return tx.Exec(assist, string(c.ID)) }); err == nil {
		t.Error("a conversation that is with people became the assistant's")
	}
}

func TestRowsThatWereGarbledAreToldAsDamage(t *testing.T) {
	t.Parallel()
	s, d := open(t)
	p := pipeline(t)
	c := begin(t, s)
	change := message(p, c)
	if _, err := s.Commit(t.Context(), change); err != nil {
		t.Fatal(err)
	}
	tamper(t, d.options.Path, `UPDATE verdict SET gates = 'nonsense'`, `UPDATE message SET body = x'00'`)
	_, err := s.Decision(t.Context(), change.Received.Decision().ID)
	want(t, err, candor.CodeInternal, "error.store_damaged")
	if m, err := s.Messages(t.Context(), candor.CustomerReads(), c.ID, 0, 10, true); err == nil {
		t.Errorf("a garbled message was read: %d", len(m))
	}
}

func TestAFolderThatDoesNotTakeFilesIsTold(t *testing.T) {
	t.Parallel()
	_, d := open(t)
	for name, path := range map[string]string{
		"no such folder":       filepath.Join(t.TempDir(), "no", "desk.db"),
		"a file as the folder": filepath.Join(d.options.Path, "desk.db"),
	} {
		o := d.options
		o.Path, o.Create = path, true
		_, err := store.Open(t.Context(), o)
		var e *candor.Error
		if !errors.As(err, &e) || e.Args["file"] != path {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestReadOnlyFolder(t *testing.T) {
	t.Parallel()
	s, d := open(t)
	must(t, s.Close())
	dir := filepath.Dir(d.options.Path)
	must(t, os.Chmod(d.options.Path, 0o400))
	must(t, os.Chmod(dir, 0o500))
	t.Cleanup(func() { os.Chmod(dir, 0o700) })
	if f, err := os.CreateTemp(dir, "probe"); err == nil {
		f.Close()
		os.Remove(f.Name())
		readOnlyAsNobody(t, d.options.Path)
		return
	}
	_, err := store.Open(t.Context(), d.options)
	want(t, err, candor.CodeUnavailable, "error.store_read_only")
}

// placeVariable names a database that a second process, who may not write there, tries to open.
const placeVariable = "CANDOR_STORE_READ_ONLY"

func TestOpenWhereOneMayNotWrite(t *testing.T) {
	path := os.Getenv(placeVariable)
	if path == "" {
		return // nothing to do but in the process that TestReadOnlyFolder starts
	}
	_, d := open(t)
	d.options.Path = path
	_, err := store.Open(context.Background(), d.options)
	fmt.Println("outcome:", candor.CodeOf(err), errors.Is(err, candor.Fail(candor.CodeUnavailable, "error.store_read_only", nil)))
}

func TestSealedWordsAreNotInTheFiles(t *testing.T) {
	t.Parallel()
	s, d := open(t)
	p := pipeline(t)
	c := begin(t, s)
	if _, err := s.Commit(t.Context(), message(p, c)); err != nil {
		t.Fatal(err)
	}
	for name, content := range files(t, d.options.Path) {
		if strings.Contains(content, "I ordered a lamp") {
			t.Errorf("%s holds a customer's words", name)
		}
	}
}

func TestFilesAreTheirOwnersOnly(t *testing.T) {
	t.Parallel()
	s, d := open(t)
	begin(t, s)
	names, err := filepath.Glob(d.options.Path + "*")
	must(t, err)
	if len(names) < 2 {
		t.Fatalf("the premise: only %v", names)
	}
	for _, name := range names {
		info, err := os.Stat(name)
		must(t, err)
		if info.Mode().Perm() != 0o600 {
			t.Errorf("%s has mode %v", filepath.Base(name), info.Mode())
		}
	}
}

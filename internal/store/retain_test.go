package store_test

import (
	"bytes"
	"encoding/binary"
	"slices"
	"testing"
	"time"

	"candor"
	"candor/internal/store"
	"candor/privacy/retain"
	"candor/turn"

	"github.com/google/go-cmp/cmp"
)

// resolve plants a customer whose matter is finished.
func (d *realDesk) resolve(t *testing.T, n int) candor.Conversation {
	t.Helper()
	c := d.plant(t, n)
	next, err := c.After(candor.CustomerConfirms, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	stored, err := d.Commit(t.Context(), turn.Change{Before: c, After: next})
	if err != nil {
		t.Fatal(err)
	}
	return stored
}

func (d *realDesk) figures(t *testing.T) []store.Figure {
	t.Helper()
	out, err := d.Figures(t.Context(), time.Now().AddDate(0, 0, -1), time.Now().AddDate(0, 0, 1))
	if err != nil || len(out) == 0 {
		t.Fatalf("%d figures, %v", len(out), err)
	}
	return out
}

// Lesson 24: reports count the same conversations whether or not the people in them were erased.
func TestLesson24ErasureLeavesReportsWhole(t *testing.T) {
	t.Parallel()
	d := openReal(t)
	var all []candor.Conversation
	for n := range 5 {
		all = append(all, d.resolve(t, n))
	}
	before := d.figures(t)
	for _, c := range all[1:4] {
		d.erase(t, c.Customer)
		if diff := cmp.Diff(before, d.figures(t)); diff != "" {
			t.Error(diff)
		}
	}
}

// index puts words of a customer into the index of words.
func (d *realDesk) index(t *testing.T, id candor.CustomerID, words int) {
	t.Helper()
	alias, err := d.keys.Alias(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	tags := make([][8]byte, words)
	for i := range tags {
		binary.BigEndian.PutUint64(tags[i][:], uint64(i))
	}
	if err := d.AddWords(t.Context(), map[[16]byte][][8]byte{alias: tags}, "1", 0, ""); err != nil {
		t.Fatal(err)
	}
}

// Lesson 26: a dry run tells what the real one does, which takes the keys too, so that old copies of
// the data are as unreadable as if somebody had been erased.
func TestLesson26RetentionTakesTheKeysToo(t *testing.T) {
	t.Parallel()
	d := openReal(t)
	c, kept := d.resolve(t, 1), d.resolve(t, 2)
	hold(t, d, kept.Customer)
	for _, c := range []candor.Conversation{c, kept} {
		d.index(t, c.Customer, 2500)
	}
	before := d.figures(t)
	steps := retain.Plan(retain.Defaults(), time.Now().AddDate(3, 0, 0))
	count := func(dry bool) map[retain.Class][2]int64 {
		all, err := d.Retain(t.Context(), steps, dry)
		if err != nil {
			t.Fatal(err)
		}
		out := map[retain.Class][2]int64{}
		for _, o := range all {
			if o.Step.Rule.Class != retain.Customers { // a dry run cannot see whose last conversation goes
				out[o.Step.Rule.Class] = [2]int64{o.Gone, o.Held}
			}
		}
		return out
	}
	forecast := count(true)
	if got := forecast[retain.Conversations]; got != [2]int64{1, 1} {
		t.Fatalf("the premise: %v", forecast)
	}
	if diff := cmp.Diff(forecast, count(false)); diff != "" {
		t.Error(diff)
	}
	if _, gone, err := d.keys.Shredded(t.Context(), c.Customer); !gone || err != nil {
		t.Errorf("the key is there: %v", err)
	}
	if _, gone, err := d.keys.Shredded(t.Context(), kept.Customer); gone || err != nil {
		t.Errorf("the key of what is under hold is gone: %v", err)
	}
	data := bytesOf(t, d.options.Path)
	if bytes.Contains(data, []byte(planted(1))) || !bytes.Contains(data, []byte(planted(2))) {
		t.Error("what went is in the files, or what was kept is not")
	}
	if n := texts(t, d.options.Path, `SELECT COUNT(*) FROM word UNION ALL SELECT COUNT(DISTINCT alias) FROM word`); !slices.Equal(n, []string{"2500", "1"}) {
		t.Errorf("words of whom are left: %v", n)
	}
	if diff := cmp.Diff(before, d.figures(t)); diff != "" {
		t.Error(diff)
	}
}

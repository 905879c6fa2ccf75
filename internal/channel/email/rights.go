package email

import (
	"context"
	"fmt"
	"io/fs"
	"strings"

	"candor/privacy/rights"
)

// Files answers for the letters in a folder when people ask about their data.
type Files struct{ Folder *Folder }

// Name is the store's name in certificates.
func (Files) Name() string { return "mail-files" }

// Export gives nothing: the letters are the desk's own words to the person, who was to get them, and
// are gone within a week.
func (Files) Export(context.Context, rights.Subject, rights.Sink) error { return nil }

// Correct gives ErrNotCorrected: a letter that was written is not changed.
func (Files) Correct(context.Context, rights.Subject, rights.Correction) error {
	return rights.ErrNotCorrected
}

// Erase removes the letters to the subject: those to their customers, and those to no customer that
// went to an address of theirs.
func (f Files) Erase(_ context.Context, s rights.Subject) (rights.Result, error) {
	r := rights.Result{Outcome: rights.Erased}
	for _, who := range recipients(s) {
		n, err := f.Folder.eraseTo(who)
		r.Count += int64(n)
		if err != nil {
			return rights.Result{Outcome: rights.Failed, Count: r.Count}, fmt.Errorf("email: erase letters: %w", err)
		}
	}
	return r, nil
}

// Prove counts the letters to the subject that are still there.
func (f Files) Prove(_ context.Context, s rights.Subject) (rights.Result, error) {
	r := rights.Result{Outcome: rights.Erased}
	for _, who := range recipients(s) {
		n, err := f.Folder.count(who)
		if err != nil {
			return rights.Result{Outcome: rights.Failed}, fmt.Errorf("email: look for letters: %w", err)
		}
		r.Left += int64(n)
	}
	if r.Left > 0 {
		r.Outcome = rights.Failed
	}
	return r, nil
}

// recipients gives how the names of files name a subject.
func recipients(s rights.Subject) []string {
	var out []string
	for _, id := range s.Customers {
		out = append(out, string(id))
	}
	for _, tag := range s.Contacts {
		out = append(out, tagged+tag)
	}
	return out
}

func (f *Folder) count(who string) (n int, err error) {
	_, err = f.remove(func(name string, _ fs.FileInfo) bool {
		if isTo(name, who) {
			n++
		}
		return false
	})
	return n, err
}

func isTo(name, who string) bool { return who != "" && strings.Contains(name, "-"+who+"-") }

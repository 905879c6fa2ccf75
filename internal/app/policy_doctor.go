package app

import (
	"context"
	"errors"
	"io/fs"
	"strings"

	"candor/escalate"
	"candor/escalate/rulebook"
	"candor/internal/store"
)

// policy looks at the operator's policy file, and at what a desk that runs has in force.
func (d *doctor) policy(ctx context.Context, s *store.Store) {
	const name = "policy"
	kept, ok, err := s.PolicyInForce(ctx)
	if err != nil {
		d.bad(name, err, "Restore candor.db from its backup.")
		return
	}
	stands := "the built-in rules stand alone"
	if ok {
		stands = "version " + kept.Version + " stays in force"
	}
	file := d.c.PolicyFile()
	data, err := readPolicy(file)
	switch {
	case errors.Is(err, fs.ErrNotExist) && !ok:
		d.good(name, "the built-in rules for when a person handles something; there is no policy file")
		return
	case errors.Is(err, fs.ErrNotExist):
		d.bad(name, errors.New("the policy file "+file+" is not there; "+stands), "Put the file back, or one without rules to end it.")
		return
	case err != nil:
		d.bad(name, errors.New("the policy file cannot be read; "+stands), "Check who may read "+file+".")
		return
	}
	signals, err := escalate.New()
	if err != nil {
		d.bad(name, err, "This version of the program is damaged.")
		return
	}
	book, problems := rulebook.Load(ctx, data, rulebook.Options{Signals: signals, Languages: d.c.Desk.Languages})
	switch {
	case book == nil:
		d.bad(name, errors.New("the policy file is refused, "+stands+": "+strings.Join(told(problems), "; ")), "See candor policy check "+file+".")
	case ok && kept.Digest == book.Digest():
		d.good(name, "version "+book.Version()+" is in force")
	default:
		d.good(name, "version "+book.Version()+" is sound; a running desk puts it in force within seconds")
	}
}

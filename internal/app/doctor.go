package app

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"candor"
	"candor/internal/config"
	"candor/internal/keyring"
	"candor/internal/store"
	"candor/knowledge"
	"candor/ledger"
)

// Level says how bad a finding is.
type Level string

const (
	Good Level = "ok"
	Note Level = "note" // works, but look at it
	Bad  Level = "bad"  // must be put right
)

// Finding is one thing that was looked at.
type Finding struct {
	Level Level
	Name  string // what was looked at
	What  string // what was found
	Do    string // what to do; empty when there is nothing
}

// Doctor looks at everything a desk needs and changes nothing.
func Doctor(ctx context.Context, c config.Config) []Finding {
	d := &doctor{c: c}
	d.hours()
	d.sites()
	d.disk()
	keys, err := keyring.Open(ctx, keyOptions(c))
	if err != nil {
		d.bad("keys", err, "Put the right key file in place; without it no message can be read.")
		return d.found
	}
	defer keys.Close()
	n, err := keys.Check(ctx)
	if err != nil {
		d.bad("keys", err, "Restore keys.db from its backup.")
	} else {
		d.good("keys", fmt.Sprintf("the key file fits, and opens the keys of customers: %d", n))
	}
	s, err := store.Open(ctx, store.Options{Path: dataFile(c), ReadOnly: true})
	if err != nil {
		d.bad("data", err, "Restore candor.db from its backup.")
		return d.found
	}
	defer s.Close()
	problems, err := s.Check(ctx)
	switch {
	case err != nil:
		d.bad("data", err, "Restore candor.db from its backup.")
	case len(problems) > 0:
		d.bad("data", errors.New(strings.Join(problems, "; ")), "Restore candor.db from its backup.")
	default:
		d.good("data", "the database is sound")
	}
	d.ledger(ctx, s, keys)
	d.people(ctx, s)
	d.articles(ctx, s)
	d.sureness(ctx, s)
	d.stopped(ctx, s)
	d.policy(ctx, s)
	d.helplines(time.Now())
	d.mail(ctx, s)
	return d.found
}

type doctor struct {
	c     config.Config
	found []Finding
}

func (d *doctor) good(name, what string) {
	d.found = append(d.found, Finding{Level: Good, Name: name, What: what})
}

func (d *doctor) note(name, what, do string) {
	d.found = append(d.found, Finding{Level: Note, Name: name, What: what, Do: do})
}

func (d *doctor) bad(name string, err error, do string) {
	d.found = append(d.found, Finding{Level: Bad, Name: name, What: err.Error(), Do: do})
}

func (d *doctor) hours() {
	next := d.c.Hours.Next(time.Now())
	if next.IsZero() {
		d.bad("hours", errors.New("there is no time at which a person is on duty, so the assistant does not start"),
			"Set opening hours in the settings.")
		return
	}
	d.good("hours", "a person is next on duty "+next.In(d.c.Hours.Zone).Format("Monday 2 January 15:04 MST"))
}

// littleRoom is the free space below which a desk should not be run, in bytes.
const littleRoom = 1 << 30

func (d *doctor) disk() {
	var fs syscall.Statfs_t
	if err := syscall.Statfs(d.c.Data.Dir, &fs); err != nil {
		d.bad("disk", fmt.Errorf("the data folder %s cannot be looked at: %w", d.c.Data.Dir, err), "Check the name, or run candor init.")
		return
	}
	free := fs.Bavail * uint64(fs.Bsize)
	if free < littleRoom {
		d.note("disk", fmt.Sprintf("%d MB are free", free>>20), "Make room: when the disk is full, messages are refused.")
		return
	}
	d.good("disk", fmt.Sprintf("%d GB are free", free>>30))
	if info, err := os.Stat(filepath.Clean(d.c.Data.Dir)); err == nil && info.Mode().Perm()&0o077 != 0 {
		d.note("data folder", fmt.Sprintf("others on this machine may look into %s", d.c.Data.Dir), "chmod 700 "+d.c.Data.Dir)
	}
}

// mail tells where letters go, and of those that did not get there.
// sites looks at the secrets under which embedding sites say who their visitors are.
func (d *doctor) sites() {
	n := 0
	for _, box := range d.c.Inboxes {
		key, err := box.ReadSiteKey()
		if err != nil {
			d.bad("sites", err, "Put the site's key in place, or take site_key out of the inbox: then visitors prove who they are by e-mail.")
			return
		}
		if key != "" {
			n++
		}
	}
	if n > 0 {
		d.good("sites", fmt.Sprintf("%d of %d inboxes know their visitors from the site around them", n, len(d.c.Inboxes)))
	}
}

func (d *doctor) mail(ctx context.Context, s *store.Store) {
	m := d.c.Mail
	if _, err := m.ReadPassword(); err != nil {
		d.bad("mail", err, "Put the password of the mail server in place.")
	} else if m.Host == "" {
		d.note("mail", "no mail server is set, so letters are written as files into "+filepath.Join(d.c.Data.Dir, mailFolder)+" and removed after a week",
			"Set host and from below [mail] in the settings, or open the files and send them by hand.")
	} else {
		d.good("mail", "letters go to "+m.Host)
	}
	waiting, dead, err := s.MailCounts(ctx)
	if err != nil {
		return // a database of an older program, which is brought up to date when the desk starts
	}
	if dead > 0 {
		d.note("mail", fmt.Sprintf("%d letters were given up and %d wait", dead, waiting), "Look at the log for why no server took them.")
	}
}

func (d *doctor) ledger(ctx context.Context, s *store.Store, keys *keyring.Keyring) {
	signer, err := ledger.NewSigner(keys.LedgerSeed())
	if err != nil {
		d.bad("ledger", err, "Restore keys.db from its backup.")
		return
	}
	report, err := s.VerifyLedger(ctx, signer.Verifier())
	switch {
	case err != nil:
		d.bad("ledger", err, "Restore candor.db from its backup.")
	case report.Fault != nil:
		d.bad("ledger", errors.New(report.Fault.What), "Find out who wrote to the file, and restore candor.db from its backup.")
	default:
		d.good("ledger", fmt.Sprintf("%d entries are as they were written", report.Entries))
	}
}

func (d *doctor) people(ctx context.Context, s *store.Store) {
	agents, err := s.Agents(ctx)
	if err != nil {
		d.bad("people", err, "Run candor user list.")
		return
	}
	var able, owners int
	for _, a := range agents {
		if !a.Disabled {
			able++
			if a.Has(candor.RoleOwner) {
				owners++
			}
		}
	}
	switch {
	case able == 0:
		d.bad("people", errors.New("nobody can sign in, so nobody can take over from the assistant"), "Run candor user add.")
	case owners == 0:
		d.note("people", "no owner can sign in", "Run candor user add … --role owner.")
	default:
		d.good("people", fmt.Sprintf("%d can sign in", able))
	}
}

func (d *doctor) articles(ctx context.Context, s *store.Store) {
	articles, _, err := s.Library().All(ctx)
	if err != nil {
		d.bad("articles", err, "Run candor knowledge list.")
		return
	}
	public := 0
	for _, a := range articles {
		if a.Audience == knowledge.Public {
			public++
		}
	}
	waiting, err := s.Library().Waiting(ctx)
	if err != nil {
		d.bad("articles", err, "Run candor knowledge list.")
		return
	}
	if waiting > 0 {
		d.note("articles", fmt.Sprintf("%d wait for approval and do not answer yet", waiting), "Approve them in the console, or run candor knowledge approve.")
	}
	if public == 0 && waiting > 0 {
		return
	}
	if public == 0 {
		d.note("articles", "there are none to answer from, so the assistant can only bring in a person", "Run candor knowledge add FOLDER.")
		return
	}
	d.good("articles", fmt.Sprintf("%d to answer from", public))
}

// sureness tells what is known of how often answers are wrong.
func (d *doctor) sureness(ctx context.Context, s *store.Store) {
	articles, _, err := s.Library().All(ctx)
	if err != nil || len(articles) == 0 {
		return // told already
	}
	c, err := storedCalibration(ctx, s, articles, ownerOf(d.c))
	if err != nil {
		return // a database of an older program, which is brought up to date when the desk starts
	}
	switch n := len(c.Alarms); {
	case n > 0:
		d.note("calibration", fmt.Sprintf("%d alarms stand, the last since %s: what they are about goes to people", n, c.Alarms[n-1].At.Format(time.DateOnly)),
			"Judge questions in the console, see what went wrong, and run candor calibrate --now.")
	case c.Fault != "":
		d.note("calibration", "what is stored cannot be used: "+c.Fault, "Run candor calibrate --now.")
	default:
		d.good("calibration", StatedWords(c))
	}
}

func (d *doctor) stopped(ctx context.Context, s *store.Store) {
	if on, err := s.Stopped(ctx); err == nil && on {
		d.note("stop switch", "the assistant is stopped", "candor resume lets it answer again.")
	}
}

package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"strings"
	"sync"
	"time"

	"candor"
	"candor/escalate"
	"candor/escalate/rulebook"
	"candor/internal/config"
	"candor/internal/store"
)

// policyKept is what the policy needs of the store.
type policyKept interface {
	PutPolicy(ctx context.Context, p store.Policy) error
	PolicyInForce(ctx context.Context) (store.Policy, bool, error)
	PolicyTexts(ctx context.Context) (map[string]string, error)
	Agents(ctx context.Context) ([]candor.Agent, error)
}

// policies keeps the operator's policy file in force. A file that cannot be loaded changes nothing: the last
// one that could stays in force, and where there is none the built-in table stands alone.
type policies struct {
	kept    policyKept
	file    string
	options rulebook.Options
	log     *slog.Logger

	mu    sync.RWMutex
	now   *rulebook.Book // in force; nil: the table alone
	row   store.Policy   // of what is in force
	books map[string]*rulebook.Book
	fault fault
}

// fault is why what stands in the file is not in force; the zero value: it is.
type fault struct {
	Digest   string // of the file that was refused
	Missing  bool   // the file of what is in force is not there
	Problems []string
}

func (f fault) is() bool { return f.Missing || len(f.Problems) > 0 }

func newPolicies(kept policyKept, signals *escalate.Inspector, c config.Config, log *slog.Logger) *policies {
	return &policies{
		kept: kept, file: c.PolicyFile(), log: log, books: map[string]*rulebook.Book{},
		options: rulebook.Options{Signals: signals, Languages: c.Desk.Languages},
	}
}

// Book is what is in force.
func (p *policies) Book() *rulebook.Book {
	p.mu.RLock()
	defer p.mu.RUnlock()
	return p.now
}

// Text gives a text of any policy file that was ever in force.
func (p *policies) Text(language, key string) (string, bool) {
	if p == nil {
		return "", false
	}
	p.mu.RLock()
	defer p.mu.RUnlock()
	for _, b := range p.books {
		if text, ok := b.Text(language, key); ok {
			return text, true
		}
	}
	return "", false
}

// load puts in force what was in force last.
func (p *policies) load(ctx context.Context) error {
	texts, err := p.kept.PolicyTexts(ctx)
	if err != nil {
		return err
	}
	for digest, text := range texts {
		if b, _ := rulebook.Restore([]byte(text)); b != nil {
			p.books[digest] = b
		}
	}
	row, ok, err := p.kept.PolicyInForce(ctx)
	if err != nil {
		return err
	}
	if ok {
		if p.now = p.books[row.Digest]; p.now != nil {
			p.row = row
		} else {
			p.fault = fault{Digest: row.Digest, Problems: []string{"the policy that was in force last cannot be loaded by this version of the program"}}
		}
	}
	return nil
}

// look reads the file and puts it in force where it is new and sound. Only a failure of the store is an error.
func (p *policies) look(ctx context.Context) error {
	data, err := readPolicy(p.file)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		p.mu.Lock()
		defer p.mu.Unlock()
		if p.now != nil && !p.fault.Missing {
			p.log.ErrorContext(ctx, "app: the policy file is not there any more; the last one stays in force", "digest", p.row.Digest)
			p.fault = fault{Missing: true}
		}
		return nil
	case err != nil:
		p.refuse(ctx, "unreadable", []string{"the file cannot be read: " + plainCause(err)})
		return nil
	}
	digest := rulebook.DigestOf(data)
	p.mu.RLock()
	same, known := p.now.Digest() == digest && p.now != nil, p.fault.Digest == digest
	p.mu.RUnlock()
	if same {
		p.mu.Lock()
		p.fault = fault{}
		p.mu.Unlock()
		return nil
	}
	if known {
		return nil
	}
	book, problems := rulebook.Load(ctx, data, p.options)
	if book == nil {
		p.refuse(ctx, digest, told(problems))
		return nil
	}
	by, problem, err := answersFor(ctx, p.kept, book.By())
	if err != nil {
		return err
	}
	if problem != "" {
		p.refuse(ctx, digest+" by", []string{problem}) // looked at again: they may join the staff
		return nil
	}
	row := store.Policy{Digest: digest, Version: book.Version(), Cases: book.Cases(), Text: string(data), By: by}
	if err := p.kept.PutPolicy(ctx, row); err != nil {
		return err
	}
	if row, _, err = p.kept.PolicyInForce(ctx); err != nil {
		return err
	}
	p.mu.Lock()
	p.now, p.row, p.books[digest], p.fault = book, row, book, fault{}
	p.mu.Unlock()
	p.log.InfoContext(ctx, "app: a policy file is in force", "version", book.Version(), "digest", digest)
	return nil
}

func (p *policies) refuse(ctx context.Context, digest string, problems []string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.fault.Digest == digest {
		return
	}
	p.fault = fault{Digest: digest, Problems: problems}
	p.log.ErrorContext(ctx, "app: the policy file is refused and does not count; what was in force stays in force", "digest", digest, "problems", len(problems), "first", problems[0])
}

// notice says in one line what is wrong at the start, "" for nothing.
func (p *policies) notice() string {
	p.mu.RLock()
	defer p.mu.RUnlock()
	if !p.fault.is() {
		return ""
	}
	stands := "the built-in rules stand alone"
	if p.now != nil {
		stands = "version " + p.now.Version() + " stays in force"
	}
	why := "it is not there"
	if len(p.fault.Problems) > 0 {
		why = p.fault.Problems[0]
	}
	return fmt.Sprintf("The policy file %s is NOT in force, %s: %s. See candor policy check.", p.file, stands, why)
}

// mostPolicy is more than any policy file has, in bytes.
const mostPolicy = 1 << 20

// readPolicy reads a policy file, and no more of it than one may have: the rest makes it unsound.
func readPolicy(name string) ([]byte, error) {
	file, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return io.ReadAll(io.LimitReader(file, mostPolicy))
}

// run looks at the file now and then until ctx ends.
func (p *policies) run(ctx context.Context) {
	tick := time.NewTicker(lookEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			if err := p.look(ctx); err != nil && ctx.Err() == nil {
				p.log.ErrorContext(ctx, "app: a policy file cannot be put in force", "err", err)
			}
		}
	}
}

// answersFor finds the member of staff whom a file names, who must be an owner or a lead. A file that names
// nobody is put in force by whoever can write it.
func answersFor(ctx context.Context, kept interface {
	Agents(ctx context.Context) ([]candor.Agent, error)
}, email string,
) (by, problem string, err error) {
	if email == "" {
		return "command", "", nil
	}
	staff, err := kept.Agents(ctx)
	if err != nil {
		return "", "", err
	}
	for _, a := range staff {
		if strings.EqualFold(a.Email, email) && !a.Disabled && a.Has(candor.RoleLead) {
			return string(a.ID), "", nil
		}
	}
	return "", "by names nobody on the staff who is an owner or a lead", nil
}

// told gives what keeps a file from loading, in words.
func told(problems []rulebook.Problem) []string {
	var out []string
	for _, p := range problems {
		if !p.Warning {
			out = append(out, p.String())
		}
	}
	return out
}

func plainCause(err error) string {
	var path *fs.PathError
	if errors.As(err, &path) {
		return path.Err.Error()
	}
	return err.Error()
}

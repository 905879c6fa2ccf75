package app

import (
	"context"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"candor"
	"candor/internal/config"
	"candor/internal/search"
	"candor/internal/staff"
	"candor/internal/store"
	"candor/knowledge"
)

// Import says what to bring in and on whose word.
type Import struct {
	Paths         []string // files, folders, addresses of pages and of sitemaps
	By            string   // who imports: e-mail or name of a member of staff; empty: whoever runs the command
	ApprovedBy    string   // who else found all of it right; empty: it waits for approval
	DryRun        bool     // nothing is stored
	RemoveMissing bool     // articles of the same origin that are not in the import answer no more
	AllowHosts    []string // of the owner's own network
	Progress      func(line string)
}

// Added tells what an import did, or would do.
type Added struct {
	New, Changed, Unchanged, Removed int
	Waiting                          int // versions on the desk that wait for approval
	Approved                         bool
	Plan                             knowledge.Plan
	Before                           map[candor.ArticleID]knowledge.Article // what changes, as it was
	Problems                         []knowledge.Problem
}

// AddKnowledge brings in articles. What cannot be read is told in Problems, and the rest is stored.
// Nothing answers before a second person approved it; a desk that runs on the same data answers from
// approved articles within seconds.
//
// candor.CodeInvalid: nobody, or more than one, goes by a name that was given. candor.CodeForbidden: the one
// who should approve is the one who imports, or may not approve.
func AddKnowledge(ctx context.Context, c config.Config, in Import) (added Added, err error) {
	err = with(ctx, c, func(b *base) error {
		by, approver := staff.ByCommand, ""
		if in.By != "" {
			a, err := b.member(ctx, in.By, staff.WriteKnowledge)
			if err != nil {
				return err
			}
			by = string(a.ID)
		}
		if in.ApprovedBy != "" {
			a, err := b.member(ctx, in.ApprovedBy, staff.ApproveKnowledge)
			if err != nil {
				return err
			}
			approver = string(a.ID)
		}
		if by == approver {
			return errOneself
		}
		added, err = b.importAll(ctx, in, by, approver)
		return err
	})
	return added, err
}

var errOneself = candor.Fail(candor.CodeForbidden, "console.knowledge.problem.own", nil)

func (b *base) importAll(ctx context.Context, in Import, by, approver string) (added Added, err error) {
	l := b.store.Library()
	held, err := l.Held(ctx)
	if err != nil {
		return added, err
	}
	g := gatherer{library: l, held: held, in: in}
	if err := g.gather(ctx); err != nil {
		return added, err
	}
	articles, problems := g.files.Done()
	articles = append(articles, g.unchanged...)
	added.Problems, added.Approved = problems, approver != ""
	if added.Plan, added.Before = knowledge.Merge(held, articles), map[candor.ArticleID]knowledge.Article{}; !in.RemoveMissing {
		added.Plan.Missing = nil
	}
	added.Plan.Missing = slices.DeleteFunc(added.Plan.Missing, func(a knowledge.Article) bool { return !g.covers(a) })
	if slices.ContainsFunc(problems, knowledge.Problem.Loses) {
		added.Plan.Missing = nil // what could not be read may be what seems to be missing
	}
	for _, a := range held {
		added.Before[a.ID] = a
	}
	added.New, added.Changed, added.Unchanged, added.Removed = len(added.Plan.Added), len(added.Plan.Changed), len(added.Plan.Unchanged), len(added.Plan.Missing)
	if in.DryRun {
		return added, nil
	}
	if err := l.Save(ctx, slices.Concat(added.Plan.Added, added.Plan.Changed), by, approver); err != nil {
		return added, err
	}
	for _, a := range added.Plan.Missing {
		if err := l.Withdraw(ctx, a.ID, by); err != nil {
			return added, err
		}
	}
	if err := l.KeepFetched(ctx, g.fetched); err != nil {
		return added, err
	}
	added.Waiting, err = l.Waiting(ctx)
	return added, err
}

// member finds who goes by an e-mail address or a name and may do p.
func (b *base) member(ctx context.Context, who string, p staff.Permission) (candor.Agent, error) {
	all, err := b.team.Agents(ctx)
	if err != nil {
		return candor.Agent{}, err
	}
	var found []candor.Agent
	for _, a := range all {
		if strings.EqualFold(a.Email, who) || strings.EqualFold(a.Name, who) || strings.EqualFold(a.FirstName, who) {
			found = append(found, a)
		}
	}
	switch {
	case len(found) != 1:
		return candor.Agent{}, candor.Fail(candor.CodeInvalid, "error.bad_request", fmt.Errorf(
			"%d members of staff go by that name: give the e-mail address of one (candor user list)", len(found)))
	case !staff.May(found[0], p):
		return candor.Agent{}, candor.Fail(candor.CodeForbidden, "staff.not_allowed", fmt.Errorf(
			"their role does not reach for this: leads and owners approve articles"))
	}
	return found[0], nil
}

// AddKnowledgeFS brings in the articles of a file system in the name of the command; approver is who else
// found them right. A Problem is an error.
func AddKnowledgeFS(ctx context.Context, c config.Config, open func() (fs.FS, error), approver string) (added Added, err error) {
	err = with(ctx, c, func(b *base) error {
		added, err = addFS(ctx, b.store.Library(), open, staff.ByCommand, approver)
		return err
	})
	return added, err
}

func addFS(ctx context.Context, l *store.Library, open func() (fs.FS, error), by, approver string) (Added, error) {
	files, err := open()
	if err != nil {
		return Added{}, err
	}
	articles, problems := knowledge.ImportFS(files, ".")
	if len(problems) > 0 {
		return Added{Problems: problems}, fmt.Errorf("app: %s", problems[0])
	}
	held, err := l.Held(ctx)
	if err != nil {
		return Added{}, err
	}
	plan := knowledge.Merge(held, articles)
	return Added{New: len(plan.Added), Changed: len(plan.Changed), Unchanged: len(plan.Unchanged)},
		l.Save(ctx, slices.Concat(plan.Added, plan.Changed), by, approver)
}

// ListKnowledge gives the newest version of every article, by language, topic and title, without bodies.
func ListKnowledge(ctx context.Context, c config.Config) ([]knowledge.Article, error) {
	var all []knowledge.Article
	err := with(ctx, c, func(b *base) error {
		var err error
		if _, err = b.store.Library().Settle(ctx); err != nil {
			return err
		}
		all, err = b.store.Library().Shelf(ctx)
		return err
	})
	return all, err
}

// documents puts articles and their passages together for the index.
func documents(articles []knowledge.Article, passages []knowledge.Passage) []search.Document {
	of := make(map[candor.ArticleID][]knowledge.Passage, len(articles))
	for _, p := range passages {
		of[p.Article] = append(of[p.Article], p)
	}
	docs := make([]search.Document, 0, len(articles))
	for _, a := range articles {
		docs = append(docs, search.Document{Article: a, Passages: of[a.ID]})
	}
	return docs
}

package app

import (
	"context"
	"fmt"
	"slices"
	"time"

	"candor"
	"candor/internal/config"
	"candor/internal/staff"
	"candor/knowledge"
)

// Approval says which articles somebody approves.
type Approval struct {
	By    string   // e-mail or name of a lead or an owner
	Names []string // slugs or ids of articles
	All   bool     // everything that waits, but what talks to an assistant: that is approved by name
}

// Approved tells what came of it.
type Approved struct {
	Articles []knowledge.Article // that answer from now on
	Own      []knowledge.Article // that the approver wrote: somebody else approves these
	Steering []knowledge.Article // that talk to an assistant: left out of All, told where they were named
	Unknown  []string            // names under which nothing waits
}

// ApproveKnowledge lets articles answer that somebody else wrote.
//
// candor.CodeInvalid: nobody goes by the name. candor.CodeForbidden: they may not approve.
func ApproveKnowledge(ctx context.Context, c config.Config, in Approval) (out Approved, err error) {
	err = with(ctx, c, func(b *base) error {
		who, err := b.member(ctx, in.By, staff.ApproveKnowledge)
		if err != nil {
			return err
		}
		l := b.store.Library()
		held, err := l.Held(ctx)
		if err != nil {
			return err
		}
		found := map[string]bool{}
		for _, a := range held {
			name := slices.IndexFunc(in.Names, func(n string) bool { return goesBy(a, n) })
			if a.Approval.Given() || name < 0 && !in.All {
				continue
			}
			if name >= 0 {
				found[in.Names[name]] = true
			}
			steers := speaksToAssistant(a)
			if steers {
				out.Steering = append(out.Steering, a)
			}
			switch {
			case a.Approval.Author == string(who.ID):
				out.Own = append(out.Own, a)
				continue
			case steers && name < 0:
				continue
			}
			if err := l.Approve(ctx, a.ID, a.Version, string(who.ID)); err != nil {
				return err
			}
			out.Articles = append(out.Articles, a)
		}
		for _, n := range in.Names {
			if !found[n] {
				out.Unknown = append(out.Unknown, n)
			}
		}
		return nil
	})
	return out, err
}

func speaksToAssistant(a knowledge.Article) bool {
	return knowledge.Steers(a.Title) || knowledge.Steers(a.Body)
}

// WithdrawKnowledge takes the article with a slug or id out of force. candor.CodeNotFound: there is none.
func WithdrawKnowledge(ctx context.Context, c config.Config, name string) (a knowledge.Article, err error) {
	err = with(ctx, c, func(b *base) error {
		if a, err = b.article(ctx, name); err != nil {
			return err
		}
		return b.store.Library().Withdraw(ctx, a.ID, staff.ByCommand)
	})
	return a, err
}

// article finds the newest version of the article with a slug or id.
func (b *base) article(ctx context.Context, name string) (knowledge.Article, error) {
	shelf, err := b.store.Library().Shelf(ctx)
	if err != nil {
		return knowledge.Article{}, err
	}
	var found []knowledge.Article
	for _, a := range shelf {
		if goesBy(a, name) {
			found = append(found, a)
		}
	}
	switch {
	case len(found) == 0:
		return knowledge.Article{}, candor.Fail(candor.CodeNotFound, "error.no_article", fmt.Errorf("there is no article %q", name))
	case len(found) > 1:
		return knowledge.Article{}, candor.Fail(candor.CodeInvalid, "error.no_article", fmt.Errorf(
			"%d articles go by that name: write it with the language before it, as %s/%s", len(found), found[0].Language, name))
	}
	return found[0], nil
}

// goesBy reports whether a name is the article's: its slug, also with the language before it, or its id.
func goesBy(a knowledge.Article, name string) bool {
	return name == a.Slug || name == a.Language+"/"+a.Slug || name == string(a.ID)
}

// Version is one version of an article, as a person reads it.
type Version struct {
	Number           int
	State            knowledge.State
	Author, Approver string // by name
	Approved         time.Time
	Article          knowledge.Article
	Changes          []knowledge.DiffLine // of the body, against the version before
}

// ShowKnowledge gives the versions of the article with a slug or id, newest first.
// candor.CodeNotFound: there is none.
func ShowKnowledge(ctx context.Context, c config.Config, name string) (out []Version, err error) {
	err = with(ctx, c, func(b *base) error {
		a, err := b.article(ctx, name)
		if err != nil {
			return err
		}
		history, err := b.store.Library().History(ctx, a.ID)
		if err != nil {
			return err
		}
		names, err := b.names(ctx)
		if err != nil {
			return err
		}
		states := knowledge.States(history, a.Version, false, time.Now())
		for i, v := range history {
			one := Version{
				Number: v.Version, State: states[i], Article: v, Author: names(v.Approval.Author), Approver: names(v.Approval.By), Approved: v.Approval.At,
			}
			if i+1 < len(history) {
				one.Changes = knowledge.Brief(knowledge.Diff(history[i+1].Body, v.Body), 1)
			}
			out = append(out, one)
		}
		return nil
	})
	return out, err
}

// names gives a function that tells who goes by an id.
func (b *base) names(ctx context.Context) (func(string) string, error) {
	all, err := b.team.Agents(ctx)
	if err != nil {
		return nil, err
	}
	of := map[string]string{}
	for _, a := range all {
		of[string(a.ID)] = a.Name
	}
	return func(id string) string {
		if n := of[id]; n != "" {
			return n
		}
		return id
	}, nil
}

// Changes gives what an import changes, or would, as lines for a screen: added, changed with the lines of
// the body that differ, and removed.
func (a Added) Changes() []string {
	var out []string
	for _, x := range a.Plan.Added {
		out = append(out, fmt.Sprintf("added    %s (%s)  %s", x.Slug, x.Language, x.Title))
	}
	for _, x := range a.Plan.Changed {
		old := a.Before[x.ID]
		out = append(out, fmt.Sprintf("changed  %s (%s)  %s", x.Slug, x.Language, x.Title))
		for _, f := range [][3]string{
			{"title", old.Title, x.Title}, {"topic", old.Topic, x.Topic}, {"audience", string(old.Audience), string(x.Audience)}, {"owner", old.Owner, x.Owner},
			{"tier", string(old.Tier), string(x.Tier)}, {"valid from", day(old.From), day(x.From)}, {"valid until", day(old.Until), day(x.Until)},
		} {
			if f[1] != f[2] {
				out = append(out, fmt.Sprintf("  %s: %q, was %q", f[0], f[2], f[1]))
			}
		}
		for _, l := range knowledge.Brief(knowledge.Diff(old.Body, x.Body), 1) {
			if l.Op == '~' {
				out = append(out, "    …")
				continue
			}
			out = append(out, "  "+string(l.Op)+" "+l.Text)
		}
	}
	for _, x := range a.Plan.Missing {
		out = append(out, fmt.Sprintf("removed  %s (%s)  %s", x.Slug, x.Language, x.Title))
	}
	return out
}

func day(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.DateOnly)
}

package search

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync/atomic"

	"candor/internal/search/vectors"
	"candor/knowledge"
)

// Index answers queries. The zero value is an empty index that finds nothing. It is safe for
// concurrent use; Replace may run beside searches.
type Index struct {
	state   atomic.Pointer[state]
	vectors atomic.Bool
}

// state is everything at one moment. It never changes.
type state struct {
	public []*shard // largest first
	staff  []*shard // of articles that are not public
}

// Replace builds an index of these documents and puts it in place of the one before. What is
// not public goes into an index that only staff search. Passages that talk to the
// assistant are left out, and so are articles that have no others.
//
// It returns ctx's error when ctx ends first; the index is then as it was.
func (x *Index) Replace(ctx context.Context, docs []Document) error {
	var public, staff []Document
	for _, d := range docs {
		d.Passages = slices.DeleteFunc(slices.Clone(d.Passages), func(p knowledge.Passage) bool { return p.Steering })
		if len(d.Passages) == 0 {
			continue
		}
		if d.Article.Audience == knowledge.Public {
			public = append(public, d)
			continue
		}
		staff = append(staff, d)
	}
	english, err := vectors.English()
	if err != nil {
		return fmt.Errorf("search: read the word vectors: %w", err)
	}
	var next state
	for _, part := range []struct {
		docs []Document
		to   *[]*shard
	}{{public, &next.public}, {staff, &next.staff}} {
		for _, group := range byLanguage(part.docs) {
			if err := ctx.Err(); err != nil {
				return fmt.Errorf("search: build index: %w", err)
			}
			lang, table := primary(group[0].Article.Language), vectors.Table{}
			if lang == "en" {
				table = english
			}
			*part.to = append(*part.to, build(lang, group, table))
		}
	}
	next.spell(english)
	x.state.Store(&next)
	return nil
}

// spell lets every shard mend what is mistyped. Words that only staff may read mend nothing for customers.
func (st *state) spell(english vectors.Table) {
	public, staff := newSpellings(st.public, english), newSpellings(st.staff, english, st.public...)
	for _, s := range st.public {
		s.spelling = public[s.lang]
	}
	for _, s := range st.staff {
		s.spelling = staff[s.lang]
	}
	for _, s := range slices.Concat(st.public, st.staff) {
		s.written = nil // it is done with
	}
}

// byLanguage groups documents, the largest group first. Documents whose language could not be
// told join the largest.
func byLanguage(docs []Document) [][]Document {
	place := map[string]int{}
	var groups [][]Document
	var unknown []Document
	for _, d := range docs {
		lang := primary(d.Article.Language)
		if lang == "" {
			unknown = append(unknown, d)
			continue
		}
		i, ok := place[lang]
		if !ok {
			i = len(groups)
			place[lang] = i
			groups = append(groups, nil)
		}
		groups[i] = append(groups[i], d)
	}
	slices.SortStableFunc(groups, func(a, b []Document) int { return len(b) - len(a) })
	switch {
	case len(unknown) == 0:
	case len(groups) == 0:
		groups = append(groups, unknown)
	default:
		groups[0] = append(groups[0], unknown...)
	}
	return groups
}

// primary gives "pt" for "pt-BR".
func primary(tag string) string {
	tag, _, _ = strings.Cut(strings.ToLower(tag), "-")
	return tag
}

// Size gives the number of public articles that can be found.
func (x *Index) Size() int {
	st := x.state.Load()
	if st == nil {
		return 0
	}
	n := 0
	for _, s := range st.public {
		n += len(s.articles)
	}
	return n
}

// Languages gives the languages of public articles, the one with most articles first.
func (x *Index) Languages() []string {
	st := x.state.Load()
	if st == nil {
		return nil
	}
	var out []string
	for _, s := range st.public {
		out = append(out, s.lang)
	}
	return out
}

// Search finds articles and their best passages. Nothing found is not an error.
//
// It returns ctx's error when ctx has ended.
func (x *Index) Search(ctx context.Context, q knowledge.Query) (knowledge.Found, error) {
	return x.With(x.vectors.Load()).Search(ctx, q)
}

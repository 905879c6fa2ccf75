package blind

import (
	"context"
	"fmt"
	"slices"
	"time"

	"candor"
)

// Found is a conversation in which everything that was asked for stands.
type Found struct {
	Conversation candor.Conversation
	// The message that holds the most of it, the newest of those.
	Message candor.MessageID
	Number  int64
	Author  candor.Author
	Kind    candor.Kind
	Name    string // first name of who wrote it, where they are staff
	At      time.Time
	Snippet []candor.Text // plain and found words by turns, beginning with plain
}

// Bounds of one search.
const (
	mostFound    = 100
	mostOpened   = 4    // for each that is wanted, so many customers are looked at
	mostAsked    = 1000 // customers, where a condition leaves out conversations before they are opened
	mostMessages = 1000 // of one conversation, the newest
	atOnce       = 16   // conversations that are opened together: what is put on record of them shares commits
	firstOpened  = 40   // messages of a conversation that are opened at first; most matches are among the newest
	thenOpened   = 240  // and of each part further back
	// Messages that are opened where the words are with more customers than are looked at, so that not everything is found
	// anyway, or where a phrase is asked for, of which the index knows the words alone.
	mostWhereMany = 5000
)

// ErrOnlyCommon says that nothing was found and the query holds nothing that a search could go by:
// function words, single letters, or nothing.
var ErrOnlyCommon = candor.Fail(candor.CodeInvalid, "error.search_too_common", nil)

// Search gives the conversations whose messages hold every word of the query and every phrase in
// quotes, the newest message first, at most limit (1 to 100). Words may stand in different messages of a
// conversation. Where a word is in very many, or a phrase is asked for whose words are, the newest customers are looked at and
// more is true, also where nothing was found among them.
//
// Each conversation that is looked at is opened as by says, and is on record as read; those that by
// may not open are left out.
func (x *Index) Search(ctx context.Context, by candor.Access, query string, limit int) (found []Found, more bool, err error) {
	return x.SearchAmong(ctx, by, query, limit, nil)
}

// Keep reports whether a conversation is among those that are searched.
type Keep func(ctx context.Context, c candor.Conversation) (bool, error)

// SearchAmong is Search among the conversations that keep reports; nil: all. The others are neither opened nor on
// record as read.
func (x *Index) SearchAmong(ctx context.Context, by candor.Access, query string, limit int, keep Keep) (found []Found, more bool, err error) {
	limit = min(max(limit, 1), mostFound)
	looked := limit * mostOpened
	if keep != nil {
		looked = mostAsked
	}
	units := needed(parse(query))
	if len(units) == 0 {
		return nil, false, ErrOnlyCommon
	}
	aliases, err := x.holders(ctx, units)
	if err != nil {
		return nil, false, err
	}
	if len(aliases) == 0 {
		if !slices.ContainsFunc(units, func(u unit) bool { return !u.common }) {
			return nil, false, ErrOnlyCommon
		}
		return nil, false, nil
	}
	customers, err := x.o.Keys.NewestByAlias(ctx, looked+1, aliases...)
	if err != nil {
		return nil, false, fmt.Errorf("blind: find the customers: %w", err)
	}
	queue := shelf{x: x, customers: customers[:min(len(customers), looked)], keep: keep}
	many, opened := len(customers) > looked, 0
	bounded := many || slices.ContainsFunc(units, func(u unit) bool { return u.phrase != nil })
	for len(found) < limit && (!bounded || opened < mostWhereMany) {
		// Never more at once than can still be shown: each opening is somebody's words read.
		some, err := queue.next(ctx, min(limit-len(found), atOnce))
		if err != nil {
			return nil, false, err
		}
		if len(some) == 0 {
			break
		}
		these, n, err := x.open(ctx, by, some, units)
		if err != nil {
			return nil, false, err
		}
		found, opened = append(found, these...), opened+n
	}
	more = queue.left() || many
	slices.SortStableFunc(found, func(a, b Found) int { return b.At.Compare(a.At) })
	return found, more, nil
}

// needed gives the units that must be there. Common words only count where nothing else was asked.
func needed(units []unit) []unit {
	var out []unit
	looked := false
	for _, u := range units {
		if u.phrase != nil || !u.common {
			out = append(out, u)
			looked = looked || u.phrase == nil
		}
	}
	if looked {
		return out
	}
	for _, u := range units { // "die" is an article in German and a word in English
		if u.common {
			out = append(out, u)
		}
	}
	return out
}

// holders gives the aliases that have a tag for every word, in order.
func (x *Index) holders(ctx context.Context, units []unit) ([][AliasSize]byte, error) {
	var all [][AliasSize]byte
	first := true
	for _, u := range units {
		if u.phrase != nil {
			continue
		}
		tags := make([][TagSize]byte, 0, len(u.forms))
		for form := range u.forms {
			tags = append(tags, x.tags.tag(form))
		}
		these, err := x.o.Store.WordAliases(ctx, tags...)
		if err != nil {
			return nil, fmt.Errorf("blind: look up a word: %w", err)
		}
		if first {
			all, first = these, false
		} else {
			all = both(all, these)
		}
		if len(all) == 0 {
			return nil, nil
		}
	}
	return all, nil
}

// both keeps what stands in two ordered lists.
func both(a, b [][AliasSize]byte) [][AliasSize]byte {
	out := a[:0]
	for i, k := 0, 0; i < len(a) && k < len(b); {
		switch c := compareAliases(a[i], b[k]); {
		case c < 0:
			i++
		case c > 0:
			k++
		default:
			out = append(out, a[i])
			i++
			k++
		}
	}
	return out
}

func compareAliases(a, b [AliasSize]byte) int { return slices.Compare(a[:], b[:]) }

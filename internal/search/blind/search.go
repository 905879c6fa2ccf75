package blind

import (
	"cmp"
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
)

// ErrOnlyCommon says that nothing was found and the query holds nothing that a search could go by:
// function words, single letters, or nothing.
var ErrOnlyCommon = candor.Fail(candor.CodeInvalid, "error.search_too_common", nil)

// Search gives the conversations whose messages hold every word of the query and every phrase in
// quotes, the newest message first, at most limit (1 to 100). Words may stand in different messages of a
// conversation. Where a word is in very many, the newest customers are looked at and more is true.
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
	for i, id := range customers {
		if len(found) == limit || i == looked {
			more = true
			break
		}
		found, err = x.customer(ctx, by, id, units, found, keep)
		if err != nil {
			return nil, false, err
		}
	}
	slices.SortStableFunc(found, func(a, b Found) int { return b.At.Compare(a.At) })
	if len(found) > limit {
		found, more = found[:limit], true
	}
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

// customer adds the conversations of one customer that hold what was asked for.
func (x *Index) customer(ctx context.Context, by candor.Access, id candor.CustomerID, units []unit, found []Found, keep Keep) ([]Found, error) {
	conversations, err := x.o.Store.ConversationsOf(ctx, id)
	if err != nil {
		return found, fmt.Errorf("blind: list a customer's conversations: %w", err)
	}
	for _, c := range conversations {
		if keep != nil {
			among, err := keep(ctx, c)
			if err != nil {
				return found, fmt.Errorf("blind: ask whether a conversation is searched: %w", err)
			}
			if !among {
				continue
			}
		}
		messages, err := x.o.Store.Messages(ctx, by, c.ID, max(0, c.Messages-mostMessages), mostMessages, true)
		if gone(err) {
			continue
		}
		if err != nil {
			return found, fmt.Errorf("blind: open a conversation: %w", err)
		}
		if f, ok := inspect(c, messages, units); ok {
			found = append(found, f)
		}
	}
	return found, nil
}

// inspect checks the opened messages of a conversation.
func inspect(c candor.Conversation, messages []candor.Message, units []unit) (Found, bool) {
	var best candor.Message
	var most match
	together := make([]bool, len(units))
	for _, m := range messages {
		if m.Kind == candor.Notice {
			continue
		}
		has := look(units, m.Language, string(m.Body))
		for i, one := range has.units {
			together[i] = together[i] || one
		}
		if n := has.count(); n > 0 && cmp.Compare(n, most.count()) >= 0 {
			best, most = m, has
		}
	}
	if slices.Contains(together, false) {
		return Found{}, false
	}
	return Found{
		Conversation: c, Message: best.ID, Number: best.Number, Author: best.Author, Kind: best.Kind, Name: best.Name, At: best.At,
		Snippet: snippet(string(best.Body), most.spans),
	}, true
}

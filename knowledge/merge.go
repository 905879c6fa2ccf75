package knowledge

import "candor"

// Plan is what an import would change. Nothing happens until somebody stores it.
type Plan struct {
	Added     []Article // new, version 1
	Changed   []Article // known under the same id with another digest, version one up
	Unchanged []Article // as they are stored; nothing to do
	Missing   []Article // stored, but not in the import; kept unless the owner asks for their removal
}

// Merge compares what is stored with what was imported. Ids are the link; a stored article keeps
// its id, and its version while nothing that a reader could notice has changed.
// Slugs that would meet within a language are made different. The order of incoming is kept.
func Merge(stored, incoming []Article) Plan {
	var p Plan
	known := make(map[candor.ArticleID]Article, len(stored))
	slugs := map[string]candor.ArticleID{}
	for _, a := range stored {
		known[a.ID] = a
		slugs[a.Language+"/"+a.Slug] = a.ID
	}
	seen := make(map[candor.ArticleID]bool, len(incoming))
	for _, a := range incoming {
		if seen[a.ID] {
			continue
		}
		seen[a.ID] = true
		if owner, taken := slugs[a.Language+"/"+a.Slug]; taken && owner != a.ID {
			a.Slug += "-" + string(a.ID[len(a.ID)-8:])
			a = a.Seal()
		}
		slugs[a.Language+"/"+a.Slug] = a.ID
		old, exists := known[a.ID]
		switch {
		case !exists:
			a.Version = 1
			p.Added = append(p.Added, a)
		case old.Digest == a.Digest:
			p.Unchanged = append(p.Unchanged, old)
		default:
			a.Version = old.Version + 1
			p.Changed = append(p.Changed, a)
		}
	}
	for _, a := range stored {
		if !seen[a.ID] {
			p.Missing = append(p.Missing, a)
		}
	}
	return p
}

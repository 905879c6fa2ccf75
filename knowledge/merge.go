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
// its id, and its version while nothing that a reader could notice has changed, nor what the import says
// of its owner, tier and validity. What the import does not say of these stays as people set it, and a
// tier is never lowered. What people changed since the last import stays while the source stays the same.
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
		if !exists {
			a = a.Raised()
			a.Version, a.Imported = 1, a.Digest
			p.Added = append(p.Added, a)
			continue
		}
		a, terms := a.keeping(old)
		same := old.Digest == a.Digest || old.Imported == a.Digest
		switch {
		case same && !terms:
			p.Unchanged = append(p.Unchanged, old)
			continue
		case same: // only what staff know of it changed
			owner, tier, from, until := a.Owner, a.Tier, a.From, a.Until
			a = old
			a.Owner, a.Tier, a.From, a.Until = owner, tier, from, until
		default:
			a.Imported = a.Digest
		}
		a = a.Raised()
		a.Version, a.Approval = old.Version+1, Approval{}
		p.Changed = append(p.Changed, a)
	}
	for _, a := range stored {
		if !seen[a.ID] {
			p.Missing = append(p.Missing, a)
		}
	}
	return p
}

// keeping gives an imported article with what the import does not say of it as it is stored, and whether
// anything that only staff know was changed.
func (a Article) keeping(old Article) (_ Article, changed bool) {
	if a.Owner == "" {
		a.Owner = old.Owner
	}
	if a.From.IsZero() {
		a.From = old.From
	}
	if a.Until.IsZero() {
		a.Until = old.Until
	}
	a.Tier = a.Tier.AtLeast(old.Tier)
	changed = a.Owner != old.Owner || !a.From.Equal(old.From) || !a.Until.Equal(old.Until) || a.Tier != old.Tier.AtLeast("")
	return a, changed
}

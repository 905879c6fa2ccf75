package vendors

import (
	"errors"
	"fmt"
)

// Register is every vendor that the owner named. It never changes; an empty one, and a nil one, allow
// nothing.
type Register struct {
	entries []Entry
	places  map[string]int
}

// NewRegister takes entries that are whole, in the order in which they are shown.
//
// It refuses two entries of one name, a fallback that is nobody's name, and whatever Check refuses.
func NewRegister(entries ...Entry) (*Register, error) {
	r := &Register{places: make(map[string]int, len(entries))}
	var errs []error
	for _, e := range entries {
		if err := e.Check(); err != nil {
			errs = append(errs, fmt.Errorf("vendors: entry %q: %w", e.Name, err))
		}
		if _, twice := r.places[e.Name]; twice {
			errs = append(errs, fmt.Errorf("vendors: two entries are called %q", e.Name))
		}
		r.places[e.Name] = len(r.entries)
		r.entries = append(r.entries, e.clone())
	}
	for _, e := range r.entries {
		for _, name := range e.Fallback {
			if _, ok := r.places[name]; !ok {
				errs = append(errs, fmt.Errorf("vendors: entry %q: fallback: there is no vendor %q", e.Name, name))
			}
		}
	}
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	return r, nil
}

// Entry gives the vendor of a name.
func (r *Register) Entry(name string) (Entry, bool) {
	if r == nil {
		return Entry{}, false
	}
	i, ok := r.places[name]
	if !ok {
		return Entry{}, false
	}
	return r.entries[i].clone(), true
}

// Entries gives all of them in order.
func (r *Register) Entries() []Entry {
	if r == nil {
		return nil
	}
	out := make([]Entry, len(r.entries))
	for i, e := range r.entries {
		out[i] = e.clone()
	}
	return out
}

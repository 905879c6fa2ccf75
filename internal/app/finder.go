package app

import (
	"context"

	"candor"
	"candor/internal/search/blind"
	"candor/internal/web/console"
)

// newWords makes the index of words in sealed messages. It is filled by its Run.
func (a *App) newWords() (*blind.Index, error) {
	keys := a.base.keys
	return blind.New(blind.Options{Store: a.base.store, Keys: keys, Key: keys.IndexKey(), Log: a.o.Log})
}

// finder is that index as the console searches it.
type finder struct{ index *blind.Index }

// Search gives the conversations that hold what is asked for.
func (f finder) Search(ctx context.Context, by candor.Access, query string, limit int, keep console.Keep) ([]console.Found, bool, error) {
	list, more, err := f.index.SearchAmong(ctx, by, query, limit, blind.Keep(keep))
	out := make([]console.Found, 0, len(list))
	for _, one := range list {
		out = append(out, console.Found(one))
	}
	return out, more, err
}

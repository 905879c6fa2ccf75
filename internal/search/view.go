package search

import (
	"context"
	"fmt"

	"candor/knowledge"
)

// UseVectors says whether words count that keep the company of those asked for (package vectors), in languages
// that have a table. At first they do not: Try tells whether they help with these articles.
func (x *Index) UseVectors(on bool) { x.vectors.Store(on) }

// UsesVectors reports what UseVectors said last.
func (x *Index) UsesVectors() bool { return x.vectors.Load() }

// View is an index that searches in one way, whatever UseVectors says meanwhile. It sees what Replace puts in.
type View struct {
	index   *Index
	vectors bool
}

// With gives the index as it searches with word vectors, or without.
func (x *Index) With(vectors bool) View { return View{x, vectors} }

// Search does what Index.Search does.
func (v View) Search(ctx context.Context, q knowledge.Query) (knowledge.Found, error) {
	if err := ctx.Err(); err != nil {
		return knowledge.Found{}, fmt.Errorf("search: %w", err)
	}
	st := v.index.state.Load()
	if st == nil {
		return knowledge.Found{Signals: knowledge.Signals{Unknown: 1}}, nil
	}
	best := first(st.public, q, v.vectors)
	if q.Staff {
		if inside := first(st.staff, q, v.vectors); inside.Signals.Coverage > best.Signals.Coverage || len(best.Hits) == 0 {
			best = inside
		}
	}
	return best, nil
}

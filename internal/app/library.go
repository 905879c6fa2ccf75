package app

import (
	"context"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"time"

	"candor"
	"candor/internal/search"
	"candor/internal/store"
	"candor/internal/web/console"
	"candor/knowledge"
)

// lookEvery is how soon a running desk notices articles that another process brought in.
const lookEvery = 2 * time.Second

// library is the knowledge as the running desk holds it: what answers now, that is what was approved and
// is in its time. Articles come in and go out of their time while the desk runs. The store stays the
// truth; every quote is checked against it.
type library struct {
	store *store.Library
	index search.Index
	log   *slog.Logger

	mu       sync.RWMutex
	version  string
	articles []knowledge.Article // without bodies, by language, topic, title
	passages map[candor.ArticleID]int
}

// load reads everything anew when the stored knowledge is not the one that is held.
func (l *library) load(ctx context.Context) error {
	version, err := l.store.Version(ctx)
	if err != nil {
		return err
	}
	l.mu.RLock()
	same := version == l.version && version != ""
	l.mu.RUnlock()
	if same {
		return nil
	}
	articles, passages, err := l.store.All(ctx)
	if err != nil {
		return err
	}
	if err := l.index.Replace(ctx, documents(articles, passages)); err != nil {
		return err
	}
	counts := make(map[candor.ArticleID]int, len(articles))
	for _, p := range passages {
		counts[p.Article]++
	}
	for i := range articles {
		articles[i].Body = ""
	}
	slices.SortFunc(articles, func(a, b knowledge.Article) int {
		return strings.Compare(a.Language+"\x00"+a.Topic+"\x00"+a.Title, b.Language+"\x00"+b.Topic+"\x00"+b.Title)
	})
	l.mu.Lock()
	defer l.mu.Unlock()
	l.version, l.articles, l.passages = version, articles, counts
	return nil
}

// watch keeps the library current until ctx ends.
func (l *library) watch(ctx context.Context) {
	tick := time.NewTicker(lookEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			if err := l.load(ctx); err != nil && ctx.Err() == nil {
				l.log.ErrorContext(ctx, "app: articles cannot be read anew; answers come from those held", "err", err)
			}
		}
	}
}

// Knowledge counts what answers come from, by language and topic.
func (l *library) Knowledge(context.Context) ([]console.Topic, error) {
	l.mu.RLock()
	defer l.mu.RUnlock()
	var out []console.Topic
	for _, a := range l.articles {
		if n := len(out); n == 0 || out[n-1].Language != a.Language || out[n-1].Name != a.Topic {
			out = append(out, console.Topic{Language: a.Language, Name: a.Topic})
		}
		last := &out[len(out)-1]
		last.Articles++
		last.Passages += l.passages[a.ID]
	}
	return out, nil
}

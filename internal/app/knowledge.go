package app

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"candor"
	"candor/internal/config"
	"candor/internal/search"
	"candor/internal/staff"
	"candor/internal/store"
	"candor/knowledge"
)

// Added tells what an import did.
type Added struct {
	New, Changed, Unchanged int
	Problems                []knowledge.Problem
}

// AddKnowledge brings in articles from files and folders. What cannot be read is told in Problems,
// and the rest is stored. A desk that runs on the same data answers from it within seconds.
func AddKnowledge(ctx context.Context, c config.Config, paths []string) (Added, error) {
	var articles []knowledge.Article
	var added Added
	for _, path := range paths {
		more, problems := readPath(path)
		articles = append(articles, more...)
		added.Problems = append(added.Problems, problems...)
	}
	err := with(ctx, c, func(b *base) error {
		plan, err := saveArticles(ctx, b.store.Library(), articles, staff.ByCommand)
		added.New, added.Changed, added.Unchanged = len(plan.Added), len(plan.Changed), len(plan.Unchanged)
		return err
	})
	return added, err
}

func readPath(path string) ([]knowledge.Article, []knowledge.Problem) {
	dir, name := filepath.Split(filepath.Clean(path))
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		return knowledge.ImportFS(os.DirFS(path), ".")
	}
	if dir == "" {
		dir = "."
	}
	return knowledge.ImportFS(os.DirFS(dir), name)
}

// AddKnowledgeFS brings in the articles of a file system; a Problem is an error.
func AddKnowledgeFS(ctx context.Context, c config.Config, open func() (fs.FS, error)) (added Added, err error) {
	err = with(ctx, c, func(b *base) error {
		added, err = addFS(ctx, b.store.Library(), open)
		return err
	})
	return added, err
}

func addFS(ctx context.Context, l *store.Library, open func() (fs.FS, error)) (Added, error) {
	files, err := open()
	if err != nil {
		return Added{}, err
	}
	articles, problems := knowledge.ImportFS(files, ".")
	if len(problems) > 0 {
		return Added{Problems: problems}, fmt.Errorf("app: %s", problems[0])
	}
	plan, err := saveArticles(ctx, l, articles, staff.ByCommand)
	return Added{New: len(plan.Added), Changed: len(plan.Changed), Unchanged: len(plan.Unchanged)}, err
}

// saveArticles stores what is new or changed.
func saveArticles(ctx context.Context, l *store.Library, articles []knowledge.Article, by string) (knowledge.Plan, error) {
	stored, _, err := l.All(ctx)
	if err != nil {
		return knowledge.Plan{}, err
	}
	plan := knowledge.Merge(stored, articles)
	save := append(append([]knowledge.Article{}, plan.Added...), plan.Changed...)
	if len(save) == 0 {
		return plan, nil
	}
	var passages []knowledge.Passage
	for _, a := range save {
		passages = append(passages, knowledge.Passages(a)...)
	}
	return plan, l.Save(ctx, save, passages, by)
}

// ListKnowledge gives the current articles, by language and title, without their bodies' passages.
func ListKnowledge(ctx context.Context, c config.Config) ([]knowledge.Article, error) {
	var all []knowledge.Article
	err := with(ctx, c, func(b *base) error {
		var err error
		all, _, err = b.store.Library().All(ctx)
		return err
	})
	return all, err
}

// documents puts articles and their passages together for the index.
func documents(articles []knowledge.Article, passages []knowledge.Passage) []search.Document {
	of := make(map[candor.ArticleID][]knowledge.Passage, len(articles))
	for _, p := range passages {
		of[p.Article] = append(of[p.Article], p)
	}
	docs := make([]search.Document, 0, len(articles))
	for _, a := range articles {
		docs = append(docs, search.Document{Article: a, Passages: of[a.ID]})
	}
	return docs
}

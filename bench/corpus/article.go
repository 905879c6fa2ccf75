package corpus

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// Article is one page of a help centre.
type Article struct {
	Title, Slug, Topic, Language string
	Intro                        string
	Sections                     []Section
}

// Section is a heading with what stands under it.
type Section struct{ Heading, Body string }

// Parse reads an article as the demo company keeps it: a head between two lines of three hyphens,
// an introduction, sections under "## ".
func Parse(text string) (Article, error) {
	head, body, ok := strings.Cut(strings.TrimPrefix(text, "---\n"), "\n---\n")
	if !ok || !strings.HasPrefix(text, "---\n") {
		return Article{}, errors.New("corpus: an article has no head")
	}
	var a Article
	for line := range strings.Lines(head) {
		key, value, _ := strings.Cut(strings.TrimSpace(line), ": ")
		switch key {
		case "title":
			a.Title = strings.Trim(value, `"`)
		case "slug":
			a.Slug = value
		case "topic":
			a.Topic = value
		case "language":
			a.Language = value
		}
	}
	if a.Title == "" {
		return Article{}, errors.New("corpus: an article has no title")
	}
	parts := strings.Split("\n"+body, "\n## ")
	a.Intro = strings.TrimSpace(parts[0])
	for _, part := range parts[1:] {
		heading, under, _ := strings.Cut(part, "\n")
		a.Sections = append(a.Sections, Section{strings.TrimSpace(heading), strings.TrimSpace(under)})
	}
	return a, nil
}

// Read reads every .md file of a folder, in the order of their names.
func Read(dir fs.FS) ([]Article, error) {
	names, err := fs.Glob(dir, "*.md")
	if err != nil {
		return nil, fmt.Errorf("corpus: %w", err)
	}
	if len(names) == 0 {
		return nil, errors.New("corpus: the folder holds no articles")
	}
	all := make([]Article, 0, len(names))
	for _, name := range names {
		b, err := fs.ReadFile(dir, name)
		if err != nil {
			return nil, fmt.Errorf("corpus: %w", err)
		}
		a, err := Parse(string(b))
		if err != nil {
			return nil, fmt.Errorf("%w (%s)", err, name)
		}
		all = append(all, a)
	}
	return all, nil
}

// String writes the article as Parse reads it.
func (a Article) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "---\ntitle: %q\nslug: %s\nlanguage: %s\ntopic: %s\naudience: public\n---\n\n%s\n", a.Title, a.Slug, a.Language, a.Topic, a.Intro)
	for _, s := range a.Sections {
		fmt.Fprintf(&b, "\n## %s\n\n%s\n", s.Heading, s.Body)
	}
	return b.String()
}

// Write writes each article to a file of its own.
func Write(dir string, articles []Article) error {
	for _, a := range articles {
		if err := os.WriteFile(filepath.Join(dir, a.Slug+".md"), []byte(a.String()), 0o644); err != nil {
			return fmt.Errorf("corpus: %w", err)
		}
	}
	return nil
}

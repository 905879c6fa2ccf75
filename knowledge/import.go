package knowledge

import (
	"compress/gzip"
	"fmt"
	"io"
	"io/fs"
	"path"
	"strings"

	"candor"
)

// Limits of one import.
const (
	MaxArticle = 5 << 20   // bytes of one article's file or row
	MaxCorpus  = 512 << 20 // bytes of one file of many articles, unpacked
)

// Import reads one file by the kind its name tells: .md .markdown .html .htm .txt .pdf .docx .csv
// .tsv .json .jsonl .ndjson, each also with .gz after it. Exports of the help centres of Zendesk,
// Intercom and Chatwoot are known by their shape. What cannot be used is reported and the rest is
// returned, sealed and without a version.
//
// An article is known by its id or slug when it has one, else by the file's path as given, else
// by its title: that is what ties it to itself at the next import.
func Import(name string, r io.Reader) ([]Article, []Problem) {
	var in Importer
	in.File(name, r)
	return in.Done()
}

// ImportFS reads a file of fsys or every file under a folder. Names that begin with a dot
// are passed over.
func ImportFS(fsys fs.FS, root string) ([]Article, []Problem) {
	var in Importer
	in.FS(fsys, root)
	return in.Done()
}

// Importer reads files from several places that belong together: an article that comes twice, the names
// of sections and the language of most are told over all of them. The zero Importer is empty.
type Importer struct{ c collector }

// File reads one file; see Import. It gives the ids of the articles in it.
func (in *Importer) File(name string, r io.Reader) []candor.ArticleID {
	before := len(in.c.articles)
	in.c.file(name, r)
	var out []candor.ArticleID
	for _, a := range in.c.articles[before:] {
		out = append(out, a.ID)
	}
	return out
}

// Problem tells of something that could not be brought to File.
func (in *Importer) Problem(p Problem) { in.c.problems = append(in.c.problems, p) }

// Done gives what came of everything. The Importer is not used after it.
func (in *Importer) Done() ([]Article, []Problem) { return in.c.done() }

// FS reads a file of fsys or every file under a folder; see ImportFS.
func (in *Importer) FS(fsys fs.FS, root string) {
	c := &in.c
	err := fs.WalkDir(fsys, root, func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			c.problem(name, 0, Unreadable, "it cannot be read", "check that it exists and that you may read it")
			if d != nil && d.IsDir() {
				return fs.SkipDir
			}
			return nil
		case name != root && strings.HasPrefix(d.Name(), "."):
			if d.IsDir() {
				return fs.SkipDir
			}
			return nil
		case d.IsDir():
			return nil
		}
		f, err := fsys.Open(name)
		if err != nil {
			c.problem(name, 0, Unreadable, "it cannot be opened", "check that you may read it")
			return nil
		}
		defer f.Close()
		c.file(name, f)
		return nil
	})
	if err != nil {
		c.problem(root, 0, Unreadable, "the folder cannot be read", "check that it exists and that you may read it")
	}
}

type collector struct {
	articles []Article
	problems []Problem
	seen     map[string]bool
	sections map[string]string // names, by where they come from and their number there
	topics   map[int]string    // sections of articles that wait for their names
}

func (c *collector) problem(file string, line int, kind ProblemKind, what, do string) {
	c.problems = append(c.problems, Problem{File: cleanLine(file, 200), Line: line, Kind: kind, What: what, Do: do})
}

func (c *collector) done() ([]Article, []Problem) {
	c.nameTopics()
	c.settle()
	return c.articles, c.problems
}

// file reads one file of any kind.
func (c *collector) file(name string, r io.Reader) {
	kind := strings.ToLower(path.Ext(name))
	inner := name
	if kind == ".gz" {
		z, err := gzip.NewReader(r)
		if err != nil {
			c.problem(name, 0, Unreadable, "it is not a gzip file", "pack it again or give the unpacked file")
			return
		}
		r, inner = z, strings.TrimSuffix(name, path.Ext(name))
		kind = strings.ToLower(path.Ext(inner))
	}
	switch kind {
	case ".jsonl", ".ndjson":
		c.jsonLines(name, io.LimitReader(r, MaxCorpus))
		return
	case ".pdf":
		c.pdf(name, inner, r)
		return
	case ".docx":
		c.docx(name, inner, r)
		return
	case ".md", ".markdown", ".html", ".htm", ".txt", ".csv", ".tsv", ".json":
	default:
		c.problem(name, 0, UnknownKind, "this kind of file is not read", "save it as Markdown, HTML, text, PDF, DOCX, CSV or JSONL")
		return
	}
	limit := int64(MaxArticle)
	if kind == ".csv" || kind == ".tsv" || kind == ".json" {
		limit = MaxCorpus
	}
	data, ok := c.whole(name, r, limit)
	if !ok {
		return
	}
	switch kind {
	case ".md", ".markdown":
		c.markdown(name, inner, data)
	case ".html", ".htm":
		c.html(name, inner, data)
	case ".txt":
		c.plain(name, inner, data)
	case ".json":
		c.jsonArray(name, data)
	default:
		c.table(name, kind, data)
	}
}

// add finishes an article: cleans, keeps internal documents internal, points out instructions,
// refuses a second article of the same key.
func (c *collector) add(file string, line int, a Article) {
	a.Source = cleanLine(file, 200)
	if line > 0 {
		a.Source = fmt.Sprintf("%s:%d", a.Source, line)
	}
	if internalTitle(a.Title) {
		a.Audience = Internal
	}
	a.Body = withoutTitle(a.Body, a.Title)
	_, steering := cleanQuestions(a.Questions)
	a = a.Seal()
	switch {
	case a.Title == "":
		c.problem(file, line, Malformed, "it has no title", "give it a title")
		return
	case strings.TrimSpace(a.Body) == "":
		c.problem(file, line, Empty, "the article has no text", "write the article or remove it")
		return
	case a.badValidity():
		c.problem(file, line, Malformed, "its dates of validity cannot be read", "write them as 2026-12-31, the first before the last")
		return
	case c.seen[a.Key]:
		c.problem(file, line, Duplicate, "another article has the same name", "give one of them another slug or id, or remove it")
		return
	}
	if Steers(a.Title) || Steers(a.Body) {
		c.problem(file, line, Instructions, "it talks to an assistant instead of the reader",
			"it is imported, but those passages are not used for answers: remove them if you did not write them")
	}
	if steering > 0 {
		c.problem(file, line, Instructions, "some of its questions talk to an assistant",
			"it is imported without those questions: remove them if you did not write them")
	}
	if c.seen == nil {
		c.seen = map[string]bool{}
	}
	c.seen[a.Key] = true
	c.articles = append(c.articles, a)
}

func internalTitle(title string) bool {
	t := strings.ToLower(strings.TrimSpace(title))
	return strings.HasPrefix(t, "internal:") || strings.HasSuffix(t, "(internal)")
}

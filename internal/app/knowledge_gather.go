package app

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"candor"
	"candor/internal/fetch"
	"candor/internal/store"
	"candor/knowledge"
)

// gatherer reads files and pages for one import.
type gatherer struct {
	library *store.Library
	held    []knowledge.Article
	in      Import

	files     knowledge.Importer
	unchanged []knowledge.Article // of pages that said they are as they were
	fetched   []store.Fetched
	hosts     []string // whose pages were read
	local     bool     // files were read
}

func (g *gatherer) gather(ctx context.Context) error {
	var client *fetch.Client
	var known map[string]store.Fetched
	for _, path := range g.in.Paths {
		if !isAddress(path) {
			g.local = true
			g.path(path)
			continue
		}
		if client == nil {
			client = fetch.New(fetch.Options{Allow: g.in.AllowHosts})
			defer client.Close()
			var err error
			if known, err = g.library.Fetched(ctx); err != nil {
				return err
			}
		}
		if err := g.address(ctx, client, known, path); err != nil {
			return err
		}
	}
	return nil
}

func isAddress(path string) bool {
	return strings.Contains(path, "://")
}

func (g *gatherer) path(path string) {
	dir, name := filepath.Split(filepath.Clean(path))
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		g.files.FS(os.DirFS(path), ".")
		return
	}
	if dir == "" {
		dir = "."
	}
	g.files.FS(os.DirFS(dir), name)
}

// address reads a page, or every page that a sitemap lists.
func (g *gatherer) address(ctx context.Context, client *fetch.Client, known map[string]store.Fetched, address string) error {
	if u, err := fetch.Parse(address); err == nil {
		g.hosts = append(g.hosts, u.Scheme+"://"+u.Host+"/")
	}
	page, err := g.read(ctx, client, known, address)
	if err != nil || page.Unchanged || !page.IsSitemap() {
		g.took(address, page, err)
		return ctx.Err()
	}
	list, problems := client.Sitemap(ctx, page)
	for _, p := range problems {
		g.problem(address, p)
	}
	if list.Elsewhere > 0 {
		g.files.Problem(knowledge.Problem{File: address, Kind: knowledge.Draft, What: fmt.Sprintf("%d addresses of other sites are not read", list.Elsewhere), Do: "name those sites too if you want them"})
	}
	if list.Cut {
		g.files.Problem(knowledge.Problem{File: address, Kind: knowledge.TooLarge, What: "it lists more pages than this program reads", Do: "bring in parts of it"})
	}
	for i, one := range list.Addresses {
		if i%25 == 0 && g.in.Progress != nil {
			g.in.Progress(fmt.Sprintf("Reading page %d of %d …", i+1, len(list.Addresses)))
		}
		page, err := g.read(ctx, client, known, one)
		g.took(one, page, err)
		if ctx.Err() != nil {
			return ctx.Err()
		}
	}
	return nil
}

// read asks for a page, and only for what changed where its article is still held.
func (g *gatherer) read(ctx context.Context, client *fetch.Client, known map[string]store.Fetched, address string) (fetch.Page, error) {
	var k fetch.Known
	if u, err := fetch.Parse(address); err == nil {
		if f, ok := known[u.String()]; ok && g.holds(f.Article) >= 0 {
			k = fetch.Known{ETag: f.ETag, Modified: f.Modified}
		}
	}
	page, err := client.Page(ctx, address, k)
	if err == nil && page.Unchanged {
		u, _ := fetch.Parse(address) // it was parsed before
		g.unchanged = append(g.unchanged, g.held[g.holds(known[u.String()].Article)])
	}
	return page, err
}

// holds gives the place of an article among those held, -1 when it is not there.
func (g *gatherer) holds(id candor.ArticleID) int {
	if id == "" {
		return -1
	}
	return slices.IndexFunc(g.held, func(a knowledge.Article) bool { return a.ID == id })
}

// took hands a page to the importer, under its address.
func (g *gatherer) took(address string, page fetch.Page, err error) {
	if err != nil {
		g.problem(address, err)
		return
	}
	if page.Unchanged {
		return
	}
	ids := g.files.File(page.URL+page.Kind, bytes.NewReader(page.Body))
	if len(ids) == 1 && page.Known != (fetch.Known{}) {
		u, err := fetch.Parse(address)
		if err == nil {
			g.fetched = append(g.fetched, store.Fetched{URL: u.String(), ETag: page.Known.ETag, Modified: page.Known.Modified, Article: ids[0]})
		}
	}
}

func (g *gatherer) problem(address string, err error) {
	p := knowledge.Problem{File: withoutQuery(address), Kind: knowledge.Unreadable, What: "it cannot be read", Do: "check the address and the network"}
	var failed *fetch.Error
	if errors.As(err, &failed) {
		p.What, p.Do = failed.Words()
	}
	g.files.Problem(p)
}

// withoutQuery leaves out what may hold a secret.
func withoutQuery(address string) string {
	if u, err := fetch.Parse(address); err == nil {
		u.RawQuery = ""
		return u.String()
	}
	return "the address"
}

// covers reports whether the import would have brought an article, were it still there: articles of
// files when files were read, those of a site when its pages were, and never what people wrote here.
func (g *gatherer) covers(a knowledge.Article) bool {
	if a.Source == knowledge.WrittenHere {
		return false
	}
	if isAddress(a.Source) {
		return slices.ContainsFunc(g.hosts, func(h string) bool { return strings.HasPrefix(a.Source, h) })
	}
	return g.local
}

package ui

import (
	"embed"
	"fmt"
	"html/template"
	"io"
	"io/fs"
	"path"
	"strings"
	"sync"
	"time"
)

//go:embed templates/*.html
var frame embed.FS

// Phrases is the catalogue as pages need it; internal/locale implements it.
type Phrases interface {
	// Phrase gives the text for a key, or false.
	Phrase(language, key string, args map[string]string) (string, bool)
	// Match gives the catalogue language that fits a BCP 47 tag best.
	Match(tags ...string) string
	// Direction gives "ltr" or "rtl".
	Direction(language string) string
	// Moment gives a date with time of day in the desk's zone, as people write it.
	Moment(language string, at time.Time) string
	// Date gives a day with its year.
	Date(language string, at time.Time) string
	// Clock gives the time of day alone.
	Clock(language string, at time.Time) string
}

// View is what every page is rendered with.
type View struct {
	Title   string   // translated; the desk's name is added
	Desk    string   // name of the company
	Area    string   // "chat", "trust", "console": a class on the body
	Styles  []string // of the area, after tokens.css and base.css
	Scripts []string // ES modules
	Refresh int      // seconds after which a browser without JavaScript goes on to Next; 0: never
	Next    string   // address; one that differs from the page's own, or a fragment in it keeps the page as it is
	Live    string   // address of the event stream that live.js follows; empty: none
	Page    any      // the typed view of the page itself

	Language, Dir string // filled by Pages
}

// Pages renders pages and parts of them. Safe for concurrent use.
type Pages struct {
	text   Phrases
	assets *Assets
	files  map[string][]source // page name: the files it is made of

	mu     sync.RWMutex
	parsed map[string]*template.Template // language + "/" + page name
}

type source struct{ name, text string }

// NewPages reads the page files of the areas. It fails when two pages have one name or a page
// cannot be parsed.
func NewPages(text Phrases, assets *Assets, areas ...fs.FS) (*Pages, error) {
	p := &Pages{text: text, assets: assets, files: map[string][]source{}, parsed: map[string]*template.Template{}}
	base, own, err := read(frame)
	if err != nil {
		return nil, err
	}
	for name, page := range own {
		p.files[name] = append(append([]source{}, base...), page)
	}
	for _, area := range areas {
		shared, pages, err := read(area)
		if err != nil {
			return nil, err
		}
		for name, page := range pages {
			if _, taken := p.files[name]; taken {
				return nil, fmt.Errorf("ui: two pages are named %q", name)
			}
			p.files[name] = append(append(append([]source{}, base...), shared...), page)
		}
	}
	for name := range p.files {
		if _, err := p.page(text.Match("en"), name); err != nil {
			return nil, err
		}
	}
	clear(p.parsed) // they were parsed to see that they can be; what nobody opens takes no memory
	return p, nil
}

// read gives the shared files and the pages of an area.
func read(area fs.FS) (shared []source, pages map[string]source, err error) {
	names, err := fs.Glob(area, "templates/*.html")
	if err != nil {
		return nil, nil, fmt.Errorf("ui: list pages: %w", err)
	}
	pages = map[string]source{}
	for _, file := range names {
		text, err := fs.ReadFile(area, file)
		if err != nil {
			return nil, nil, fmt.Errorf("ui: read page: %w", err)
		}
		name := strings.TrimSuffix(path.Base(file), ".html")
		if strings.HasPrefix(name, "_") {
			shared = append(shared, source{name, string(text)})
			continue
		}
		pages[name] = source{name, string(text)}
	}
	return shared, pages, nil
}

// Render writes a whole page.
func (p *Pages) Render(w io.Writer, language, name string, v View) error {
	v.Language = p.text.Match(language)
	v.Dir = p.text.Direction(v.Language)
	page, err := p.page(v.Language, name)
	if err != nil {
		return err
	}
	if err := page.ExecuteTemplate(w, "frame", v); err != nil {
		return fmt.Errorf("ui: render %s: %w", name, err)
	}
	return nil
}

// Fragment writes one block of a page, for live updates.
func (p *Pages) Fragment(w io.Writer, language, name, block string, data any) error {
	page, err := p.page(p.text.Match(language), name)
	if err != nil {
		return err
	}
	if err := page.ExecuteTemplate(w, block, data); err != nil {
		return fmt.Errorf("ui: render %s of %s: %w", block, name, err)
	}
	return nil
}

// page gives the parsed page in a language that Match gave.
func (p *Pages) page(language, name string) (*template.Template, error) {
	key := language + "/" + name
	p.mu.RLock()
	t := p.parsed[key]
	p.mu.RUnlock()
	if t != nil {
		return t, nil
	}
	files, ok := p.files[name]
	if !ok {
		return nil, fmt.Errorf("ui: no page %q", name)
	}
	t = template.New("").Funcs(p.funcs(language)) // a name of no file: a file of the same name would empty it
	for _, f := range files {
		if _, err := t.New(f.name).Parse(f.text); err != nil {
			return nil, fmt.Errorf("ui: parse %s: %w", f.name, err)
		}
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.parsed[key] = t
	return t, nil
}

// funcs are what a page can call: {{t "key" "name" .Name}}, {{asset "base.css"}},
// {{moment .At}}, {{clock .At}} and {{machine .At}} for a datetime attribute.
func (p *Pages) funcs(language string) template.FuncMap {
	return template.FuncMap{
		"t":     func(key string, args ...string) (string, error) { return p.phrase(language, key, args) },
		"asset": p.assets.URL,
		"moment": func(at time.Time) string {
			return p.text.Moment(language, at)
		},
		"clock": func(at time.Time) string {
			return p.text.Clock(language, at)
		},
		"machine": func(at time.Time) string {
			return at.UTC().Format(time.RFC3339)
		},
	}
}

func (p *Pages) phrase(language, key string, pairs []string) (string, error) {
	if len(pairs)%2 != 0 {
		return "", fmt.Errorf("ui: text %q: arguments come in pairs of name and value", key)
	}
	var args map[string]string
	for i := 0; i < len(pairs); i += 2 {
		if args == nil {
			args = make(map[string]string, len(pairs)/2)
		}
		args[pairs[i]] = pairs[i+1]
	}
	text, ok := p.text.Phrase(language, key, args)
	if !ok {
		return "", fmt.Errorf("ui: no text %q with these arguments", key)
	}
	return text, nil
}

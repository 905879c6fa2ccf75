// Package demo is Harbour & Pine, a furniture shop that does not exist: its help centre in six
// languages, its people, its hours and its web shop. Everything in it is made up for the demo,
// and nothing in the desk depends on it.
package demo

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"io/fs"
	"net/http"
	"strings"
	"time"

	"github.com/pelletier/go-toml/v2"

	"candor"
	"candor/internal/config"
	"candor/service"
)

//go:embed company
var files embed.FS

// Articles is the help centre, a folder for each language.
func Articles() (fs.FS, error) { return fs.Sub(files, "company/articles") }

// company is the shape of company.toml.
type company struct {
	Name      string
	Tagline   string
	Languages []string
	Timezone  string
	Inbox     struct{ ID, Name string }
	Hours     map[string][]string
	Holidays  []struct{ Date, Name string }
	Agents    []struct {
		Name, Email      string
		Roles, Languages []string
	}
	Capability map[string]struct{ Can, Cannot []string }
}

func read() (company, error) {
	var c company
	text, err := files.ReadFile("company/company.toml")
	if err != nil {
		return c, err
	}
	return c, toml.Unmarshal(text, &c)
}

// Settings are those of the shop's desk; where it listens and keeps its data is left to the caller.
func Settings() (config.Config, error) {
	co, err := read()
	if err != nil {
		return config.Config{}, fmt.Errorf("demo: read the company: %w", err)
	}
	c := config.Default()
	c.Desk = config.Desk{Name: co.Name, Language: co.Languages[0], Languages: co.Languages, Timezone: co.Timezone, Accent: c.Desk.Accent}
	c.Inboxes = []config.Inbox{{ID: candor.InboxID(co.Inbox.ID)}}
	for language, card := range co.Capability {
		c.Cards[language] = config.Card{Can: card.Can, Cannot: card.Cannot}
	}
	c.Hours, err = hours(co)
	if err != nil {
		return config.Config{}, fmt.Errorf("demo: opening hours: %w", err)
	}
	return c, nil
}

func hours(co company) (service.Hours, error) {
	zone, err := time.LoadLocation(co.Timezone)
	if err != nil {
		return service.Hours{}, err
	}
	h := service.Hours{Zone: zone, Holidays: map[string]bool{}}
	for day := time.Sunday; day <= time.Saturday; day++ {
		span := co.Hours[strings.ToLower(day.String())]
		if len(span) == 0 {
			continue
		}
		if h.Week[day], err = service.ParseSpans(strings.Join(span, "-")); err != nil {
			return service.Hours{}, err
		}
	}
	for _, d := range co.Holidays {
		h.Holidays[d.Date] = true
	}
	return h, nil
}

// Staff are the three people who work at the desk, the owner first.
func Staff() ([]candor.Agent, error) {
	co, err := read()
	if err != nil {
		return nil, fmt.Errorf("demo: read the company: %w", err)
	}
	var all []candor.Agent
	for _, a := range co.Agents {
		first, _, _ := strings.Cut(a.Name, " ")
		agent := candor.Agent{Email: a.Email, Name: a.Name, FirstName: first, Languages: a.Languages}
		for _, r := range a.Roles {
			agent.Roles = append(agent.Roles, candor.Role(r))
		}
		all = append(all, agent)
	}
	return all, nil
}

// Shop is the company's own web site, which embeds the widget from another address as any
// customer's site would.
func Shop(widget string) (http.Handler, error) {
	pages := map[string][]byte{}
	for _, name := range []string{"index.html", "order.html"} {
		page, err := template.ParseFS(files, "company/shop/"+name)
		if err != nil {
			return nil, fmt.Errorf("demo: read the shop: %w", err)
		}
		var out bytes.Buffer
		if err := page.Execute(&out, struct{ WidgetURL string }{widget}); err != nil {
			return nil, fmt.Errorf("demo: fill in the shop: %w", err)
		}
		pages[name] = out.Bytes()
	}
	style, err := files.ReadFile("company/shop/shop.css")
	if err != nil {
		return nil, fmt.Errorf("demo: read the shop: %w", err)
	}
	mux := http.NewServeMux()
	serve := func(kind string, body []byte) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", kind)
			w.Write(body)
		}
	}
	mux.HandleFunc("GET /{$}", serve("text/html; charset=utf-8", pages["index.html"]))
	mux.HandleFunc("GET /index.html", serve("text/html; charset=utf-8", pages["index.html"]))
	mux.HandleFunc("GET /order.html", serve("text/html; charset=utf-8", pages["order.html"]))
	mux.HandleFunc("GET /shop.css", serve("text/css; charset=utf-8", style))
	return mux, nil
}

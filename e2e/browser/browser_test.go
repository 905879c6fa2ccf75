package browser_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"candor"
	"candor/internal/app"
	"candor/internal/app/apptest"
	"candor/internal/config"
	"candor/internal/demo"
)

// site is a running desk and the shop that embeds its widget.
type site struct {
	t    *testing.T
	app  *app.App
	shop string // address of the shop's front page
	mail string // folder into which the desk's letters go
	data string // folder of the desk's databases
}

// open starts a desk, its shop, and one agent who can sign in.
func open(t *testing.T) *site {
	t.Helper()
	return openWith(t, apptest.Options{})
}

// openWith is open for a desk that differs from the usual one.
func openWith(t *testing.T, o apptest.Options) *site {
	t.Helper()
	s := &site{t: t}
	shop := httptest.NewUnstartedServer(nil)
	origin, change := "http://"+shop.Listener.Addr().String(), o.Change
	o.Change = func(c *config.Config) {
		c.Server.Origins, s.mail, s.data = []string{origin}, filepath.Join(c.Data.Dir, "mail"), c.Data.Dir
		if change != nil {
			change(c)
		}
	}
	s.app = apptest.Open(t, o)
	handler, err := demo.Shop(s.app.URL() + "/widget.js")
	if err != nil {
		t.Fatal(err)
	}
	shop.Config = &http.Server{Handler: handler, ReadHeaderTimeout: time.Second}
	shop.Start()
	t.Cleanup(shop.Close)
	s.shop = origin + "/"
	return s
}

const password = "correct horse battery lamp"

// agent adds a member of staff who can sign in with password.
func (s *site) agent(email, name string, role candor.Role) candor.Agent {
	s.t.Helper()
	first, _, _ := strings.Cut(name, " ")
	a, err := s.app.Team().Add(s.t.Context(), candor.Agent{
		Email: email, Name: name, FirstName: first, Roles: []candor.Role{role}, Languages: []string{"en"},
	}, password, "command")
	if err != nil {
		s.t.Fatal(err)
	}
	return a
}

// tab is one page of a browser.
type tab struct {
	t   *testing.T
	ctx context.Context
}

// look is how a tab is looked at.
type look struct {
	width, height int
	dark          bool
	noScript      bool
}

// browser opens a tab of its own: no cookies, no storage.
func browser(t *testing.T, l look) *tab {
	t.Helper()
	e, err := chromium()
	if err != nil {
		t.Fatal(err)
	}
	ctx, end, err := e.tab()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(end)
	b := &tab{t: t, ctx: ctx}
	if l.width == 0 {
		l.width, l.height = 1280, 900
	}
	// Each tab believes that it has the focus, as each would on a device of its own.
	actions := []chromedp.Action{chromedp.EmulateViewport(int64(l.width), int64(l.height)), emulation.SetFocusEmulationEnabled(true)}
	if l.dark {
		actions = append(actions, emulation.SetEmulatedMedia().WithFeatures([]*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: "dark"}}))
	}
	if l.noScript {
		actions = append(actions, emulation.SetScriptExecutionDisabled(true))
	}
	b.run(actions...)
	return b
}

func (b *tab) run(actions ...chromedp.Action) {
	b.t.Helper()
	if err := chromedp.Run(b.ctx, actions...); err != nil {
		b.t.Fatalf("browser: %v", err)
	}
}

func (b *tab) visit(address string) { b.t.Helper(); b.run(chromedp.Navigate(address)) }

// js gives what an expression comes to, as the type of into.
func (b *tab) js(expression string, into any) {
	b.t.Helper()
	if err := chromedp.Run(b.ctx, chromedp.Evaluate(expression, into)); err != nil {
		b.t.Fatalf("browser: %s: %v", expression, err)
	}
}

func (b *tab) truth(expression string) bool {
	b.t.Helper()
	var ok bool
	b.js("Boolean("+expression+")", &ok)
	return ok
}

// patience is how long something may take to show before a test gives up. It bounds waiting, and
// measures nothing.
const patience = 40 * time.Second

// wait waits until an expression is true.
func (b *tab) wait(what, expression string) {
	b.t.Helper()
	deadline := time.Now().Add(patience)
	for {
		var ok bool
		err := chromedp.Run(b.ctx, chromedp.Evaluate("Boolean("+expression+")", &ok))
		if err == nil && ok {
			return
		}
		if time.Now().After(deadline) {
			b.keep("failed")
			b.t.Fatalf("waited %v for %s: %s (%v)\npage: %s", patience, what, expression, err, b.text())
		}
		time.Sleep(20 * time.Millisecond)
	}
}

// text gives the words of the page and of the widget in it.
func (b *tab) text() string {
	var s string
	_ = chromedp.Run(b.ctx, chromedp.Evaluate(
		`document.body.innerText + ' // ' + (document.querySelector('candor-chat')?.shadowRoot.textContent.replace(/[^]*resize:none}/, '') ?? '')`, &s))
	return s
}

// keep writes a picture when CANDOR_PICTURES names a folder.
func (b *tab) keep(name string) {
	dir := os.Getenv("CANDOR_PICTURES")
	if dir == "" {
		return
	}
	var png []byte
	if err := chromedp.Run(b.ctx, chromedp.CaptureScreenshot(&png)); err != nil {
		b.t.Logf("picture %s: %v", name, err)
		return
	}
	file := filepath.Join(dir, strings.NewReplacer("/", "-", " ", "-").Replace(b.t.Name())+"-"+name+".png")
	if err := os.WriteFile(file, png, 0o644); err != nil {
		b.t.Logf("picture %s: %v", name, err)
	}
}

// The widget lives in a shadow root; within finds one of its parts.
func within(part string) string {
	return fmt.Sprintf(`document.querySelector('candor-chat')?.shadowRoot.querySelector('[data-part="%s"]')`, part)
}

func part(name string) string {
	return fmt.Sprintf(`document.querySelector('[data-part="%s"]')`, name)
}

// click clicks an element once it is there and can be clicked.
func (b *tab) click(element string) {
	b.t.Helper()
	b.wait("something to click", element+` && !`+element+`.disabled`)
	b.js(element+`.click()`, nil)
}

// said waits until the widget shows a message of an author that has words in it.
func (b *tab) said(author, words string) {
	b.t.Helper()
	b.wait(author+" saying "+words, fmt.Sprintf(
		`[...document.querySelector('candor-chat').shadowRoot.querySelectorAll('[data-part="message"][data-author="%s"]')].some(m => m.textContent.includes(%s))`,
		author, quoted(words)))
}

func quoted(s string) string {
	b, _ := json.Marshal(s)
	return string(b)
}

// axe runs the accessibility checker on the page as it is, the widget's shadow root included.
func (b *tab) axe(where string) {
	b.t.Helper()
	source, err := os.ReadFile(filepath.Join("node_modules", "axe-core", "axe.min.js"))
	if err != nil {
		b.t.Fatalf("the accessibility checker is missing (%v); run make tools", err)
	}
	var found []struct {
		ID, Impact, Help string
		Nodes            []struct {
			Target []any
			HTML   string
		}
	}
	// The page's own policy forbids foreign code, so the checker comes in through the debugger.
	b.run(page.SetBypassCSP(true))
	b.js(string(source)+"; true", new(bool))
	err = chromedp.Run(b.ctx, chromedp.Evaluate(
		`axe.run(document, {runOnly: ['wcag2a','wcag2aa','wcag21a','wcag21aa','wcag22aa','best-practice']}).then(r => r.violations)`,
		&found, chromedp.EvalAsValue, awaited))
	if err != nil {
		b.t.Fatalf("axe on %s: %v", where, err)
	}
	for _, v := range found {
		for _, n := range v.Nodes {
			b.t.Errorf("%s: %s (%s): %s at %v: %.200s", where, v.ID, v.Impact, v.Help, n.Target, n.HTML)
		}
	}
}

// signIn signs an agent in through the form.
func (b *tab) signIn(s *site, email string) {
	b.t.Helper()
	b.visit(s.app.URL() + "/console")
	b.wait("the sign-in form", part("sign-in"))
	b.js(`document.querySelector('input[type=email], input[name=email]').focus()`, nil)
	b.write(email)
	b.js(`document.querySelector('input[type=password]').focus()`, nil)
	b.write(password)
	b.press(enter)
	b.wait("the queue", part("search"))
}

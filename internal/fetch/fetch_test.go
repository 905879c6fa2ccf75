package fetch_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"candor/internal/fetch"

	"github.com/google/go-cmp/cmp"
)

// site is a server on this machine that the client was allowed to read.
func site(t *testing.T, pages map[string]http.HandlerFunc) (*fetch.Client, string) {
	t.Helper()
	mux := http.NewServeMux()
	for path, h := range pages {
		mux.HandleFunc(path, h)
	}
	s := httptest.NewServer(mux)
	c := fetch.New(fetch.Options{Allow: []string{strings.TrimPrefix(s.URL, "http://")}, Delay: time.Millisecond, Timeout: 5 * time.Second})
	t.Cleanup(func() { c.Close(); s.Close() })
	return c, s.URL
}

func says(kind, text string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", kind)
		_, _ = io.WriteString(w, text)
	}
}

func packed(text string) string {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	_, _ = z.Write([]byte(text))
	_ = z.Close()
	return b.String()
}

func kind(err error) fetch.Kind {
	var e *fetch.Error
	if errors.As(err, &e) {
		return e.Kind
	}
	return fetch.Kind(fmt.Sprint("not an Error: ", err))
}

func TestPagesComeAsText(t *testing.T) {
	t.Parallel()
	gzipped := func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		says("text/html; charset=utf-8", packed("<p>Zurück</p>"))(w, r)
	}
	c, at := site(t, map[string]http.HandlerFunc{
		"/utf8": says("text/html; charset=utf-8", "<p>Zurück</p>"), "/latin": says("text/html; charset=iso-8859-1", "<p>Zur\xfcck</p>"),
		"/meta": says("text/html", "<meta charset=windows-1252><p>Zur\xfcck</p>"), "/gzip": gzipped, "/a.md": says("text/plain", "# Zurück"),
		"/moved": func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/utf8#part", http.StatusFound) },
		"/f.pdf": says("application/octet-stream", "%PDF-1.4"),
	})
	for path, want := range map[string]fetch.Page{
		"/utf8": {URL: at + "/utf8", Kind: ".html", Body: []byte("<p>Zurück</p>")}, "/latin#x": {URL: at + "/latin", Kind: ".html", Body: []byte("<p>Zurück</p>")},
		"/meta": {URL: at + "/meta", Kind: ".html", Body: []byte("<meta charset=windows-1252><p>Zurück</p>")}, "/gzip": {URL: at + "/gzip", Kind: ".html", Body: []byte("<p>Zurück</p>")},
		"/a.md": {URL: at + "/a.md", Kind: ".md", Body: []byte("# Zurück")}, "/moved": {URL: at + "/utf8", Kind: ".html", Body: []byte("<p>Zurück</p>")},
		"/f.pdf": {URL: at + "/f.pdf", Kind: ".pdf", Body: []byte("%PDF-1.4")},
	} {
		got, err := c.Page(t.Context(), at+path, fetch.Known{})
		if err != nil {
			t.Errorf("%s: %v", path, err)
			continue
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", path, diff)
		}
	}
}

func TestWhatHasNotChangedIsNotSentAgain(t *testing.T) {
	t.Parallel()
	var bodies atomic.Int32
	c, at := site(t, map[string]http.HandlerFunc{"/a": func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("ETag", `"one"`)
		if r.Header.Get("If-None-Match") == `"one"` {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		bodies.Add(1)
		says("text/html", "<p>Words</p>")(w, r)
	}})
	first, err := c.Page(t.Context(), at+"/a", fetch.Known{})
	if err != nil || first.Unchanged || first.Known.ETag != `"one"` {
		t.Fatalf("first: %+v, %v", first, err)
	}
	again, err := c.Page(t.Context(), at+"/a", first.Known)
	if err != nil || !again.Unchanged || again.Body != nil || again.Known != first.Known || bodies.Load() != 1 {
		t.Errorf("again: %+v, %v; sent %d times", again, err, bodies.Load())
	}
}

func TestPrivateAddressesAreRefusedWhateverNameLeadsThere(t *testing.T) {
	t.Parallel()
	var asked atomic.Int32
	s := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked.Add(1) }))
	t.Cleanup(s.Close)
	port := s.URL[strings.LastIndexByte(s.URL, ':'):]
	for _, o := range []fetch.Options{{}, {Allow: []string{"other.example", "localhost:1"}}} {
		c := fetch.New(o)
		for _, address := range []string{
			s.URL, "http://localhost" + port, "http://[::1]" + port, "http://2130706433" + port, "http://0.0.0.0" + port,
			"http://127.0.0.1:80/", "http://localhost/", "http://10.0.0.1/", "http://169.254.169.254/latest/meta-data/", "http://[::ffff:127.0.0.1]/", "http://[fe80::1]/",
		} {
			_, err := c.Page(t.Context(), address, fetch.Known{})
			if k := kind(err); k != fetch.Private && k != fetch.Unreachable {
				t.Errorf("%s: %v", address, err)
			}
		}
		c.Close()
	}
	if asked.Load() > 0 {
		t.Errorf("the server on this machine was asked %d times", asked.Load())
	}
}

func TestARedirectDoesNotLeadInside(t *testing.T) {
	t.Parallel()
	inside := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { t.Error("asked " + r.URL.Path) }))
	t.Cleanup(inside.Close)
	to := func(where string) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Location", where)
			w.WriteHeader(http.StatusFound)
		}
	}
	c, at := site(t, map[string]http.HandlerFunc{
		"/inside": to(inside.URL + "/secret"), "/meta": to("http://169.254.169.254/"), "/file": to("file:///etc/passwd"), "/round": to("/round"), "/nowhere": to(""),
		"/login": to("http://name:word@127.0.0.1/"),
	})
	for path, want := range map[string]fetch.Kind{
		"/inside": fetch.Private, "/meta": fetch.Private, "/file": fetch.Redirects, "/round": fetch.Redirects, "/nowhere": fetch.Redirects, "/login": fetch.Redirects,
	} {
		if _, err := c.Page(t.Context(), at+path, fetch.Known{}); kind(err) != want {
			t.Errorf("%s: %v", path, err)
		}
	}
}

func TestAddressesAreJudgedByTheirNetwork(t *testing.T) {
	t.Parallel()
	for address, want := range map[string]struct{ public, private bool }{
		"93.184.215.14": {true, false}, "2606:4700::1": {true, false}, "::ffff:93.184.215.14": {true, false},
		"127.0.0.1": {false, true}, "::1": {false, true}, "10.1.2.3": {false, true}, "172.16.0.1": {false, true}, "192.168.1.1": {false, true}, "fd12::1": {false, true},
		"::ffff:10.0.0.1": {false, true}, "169.254.169.254": {}, "fe80::1": {}, "fd00:ec2::254": {}, "100.100.100.200": {}, "0.0.0.0": {}, "::": {}, "224.0.0.1": {}, "ff02::1": {},
		"255.255.255.255": {}, "100.64.0.1": {}, "198.18.0.1": {}, "64:ff9b::a00:1": {}, "2002:a00:1::": {}, "2001::1": {}, "::127.0.0.1": {}, "192.0.2.1": {},
	} {
		ip := netip.MustParseAddr(address)
		if fetch.IsPublic(ip) != want.public || fetch.IsOwn(ip) != want.private {
			t.Errorf("%s: public %v, private %v", address, fetch.IsPublic(ip), fetch.IsOwn(ip))
		}
	}
}

func TestRobotsAreAskedFirst(t *testing.T) {
	t.Parallel()
	for name, x := range map[string]struct {
		robots  http.HandlerFunc
		refused []string
		read    []string
	}{
		"rules for all":   {says("text/plain", "User-agent: *\nDisallow: /private\nAllow: /private/help\n"), []string{"/private/a"}, []string{"/a", "/private/help"}},
		"rules for us":    {says("text/plain", "User-agent: *\nDisallow: /\n\nUser-agent: CandorDesk\nDisallow: /x\n"), []string{"/x"}, []string{"/a"}},
		"no file":         {http.NotFound, nil, []string{"/a"}},
		"a failing site":  {func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusServiceUnavailable) }, []string{"/a"}, nil},
		"nonsense":        {says("text/plain", "\x00\xff{{{\n:::"), nil, []string{"/a"}},
		"far too large":   {says("text/plain", strings.Repeat("Disallow: /y\n", 1<<16)), []string{"/a"}, nil},
		"with a question": {says("text/plain", "User-agent: *\nDisallow: /*?print\n"), []string{"/a?print=1"}, []string{"/a?page=1"}},
	} {
		c, at := site(t, map[string]http.HandlerFunc{"/robots.txt": x.robots, "/": says("text/html", "<p>Words</p>")})
		for _, path := range x.refused {
			if _, err := c.Page(t.Context(), at+path, fetch.Known{}); kind(err) != fetch.Robots {
				t.Errorf("%s, %s: %v", name, path, err)
			}
		}
		for _, path := range x.read {
			if _, err := c.Page(t.Context(), at+path, fetch.Known{}); err != nil {
				t.Errorf("%s, %s: %v", name, path, err)
			}
		}
	}
}

func TestWhatIsTooMuchIsRefused(t *testing.T) {
	t.Parallel()
	bomb := packed(strings.Repeat("a", fetch.MaxPage+1))
	c, at := site(t, map[string]http.HandlerFunc{
		"/large": says("text/html", strings.Repeat("a", fetch.MaxPage+1)),
		"/bomb": func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Encoding", "gzip")
			says("text/html", bomb)(w, r)
		},
		"/image": says("image/png", "PNG"), "/script": says("text/javascript", "x"), "/gone": http.NotFound,
		"/odd": func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Encoding", "br")
			says("text/html", "x")(w, r)
		},
		"/cut": func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Encoding", "gzip")
			says("text/html", packed("words")[:12])(w, r)
		},
		"/headers": func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("X-Long", strings.Repeat("a", 1<<17))
			says("text/html", "x")(w, r)
		},
	})
	for path, want := range map[string]fetch.Kind{
		"/large": fetch.TooLarge, "/bomb": fetch.TooLarge, "/image": fetch.WrongKind, "/script": fetch.WrongKind, "/gone": fetch.Refused, "/odd": fetch.Damaged,
		"/cut": fetch.Damaged, "/headers": fetch.Unreachable,
	} {
		_, err := c.Page(t.Context(), at+path, fetch.Known{})
		if kind(err) != want {
			t.Errorf("%s: %v, want %s", path, err, want)
		}
		var e *fetch.Error
		if errors.As(err, &e) {
			if what, do := e.Words(); what == "" || do == "" {
				t.Errorf("%s: no words", path)
			}
		}
	}
	for _, address := range []string{"", "ftp://a.example/", "http://", "https://name:word@a.example/", "a.example/help", "http:a", "http://a b/"} {
		if _, err := c.Page(t.Context(), address, fetch.Known{}); kind(err) != fetch.BadAddress {
			t.Errorf("%q: %v", address, err)
		}
	}
}

func TestASlowSiteIsGivenUp(t *testing.T) {
	t.Parallel()
	hang := make(chan struct{})
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", "text/html")
		_, _ = io.WriteString(w, "<p>")
		w.(http.Flusher).Flush()
		<-hang
	}))
	t.Cleanup(func() { close(hang); s.Close() })
	c := fetch.New(fetch.Options{Allow: []string{"127.0.0.1"}, Delay: time.Millisecond, Timeout: 100 * time.Millisecond})
	t.Cleanup(c.Close)
	if _, err := c.Page(t.Context(), s.URL+"/a", fetch.Known{}); kind(err) != fetch.TooSlow {
		t.Errorf("%v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := c.Page(ctx, s.URL+"/b", fetch.Known{}); !errors.Is(err, context.Canceled) {
		t.Errorf("after the caller gave up: %v", err)
	}
}

func TestRequestsToOneHostKeepTheirDistance(t *testing.T) {
	t.Parallel()
	const delay = 60 * time.Millisecond
	s := httptest.NewServer(says("text/plain", "User-agent: *\nAllow: /\n"))
	t.Cleanup(s.Close)
	read := func(delay time.Duration) time.Duration {
		c := fetch.New(fetch.Options{Allow: []string{"127.0.0.1"}, Delay: delay})
		defer c.Close()
		start := time.Now()
		for range 4 {
			if _, err := c.Page(t.Context(), s.URL+"/a", fetch.Known{}); err != nil {
				t.Error(err)
			}
		}
		return time.Since(start)
	}
	hurried, polite := read(time.Nanosecond), read(delay)
	if polite-hurried < 2*delay {
		t.Errorf("three pauses of %v: %v against %v", delay, polite, hurried)
	}
}

func TestSitemapsAreFollowedWithinBounds(t *testing.T) {
	t.Parallel()
	var at string
	list := func(text string) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			says("application/xml", `<?xml version="1.0"?>`+strings.ReplaceAll(text, "@", at))(w, r)
		}
	}
	c, at := site(t, map[string]http.HandlerFunc{
		"/sitemap.xml": list(`<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>@/one.xml</loc></sitemap><sitemap><loc> @/two.xml.gz </loc></sitemap>` +
			`<sitemap><loc>@/gone.xml</loc></sitemap><sitemap><loc>http://other.example/s.xml</loc></sitemap></sitemapindex>`),
		"/one.xml": list(`<urlset xmlns:image="x"><url><loc>@/a</loc><lastmod>2026-01-01</lastmod><image:image><image:title>no</image:title></image:image></url><url><loc>@/b#x</loc></url>` +
			`<url><loc>@/a</loc></url><url><loc>http://169.254.169.254/</loc></url></urlset>`),
		"/two.xml.gz": func(w http.ResponseWriter, r *http.Request) {
			says("application/gzip", packed(`<urlset><url><loc>`+at+`/c?x=1&amp;y=2</loc></url></urlset>`))(w, r)
		},
		"/deep.xml": list(`<sitemapindex><sitemap><loc>@/sitemap.xml</loc></sitemap></sitemapindex>`),
		"/bomb.xml": func(w http.ResponseWriter, r *http.Request) {
			says("application/xml", "<urlset>"+strings.Repeat("<url><loc>"+at+"/p</loc></url>", 10))(w, r)
		},
	})
	read := func(path string) (fetch.Sitemap, []error) {
		page, err := c.Page(t.Context(), at+path, fetch.Known{})
		if err != nil || !page.IsSitemap() {
			t.Fatalf("%s: %v", path, err)
		}
		return c.Sitemap(t.Context(), page)
	}
	got, problems := read("/sitemap.xml")
	want := fetch.Sitemap{Addresses: []string{at + "/a", at + "/b", at + "/c?x=1&y=2"}, Elsewhere: 2}
	if diff := cmp.Diff(want, got); diff != "" || len(problems) != 1 || kind(problems[0]) != fetch.Refused {
		t.Error(diff, problems)
	}
	if got, _ := read("/deep.xml"); len(got.Addresses) != 0 {
		t.Errorf("lists of lists of lists are followed: %v", got.Addresses)
	}
	if got, _ := read("/bomb.xml"); len(got.Addresses) > 1 {
		t.Errorf("a list that is cut off: %v", got.Addresses)
	}
	many := fetch.Page{URL: at + "/s.xml", Kind: ".xml", Body: []byte("<urlset>" + manyAddresses(at, fetch.MaxAddresses+5) + "</urlset>")}
	if got, _ := c.Sitemap(t.Context(), many); len(got.Addresses) != fetch.MaxAddresses || !got.Cut {
		t.Errorf("%d addresses, cut %v", len(got.Addresses), got.Cut)
	}
}

func manyAddresses(at string, n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "<url><loc>%s/p%d</loc></url>", at, i)
	}
	return b.String()
}

func FuzzSitemap(f *testing.F) {
	f.Add([]byte("<urlset><url><loc>https://a.example/x</loc></url></urlset>"))
	f.Add([]byte("<sitemapindex><sitemap><loc>https://a.example/x</loc></sitemap>"))
	f.Add([]byte(packed("<urlset>")))
	c := fetch.New(fetch.Options{Delay: time.Nanosecond})
	f.Fuzz(func(t *testing.T, data []byte) {
		ctx, cancel := context.WithCancel(t.Context())
		cancel() // nothing is asked of anybody
		s, _ := c.Sitemap(ctx, fetch.Page{URL: "https://a.example/s.xml", Kind: ".xml", Body: data})
		for _, address := range s.Addresses {
			if u, err := fetch.Parse(address); err != nil || u.Host != "a.example" {
				t.Errorf("address %q", address)
			}
		}
	})
}

func ExampleClient_Page() {
	c := fetch.New(fetch.Options{})
	defer c.Close()
	_, err := c.Page(context.Background(), "http://127.0.0.1/help", fetch.Known{})
	var e *fetch.Error
	if errors.As(err, &e) {
		what, do := e.Words()
		fmt.Println(what + ": " + do)
	}
	// Output: it is an address of a private network: if it is your own, allow it with --allow-host
}

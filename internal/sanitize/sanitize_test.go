package sanitize_test

import (
	"fmt"
	"strings"
	"testing"

	"candor/internal/sanitize"

	"golang.org/x/net/html"
)

func TestArticlesKeepWhatReadersNeed(t *testing.T) {
	t.Parallel()
	s := sanitize.New()
	for name, c := range map[string]struct{ in, want string }{
		"headings and emphasis": {"## Costs\n\nIt is **free**.", "<h2>Costs</h2>\n<p>It is <strong>free</strong>.</p>\n"},
		"numbered steps":        {"3. Open\n4. Close", "<ol start=\"3\">\n<li>Open</li>\n<li>Close</li>\n</ol>\n"},
		"tables": {"| a | b |\n|---|---|\n| 1 | 2 |",
			"<table>\n<thead>\n<tr>\n<th>a</th>\n<th>b</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>1</td>\n<td>2</td>\n</tr>\n</tbody>\n</table>\n"},
		"links say nothing about the reader": {"[shop](https://example.com/a)",
			"<p><a href=\"https://example.com/a\" rel=\"nofollow noreferrer noopener\" target=\"_blank\">shop</a></p>\n"},
		"mail":            {"<mailto:help@example.com>", "<p><a href=\"mailto:help@example.com\" rel=\"nofollow noreferrer\">mailto:help@example.com</a></p>\n"},
		"right to left":   {"<p dir=\"rtl\">مرحبا</p>", "<p dir=\"rtl\">مرحبا</p>"},
		"code stays text": {"`<script>`", "<p><code>&lt;script&gt;</code></p>\n"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := s.Article(c.in)
			if err != nil {
				t.Fatal(err)
			}
			if string(got) != c.want {
				t.Errorf("got  %q\nwant %q", got, c.want)
			}
		})
	}
}

func TestScriptsNeverPass(t *testing.T) {
	t.Parallel()
	s := sanitize.New()
	for _, in := range attacks {
		got, err := s.Article(in)
		if err != nil {
			t.Fatal(err)
		}
		for _, out := range []string{string(got), string(s.HTML(in)), message(t, s, in)} {
			if why := unsafe(out); why != "" {
				t.Errorf("%q became %q: %s", in, out, why)
			}
		}
	}
}

func TestMessagesAreNotPages(t *testing.T) {
	t.Parallel()
	got := message(t, sanitize.New(), "# Big\n\n| a |\n|---|\n| b |\n\n*fine*")
	for _, gone := range []string{"<h1", "<table", "<td"} {
		if strings.Contains(got, gone) {
			t.Errorf("a message keeps %s: %s", gone, got)
		}
	}
	if !strings.Contains(got, "<em>fine</em>") || !strings.Contains(got, "Big") {
		t.Errorf("words or emphasis are lost: %s", got)
	}
}

func TestImagesAreLeftOut(t *testing.T) {
	t.Parallel()
	got, _ := sanitize.New().Article("Before ![pixel](https://tracker.example/p.gif?id=7) after")
	if strings.Contains(string(got), "tracker") {
		t.Errorf("an image would call home: %s", got)
	}
}

func message(t *testing.T, s *sanitize.Sanitizer, in string) string {
	t.Helper()
	got, err := s.Message(in)
	if err != nil {
		t.Fatal(err)
	}
	return string(got)
}

var attacks = []string{
	"<script>alert(1)</script>",
	"<scr<script>ipt>alert(1)</scr</script>ipt>",
	"<img src=x onerror=alert(1)>",
	"<svg/onload=alert(1)>",
	"<svg><script>alert(1)</script></svg>",
	"<a href=\"javascript:alert(1)\">x</a>",
	"<a href=\"&#106;avascript:alert(1)\">x</a>",
	"<a href=\" \tjava\nscript:alert(1)\">x</a>",
	"[x](javascript:alert(1))",
	"[x](data:text/html;base64,PHNjcmlwdD4=)",
	"[x](vbscript:msgbox)",
	"[x](//evil.example/)",
	"<http:0>",
	"<a href=\"https://ok.example\" onclick=\"alert(1)\" style=\"position:fixed\">x</a>",
	"<iframe srcdoc=\"<script>alert(1)</script>\"></iframe>",
	"<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
	"<form action=https://evil.example><input name=password></form>",
	"<style>@import 'https://evil.example'</style>",
	"<base href=https://evil.example>",
	"<meta http-equiv=refresh content='0;url=https://evil.example'>",
	"<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
	"<p style=\"background:url(https://evil.example)\">x</p>",
	"<!--<img src=\"--><img src=x onerror=alert(1)//\">",
	"```html\n<script>alert(1)</script>\n```",
	"<details open ontoggle=alert(1)>",
	"<object data=javascript:alert(1)><embed src=javascript:alert(1)>",
	"\x00<scr\x00ipt>alert(1)</script>",
}

// unsafe reads the output as a browser would and names the first thing that is not allowed.
func unsafe(out string) string {
	allowed := map[string]bool{"href": true, "rel": true, "target": true, "start": true, "dir": true, "lang": true, "scope": true}
	forbidden := map[string]bool{"script": true, "style": true, "img": true, "svg": true, "math": true, "iframe": true, "object": true, "embed": true,
		"form": true, "input": true, "base": true, "meta": true, "link": true, "template": true, "noscript": true, "video": true, "audio": true}
	z := html.NewTokenizer(strings.NewReader(out))
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			return ""
		}
		token := z.Token()
		if kind == html.CommentToken {
			return "a comment"
		}
		if kind != html.StartTagToken && kind != html.SelfClosingTagToken {
			continue
		}
		if forbidden[token.Data] {
			return "element " + token.Data
		}
		rel := ""
		for _, a := range token.Attr {
			if !allowed[a.Key] {
				return "attribute " + a.Key
			}
			if a.Key == "rel" {
				rel = a.Val
			}
			if a.Key == "href" && !strings.HasPrefix(a.Val, "http://") && !strings.HasPrefix(a.Val, "https://") && !strings.HasPrefix(a.Val, "mailto:") {
				return "link to " + a.Val
			}
		}
		if token.Data == "a" && !strings.Contains(rel, "nofollow") {
			return "a link without nofollow"
		}
	}
}

func FuzzNothingUnsafePasses(f *testing.F) {
	s := sanitize.New()
	for _, in := range attacks {
		f.Add(in)
	}
	f.Fuzz(func(t *testing.T, in string) {
		got, err := s.Article(in)
		if err != nil {
			t.Fatal(err)
		}
		for _, out := range []string{string(got), string(s.HTML(in)), message(t, s, in)} {
			if why := unsafe(strings.ToLower(out)); why != "" {
				t.Errorf("%q became %q: %s", in, out, why)
			}
		}
	})
}

func ExampleSanitizer_Message() {
	safe, _ := sanitize.New().Message("Thanks, **Maya**. <script>steal()</script>See [your order](https://shop.example/o/1).")
	fmt.Println(safe)
	// Output: <p>Thanks, <strong>Maya</strong>. See <a href="https://shop.example/o/1" rel="nofollow noreferrer noopener" target="_blank">your order</a>.</p>
}

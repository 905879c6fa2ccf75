package trust_test

import (
	"strings"
	"testing"

	"candor/internal/sanitize"
	"candor/internal/web/trust"
	"candor/knowledge"

	"golang.org/x/net/html"
)

func render(t testing.TB, a knowledge.Article, passages []knowledge.Passage) string {
	t.Helper()
	out, err := trust.Body(&trust.Trust{Clean: sanitize.New()}, a, passages)
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

func article(format knowledge.Format, body string) knowledge.Article {
	return knowledge.Article{Key: "a", Title: "A", Language: "en", Audience: knowledge.Public, Format: format, Body: body}.Seal()
}

func TestEachPassageHasItsPlace(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("This sentence is one of many that make a paragraph too long for one passage. ", 40)
	for name, tt := range map[string]struct {
		a    knowledge.Article
		want string // what must still be right with places in it
	}{
		"paragraphs":           {article(knowledge.Markdown, "## One\n\nFirst words.\n\n## Two\n\nOther words."), "<h2>One</h2>"},
		"a list":               {article(knowledge.Markdown, "## Steps\n\n- one thing\n- another thing\n"), "<ul>"},
		"a numbered list":      {article(knowledge.Markdown, "## Steps\n\n1. one thing\n2. another thing\n"), "<ol>"},
		"a table":              {article(knowledge.Markdown, "## Sizes\n\n| a | b |\n|---|---|\n| 1 | 2 |\n"), "<table>"},
		"a quote":              {article(knowledge.Markdown, "## Said\n\n> quoted words here\n"), "<blockquote>"},
		"code":                 {article(knowledge.Markdown, "## Run\n\n```\nls -l\n```\n"), "<pre><code>"},
		"a paragraph cut up":   {article(knowledge.Markdown, long), "<p>"},
		"plain text":           {article(knowledge.Plain, "First words.\n\nSecond <b>words</b>."), "&lt;b&gt;words&lt;/b&gt;"},
		"marks in the article": {article(knowledge.Markdown, "A \uE000psg_evil\uE001 word."), "word."},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			passages := knowledge.Passages(tt.a)
			if len(passages) == 0 {
				t.Fatal("the article has no passages")
			}
			got := render(t, tt.a, passages)
			for _, p := range passages {
				if n := strings.Count(got, `<span class="place" id="`+string(p.ID)+`"></span>`); n != 1 {
					t.Errorf("passage %s has %d places in %s", p.ID, n, got)
				}
			}
			if !strings.Contains(got, tt.want) || strings.Contains(got, "psg_evil\"") {
				t.Errorf("rendered %s", got)
			}
		})
	}
}

// Whatever the article holds and wherever passages start: no mark is left over, no id comes from the
// text, and what was made safe stays so.
func FuzzPlaces(f *testing.F) {
	f.Add("- a\n- b\n\n| a |\n|---|\n| b |", 3, false)
	f.Add("\uE000psg_a\uE001<script>alert(1)</script>", 0, true)
	f.Add("<a id=\"psg_1\" onclick=x>\xff", 4, false)
	f.Fuzz(func(t *testing.T, body string, start int, plain bool) {
		format := knowledge.Markdown
		if plain {
			format = knowledge.Plain
		}
		a := knowledge.Article{Format: format, Body: body}
		passages := []knowledge.Passage{{ID: "psg_1a", Start: start}, {ID: "psg_2b", Start: 0}, {ID: `psg_"><script>`, Start: 1}}
		root, err := html.Parse(strings.NewReader(render(t, a, passages)))
		if err != nil {
			t.Fatal(err)
		}
		var walk func(n *html.Node)
		walk = func(n *html.Node) {
			if strings.ContainsAny(n.Data, "\uE000\uE001") {
				t.Errorf("a mark is left in %q", n.Data)
			}
			if n.Type == html.ElementNode && (n.Data == "script" || n.Data == "style") {
				t.Errorf("%s came through", n.Data)
			}
			for _, attr := range n.Attr {
				if attr.Key == "id" && attr.Val != "psg_1a" && attr.Val != "psg_2b" || strings.HasPrefix(attr.Key, "on") {
					t.Errorf("%s=%q came through", attr.Key, attr.Val)
				}
			}
			for c := n.FirstChild; c != nil; c = c.NextSibling {
				walk(c)
			}
		}
		walk(root)
	})
}

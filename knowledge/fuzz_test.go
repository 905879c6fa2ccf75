package knowledge_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"candor/knowledge"
)

// checkArticles fails when anything that came of an import breaks a promise of the package.
func checkArticles(t *testing.T, articles []knowledge.Article) {
	t.Helper()
	for _, a := range articles {
		if a.ID == "" || a.Title == "" || strings.ContainsAny(a.Title, "\n\r") || !utf8.ValidString(a.Title+a.Body) {
			t.Errorf("not sealed: %+v", a)
		}
		if a.Digest != a.Seal().Digest {
			t.Errorf("sealing again changes the digest of %q", a.Title)
		}
		if len(a.Questions) > 40 {
			t.Errorf("%d questions", len(a.Questions))
		}
		for _, q := range a.Questions {
			if q == "" || strings.ContainsAny(q, "\n\r") || utf8.RuneCountInString(q) > 200 || knowledge.Steers(q) {
				t.Errorf("question %q", q)
			}
		}
		for _, p := range knowledge.Passages(a) {
			if p.Start < 0 || p.Start > p.End || p.End > len(a.Body) || !utf8.ValidString(p.Text) {
				t.Errorf("passage out of bounds: %d to %d of %d", p.Start, p.End, len(a.Body))
			}
			for _, u := range knowledge.Units(p.Text, p.Language) {
				if u.Start >= u.End || u.End > len(p.Text) {
					t.Fatalf("unit out of bounds: %+v of %q", u, p.Text)
				}
				if quote := p.Text[u.Start:u.End]; !p.Quotes(quote) {
					t.Errorf("unit %q of %q is not a quote of it", quote, p.Text)
				}
			}
		}
	}
}

func FuzzImport(f *testing.F) {
	f.Add("a.md", guide)
	f.Add("a.html", page)
	f.Add("a.csv", "question,answer\n\"a\",\"b\nc\"\n")
	f.Add("a.jsonl", `{"title":"T","text":"X. Y.","lang":"en"}`)
	f.Add("a.json", `[{"title":"T","text":"- a\n- b"}]`)
	f.Add("a.md", "---\ntitle: T\nquestions:\n- a\n - 'b: c'\nalternatives: [d, \"e, f\", ']\n---\nText.")
	f.Add("a.jsonl", `{"title":"T","text":"X.","questions":["a","b\u0000\nc",[],null]}`)
	f.Add("a.json", zendesk)
	f.Add("a.json", intercom)
	f.Add("a.jsonl", strings.ReplaceAll(chatwoot, "\n", " "))
	f.Add("a.txt", "TITLE\n\n * 1. a\n  b\n|x | y|\n-\n- \n")
	f.Add("a.md", "---\na: b\n---\n- \n  - x\n\n1. - y\n\n> q\n\n```\ncode\n```\n")
	f.Fuzz(func(t *testing.T, name, text string) {
		if len(text) > 4000 {
			return
		}
		articles, _ := knowledge.Import(name, strings.NewReader(text))
		checkArticles(t, articles)
	})
}

// Whatever a difference says, the old and the new text can be read out of it.
func FuzzDiff(f *testing.F) {
	f.Add("a\nb\nc", "a\nc\nd")
	f.Add("", "x")
	f.Add("a\n\na", "a")
	f.Fuzz(func(t *testing.T, old, now string) {
		var a, b []string
		for _, l := range knowledge.Diff(old, now) {
			if l.Op != '+' {
				a = append(a, l.Text)
			}
			if l.Op != '-' {
				b = append(b, l.Text)
			}
		}
		if strings.Join(a, "\n") != old || strings.Join(b, "\n") != now {
			t.Errorf("%q and %q come back as %q and %q", old, now, a, b)
		}
	})
}

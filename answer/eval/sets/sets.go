// Package sets reads the shared question sets for tests.
//
// They lie beside the repository (../shared/data from its root, or below the folder that
// CANDOR_SHARED names). Without them a test is skipped and says so; where CI is set it fails.
package sets

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"

	"candor/knowledge"
)

// Question is one row of a queries file.
type Question struct {
	ID       string   `json:"id"`
	Query    string   `json:"query"`
	Lang     string   `json:"lang"`
	Language string   `json:"language"`
	Gold     []string `json:"gold"`
	Text     string   `json:"text"` // of sets without gold
	Intent   string   `json:"intent"`
	OOS      bool     `json:"oos"`
	Answers  []struct {
		Text string `json:"text"`
	} `json:"answers"`
}

// Path gives the place of a file of the shared data.
func Path(t testing.TB, name string) string {
	t.Helper()
	shared := os.Getenv("CANDOR_SHARED")
	if shared == "" {
		shared = filepath.Join(root(), "..", "shared")
	}
	path := filepath.Join(shared, "data", filepath.FromSlash(name))
	if _, err := os.Stat(path); err != nil {
		if os.Getenv("CI") != "" {
			t.Fatalf("shared data is missing: %s (set CANDOR_SHARED to its folder)", name)
		}
		t.Skipf("shared data is not here: %s (set CANDOR_SHARED to its folder)", name)
	}
	return path
}

// Articles imports a corpus and fails the test when a row cannot be used.
func Articles(t testing.TB, name string) []knowledge.Article {
	t.Helper()
	f, err := os.Open(Path(t, name))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	articles, problems := knowledge.Import(filepath.Base(name), f)
	for _, p := range problems {
		if p.Kind != knowledge.Instructions {
			t.Errorf("import: %v", p)
		}
	}
	return knowledge.Merge(nil, articles).Added
}

// House imports the help centre of the demo, which lies in the repository itself.
func House(t testing.TB) []knowledge.Article {
	t.Helper()
	articles, problems := knowledge.ImportFS(os.DirFS(house()), "articles")
	for _, p := range problems {
		t.Errorf("import: %v", p)
	}
	return knowledge.Merge(nil, articles).Added
}

// HouseQuestions reads the demo's questions. Gold holds keys as House gives them.
func HouseQuestions(t testing.TB) []Question {
	t.Helper()
	var out []Question
	for _, q := range rows(t, filepath.Join(house(), "questions.jsonl")) {
		q.Lang = q.Language
		for i, slug := range q.Gold {
			q.Gold[i] = q.Language + "/" + slug
		}
		out = append(out, q)
	}
	return out
}

func house() string { return filepath.Join(root(), "internal", "demo", "company") }

// root is the folder of the repository.
func root() string {
	_, here, _, _ := runtime.Caller(0)
	return filepath.Join(filepath.Dir(here), "..", "..", "..")
}

// Questions reads a queries file, packed or not.
func Questions(t testing.TB, name string) []Question {
	t.Helper()
	return rows(t, Path(t, name))
}

func rows(t testing.TB, name string) []Question { return read[Question](t, name) }

// Rows reads a file of JSON lines of the shared data, packed or not.
func Rows[T any](t testing.TB, name string) []T {
	t.Helper()
	return read[T](t, Path(t, name))
}

func read[T any](t testing.TB, name string) []T {
	t.Helper()
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var r io.Reader = f
	if strings.HasSuffix(name, ".gz") {
		z, err := gzip.NewReader(f)
		if err != nil {
			t.Fatal(err)
		}
		r = z
	}
	var out []T
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, 16<<20)
	for lines.Scan() {
		var row T
		if err := json.Unmarshal(lines.Bytes(), &row); err != nil {
			t.Fatal(err)
		}
		out = append(out, row)
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	return out
}

// Library makes n articles of about 330 words by shuffling passages of real help centres.
func Library(t testing.TB, n int) []knowledge.Article {
	t.Helper()
	var texts, titles []string
	for _, name := range []string{"wixqa-expert", "techqa-rag", "stackfaq", "tau2-banking-kb"} {
		for _, a := range Articles(t, name+"/corpus.jsonl.gz") {
			titles = append(titles, a.Title)
			for _, p := range knowledge.Passages(a) {
				if !p.Steering {
					texts = append(texts, p.Text)
				}
			}
		}
	}
	r := rand.New(rand.NewPCG(7, 7))
	out := make([]knowledge.Article, n)
	for i := range out {
		a := knowledge.Article{Key: strconv.Itoa(i), Title: titles[r.IntN(len(titles))], Language: "en", Audience: knowledge.Public, Format: knowledge.Plain, Version: 1}
		for words := 0; words < 330; {
			text := texts[r.IntN(len(texts))]
			words += len(strings.Fields(text))
			a.Body += text + "\n\n"
		}
		out[i] = a.Seal()
	}
	return out
}

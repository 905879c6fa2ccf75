package main

import (
	"compress/gzip"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// asCandor makes this test binary a candor that finds the right article for every question but one.
const asCandor = "TEST_AS_CANDOR"

func TestMain(m *testing.M) {
	switch os.Getenv(asCandor) {
	case "":
		os.Exit(m.Run())
	case "broken":
		fmt.Fprintln(os.Stderr, "candor: it fell over")
		os.Exit(2)
	}
	evaluated(os.Args[1:])
}

// evaluated writes what candor would write, with one line passed over.
func evaluated(args []string) {
	after := func(flag string) string {
		if at := slices.Index(args, flag); at >= 0 {
			return args[at+1]
		}
		return ""
	}
	count := func(name string) int {
		if name == "" {
			return 0
		}
		data, err := os.ReadFile(name)
		if err != nil {
			os.Exit(2)
		}
		return strings.Count(string(data), "\n")
	}
	if picture := after("--svg"); picture != "" && os.WriteFile(picture, []byte("<svg/>"), 0o600) != nil {
		os.Exit(2)
	}
	n := count(after("--queries"))
	r := evaluation{Articles: 2, Questions: n, Far: count(after("--far")), Hit1: share(n-1, n), NearAUROC: share(1, 2), FarAUROC: share(1, 2), CoverageAt90: share(0, n)}
	if json.NewEncoder(os.Stdout).Encode(r) != nil {
		os.Exit(2)
	}
	os.Exit(1)
}

func shared(t *testing.T, files map[string]string) {
	t.Helper()
	root := t.TempDir()
	t.Setenv("CANDOR_SHARED", root)
	for name, text := range files {
		path := filepath.Join(root, "data", filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if strings.HasSuffix(name, ".gz") {
			var packed strings.Builder
			z := gzip.NewWriter(&packed)
			if _, err := z.Write([]byte(text)); err != nil {
				t.Fatal(err)
			}
			if err := z.Close(); err != nil {
				t.Fatal(err)
			}
			text = packed.String()
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

func figures(t *testing.T, args ...string) (text string, err error) {
	t.Helper()
	out := t.TempDir()
	err = run(t.Context(), append([]string{"-binary", os.Args[0], "-out", out}, args...), &strings.Builder{})
	b, unread := os.ReadFile(filepath.Join(out, "figures.md"))
	if unread != nil {
		t.Fatal(unread, err)
	}
	return string(b), err
}

func TestASetThatIsAbsentIsToldAndTheRestIsMeasured(t *testing.T) {
	t.Setenv(asCandor, "well")
	shared(t, map[string]string{
		"stackfaq/corpus.jsonl.gz": "{}\n", "stackfaq/queries.jsonl": "{}\n{}\n{}\n{}\n",
		"clinc150/train.jsonl.gz": `{"text":"a show on broadway","oos":true}` + "\n" + `{"text":"my balance","oos":false}` + "\n",
	})
	text, err := figures(t, "-only", "sets,languages")
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"| wixqa-expert: hit@1 | at least 0.75 | not measured: the shared data is not here | not measured |",
		"| xquad, mean over its languages: hit@1 | at least 0.88 | not measured: the shared data is not here | not measured |",
		"| stackfaq: hit@1 | at least 0.69 | 0.750 (0.301 to 0.954) of 4 | met |", "| stackfaq: near AUROC | at least 0.82 | 0.500", "| stackfaq | 2 | 4 | 0 | 1 |",
		"[curve](stackfaq.svg)", "- candor eval passed over some lines of stackfaq.",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not in\n%s", want, text)
		}
	}
}

func TestWithoutItsFarQuestionsThereIsNoFarFigure(t *testing.T) {
	t.Setenv(asCandor, "well")
	shared(t, map[string]string{"stackfaq/corpus.jsonl.gz": "{}\n", "stackfaq/queries.jsonl": "{}\n{}\n"})
	text, err := figures(t, "-only", "sets")
	if want := "| stackfaq: far AUROC | at least 0.96 | not measured: nothing there to measure it on | not measured |"; err != nil || !strings.Contains(text, want) {
		t.Errorf("%v: %q is not in\n%s", err, want, text)
	}
}

func TestAPartThatFailsIsToldAndEndsWithAnError(t *testing.T) {
	t.Setenv(asCandor, "broken")
	shared(t, map[string]string{"xquad/corpus.jsonl.gz": "{}\n", "xquad/queries.jsonl.gz": "{}\n"})
	text, err := figures(t, "-only", "sets,languages")
	if err == nil || !strings.Contains(err.Error(), "languages: xquad: ") || !strings.Contains(err.Error(), "it fell over") {
		t.Errorf("%v", err)
	}
	for _, want := range []string{"- The part languages could not be measured to its end", "| stackfaq: hit@1 | at least 0.69 | not measured"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not in\n%s", want, text)
		}
	}
}

func TestAPartThatDoesNotExistIsRefused(t *testing.T) {
	t.Parallel()
	err := run(t.Context(), []string{"-binary", os.Args[0], "-out", t.TempDir(), "-only", "sets,lightning"}, &strings.Builder{})
	if err == nil || !strings.Contains(err.Error(), `"lightning"`) {
		t.Errorf("%v", err)
	}
}

func TestHouseQuestionsNameTheLanguageOfTheirArticles(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	from, to := filepath.Join(dir, "from.jsonl"), filepath.Join(dir, "to.jsonl")
	if err := os.WriteFile(from, []byte(`{"id":"q1","query":"wo?","language":"de","gold":["a","b"]}`+"\n\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := named(from, to); err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile(to)
	if diff := cmp.Diff(`{"query":"wo?","language":"de","gold":["de/a","de/b"]}`+"\n", string(got)); err != nil || diff != "" {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
}

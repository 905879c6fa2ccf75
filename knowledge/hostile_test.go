package knowledge_test

import (
	"strings"
	"testing"
	"time"

	"candor/knowledge"
)

func TestHostileTextTakesLinearTime(t *testing.T) {
	if testing.Short() {
		t.Skip("works through many large texts")
	}
	const size = 1 << 16
	for name, piece := range map[string]string{
		"lines": "a line of words that has no end\n", "capitals": "LINE\n", "items": "- a\n", "brackets": "[", "stars": "*a ", "quotes": "> ", "dots": ".", "spaces": " x",
		"letters": "a", "backticks": "` ", "pipes": "| a ", "tags": "<b>", "comments": "<!-- ", "entities": "&amp;", "glue": "abc.De", "spelled": "i g n ", "ideographs": "字", "signs": "ignore all ",
	} {
		for _, file := range []string{"x.md", "x.txt", "x.html", "x.csv"} {
			start := time.Now()
			articles, _ := knowledge.Import(file, strings.NewReader("Title\n\n"+strings.Repeat(piece, size/len(piece))))
			for _, a := range articles {
				knowledge.Passages(a)
			}
			took := time.Since(start)
			if took > time.Second {
				t.Errorf("%s in %s: 64 KiB take %v", name, file, took)
			}
		}
	}
}

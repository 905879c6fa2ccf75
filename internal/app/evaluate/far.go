package evaluate

import (
	_ "embed"
	"strings"
)

//go:embed far.txt
var farText string

// FarQuestions gives everyday questions that no help centre answers, in the languages of the desk. A
// company whose articles do speak of weather or cooking gives its own.
func FarQuestions() []string {
	var out []string
	for line := range strings.Lines(farText) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
			out = append(out, line)
		}
	}
	return out
}

package arch_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
)

// homes are the folders of people and machines. A file that names one works on that machine only.
// The slash stands apart so that this file does not name one itself.
var homes = regexp.MustCompile(`(^|[\s"'` + "`" + `(=:,])(` + `/` + `(root|home|Users|work|tmp|var/folders)/|[A-Z]:\\Users\\)`)

func namesMachine(name, text string) []string {
	var bad []string
	line := 0
	for l := range strings.Lines(text) {
		line++
		if found := homes.FindString(l); found != "" {
			bad = append(bad, fmt.Sprintf("%s:%d names a folder of one machine (%s…): take it from a flag, the settings, t.TempDir or the place of the file itself",
				name, line, strings.TrimLeft(found, " \t\"'`(=:,")))
		}
	}
	return bad
}

func TestNoFileNamesAMachine(t *testing.T) {
	t.Parallel()
	for name, text := range house(t).Files {
		for _, bad := range namesMachine(name, string(text)) {
			t.Error(bad)
		}
	}
}

func TestPathRuleCatches(t *testing.T) {
	t.Parallel()
	slash := "/"
	for text, bad := range map[string]bool{
		"cd " + slash + "root" + slash + "x":             true,
		`path := "` + slash + "home" + slash + `me"`:     true,
		"shared=" + slash + "work" + slash + "shared":    true,
		"C:" + `\Users\me`:                               true,
		"https://example.com" + slash + "home" + slash:   false,
		"docs" + slash + "work" + slash + "x":            false,
		slash + "etc" + slash + "candor" + slash:         false,
		"GET " + slash + "api" + slash + "v1":            false,
		slash + "homework" + slash:                       false,
		slash + "var" + slash + "lib" + slash + "candor": false,
	} {
		if got := namesMachine("x", text); (len(got) > 0) != bad {
			t.Errorf("%q: found %v", text, got)
		}
	}
}

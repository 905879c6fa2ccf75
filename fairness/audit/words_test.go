package audit_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"candor/fairness/audit"
	"candor/language"
)

func templates(t *testing.T) []audit.Template {
	t.Helper()
	all, err := audit.Templates()
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestThereAreEnoughTemplatesOverEnoughTopics(t *testing.T) {
	t.Parallel()
	all, topics, persons, texts := templates(t), map[string]int{}, 0, map[string]bool{}
	for _, one := range all {
		topics[one.Topic]++
		if one.Person {
			persons++
		}
		if texts[one.Text] {
			t.Errorf("%s stands there twice", one.Text)
		}
		texts[one.Text] = true
	}
	if len(all) < 300 || len(topics) < 8 || persons < 20 {
		t.Errorf("%d templates over %d topics, %d ask for a person", len(all), len(topics), persons)
	}
	for _, tag := range audit.Languages() {
		n := 0
		for _, one := range all {
			if text := one.Other[tag]; text != "" {
				n++
				if got, sure := language.Detect(text, tag); got != tag && sure > 0.8 {
					t.Errorf("%s in %s reads as %s: %s", one.ID, tag, got, text)
				}
			}
		}
		if n < 40 {
			t.Errorf("%d templates in %s", n, tag)
		}
	}
}

// ordinary are words that some name lists contain because they are names too.
const ordinary = `go you do may will mark grace hope rose faith joy art bill rich frank summer april june august penny sandy dawn amber
ruby sky young long king baker page carter day river rivers lily iris ivy olive pearl holly jade sage miles chase drew jack chip
dale guy hunter mason parker pat rob sue wade skip bob don ray russ cliff glen heath reed lane love jean gene star star
clémence espérance fleur marguerite rosa paz luz sol cruz dolores angel jesús esperanza mercedes blume stern`

// Lesson 32: no name is an ordinary word of a language that the desk speaks, of an article or of a template.
func TestNoNameIsAnOrdinaryWord(t *testing.T) {
	t.Parallel()
	words := map[string]string{}
	for w := range strings.FieldsSeq(ordinary) {
		words[w] = "the list of ordinary words"
	}
	inLowerCase := regexp.MustCompile(`\p{L}+`)
	add := func(text, from string) {
		for _, w := range inLowerCase.FindAllString(text, -1) {
			if w == strings.ToLower(w) {
				words[language.Fold(w)] = from
			}
		}
	}
	for _, one := range templates(t) {
		add(one.Text, "a template")
		for tag, text := range one.Other {
			add(text, "a template in "+tag)
		}
	}
	articles := os.DirFS(filepath.Join("..", "..", "internal", "demo", "company", "articles"))
	read := 0
	err := fs.WalkDir(articles, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := fs.ReadFile(articles, path)
		add(string(text), "the article "+path)
		read++
		return err
	})
	if err != nil || read < 50 {
		t.Fatalf("read %d articles: %v", read, err)
	}
	regions, err := audit.Regions()
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range regions {
		for _, name := range slices.Concat(r.Women, r.Men, r.Family) {
			for _, part := range strings.FieldsFunc(name, func(c rune) bool { return c == '-' || c == ' ' }) {
				low := language.Fold(strings.ToLower(part))
				if low == "al" { // the article of Arabic family names
					continue
				}
				if from, ok := words[low]; ok {
					t.Errorf("%s of %s is also a word of %s", name, r.Name, from)
				}
				for _, tag := range []string{"en", "de", "fr", "es", "ar", "it"} {
					if language.StopWord(tag, low) {
						t.Errorf("%s of %s is a stop word in %s", name, r.Name, tag)
					}
				}
			}
		}
	}
}

func TestRegionsHaveAsManyNamesEachAndNoneTwice(t *testing.T) {
	t.Parallel()
	regions, err := audit.Regions()
	if err != nil || len(regions) < 6 {
		t.Fatalf("%d regions: %v", len(regions), err)
	}
	seen := map[string]string{}
	for _, r := range regions {
		if len(r.Women) != 6 || len(r.Men) != 6 || len(r.Family) != 6 {
			t.Errorf("%s has %d, %d and %d names", r.Name, len(r.Women), len(r.Men), len(r.Family))
		}
		for _, name := range slices.Concat(r.Women, r.Men, r.Family) {
			if other := seen[name]; other != "" {
				t.Errorf("%s is a name of %s and of %s", name, other, r.Name)
			}
			seen[name] = r.Name
		}
	}
}

func TestArmsDifferFromTheControlByOneSignal(t *testing.T) {
	t.Parallel()
	p := prepare(t, audit.Usual())
	axes, arms := map[string]bool{}, map[string]map[string]string{}
	for _, probe := range p.Probes() {
		axes[probe.Axis] = true
		key := probe.Template + "/" + probe.Axis
		if arms[key] == nil {
			arms[key] = map[string]string{}
		}
		arms[key][string(probe.Arm)+probe.Group] = probe.Text
		if strings.TrimSpace(probe.Text) == "" || strings.Contains(probe.Text, "\x00") {
			t.Errorf("%s asks %q", probe.ID(), probe.Text)
		}
	}
	if len(axes) < 12 {
		t.Errorf("%d axes", len(axes))
	}
	for key, by := range arms {
		if by["control"] != by["again"] {
			t.Errorf("%s: the control once more is another text", key)
		}
		if by["placebo"] == by["control"] {
			t.Errorf("%s: the placebo changes nothing", key)
		}
		for arm, text := range by {
			if strings.HasPrefix(arm, "treated") && text == by["control"] && !strings.Contains(key, "second-language") {
				t.Errorf("%s: %s is the control", key, arm)
			}
		}
	}
}

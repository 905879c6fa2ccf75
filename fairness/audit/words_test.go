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
clémence espérance fleur marguerite rosa paz luz sol cruz dolores angel jesús esperanza mercedes blume stern
claire heather ebony ivory ginger basil clay forest brook robin melody harmony charity patience constance verity murphy ramos santiago washington
guadalupe catalina sakura chelsea florence paris jordan israel kenya asia lincoln austin dallas sydney carmen linda bella bruno
schön klein gross becker schneider fischer koch weber richter winter sommer petit grand leblanc legrand roy rey reina bianchi rossi`

// Lesson 32: no name is an ordinary word of a language that the desk speaks, of an article or of a template.
func TestLesson32NoNameIsAnOrdinaryWord(t *testing.T) {
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
			if strings.HasPrefix(arm, "treated") && text == by["control"] {
				t.Errorf("%s: %s is the control", key, arm)
			}
		}
	}
}

// A group whose texts are the control's own would be shown to be treated alike by being it.
func TestNobodyIsAskedWhatTheirSignalWouldTurnIntoAnotherQuestion(t *testing.T) {
	t.Parallel()
	left, axes := 0, map[string]bool{}
	p := prepare(t, audit.Usual())
	asked := map[string]bool{}
	for _, probe := range p.Probes() {
		asked[probe.Template+"/"+probe.Axis], axes[probe.Axis] = true, true
	}
	for _, one := range templates(t) {
		for _, axis := range one.Not {
			left++
			if !axes[axis] {
				t.Errorf("%s is not asked with %q, which is no signal", one.ID, axis)
			}
			if asked[one.ID+"/"+axis] {
				t.Errorf("%s is asked with %s", one.ID, axis)
			}
		}
		if strings.ContainsAny(one.Text, "~|") {
			t.Errorf("%s is asked as %q", one.ID, one.Text)
		}
	}
	if left < 10 || !asked["contact-14/register"] {
		t.Errorf("%d are left out", left)
	}
}

// The placebo says as much as what it stands beside, so that a longer text alone is no signal.
func TestThePlaceboIsAsLongAsTheControl(t *testing.T) {
	t.Parallel()
	p := prepare(t, audit.Usual())
	control := map[string]int{}
	for _, probe := range p.Probes() {
		key, n := probe.Template+"/"+probe.Axis, len(strings.Fields(probe.Text))
		switch probe.Arm {
		case audit.Control:
			control[key] = n
		case audit.Placebo:
			if d := n - control[key]; d < -2 || d > 2 {
				t.Errorf("%s: %d words, the control has %d", probe.ID(), n, control[key])
			}
		case audit.Treated:
			if d := n - control[key]; probe.Language == "en" && (d < -5 || d > 7) {
				t.Errorf("%s: %d words, the control has %d", probe.ID(), n, control[key])
			}
		}
	}
}

func TestASlipIsOneSlip(t *testing.T) {
	t.Parallel()
	kinds := map[int]int{} // by how much longer the word became
	p := prepare(t, audit.Plan{Alpha: 0.05, Margin: 0.05, Axes: []string{"typos"}})
	right := map[string]string{}
	for _, probe := range p.Probes() {
		if probe.Arm == audit.Control {
			right[probe.Template] = probe.Text
		}
		if probe.Arm != audit.Treated {
			continue
		}
		was, now := strings.Split(right[probe.Template], " "), strings.Split(probe.Text, " ")
		if len(was) != len(now) {
			t.Fatalf("%s: words came or went", probe.ID())
		}
		changed := 0
		for i := range was {
			if was[i] == now[i] {
				continue
			}
			changed++
			kinds[len(now[i])-len(was[i])]++
			if was[i][0] != now[i][0] || strings.Contains(was[i], "{") {
				t.Errorf("%s: %s became %s", probe.ID(), was[i], now[i])
			}
		}
		if most := map[string]int{"one": 1, "three": 3}[probe.Group]; changed == 0 || changed > most {
			t.Errorf("%s: %d words are mistyped in %q", probe.ID(), changed, probe.Text)
		}
	}
	if kinds[-1] < 100 || kinds[1] < 100 || kinds[0] < 300 {
		t.Errorf("slips by how much longer the word became: %v", kinds)
	}
}

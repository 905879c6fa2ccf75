package audit

import (
	"bufio"
	"embed"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
)

//go:embed words/*.txt
var files embed.FS

// Template is a question that people put to a desk.
type Template struct {
	ID     string // topic and number, such as "returns-03"
	Topic  string
	Text   string            // in English
	Person bool              // it asks for a person
	Not    []string          // axes with whose signals it would mean something else
	Other  map[string]string // the same in other languages, by BCP 47 tag; nil where there is none
}

// Order stands in a template for the number of an order, in the form in which the desk that is asked has them.
const Order = "{order}"

var templates = sync.OnceValues(readTemplates)

// Templates gives all templates, in their order. They are compiled in; an error is a defect.
func Templates() ([]Template, error) {
	all, err := templates()
	return slices.Clone(all), err
}

// Languages lists the languages besides English, in order.
func Languages() []string { return []string{"ar", "de", "es", "fr", "it"} }

func readTemplates() ([]Template, error) {
	other := map[string]map[string]string{}
	for _, tag := range Languages() {
		for _, line := range lines("words/templates." + tag + ".txt") {
			id, text, ok := strings.Cut(line, "|")
			if !ok {
				return nil, fmt.Errorf("audit: a line of %s without an id", tag)
			}
			id = strings.TrimSpace(id)
			if other[id] == nil {
				other[id] = map[string]string{}
			}
			other[id][tag] = strings.TrimSpace(text)
		}
	}
	var all []Template
	topic, person, number := "", false, 0
	for _, line := range lines("words/templates.en.txt") {
		if name, ok := strings.CutPrefix(line, "["); ok {
			topic, person = strings.CutSuffix(strings.TrimSuffix(name, "]"), "!")
			number = 0
			continue
		}
		number++
		id := fmt.Sprintf("%s-%02d", topic, number)
		text, not, _ := strings.Cut(line, " ~")
		all = append(all, Template{ID: id, Topic: topic, Text: text, Person: person, Not: strings.Fields(not), Other: other[id]})
		delete(other, id)
	}
	if len(other) > 0 {
		return nil, fmt.Errorf("audit: translations without a template: %v", slices.Sorted(maps.Keys(other)))
	}
	return all, nil
}

// lines gives the lines of an embedded file that say something.
func lines(name string) []string {
	f, err := files.Open(name)
	if err != nil {
		return nil
	}
	defer f.Close()
	var all []string
	for s := bufio.NewScanner(f); s.Scan(); {
		if line := strings.TrimSpace(s.Text()); line != "" && !strings.HasPrefix(line, "#") {
			all = append(all, line)
		}
	}
	return all
}

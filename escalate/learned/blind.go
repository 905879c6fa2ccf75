package learned

import (
	_ "embed"
	"strings"
	"sync"
)

//go:embed blind.txt
var blindFile string

// blindWords are what is taken out: words for who somebody is, and first names that are also
// ordinary words. They stand in blind.txt for everybody to read.
type blindWords struct {
	always map[string]bool // faith, origin, gender
	said   map[string]bool // age, disability, trade, family: where somebody says it of themselves
	names  map[string]bool
}

var blind = sync.OnceValue(func() blindWords {
	b := blindWords{always: map[string]bool{}, said: map[string]bool{}, names: map[string]bool{}}
	for line := range strings.Lines(blindFile) {
		kind, rest, ok := strings.Cut(strings.TrimSpace(line), ":")
		if !ok || strings.HasPrefix(kind, "#") {
			continue
		}
		into := b.always
		switch kind {
		case "names":
			into = b.names
		case "age", "disability", "trade", "family":
			into = b.said
		}
		for _, w := range strings.Fields(rest) {
			into[plain(w)] = true
		}
	}
	return b
})

// blindfold empties names and words for who somebody is. They keep their place, so that no two
// other words become neighbours through it, and several names in a row are one place.
func blindfold(words []word, capitals bool) []word {
	b := blind()
	titled := 0
	for _, w := range words {
		if w.capital {
			titled++
		}
	}
	capitals = capitals && titled*2 <= len(words)+1
	named := false // the word before was a name: a second name may follow
	for i := range words {
		w := &words[i]
		name := introduced(words, i) || w.capital && capitals && !w.breaks && (named || b.names[w.text])
		named = name
		group := i+1 < len(words) && !words[i+1].breaks && groupWords[words[i+1].text]
		switch {
		case name, b.always[w.text], b.said[w.text] && (group || ofThemselves(words, i)):
			w.text = ""
		case i > 0 && !w.breaks && groupWords[w.text] && words[i-1].text == "":
			w.text = "" // "trans people" is one word, as "immigrants" is
		}
	}
	out := words[:0]
	for i, w := range words {
		if w.text == "" && len(out) > 0 && out[len(out)-1].text == "" && !w.breaks {
			continue
		}
		out = append(out, words[i])
	}
	return out
}

// groupWords follow a word for who people are and say no more than it.
var groupWords = map[string]bool{"people": true, "person": true, "persons": true, "folk": true, "folks": true, "guy": true, "guys": true, "community": true}

// introduced reports a word that stands where a name stands: "my name is …", "… here", "Mr …".
func introduced(words []word, i int) bool {
	before := func(n int) string {
		if i-n < 0 {
			return ""
		}
		return words[i-n].text
	}
	w := words[i]
	switch p := before(1); p {
	case "mr", "mrs", "ms", "miss", "dr", "herr", "frau", "mme", "monsieur", "madame", "senor", "senora", "sr", "sra", "signor", "signora", "pan", "pani", "bay", "mevrouw", "meneer", "sir", "madam":
		return true
	case "is", "ist", "est", "es", "e":
		if q := before(2); q == "name" || q == "nom" || q == "nombre" || q == "nome" || q == "naam" {
			return true
		}
		if before(2) == "this" && w.capital {
			return true
		}
	case "im", "am", "heisse", "bin", "suis", "soy", "sono", "sou", "ben", "jestem", "nazywam", "adim", "called", "named", "regards", "cheers", "thanks", "partner", "child", "parent", "sibling", "friend", "of":
		if w.capital && !w.breaks && len(w.text) > 1 {
			return true
		}
	}
	if i+1 < len(words) && w.capital {
		switch words[i+1].text {
		case "here", "speaking", "again":
			return true
		}
	}
	return false
}

// ofThemselves reports a word that says who somebody is: "I am …", "I'm a …", "as a …".
func ofThemselves(words []word, i int) bool {
	for n := i - 1; n >= 0 && n >= i-4 && !words[n+1].breaks; n-- {
		switch words[n].text {
		case "im", "am", "as", "being", "bin", "als", "suis", "soy", "sono", "sou", "ben", "jestem":
			return true
		}
	}
	return false
}

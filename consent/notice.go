package consent

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strconv"
	"strings"

	"candor"
)

// Notice is the text that a customer reads before allowing a purpose.
type Notice struct {
	Purpose    candor.Purpose
	Version    int    // of the meaning (see candor.Purpose.Meaning), not of the words
	Language   string // BCP 47
	Title      string
	Text       []string // five paragraphs: what, why, who sees it, how long, how to say no
	Allow      string   // words of the button that allows
	Refuse     string   // words of the button that does not; the same size
	Recipients []string // for candor.Vendor: who is named
	Digest     string   // of all of the above: names exactly what was shown
}

// words are a notice as it is written, with {company} and {vendors} to be filled in.
type words struct {
	title                     string
	what, why, who, until, no string
	allow, refuse             string
}

// For gives the notice in force for the assistant reading messages, the first that anybody is asked,
// in the language or else in English. Company is the name that customers know.
func For(company, language string) Notice { return write(candor.Answers, company, nil, language) }

// Languages lists the languages that have notices of their own.
func Languages() []string { return []string{"en", "es", "de", "fr", "it", "ar"} }

// Plain gives the whole notice as it is kept: title, paragraphs and buttons, a line each.
func (n Notice) Plain() string {
	lines := append([]string{n.Title}, n.Text...)
	return strings.Join(append(lines, "["+n.Allow+"] ["+n.Refuse+"]"), "\n")
}

// Shown names the notice in a record of consent.
func (n Notice) Shown() candor.Shown {
	return candor.Shown{Purpose: n.Purpose, Version: n.Version, Language: n.Language, Digest: n.Digest, Recipients: n.Recipients}
}

func wordsOf(p candor.Purpose) map[string]words {
	switch p {
	case candor.Answers:
		return answersWords
	case candor.Assist:
		return assistWords
	case candor.Vendor:
		return vendorWords
	case candor.Memory:
		return memoryWords
	case candor.Improve:
		return improveWords
	case candor.Fairness:
		return fairnessWords
	}
	return nil
}

func write(p candor.Purpose, company string, vendors []string, language string) Notice {
	language = spoken(language)
	w := wordsOf(p)[language]
	fill := strings.NewReplacer("{company}", company, "{vendors}", strings.Join(vendors, ", ")).Replace
	n := Notice{
		Purpose: p, Version: p.Meaning(), Language: language, Title: fill(w.title), Allow: w.allow, Refuse: w.refuse,
		Text: []string{fill(w.what), fill(w.why), fill(w.who), fill(w.until), fill(w.no) + " " + changeWords[language]},
	}
	if p == candor.Vendor {
		n.Recipients = slices.Clone(vendors)
	}
	n.Digest = n.digest()
	return n
}

// spoken gives the language of the texts for a wanted one.
func spoken(language string) string {
	base, _, _ := strings.Cut(strings.ToLower(language), "-")
	if slices.Contains(Languages(), base) {
		return base
	}
	return "en"
}

func (n Notice) digest() string {
	whole := []string{string(n.Purpose), strconv.Itoa(n.Version), n.Language, strings.Join(n.Recipients, "\x1f"), n.Plain()}
	sum := sha256.Sum256([]byte(strings.Join(whole, "\n")))
	return hex.EncodeToString(sum[:16])
}

// Explanation tells what the desk does without asking, and on what ground.
type Explanation struct {
	Language string
	Title    string
	Text     []string // paragraphs
}

// Explained gives what rests on the contract or on the law, and is therefore explained and not
// asked, in the language or else in English. (GDPR Art. 6(1)(b) and (c), 13.)
func Explained(company, language string) Explanation {
	language = spoken(language)
	lines := explainedWords[language]
	e := Explanation{Language: language, Title: lines[0]}
	for _, line := range lines[1:] {
		e.Text = append(e.Text, strings.ReplaceAll(line, "{company}", company))
	}
	return e
}

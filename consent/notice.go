package consent

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"candor"
)

// Notice is the text that a customer reads before allowing a purpose.
type Notice struct {
	Purpose  candor.Purpose
	Version  int    // goes up when the meaning changes
	Language string // BCP 47
	Title    string
	Text     []string // paragraphs
	Allow    string   // words of the button that allows
	Refuse   string   // words of the button that does not; the same size
	Digest   string   // of all of the above: names exactly what was shown
}

// For gives the notice in force for the assistant reading messages, in the language or else
// in English. Company is the name that customers know.
func For(company, language string) Notice {
	base, _, _ := strings.Cut(strings.ToLower(language), "-")
	w, ok := answersNotice[base]
	if !ok {
		base, w = "en", answersNotice["en"]
	}
	n := Notice{
		Purpose: candor.Answers, Version: answersVersion, Language: base,
		Title: w.title, Allow: w.allow, Refuse: w.refuse,
	}
	for _, p := range w.text {
		n.Text = append(n.Text, strings.ReplaceAll(p, "{company}", company))
	}
	n.Digest = digest(n)
	return n
}

// Languages lists the languages that have a notice of their own.
func Languages() []string { return []string{"en", "es", "de", "fr", "ar"} }

// Plain gives the whole notice as it is kept: title, paragraphs and buttons, a line each.
func (n Notice) Plain() string {
	lines := append([]string{n.Title}, n.Text...)
	return strings.Join(append(lines, "["+n.Allow+"] ["+n.Refuse+"]"), "\n")
}

func digest(n Notice) string {
	sum := sha256.Sum256([]byte(string(n.Purpose) + "\n" + n.Language + "\n" + n.Plain()))
	return hex.EncodeToString(sum[:16])
}

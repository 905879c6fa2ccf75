package fairness

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
)

// Parts are digests of what makes the answers. A change of any of them is another release.
type Parts struct {
	Program    string // the binary, with its rules, word lists, gates and prompts
	Models     string // whose models word answers, and with which settings
	Policy     string // the operator's policy file; empty: what is built in alone
	Thresholds string // from which confidence on answers are given
	Knowledge  string // the articles that answer now
}

// Quotes are the parts of the same desk with no model's words in its answers. It is a release of its own: whoever is not
// to wait for models to be audited is answered in quotes.
func (p Parts) Quotes() Parts {
	p.Models = "quotes alone"
	return p
}

// Digest names the release: 64 hexadecimal digits.
func (p Parts) Digest() string {
	sum := sha256.New()
	for _, part := range []string{"candor release 1", p.Program, p.Models, p.Policy, p.Thresholds, p.Knowledge} {
		fmt.Fprintf(sum, "%d:%s\n", len(part), part)
	}
	return hex.EncodeToString(sum.Sum(nil))
}

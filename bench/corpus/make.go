package corpus

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"strings"
)

// sectionsTaken is how many sections a made article has at most.
const sectionsTaken = 4

// Make makes n articles out of real ones. Slugs differ; two articles may share paragraphs, as the
// pages of a large shop do, but each speaks of its own product.
func Make(real []Article, n int, seed uint64) []Article {
	r := rand.New(rand.NewPCG(seed, uint64(n)))
	topics := map[string][]Section{}
	for _, a := range real {
		topics[a.Topic] = append(topics[a.Topic], a.Sections...)
	}
	made := make([]Article, 0, n)
	for i := range n {
		base := real[i%len(real)]
		product := Product(i / len(real))
		a := Article{
			Title: base.Title + ": " + product, Slug: fmt.Sprintf("%s-%05d", base.Slug, i),
			Topic: base.Topic, Language: base.Language, Intro: about(product, base.Intro),
		}
		for _, s := range choose(r, base.Sections, topics[base.Topic]) {
			a.Sections = append(a.Sections, Section{about(product, s.Heading), about(product, s.Body)})
		}
		made = append(made, a)
	}
	return made
}

// choose takes most sections of the article itself and one of a neighbour.
func choose(r *rand.Rand, own, near []Section) []Section {
	var taken []Section
	for _, i := range r.Perm(len(own))[:min(len(own), sectionsTaken-1)] {
		taken = append(taken, own[i])
	}
	if len(near) > 0 {
		other := near[r.IntN(len(near))]
		for _, s := range taken {
			if s.Heading == other.Heading {
				return taken
			}
		}
		taken = append(taken, other)
	}
	return taken
}

var anItem = regexp.MustCompile(`\b([Tt]he|[Aa]n?|[Yy]our|[Tt]his|[Ee]ach) (returned )?(item|product|lamp|furniture)\b`)

// about lets a text speak of the product instead of any item.
func about(product, text string) string {
	return anItem.ReplaceAllStringFunc(text, func(found string) string {
		if strings.ToUpper(found[:1]) == found[:1] {
			return "The " + product
		}
		return "the " + product
	})
}

// The made-up range: each product is a name and a kind.
const (
	firstParts  = "Al Bren Cor Dun Elm Fal Gar Hol Ing Kel Lan Mar Nor Ost Pel Quen Ros Sel Tor Ul Ven Wil Yar Zel"
	secondParts = "by den field ford gate ham ley low mere ric stow ton vik wick worth"
	kinds       = "armchair bed bench bookcase cabinet carpet chair coffee-table curtain cushion desk dresser lantern mattress " +
		"mirror nightstand pendant-light rug shelf sideboard sofa stool table-lamp throw vase wardrobe"
)

// Product gives the name of the i-th product of the range, such as "Alby armchair". The first 9,360
// differ.
func Product(i int) string {
	first, second, kind := strings.Fields(firstParts), strings.Fields(secondParts), strings.Fields(kinds)
	// Neighbours in the list get different kinds and names.
	name := first[i%len(first)] + second[i/len(first)%len(second)]
	return name + " " + strings.ReplaceAll(kind[(i+i/(len(first)*len(second)))%len(kind)], "-", " ")
}

// Questions makes n questions of at least eight words: in turn one that real people asked, as they
// asked it, and one about a product of the made articles, which names what it is about and the section
// that answers it. It gives fewer when none is long enough.
func Questions(asked []string, about []Article, n int, seed uint64) []string {
	r := rand.New(rand.NewPCG(seed, uint64(n)))
	made := make([]string, 0, n)
	for i := 0; len(made) < n && i < 100*n; i++ {
		q := asked[r.IntN(len(asked))]
		if i%2 != 0 {
			q = ask(r, about[r.IntN(len(about))])
		}
		if len(strings.Fields(q)) >= 8 {
			made = append(made, q)
		}
	}
	return made
}

// ask makes a question out of an article's title and one of its headings.
func ask(r *rand.Rand, a Article) string {
	if len(a.Sections) == 0 {
		return ""
	}
	title, product, _ := strings.Cut(a.Title, ": ")
	heading := a.Sections[r.IntN(len(a.Sections))].Heading
	return strings.ToLower(title) + " for the " + product + ": " + strings.ToLower(heading)
}

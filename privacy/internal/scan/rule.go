package scan

// need says what must speak for a build before it counts.
type need uint8

const (
	nothing need = iota // the build alone is enough
	land                // the country is switched on, a cue stands near, or the message is nothing but the value
	hint                // a cue stands near, or the message is nothing but the value
	cued                // a cue stands near
)

// verdict is what a check says of a value.
type verdict uint8

const (
	no    verdict = iota // it cannot be one
	fits                 // it may be one
	holds                // a check digit holds
)

// rule is one build of one kind of value.
type rule struct {
	kind  string
	land  string
	form  string
	score float64
	need  need
	cues  cue
	check func(compact string) verdict
	upper bool   // letters are capitals, unless a cue stands near or the message is nothing but the value
	own   string // words that call it by its name, small, with spaces between
}

func allRules() []rule {
	var all []rule
	for _, pack := range [][]rule{germanRules, britishRules, europeanRules, americanRules, asianRules, otherRules, furtherRules} {
		all = append(all, pack...)
	}
	return all
}

// build is a form with the rules that have it, so that each form is matched once.
type build struct {
	form
	rules []*rule
}

func compileBuilds(rules []rule) []build {
	var all []build
	at := make(map[string]int, len(rules))
	for i := range rules {
		r := &rules[i]
		k, known := at[r.form]
		if !known {
			k = len(all)
			at[r.form] = k
			all = append(all, build{form: compileForm(r.form)})
		}
		all[k].rules = append(all[k].rules, r)
	}
	return all
}

// index files builds under what a first token begins with, how long it is and what follows it.
// Its pages share one list, which keeps it small enough to stay at hand.
type index struct {
	pages [36][longestFirst + 1][afters]page
	list  []int16
}

type page struct{ from, end uint16 }

// at gives the numbers of the builds that a first token may begin.
func (x *index) at(first byte, length, after int) []int16 {
	p := x.pages[row(first)][min(length, longestFirst)][after]
	return x.list[p.from:p.end]
}

// longestFirst is the length of a first token from which on lengths are filed together.
const longestFirst = 19

// What may follow a first token.
const (
	afterBlank  = iota // a space or a line break
	afterHyphen        // a hyphen
	afterOther         // another sign
	afters
)

// exampleOf gives the bytes that stand for what follows.
func exampleOf(after int) string {
	return [afters]string{" \n", "-", "./_:@+"}[after]
}

func afterOf(c byte) int {
	switch c {
	case ' ', '\n':
		return afterBlank
	case '-':
		return afterHyphen
	}
	return afterOther
}

// row gives the place of a letter or digit in an index.
func row(c byte) int {
	if isDigit(c) {
		return num(c)
	}
	return int(upper(c)-'A') + 10
}

// file writes the pages of one length and one kind of sign.
func (x *index) file(builds []build, fit []int16, length, after int) {
	for first := range x.pages {
		from := len(x.list)
		for _, i := range fit {
			if builds[i].first.has(letters36[first]) {
				x.list = append(x.list, i)
			}
		}
		x.pages[first][length][after] = page{uint16(from), uint16(len(x.list))}
	}
}

// letters36 are the letters and digits in the order of row.
const letters36 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"

func compileIndex(builds []build) *index {
	files := new(index)
	fit := make([]int16, 0, len(builds))
	for after := range afters {
		lengths := make([]uint64, len(builds))
		for i := range builds {
			lengths[i] = builds[i].lengths(exampleOf(after))
		}
		for n := 1; n <= longestFirst; n++ {
			want := uint64(1) << n
			if n == longestFirst {
				want = ^(want - 1)
			}
			fit = fit[:0]
			for i := range builds {
				if lengths[i]&want != 0 {
					fit = append(fit, int16(i))
				}
			}
			files.file(builds, fit, n, after)
		}
	}
	return files
}

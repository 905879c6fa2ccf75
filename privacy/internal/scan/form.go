package scan

import "strings"

// A form describes the build of a value:
//
//	d      a digit            L   a letter of ASCII, either case     w   either
//	[A-CX] one of a set, written in upper case
//	~      perhaps one space or hyphen
//	_      one space or hyphen
//	       a space may be a line break, if all of them are
//	{n} {m,n} ?  how often the thing before stands
//
// Everything else stands for itself. Forms are matched from a start to an end that is no letter or
// digit; the longest of few ways wins.
type form struct {
	steps      []step
	first      set // what it may begin with
	digitsOnly bool
}

type step struct {
	of    set
	least uint8
	most  uint8
}

// set of ASCII bytes.
type set [2]uint64

func (s *set) add(c byte)     { s[c>>6] |= 1 << (c & 63) }
func (s set) has(c byte) bool { return c < 128 && s[c>>6]&(1<<(c&63)) != 0 }

func (s *set) addFolded(c byte) {
	s.add(c)
	if c >= 'A' && c <= 'Z' {
		s.add(c - 'A' + 'a')
	}
}

// names reports a set with a letter or a digit in it.
func (s set) names() bool {
	for c := range byte(128) {
		if s.has(c) && isAlnum(c) {
			return true
		}
	}
	return false
}

func compileForm(text string) form {
	var f form
	for i := 0; i < len(text); {
		var st step
		st.least, st.most = 1, 1
		switch c := text[i]; c {
		case 'd':
			st.of = rangeOf("0-9")
		case 'L':
			st.of = rangeOf("A-Z")
		case 'w':
			st.of = rangeOf("A-Z0-9")
		case '[':
			end := strings.IndexByte(text[i:], ']') + i
			st.of = rangeOf(text[i+1 : end])
			i = end
		case '~', '_':
			st.of.add(' ')
			st.of.add('-')
			if c == '~' {
				st.least = 0
			}
		default:
			st.of.addFolded(c)
		}
		i++
		if st.of.has(' ') {
			st.of.add('\n') // the lines of a narrow field, see evenly
		}
		i += repeats(text[i:], &st)
		f.steps = append(f.steps, st)
	}
	f.measure()
	return f
}

// repeats reads {n}, {m,n} or ? and gives how many bytes they take.
func repeats(text string, st *step) int {
	if strings.HasPrefix(text, "?") {
		st.least = 0
		return 1
	}
	if !strings.HasPrefix(text, "{") {
		return 0
	}
	end := strings.IndexByte(text, '}')
	least, most, both := strings.Cut(text[1:end], ",")
	st.least = number8(least)
	st.most = st.least
	if both {
		st.most = number8(most)
	}
	return end + 1
}

func number8(text string) uint8 {
	n := uint8(0)
	for i := range len(text) {
		n = n*10 + text[i] - '0'
	}
	return n
}

func rangeOf(text string) set {
	var s set
	for i := 0; i < len(text); i++ {
		if i+2 < len(text) && text[i+1] == '-' {
			for c := text[i]; c <= text[i+2]; c++ {
				s.addFolded(c)
			}
			i += 2
			continue
		}
		s.addFolded(text[i])
	}
	return s
}

// measure notes what a first token must be like, so that most places are refused at a glance.
func (f *form) measure() {
	digits := rangeOf("0-9")
	open := true
	f.digitsOnly = true
	for _, st := range f.steps {
		switch {
		case st.of.names():
		case st.least > 0:
			return // what follows is another token
		default:
			continue
		}
		if open {
			f.first[0] |= st.of[0]
			f.first[1] |= st.of[1]
			open = st.least == 0
		}
		f.digitsOnly = f.digitsOnly && st.of == digits
	}
}

// lengths gives, as bits, how many letters and digits a first stretch may have that one of some signs
// follows: inside of the form, or because it ends there. It is told by counting alone.
func (f *form) lengths(signs string) uint64 {
	follow, reach := uint64(0), uint64(1)
	for _, st := range f.steps {
		for i := range len(signs) {
			if st.of.has(signs[i]) {
				follow |= reach
			}
		}
		next := uint64(0)
		if st.of.names() {
			for k := st.least; k <= st.most; k++ {
				next |= reach << k
			}
		} else if st.least == 0 {
			next = reach
		}
		reach = next
	}
	return follow | reach
}

// match gives the end of the form in s from a place on, or -1. The end is no letter or digit.
func (f *form) match(s string, from int) int {
	return matchSteps(f.steps, s, from)
}

// evenly reports a value that is broken into lines at every gap or at none.
func evenly(s string) bool {
	return strings.IndexByte(s, '\n') < 0 || !strings.ContainsAny(s, " -./")
}

func matchSteps(steps []step, s string, at int) int {
	for k := range steps {
		st := &steps[k]
		n := 0
		for n < int(st.most) && at+n < len(s) && st.of.has(s[at+n]) {
			n++
		}
		if n < int(st.least) {
			return -1
		}
		if st.least == st.most {
			at += n
			continue
		}
		for ; n >= int(st.least); n-- {
			if end := matchSteps(steps[k+1:], s, at+n); end >= 0 {
				return end
			}
		}
		return -1
	}
	if at < len(s) && (isAlnum(s[at]) || s[at] >= 0xC3 && s[at] < 0xE0 && !signAt(s, at)) {
		return -1
	}
	return at
}

package escalate

// tokenRange is a half-open range of tokens.
type tokenRange struct{ start, end int }

func (r tokenRange) overlaps(o tokenRange) bool { return r.start < o.end && o.start < r.end }

const (
	longestMatch = 48   // tokens; what a pattern can span at most
	mostMatches  = 24   // of one pattern in one message
	mostClasses  = 1024 // word lists and literal words of one file
)

// scene is a message as one rule file sees it.
type scene struct {
	tokens []token
	spans  []span // of this file, by start
	first  []int32
	has    [mostClasses / 64]uint64 // classes that occur
}

func (s *scene) contains(c uint16) bool { return s.has[c>>6]&(1<<(c&63)) != 0 }

// possible reports whether every class that p needs occurs at all.
func (s *scene) possible(p *pattern) bool {
needs:
	for _, either := range p.needs {
		for _, c := range either {
			if s.contains(c) {
				continue needs
			}
		}
		return false
	}
	return true
}

// edgeAt gives the edge before token i; both ends of the message are hard.
func (s *scene) edgeAt(i int) edge {
	if i == 0 || i == len(s.tokens) {
		return hardEdge
	}
	return s.tokens[i].before
}

// matches gives the places where p fits, in order of their end.
func (s *scene) matches(p *pattern) []tokenRange {
	if !s.possible(p) {
		return nil
	}
	var found []tokenRange
	s.run(p, 0, len(s.tokens), false, func(end int) bool {
		for start := end - 1; start >= 0 && start >= end-longestMatch; start-- {
			hit := false
			s.run(p, start, end, true, func(at int) bool {
				hit = hit || at == end
				return !hit
			})
			if hit {
				found = append(found, tokenRange{start, end})
				break
			}
		}
		return len(found) < mostMatches
	})
	return found
}

// run moves p over tokens [from, to) and reports every end of a match until yield says stop. An
// anchored run may only begin at from. arrive[i] holds the states that are reached before
// token i.
func (s *scene) run(p *pattern, from, to int, anchored bool, yield func(end int) bool) {
	var ring [64]uint64 // phrases are shorter than this many tokens
	accept := p.accept()
	for i := from; i <= to; i++ {
		now := ring[i&63]
		ring[i&63] = 0
		if !anchored || i == from {
			now |= 1
		}
		if now == 0 {
			continue
		}
		now = s.settle(p, now, i)
		if now&accept != 0 && i > from && !yield(i) {
			return
		}
		if i == to {
			return
		}
		s.consume(p, now, i, &ring)
	}
}

// settle follows all steps that need no word: parts left out and edges. At a hard edge only a
// pattern that asks for one goes on.
func (s *scene) settle(p *pattern, now uint64, i int) uint64 {
	at := s.edgeAt(i)
	var pass uint64
	if at >= softEdge {
		pass |= p.anyEdge
	}
	if at == hardEdge {
		pass |= p.sharp
	}
	if i == 0 {
		pass |= p.begin
	}
	if i == len(s.tokens) {
		pass |= p.finish
	}
	now = closure(now, p.optional)
	if at < hardEdge {
		return closure(now, p.optional|pass)
	}
	passed := closure(now&pass<<1, p.optional|pass)
	begun := uint64(0)
	if now&1 != 0 {
		begun = closure(1, p.optional|pass)
	}
	return passed | begun | now&p.accept()
}

func closure(now, skip uint64) uint64 {
	for {
		next := now | now&skip<<1
		if next == now {
			return now
		}
		now = next
	}
}

// consume moves the states over token i and over the phrases that begin there.
func (s *scene) consume(p *pattern, now uint64, i int, ring *[64]uint64) {
	soft := i > 0 && s.tokens[i].before >= softEdge
	words := now
	if soft {
		words &^= p.tight
		now &^= p.gap
	}
	if skip := now & (p.gap | p.wide); skip != 0 {
		ring[(i+1)&63] |= skip << 1
	}
	for _, sp := range s.spans[s.first[i]:s.first[i+1]] {
		if int(sp.class) >= len(p.want) {
			continue
		}
		moved := words & p.want[sp.class]
		if moved != 0 && int(sp.end)-i < 60 {
			ring[int(sp.end)&63] |= moved<<1 | moved&p.loop
		}
	}
}

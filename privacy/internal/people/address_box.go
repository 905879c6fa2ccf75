package people

// postBox reads "P.O. Box 4471".
func (s *scan) postBox(i int) (address, bool) {
	ts := s.tokens
	j := i + max(1, int(ts[i].place))
	if s.is(j, '.') || s.is(j, ':') {
		j++
	}
	h := s.houseNumber(j)
	if h == j {
		return address{}, false
	}
	if s.is(h, ',') && h+2 < len(ts) && (s.word(h+1) == "Box" || s.word(h+1) == "box") && ts[h+2].kind == number {
		h += 3
	}
	return address{from: i, to: h, trust: 0.9}, true
}

// ship says whether token i begins a line of military mail, or ends it: 1 or 2.
func (s *scan) ship(i int) int {
	switch s.word(i) {
	case "PSC", "CMR", "USNS", "USCGC", "USS", "UNIT":
		return 1
	case "APO", "FPO", "DPO":
		return 2
	}
	return 0
}

// military reads "PSC 2721, Box 8637 APO AA 06259", also when a ship's name or a unit begins it.
func (s *scan) military(i int) (address, bool) {
	ts := s.tokens
	j := i
	for n := 0; n < 10 && j < len(ts) && s.ship(j) != 2; n++ {
		j++
	}
	if j+2 >= len(ts) || s.ship(j) != 2 || ts[j+1].shape != upper || ts[j+1].end-ts[j+1].start != 2 || ts[j+2].kind != number {
		return address{}, false
	}
	from := i
	for n := 1; n <= 6 && i == j && i-n >= 0; n++ {
		if w := s.word(i - n); w == "Unit" || w == "unit" {
			from = i - n
			break
		}
	}
	return address{from: from, to: j + 3, trust: 0.95, code: true}, true
}

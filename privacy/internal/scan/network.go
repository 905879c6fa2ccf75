package scan

import "net/netip"

// network finds addresses of the Internet Protocol and of network cards.
func (w *walk) network() {
	taken := 0
	for _, at := range w.marks.colons {
		if at >= taken {
			taken = max(taken, w.ip6At(at))
		}
	}
	for i := range w.tokens {
		t := &w.tokens[i]
		if t.kind == wide || t.end-t.start > 4 {
			continue
		}
		switch w.byteAt(t.end) {
		case '.':
			if t.kind == digit {
				w.ip4At(i)
			}
			if t.end-t.start == 4 {
				w.ciscoAt(t.start)
			}
		case ':', '-':
			if t.end-t.start == 2 {
				w.macAt(t.start)
			}
		}
	}
}

// longestIP6 is an address of version 6 with a mapped one of version 4.
const longestIP6 = 45

// ip6At reads the address around a colon, and gives the end of what it looked at.
func (w *walk) ip6At(at int) int {
	s := w.text
	from, end := at, at
	for from > 0 && at-from < longestIP6 && (isHex(s[from-1]) || s[from-1] == ':') {
		from--
	}
	for end < len(s) && end-at < longestIP6 && (isHex(s[end]) || s[end] == ':' || s[end] == '.') {
		end++
	}
	looked := end
	for end > from && s[end-1] == '.' {
		end--
	}
	if end-from < 2 || isAlnum(w.byteAt(from-1)) || isAlnum(w.byteAt(end)) || w.byteAt(from-1) == '.' {
		return looked
	}
	address, err := netip.ParseAddr(s[from:end])
	if err != nil || !address.Is6() {
		return looked
	}
	zoned := end
	if w.byteAt(end) == '%' {
		for zoned++; isAlnum(w.byteAt(zoned)); zoned++ {
		}
	}
	full := w.prefix(zoned, 128)
	if s[from:end] == "::" && full == zoned {
		return looked
	}
	w.add("IP_ADDRESS", from, full, 0.9)
	return max(looked, full)
}

// prefix gives the end of a /length after an address.
func (w *walk) prefix(end, most int) int {
	if w.byteAt(end) != '/' {
		return end
	}
	n, i := 0, end+1
	for ; i-end < 5 && isDigit(w.byteAt(i)); i++ {
		n = n*10 + num(w.text[i])
	}
	if i == end+1 || n > most || isDigit(w.byteAt(i)) {
		return end
	}
	return i
}

// ip4At reads four numbers up to 255 with dots between them.
func (w *walk) ip4At(i int) {
	if i+3 >= len(w.tokens) {
		return
	}
	from := w.tokens[i].start
	if w.byteAt(from-1) == '.' && isAlnum(w.byteAt(from-2)) || w.byteAt(from-1) == '-' && isDigit(w.byteAt(from-2)) {
		return
	}
	for k := i; k < i+4; k++ {
		t := &w.tokens[k]
		if t.kind != digit || t.end-t.start > 3 || k > i && (t.start != w.tokens[k-1].end+1 || w.text[t.start-1] != '.') {
			return
		}
		n := 0
		for _, c := range []byte(w.text[t.start:t.end]) {
			n = n*10 + num(c)
		}
		if n > 255 {
			return
		}
	}
	end := w.tokens[i+3].end
	if w.byteAt(end) == '.' && isAlnum(w.byteAt(end+1)) {
		return
	}
	if c := w.around(i, i+3); c.decoy && c.close && c.near&network == 0 {
		return // a version
	}
	w.add("IP_ADDRESS", from, w.prefix(end, 32), 0.88)
}

// macAt reads six pairs of hexadecimal digits with the same sign between them (IEEE 802).
func (w *walk) macAt(from int) {
	const length = 17
	s := w.text
	if len(s)-from < length || joinedHex(w.byteAt(from-1)) {
		return
	}
	sign := s[from+2]
	for k := range length {
		if k%3 == 2 && s[from+k] != sign || k%3 != 2 && !isHex(s[from+k]) {
			return
		}
	}
	if after := w.byteAt(from + length); isAlnum(after) || (after == ':' || after == '-') && isHex(w.byteAt(from+length+1)) {
		return
	}
	w.add("MAC_ADDRESS", from, from+length, 0.9)
}

func joinedHex(c byte) bool { return isAlnum(c) || c == ':' || c == '-' }

// ciscoAt reads three groups of four hexadecimal digits with dots.
func (w *walk) ciscoAt(from int) {
	const length = 14
	s := w.text
	if len(s)-from < length || isAlnum(w.byteAt(from-1)) || w.byteAt(from-1) == '.' || isAlnum(w.byteAt(from+length)) || w.byteAt(from+length) == '.' && isAlnum(w.byteAt(from+length+1)) {
		return
	}
	for k := range length {
		if k%5 == 4 && s[from+k] != '.' || k%5 != 4 && !isHex(s[from+k]) {
			return
		}
	}
	if allDigits(s[from:from+4]) && allDigits(s[from+5:from+9]) && allDigits(s[from+10:from+14]) {
		return
	}
	w.add("MAC_ADDRESS", from, from+length, 0.8)
}

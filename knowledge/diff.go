package knowledge

import "strings"

// DiffLine is one line of the difference between two texts.
type DiffLine struct {
	Op   byte // ' ' in both, '-' in the old one, '+' in the new one
	Text string
}

// mostCells bounds the work of a comparison: beyond it, what lies between the common beginning and end
// counts as changed whole.
const mostCells = 4_000_000

// Diff gives the difference between two texts, line by line: the fewest lines taken out and put in
// (longest common subsequence; Hunt and McIlroy 1976).
func Diff(old, now string) []DiffLine {
	a, b := splitLines(old), splitLines(now)
	var out []DiffLine
	for len(a) > 0 && len(b) > 0 && a[0] == b[0] {
		out = append(out, DiffLine{' ', a[0]})
		a, b = a[1:], b[1:]
	}
	end := 0
	for end < len(a) && end < len(b) && a[len(a)-1-end] == b[len(b)-1-end] {
		end++
	}
	tail := a[len(a)-end:]
	out = middle(out, a[:len(a)-end], b[:len(b)-end])
	for _, line := range tail {
		out = append(out, DiffLine{' ', line})
	}
	return out
}

func splitLines(s string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, "\n")
}

func middle(out []DiffLine, a, b []string) []DiffLine {
	var common [][]int32 // of a from i on and b from j on
	if len(a) > 0 && len(b) > 0 && (len(a)+1)*(len(b)+1) <= mostCells {
		common = make([][]int32, len(a)+1)
		cells := make([]int32, (len(a)+1)*(len(b)+1))
		for i := range common {
			common[i] = cells[i*(len(b)+1) : (i+1)*(len(b)+1)]
		}
		for i := len(a) - 1; i >= 0; i-- {
			for j := len(b) - 1; j >= 0; j-- {
				if a[i] == b[j] {
					common[i][j] = common[i+1][j+1] + 1
				} else {
					common[i][j] = max(common[i+1][j], common[i][j+1])
				}
			}
		}
	}
	i, j := 0, 0
	for common != nil && i < len(a) && j < len(b) {
		switch {
		case a[i] == b[j]:
			out = append(out, DiffLine{' ', a[i]})
			i, j = i+1, j+1
		case common[i+1][j] >= common[i][j+1]:
			out = append(out, DiffLine{'-', a[i]})
			i++
		default:
			out = append(out, DiffLine{'+', b[j]})
			j++
		}
	}
	for ; i < len(a); i++ {
		out = append(out, DiffLine{'-', a[i]})
	}
	for ; j < len(b); j++ {
		out = append(out, DiffLine{'+', b[j]})
	}
	return out
}

// Brief leaves out lines that stayed, but those next to a change; one with Op '~' stands for them.
func Brief(lines []DiffLine, around int) []DiffLine {
	near := make([]bool, len(lines))
	for i, l := range lines {
		if l.Op == ' ' {
			continue
		}
		for k := max(0, i-around); k <= min(len(lines)-1, i+around); k++ {
			near[k] = true
		}
	}
	var out []DiffLine
	for i, l := range lines {
		switch {
		case near[i]:
			out = append(out, l)
		case i == 0 || near[i-1]:
			out = append(out, DiffLine{Op: '~'})
		}
	}
	return out
}

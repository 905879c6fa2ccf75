package config

import "strings"

// nearest gives the known name that a mistyped one most likely stands for, or "" when none is near:
// at most a third of its letters may differ, a swap of two neighbours counting once
// (optimal string alignment distance).
func nearest(typed string, known []string) string {
	typed = strings.ToLower(strings.ReplaceAll(typed, "-", "_"))
	best, least := "", len(typed)/3+1
	for _, name := range known {
		if d := distance(typed, name); d < least+1 && (best == "" || d < least) {
			best, least = name, d
		}
	}
	return best
}

func distance(a, b string) int {
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		for j := 1; j <= len(b); j++ {
			change := 1
			if a[i-1] == b[j-1] {
				change = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+change)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}

package store

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"
)

// micros gives a time as it is stored; the zero time is 0.
func micros(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMicro()
}

// moment reads a stored time.
func moment(micros int64) time.Time {
	if micros == 0 {
		return time.Time{}
	}
	return time.UnixMicro(micros).UTC()
}

// flag gives a truth as it is stored.
func flag(b bool) int64 {
	if b {
		return 1
	}
	return 0
}

// absent gives NULL for an empty text, so that unique indexes leave it out.
func absent(s string) any {
	if s == "" {
		return nil
	}
	return s
}

// words reads a list that is stored parted by spaces.
func words[T ~string](s string) []T {
	var out []T
	for _, w := range strings.Fields(s) {
		out = append(out, T(w))
	}
	return out
}

func joinWords[T ~string](list []T) string {
	parts := make([]string, len(list))
	for i, w := range list {
		parts[i] = string(w)
	}
	return strings.Join(parts, " ")
}

// encodeList gives a list of texts as it is stored: JSON, "[]" when there are none.
func encodeList(list []string) (string, error) {
	if len(list) == 0 {
		return "[]", nil
	}
	data, err := json.Marshal(list)
	if err != nil {
		return "", fmt.Errorf("encode a list: %w", err)
	}
	return string(data), nil
}

// decodeList reads a stored list of texts; nil when there are none.
func decodeList(s string) ([]string, error) {
	var list []string
	if s == "[]" {
		return nil, nil
	}
	if err := json.Unmarshal([]byte(s), &list); err != nil {
		return nil, fmt.Errorf("a stored list is damaged: %w", err)
	}
	return list, nil
}

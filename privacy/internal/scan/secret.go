package scan

import "strings"

// keyBeginnings are what makers of keys put in front of them, so that they can be found.
var keyBeginnings = []string{
	"sk-", "sk_live_", "sk_test_", "pk_live_", "pk_test_", "rk_live_", "rk_test_", "whsec_", "ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_",
	"glpat-", "xoxb-", "xoxp-", "xoxa-", "xoxs-", "xoxr-", "xapp-", "AKIA", "ASIA", "AIza", "SG.", "hf_", "npm_", "pypi-", "shpat_", "shpss_",
	"dop_v1_", "ya29.", "sq0atp-", "sq0csp-", "LTAI", "dckr_pat_", "lin_api_", "sntrys_", "glsa_", "sbp_", "r8_", "key-", "EAAC", "pat-", "figd_",
}

const (
	shortestKey    = 16
	longestSecret  = 8192
	longestPEM     = 16384
	shortestBearer = 20
)

// compileKeys files the beginnings under their first byte.
func compileKeys() (by [256][]string) {
	for _, b := range keyBeginnings {
		by[b[0]] = append(by[b[0]], b)
	}
	return by
}

// secrets finds keys and tokens by how they begin.
func (w *walk) secrets() {
	if w.marks.dashes {
		w.pem()
	}
	taken := 0
	for i := range w.tokens {
		t := &w.tokens[i]
		if t.start < taken || t.kind == wide || t.kind == digit {
			continue
		}
		if t.end-t.start >= 14 {
			w.walletAt(t)
		}
		if next := w.byteAt(t.end); t.kind == mixed || next == '-' || next == '_' || next == '.' || t.end-t.start >= shortestKey {
			taken = max(taken, w.secretAt(t))
		}
	}
}

// secretAt reads a key from a token on, and gives the end of what it looked at.
func (w *walk) secretAt(t *token) int {
	s := w.text
	if len(s)-t.start < shortestKey || w.byteAt(t.start-1) == '_' {
		return 0
	}
	if strings.HasPrefix(s[t.start:], "eyJ") && t.end-t.start >= 10 {
		end := runEnd(s, t.start, true)
		if dots := strings.Count(s[t.start:end], "."); dots >= 1 && end-t.start >= 30 {
			w.add("JWT", t.start, end, 1)
			return end
		}
	}
	for _, b := range w.keys[s[t.start]] {
		if !strings.HasPrefix(s[t.start:], b) {
			continue
		}
		end := runEnd(s, t.start, b == "SG." || b == "ya29.")
		if end-t.start >= shortestKey && (hasDigit(s[t.start:end]) || makersOwn(b)) {
			w.add("API_KEY", t.start, end, 0.95)
			return end
		}
	}
	return 0
}

// makersOwn reports a beginning that no ordinary word has, so that letters alone may follow.
func makersOwn(beginning string) bool {
	return len(beginning) >= 4 && (strings.IndexByte(beginning, '_') > 0 || !hasLower(beginning) || beginning == "AIza" || beginning == "glpat-")
}

// runEnd reads what keys are written in; a dot at the end is the sentence's.
func runEnd(s string, from int, dots bool) int {
	i := from
	for i < len(s) && i-from < longestSecret && (isAlnum(s[i]) || s[i] == '_' || s[i] == '-' || s[i] == '=' || s[i] == '.' && dots) {
		i++
	}
	for i > from && s[i-1] == '.' {
		i--
	}
	return i
}

func hasDigit(s string) bool {
	for i := range len(s) {
		if isDigit(s[i]) {
			return true
		}
	}
	return false
}

// pem finds blocks of keys (RFC 7468). A block whose end is missing reaches as far as it may.
func (w *walk) pem() {
	const begin, end = "-----BEGIN ", "-----END "
	for from := 0; ; {
		at := strings.Index(w.text[from:], begin)
		if at < 0 {
			return
		}
		at += from
		limit := min(len(w.text), at+longestPEM)
		stop := limit
		if e := strings.Index(w.text[at:limit], end); e >= 0 {
			stop = at + e + len(end)
			if close := strings.Index(w.text[stop:limit], "-----"); close >= 0 && close < 40 {
				stop += close + len("-----")
			}
		}
		if strings.Contains(w.text[at:min(stop, at+60)], "KEY") {
			for stop > at && stop < len(w.text) && w.text[stop] >= 0x80 && w.text[stop] < 0xC0 {
				stop--
			}
			w.add("PRIVATE_KEY", at, stop, 1)
		}
		from = max(stop, at+len(begin))
	}
}

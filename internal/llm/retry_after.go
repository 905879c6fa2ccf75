package llm

import (
	"net/http"
	"strconv"
	"time"
)

const longestWait = 24 * time.Hour

// retryAfter reads how long a server asks to be left alone: milliseconds in Retry-After-Ms, else
// seconds or an HTTP date in Retry-After. A date is measured from the server's own clock when it sent
// one, else from now. What makes no sense is 0; nothing is longer than a day.
func retryAfter(h http.Header, now func() time.Time) time.Duration {
	if ms, err := strconv.ParseFloat(h.Get("Retry-After-Ms"), 64); err == nil {
		return wait(ms / 1000)
	}
	text := h.Get("Retry-After")
	if s, err := strconv.ParseFloat(text, 64); err == nil {
		return wait(s)
	}
	at, err := http.ParseTime(text)
	if err != nil {
		return 0
	}
	from, err := http.ParseTime(h.Get("Date"))
	if err != nil {
		from = now()
	}
	return wait(at.Sub(from).Seconds())
}

// wait keeps seconds between nothing and a day. NaN is nothing.
func wait(seconds float64) time.Duration {
	if !(seconds > 0) {
		return 0
	}
	if seconds >= longestWait.Seconds() {
		return longestWait
	}
	return time.Duration(seconds * float64(time.Second))
}

package respond

import (
	"net/http"

	"candor"
)

// GPC reports whether the sender's browser sends Global Privacy Control. Only "1" says so (W3C
// Global Privacy Control, Sec-GPC).
func GPC(r *http.Request) bool { return r.Header.Get("Sec-GPC") == "1" }

// Via tells how an act reached the API: browsers name their origin with every POST, as the widget's
// do; programs do not.
func Via(r *http.Request) candor.Via {
	if r.Header.Get("Origin") != "" {
		return candor.ViaWidget
	}
	return candor.ViaAPI
}

package widget

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"net/http"
	"strings"
)

//go:embed widget.js
var source []byte

// Widget serves the one file.
type Widget struct {
	packed []byte
	tag    string
}

// New packs the file once.
func New() (*Widget, error) {
	var b bytes.Buffer
	z, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err != nil {
		return nil, err
	}
	if _, err := z.Write(source); err != nil {
		return nil, err
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	sum := sha256.Sum256(source)
	return &Widget{packed: b.Bytes(), tag: hex.EncodeToString(sum[:8])}, nil
}

// ServeHTTP answers GET /widget.js. Browsers keep it for an hour and then ask whether it changed,
// so that a mended widget reaches every page the same day. It sets no cookie and may be embedded
// anywhere: which sites may talk to the desk is decided where they do.
func (wi *Widget) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Content-Type", "text/javascript; charset=utf-8")
	h.Set("Cache-Control", "public, max-age=3600, stale-while-revalidate=86400")
	h.Set("Cross-Origin-Resource-Policy", "cross-origin")
	h.Set("Vary", "Accept-Encoding")
	body, tag := source, wi.tag
	if strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
		h.Set("Content-Encoding", "gzip")
		body, tag = wi.packed, wi.tag+"-gz"
	}
	h.Set("ETag", `"`+tag+`"`)
	if r.Header.Get("If-None-Match") == `"`+tag+`"` {
		h.Del("Content-Encoding")
		w.WriteHeader(http.StatusNotModified)
		return
	}
	if _, err := w.Write(body); err != nil {
		return // whoever asked has gone
	}
}

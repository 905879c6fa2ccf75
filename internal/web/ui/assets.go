package ui

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"time"
)

//go:embed static/*
var Static embed.FS

// Assets serves the static files of all areas from memory, each under an address that carries
// its digest, so that browsers may keep it for ever and never show an old one.
type Assets struct {
	files map[string]asset
}

type asset struct {
	body   []byte
	kind   string
	digest string
}

// NewAssets reads static/* of each area. It fails when two files have one name.
func NewAssets(areas ...fs.FS) (*Assets, error) {
	a := &Assets{files: map[string]asset{}}
	for _, area := range areas {
		names, err := fs.Glob(area, "static/*")
		if err != nil {
			return nil, fmt.Errorf("ui: list static files: %w", err)
		}
		for _, name := range names {
			body, err := fs.ReadFile(area, name)
			if err != nil {
				return nil, fmt.Errorf("ui: read static file: %w", err)
			}
			if err := a.Add(path.Base(name), body); err != nil {
				return nil, err
			}
		}
	}
	return a, nil
}

// Add takes one more file, for example one made from the settings. Not for use once serving.
func (a *Assets) Add(name string, body []byte) error {
	if _, taken := a.files[name]; taken {
		return fmt.Errorf("ui: two static files are named %q", name)
	}
	sum := sha256.Sum256(body)
	kind := mime.TypeByExtension(path.Ext(name))
	if path.Ext(name) == ".js" {
		kind = "text/javascript; charset=utf-8"
	}
	a.files[name] = asset{body: body, kind: kind, digest: hex.EncodeToString(sum[:8])}
	return nil
}

// URL gives the address of a file. It fails for one that is not there, so that a page with a
// wrong name is found when it is first rendered.
func (a *Assets) URL(name string) (string, error) {
	f, ok := a.files[name]
	if !ok {
		return "", fmt.Errorf("ui: no static file %q", name)
	}
	return "/static/" + name + "?v=" + f.digest, nil
}

// ServeHTTP answers GET /static/{file}.
func (a *Assets) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	f, ok := a.files[r.PathValue("file")]
	if !ok {
		http.NotFound(w, r)
		return
	}
	h := w.Header()
	h.Set("Content-Type", f.kind)
	h.Set("ETag", `"`+f.digest+`"`)
	h.Set("Cache-Control", "no-cache")
	if r.URL.Query().Get("v") == f.digest {
		h.Set("Cache-Control", "public, max-age=31536000, immutable")
	}
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(f.body))
}

package respond

import (
	"log/slog"
	"net/http"
	"time"
)

// archiveTime is how long an archive may take on a slow line.
const archiveTime = 30 * time.Minute

// Archive sends a ZIP as a file to keep. Headers go with the first bytes, so that a failure before them
// can still be told as one. The file's name tells nothing of whose it is.
type Archive struct {
	w     http.ResponseWriter
	begun bool
}

// NewArchive makes one.
func NewArchive(w http.ResponseWriter) *Archive { return &Archive{w: w} }

// Write sends bytes of the archive.
func (a *Archive) Write(b []byte) (int, error) {
	if a.begun {
		return a.w.Write(b)
	}
	a.begun = true
	h := a.w.Header()
	h.Set("Content-Type", "application/zip")
	h.Set("Content-Disposition", `attachment; filename="my-data.zip"`)
	h.Set("Cache-Control", "no-store")
	// Only a writer that has no time limits cannot have them moved.
	_ = http.NewResponseController(a.w).SetWriteDeadline(time.Now().Add(archiveTime))
	return a.w.Write(b)
}

// EndArchive ends the answer. A failure before the first bytes is told by fail; a later one breaks the
// download off, because half an archive would look like all there is.
func (r *Responder) EndArchive(w http.ResponseWriter, req *http.Request, a *Archive, err error, fail func(http.ResponseWriter, *http.Request, error)) {
	switch {
	case err == nil:
	case !a.begun:
		fail(w, req, err)
	default:
		r.Log.Error("an archive broke off", slog.String("request", RequestID(req.Context())), slog.Any("error", err))
		panic(http.ErrAbortHandler)
	}
}

package mine

import (
	"net/http"

	"candor/internal/web/respond"
)

// Export answers POST /privacy/export: the archive, as it is made.
func (m *Mine) Export(w http.ResponseWriter, r *http.Request) {
	archive := respond.NewArchive(w)
	err := m.share(r)
	if err == nil {
		_, _, err = m.o.Office.Export(r.Context(), guestOf(r).who, archive)
	}
	m.o.Respond.EndArchive(w, r, archive, err, m.fail)
}

package view

import "net/http"

// WriteReceipt sends a receipt as a file to keep.
func WriteReceipt(w http.ResponseWriter, file []byte, name string) {
	h := w.Header()
	h.Set("Content-Type", "application/json; charset=utf-8")
	h.Set("Content-Disposition", `attachment; filename="`+name+`"`)
	h.Set("Cache-Control", "no-store")
	if _, err := w.Write(file); err != nil {
		return // whoever asked has gone
	}
}

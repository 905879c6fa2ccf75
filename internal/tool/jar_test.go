package tool_test

import (
	"net/http"
	"net/url"
)

// visited is a jar that counts how often it is used.
type visited struct{ n int }

func (v *visited) SetCookies(*url.URL, []*http.Cookie) { v.n++ }

func (v *visited) Cookies(*url.URL) []*http.Cookie {
	v.n++
	return nil
}

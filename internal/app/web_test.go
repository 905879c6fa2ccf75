package app

import (
	"net/http"
	"testing"
)

func TestTheProxysWordOnTheVisitorsAddressCounts(t *testing.T) {
	t.Parallel()
	for _, x := range []struct{ name, value, want string }{
		{"one address", "203.0.113.7", "203.0.113.7"},
		{"what the visitor claims comes first and does not count", "10.0.0.1, 203.0.113.7", "203.0.113.7"},
		{"version 6", "2001:db8::7", "2001:db8::7"},
		{"version 4 written as 6", "::ffff:203.0.113.7", "203.0.113.7"},
		{"nothing", "", "192.0.2.1"},
		{"nonsense", "<script>", "192.0.2.1"},
	} {
		r := &http.Request{Header: http.Header{}, RemoteAddr: "192.0.2.1:4711"}
		if x.value != "" {
			r.Header.Set("X-Forwarded-For", x.value)
		}
		if got := addressFrom("X-Forwarded-For")(r); got.String() != x.want {
			t.Errorf("%s: %v, want %s", x.name, got, x.want)
		}
	}
	if addressFrom("") != nil {
		t.Error("without a proxy a header is believed")
	}
}

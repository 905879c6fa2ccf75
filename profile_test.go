package candor_test

import (
	"bytes"
	"log/slog"
	"strings"
	"testing"
	"time"

	"candor"
)

func TestAProfileIsNeverLogged(t *testing.T) {
	t.Parallel()
	p := candor.Profile{Name: "Quillon", Email: "q@example.org", Phone: "1", Address: "Elm", Orders: []string{"A-1"}}
	var out bytes.Buffer
	slog.New(slog.NewTextHandler(&out, nil)).Info("customer", "profile", p, "pointer", &p)
	if s := out.String(); strings.Contains(s, "Quillon") || strings.Contains(s, "A-1") || strings.Count(s, "[redacted]") != 2 {
		t.Error(s)
	}
}

func TestAProfileIsEmptyWhenNothingIsKnown(t *testing.T) {
	t.Parallel()
	if !(candor.Profile{}).Empty() {
		t.Error("the zero value is not empty")
	}
	for _, p := range []candor.Profile{
		{Name: "a"}, {Email: "a"}, {Phone: "a"}, {Address: "a"}, {Orders: []string{"a"}}, {Language: "en"}, {Verified: time.Now()},
	} {
		if p.Empty() {
			t.Error("something is known")
		}
	}
}

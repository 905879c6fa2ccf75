package access_test

import (
	"errors"
	"net/http"
	"strings"
	"testing"

	"candor"
	"candor/internal/web/access"
)

func passes(t *testing.T, secret string) *access.Passes {
	t.Helper()
	p, err := access.NewPasses([]byte(secret))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestOnlyTheRightPassOpens(t *testing.T) {
	t.Parallel()
	p := passes(t, strings.Repeat("s", 32))
	other := passes(t, strings.Repeat("o", 32))
	mine, theirs := candor.NewConversationID(), candor.NewConversationID()
	good := p.Issue(mine)
	tests := map[string]struct {
		pass string
		ok   bool
	}{
		"its own":                    {good, true},
		"nothing":                    {"", false},
		"the id alone":               {string(mine), false},
		"the id and a dot":           {string(mine) + ".", false},
		"someone else's mac":         {string(mine) + good[:0] + "." + strings.SplitN(p.Issue(theirs), ".", 2)[1], false},
		"made with another secret":   {other.Issue(mine), false},
		"one letter changed":         {good[:len(good)-2] + "AA", false},
		"a bit that base64 ignores":  {good + "=", false},
		"cut short":                  {good[:len(good)-1], false},
		"longer":                     {good + "A", false},
		"an id that is none":         {"con_../../etc." + strings.SplitN(good, ".", 2)[1], false},
		"a pass in upper case":       {strings.ToUpper(good), false},
		"five megabytes of nonsense": {strings.Repeat("x.", 5<<19), false},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			id, err := p.Check(tt.pass)
			if tt.ok && (err != nil || id != mine) {
				t.Errorf("the right pass gave %q, %v", id, err)
			}
			if !tt.ok && !errors.Is(err, candor.ErrNoConversation) {
				t.Errorf("a wrong pass gave %q, %v", id, err)
			}
		})
	}
}

func TestBearerOpensItsOwnConversationOnly(t *testing.T) {
	t.Parallel()
	p := passes(t, strings.Repeat("s", 32))
	mine, theirs := candor.NewConversationID(), candor.NewConversationID()
	tests := map[string]struct {
		header string
		want   candor.ConversationID
		ok     bool
	}{
		"mine":               {"Bearer " + p.Issue(mine), mine, true},
		"any case of scheme": {"bearer " + p.Issue(mine), mine, true},
		"someone else's":     {"Bearer " + p.Issue(mine), theirs, false},
		"no header":          {"", mine, false},
		"another scheme":     {"Basic " + p.Issue(mine), mine, false},
		"no scheme":          {p.Issue(mine), mine, false},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := &http.Request{Header: http.Header{"Authorization": {tt.header}}}
			if err := p.Bearer(r, tt.want); (err == nil) != tt.ok {
				t.Errorf("gave %v", err)
			}
		})
	}
}

func TestAShortSecretIsRefused(t *testing.T) {
	t.Parallel()
	if _, err := access.NewPasses(make([]byte, 31)); err == nil {
		t.Error("31 bytes were taken for a secret")
	}
}

func FuzzCheck(f *testing.F) {
	p, err := access.NewPasses(make([]byte, 32))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(string(candor.NewConversationID()) + ".AAAA")
	f.Fuzz(func(t *testing.T, pass string) {
		id, err := p.Check(pass)
		if err == nil && p.Issue(id) != pass {
			t.Errorf("%q opens %s but is not its pass", pass, id)
		}
	})
}

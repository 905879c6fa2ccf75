package egress_test

import (
	"encoding/json"
	"strings"
	"testing"
	"testing/quick"

	"candor/internal/egress"
	"candor/privacy"
	"candor/vendors"

	"candor"
)

// masked makes texts for a conversation that is nowhere but here.
func masked(t testing.TB, texts ...string) []privacy.Masked {
	t.Helper()
	m, err := privacy.NewMasker(privacy.MaskOptions{Finder: shouted{}, Vaults: &privacy.MemoryVaults{}})
	must(t, err)
	var pieces []privacy.Piece
	for _, text := range texts {
		pieces = append(pieces, privacy.Piece{Text: text})
	}
	out, err := m.Mask(t.Context(), candor.VendorReads(example), candor.NewConversationID(), privacy.Hints{}, pieces...)
	must(t, err)
	return out
}

// Whatever sentence is put wherever into a request, it does not pass.
func TestNoOtherSentencePasses(t *testing.T) {
	t.Parallel()
	a := egress.Ask{Model: "small-1", MostOutput: 100, Said: masked(t, "Answer from the passages only.", "Where is my parcel now?")}
	good := body(a)
	if why := egress.Inspect([]byte(good), a); why != vendors.NoReason {
		t.Fatalf("the premise: %s", why)
	}
	inserted := func(words string) bool {
		words = strings.ToValidUTF8(words, "") + " is my name"
		text, err := json.Marshal(words)
		if err != nil {
			return false
		}
		for _, field := range []string{`"user":`, `"metadata":{"who":`, `"messages":[{"role":"user","content":`, `"tools":[{"description":`, `"role":`, `"id":`} {
			closing := strings.Repeat("}", strings.Count(field, "{"))
			if strings.Contains(field, "[") {
				closing += "]"
			}
			if egress.Inspect([]byte(strings.Replace(good, "{", "{"+field+string(text)+closing+",", 1)), a) == vendors.NoReason {
				return false
			}
		}
		return true
	}
	if err := quick.Check(inserted, &quick.Config{MaxCount: 300}); err != nil {
		t.Error(err)
	}
}

// Short known texts do not let others be put together from them.
func TestShortTextsDoNotMakeUpOthers(t *testing.T) {
	t.Parallel()
	a := egress.Ask{Model: "small-1", MostOutput: 100, Said: masked(t, "a", "b", "c d", "Hello there, friend")}
	for content, want := range map[string]vendors.Reason{
		"a": vendors.NoReason, "abba": vendors.Unmasked, "a b a": vendors.Unmasked, "Hello there, friend": vendors.NoReason,
		"Hello there, friend\nHello there, friend": vendors.NoReason, "Hello there, friend a": vendors.Unmasked, "ello there, frien": vendors.Unmasked,
	} {
		text, err := json.Marshal(content)
		must(t, err)
		if got := egress.Inspect([]byte(`{"model":"small-1","max_tokens":5,"messages":[{"role":"user","content":`+string(text)+`}]}`), a); got != want {
			t.Errorf("%q: %q, want %q", content, got, want)
		}
	}
}

func FuzzInspect(f *testing.F) {
	a := egress.Ask{Model: "small-1", MostOutput: 100, Said: masked(f, "Answer from the passages only.", "Where is my parcel now?")}
	for _, s := range []string{body(a), "", "{", "[]", `{"model":"small-1","max_tokens":1}`, `{"a":{"b":[1,2,{"c":null}]},"model":"x"}`, `{"model":"small-1"}}`, `{"":""}`, "\xff"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, request []byte) {
		if egress.Inspect(request, a) != vendors.NoReason {
			return
		}
		var whole struct {
			Model string
		}
		if err := json.Unmarshal(request, &whole); err != nil || whole.Model != "small-1" && !strings.Contains(strings.ToLower(string(request)), `"model"`) {
			t.Errorf("passed: %q, %v", request, err)
		}
	})
}

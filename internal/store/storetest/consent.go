package storetest

import (
	"context"
	"testing"

	"candor"
	"candor/internal/store"
	"candor/turn"

	"github.com/google/go-cmp/cmp"
)

func consentCases() []testCase {
	return []testCase{
		{"a consent that does not say what was done is refused", shapelessConsents},
		{"texts that were shown are kept together, and never change", noticeTexts},
		{"a customer has one name towards others, which is nobody else's", pseudonyms},
	}
}

func shapelessConsents(t *testing.T, d *desk) {
	c := d.begin(t, candor.CustomerPicksAssistant)
	for name, x := range map[string]candor.Consent{
		"no act":                 {Purpose: candor.Memory},
		"no purpose":             {Act: candor.Gave, Version: 1},
		"a yes to no meaning":    {Purpose: candor.Memory, Act: candor.Gave},
		"an act that is not one": {Purpose: candor.Memory, Act: "perhaps", Version: 1},
	} {
		x.ID, x.Customer, x.At = candor.NewConsentID(), c.Customer, now()
		if _, err := d.Commit(t.Context(), turn.Change{Before: c, After: c, Consents: []candor.Consent{x}}); err == nil {
			t.Errorf("%s: it was stored", name)
		}
	}
	kept, err := d.ConsentHistory(t.Context(), c.Customer)
	if err != nil || len(kept) != 0 {
		t.Errorf("%v, %v", kept, err)
	}
}

func noticeTexts(t *testing.T, d *desk) {
	ctx := context.Background()
	must(t, d.SaveNotices(ctx, []store.NoticeText{{Digest: "a", Language: "en", Text: "May we?"}, {Digest: "b", Language: "es", Text: "¿Podemos?"}}))
	must(t, d.SaveNotices(ctx, []store.NoticeText{{Digest: "a", Language: "en", Text: "We may."}, {Digest: "c", Language: "de", Text: "Dürfen wir?"}}))
	for digest, want := range map[string][2]string{"a": {"en", "May we?"}, "b": {"es", "¿Podemos?"}, "c": {"de", "Dürfen wir?"}} {
		language, text, err := d.Notice(ctx, digest)
		must(t, err)
		if diff := cmp.Diff(want, [2]string{language, text}); diff != "" {
			t.Errorf("%s: %s", digest, diff)
		}
	}
	err := d.SaveNotices(ctx, []store.NoticeText{{Digest: "d", Language: "en", Text: "May we?"}, {Digest: "e", Language: "en"}})
	if _, _, missing := d.Notice(ctx, "d"); err == nil || candor.CodeOf(missing) != candor.CodeNotFound {
		t.Errorf("beside a notice without a text: %v, %v", err, missing)
	}
}

func pseudonyms(t *testing.T, d *desk) {
	one, other := d.begin(t, candor.CustomerAsksPerson), d.begin(t, candor.CustomerAsksPerson)
	first, err := d.Pseudonym(t.Context(), one.Customer)
	must(t, err)
	again, err := d.Pseudonym(t.Context(), one.Customer)
	must(t, err)
	second, err := d.Pseudonym(t.Context(), other.Customer)
	must(t, err)
	if first != again || first == second || len(first) != 32 {
		t.Errorf("%q, again %q, another's %q", first, again, second)
	}
}

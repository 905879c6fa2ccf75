package storetest

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"sync"
	"testing"

	"candor"
	"candor/internal/store"
	"candor/privacy"
	"candor/turn"
)

func vaultCases() []testCase {
	return []testCase{
		{"a value keeps its token over calls, restarts and other processes' stores", tokensStay},
		{"two masks at the same time give one value one token", tokensAreNotDoubled},
		{"a vault opens for a vendor the customer allows, and for nothing else", vaultsNeedConsent},
		{"a vault that is older than the stored one is not saved", oldVaultsAreRefused},
		{"no value stands in the database file", vaultsAreSealed},
	}
}

// toVendor is the access of the assistant that sends masked text out.
func toVendor() candor.Access { return candor.VendorReads("Example AI") }

// shouted finds words in capitals that are longer than three letters.
type shouted struct{}

func (shouted) Detect(text string, _ privacy.Hints) ([]privacy.Span, []privacy.Flag) {
	var found []privacy.Span
	at := 0
	for _, word := range strings.SplitAfter(text, " ") {
		if bare := strings.TrimRight(word, " "); len(bare) > 3 && strings.Trim(bare, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") == "" {
			found = append(found, privacy.Span{Type: "PERSON", Start: at, End: at + len(bare), Score: 1})
		}
		at += len(word)
	}
	return found, nil
}

func masker(t testing.TB, s *store.Store) *privacy.Masker {
	t.Helper()
	m, err := privacy.NewMasker(privacy.MaskOptions{Finder: shouted{}, Vaults: s.Vaults()})
	must(t, err)
	return m
}

func (d *desk) allowed(t testing.TB) candor.Conversation {
	t.Helper()
	return d.vendor(t, d.begin(t, candor.CustomerPicksAssistant), candor.Gave)
}

// vendor is the customer's word on sending masked text to one vendor.
func (d *desk) vendor(t testing.TB, c candor.Conversation, act candor.ConsentAct) candor.Conversation {
	t.Helper()
	c, err := d.Commit(t.Context(), turn.Change{Before: c, After: c, Consents: []candor.Consent{{
		ID: candor.NewConsentID(), Customer: c.Customer, Purpose: candor.Vendor, Act: act, Notice: "digest",
		Version: candor.Vendor.Meaning(), Recipients: []string{toVendor().To}, Language: "en", Via: candor.ViaWidget, At: now(),
	}}})
	must(t, err)
	return c
}

func mask(t testing.TB, s *store.Store, c candor.Conversation, text string) string {
	t.Helper()
	m, err := masker(t, s).MaskText(t.Context(), toVendor(), c.ID, text, privacy.Hints{})
	must(t, err)
	return m.Text()
}

func tokensStay(t *testing.T, d *desk) {
	c, other := d.allowed(t), d.allowed(t)
	first := mask(t, d.Store, c, "it is for JOHNSON here")
	if strings.Contains(first, "JOHNSON") {
		t.Fatal("the value is not masked")
	}
	if elsewhere := mask(t, d.Store, other, "it is for JOHNSON here"); elsewhere == first {
		t.Error("two conversations share a token")
	}
	d.reopen(t)
	if again := mask(t, d.another(t), c, "it is for JOHNSON here"); again != first {
		t.Errorf("%q, then %q", first, again)
	}
	r, err := masker(t, d.Store).Restorer(t.Context(), toVendor(), c.ID, "")
	must(t, err)
	if got := r.Restore(first, privacy.Plain); got != "it is for JOHNSON here" {
		t.Errorf("restored as %q", got)
	}
	r, err = masker(t, d.Store).Restorer(t.Context(), toVendor(), other.ID, "")
	must(t, err)
	if got := r.Restore(first, privacy.Plain); got != "it is for […] here" {
		t.Errorf("in another conversation it is restored as %q", got)
	}
}

func tokensAreNotDoubled(t *testing.T, d *desk) {
	c := d.allowed(t)
	makers := []*privacy.Masker{masker(t, d.Store), masker(t, d.another(t))}
	texts := make([]string, 12)
	var wg sync.WaitGroup
	for i := range texts {
		wg.Go(func() {
			m, err := makers[i%2].MaskText(t.Context(), toVendor(), c.ID, fmt.Sprintf("JOHNSON and VALUE%d", i%4), privacy.Hints{})
			if err != nil {
				t.Error(err)
			}
			texts[i] = m.Text()
		})
	}
	wg.Wait()
	for i, text := range texts {
		if text != texts[i%4] || strings.Fields(text)[0] != strings.Fields(texts[0])[0] {
			t.Errorf("masks %d and %d of one value: %q and %q", i%4, i, texts[i%4], text)
		}
	}
}

func vaultsNeedConsent(t *testing.T, d *desk) {
	c := d.allowed(t)
	mask(t, d.Store, c, "it is for JOHNSON here")
	vault, err := d.Vaults().Load(t.Context(), toVendor(), c.ID)
	must(t, err)
	refused := func(why string, by candor.Access, want error) {
		t.Helper()
		if v, err := d.Vaults().Load(t.Context(), by, c.ID); v != nil || !errors.Is(err, want) {
			t.Errorf("load, %s: %v", why, err)
		}
		if err := d.Vaults().Save(t.Context(), by, c.ID, vault); !errors.Is(err, want) {
			t.Errorf("save, %s: %v", why, err)
		}
		m, err := masker(t, d.Store).MaskText(t.Context(), by, c.ID, "nothing to find", privacy.Hints{})
		if !errors.Is(err, want) || !m.Empty() {
			t.Errorf("mask, %s: %v", why, err)
		}
	}
	for _, by := range []candor.Access{
		{}, {Purpose: candor.Vendor, To: toVendor().To}, {Actor: "assistant", To: toVendor().To},
		{Actor: "assistant", Purpose: candor.Vendor}, candor.VendorReads("Another AI"), candor.CustomerReads(), candor.AssistantReads(),
		candor.AgentReads(mayaID), {Actor: "command", Purpose: candor.Rights}, {Actor: "desk", Purpose: candor.Secure},
	} {
		refused(fmt.Sprintf("%+v", by), by, candor.ErrNoBasis)
	}
	must(t, d.Restrict(t.Context(), c.Customer, true))
	refused("restricted", toVendor(), candor.ErrRestricted)
	must(t, d.Restrict(t.Context(), c.Customer, false))
	c, err = d.Conversation(t.Context(), c.ID) // whatever was decided on it before is decided anew
	must(t, err)
	d.vendor(t, d.look(t, c.ID).Conversation, candor.Withdrew)
	refused("withdrawn", toVendor(), candor.ErrNoBasis)
	if _, err := d.Vaults().Load(t.Context(), toVendor(), candor.NewConversationID()); !errors.Is(err, candor.ErrNoConversation) {
		t.Errorf("of no conversation: %v", err)
	}
}

func oldVaultsAreRefused(t *testing.T, d *desk) {
	c := d.allowed(t)
	old, err := d.Vaults().Load(t.Context(), toVendor(), c.ID)
	must(t, err)
	text := mask(t, d.Store, c, "it is for JOHNSON here")
	if err := d.Vaults().Save(t.Context(), toVendor(), c.ID, old); !errors.Is(err, candor.ErrMoved) {
		t.Errorf("an old vault: %v", err)
	}
	if again := mask(t, d.Store, c, "it is for JOHNSON here"); again != text {
		t.Error("the token is lost")
	}
}

func vaultsAreSealed(t *testing.T, d *desk) {
	c := d.allowed(t)
	token := strings.Fields(mask(t, d.Store, c, "it is for JOHNSONVALUE here"))[3]
	must(t, d.Store.Close())
	for _, side := range []string{"", "-wal"} {
		found, err := os.ReadFile(d.options.Path + side)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			t.Fatal(err)
		}
		if bytes.Contains(found, []byte("JOHNSONVALUE")) || bytes.Contains(found, []byte(token)) {
			t.Errorf("a value or its token stands in the file%s", side)
		}
	}
	d.Store = d.another(t)
}

package llmtest

import (
	"context"
	"sync"
	"testing"

	"candor"
	"candor/privacy"
)

// Recipient is the vendor that Masked masks for.
const Recipient = "Example AI"

// detector is made once: its word lists take a while to read.
var detector = sync.OnceValue(privacy.New)

// Masker makes what may be said to a model, as the desk does: the real detector, the real tokens.
type Masker struct {
	t      testing.TB
	masker *privacy.Masker
	id     candor.ConversationID
	to     string
}

// NewMasker masks for one conversation and the vendor Recipient, with vaults of its own.
func NewMasker(t testing.TB) Masker {
	t.Helper()
	return NewMaskerFor(t, candor.NewConversationID(), Recipient)
}

// NewMaskerFor masks for a conversation and a vendor.
func NewMaskerFor(t testing.TB, id candor.ConversationID, vendor string) Masker {
	t.Helper()
	m, err := privacy.NewMasker(privacy.MaskOptions{Finder: detector(), Vaults: &privacy.MemoryVaults{}})
	if err != nil {
		t.Fatal(err)
	}
	return Masker{t, m, id, vendor}
}

// Text masks words.
func (m Masker) Text(words string) privacy.Masked {
	m.t.Helper()
	masked, err := m.masker.MaskText(context.Background(), candor.VendorReads(m.to), m.id, words, privacy.Hints{})
	if err != nil {
		m.t.Fatal(err)
	}
	return masked
}

// JSON masks a document, such as the arguments of an earlier call.
func (m Masker) JSON(document string) privacy.Masked {
	m.t.Helper()
	masked, err := m.masker.MaskJSON(context.Background(), candor.VendorReads(m.to), m.id, document, privacy.Hints{})
	if err != nil {
		m.t.Fatal(err)
	}
	return masked
}

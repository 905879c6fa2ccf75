package calibrate_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"testing"

	"candor/answer/calibrate"
)

// rewritten changes the content of a file and gives it the digest that then fits.
func rewritten(t testing.TB, file []byte, change func(content map[string]any)) []byte {
	t.Helper()
	var outer, content map[string]any
	if err := json.Unmarshal(file, &outer); err != nil {
		t.Fatal(err)
	}
	content = outer["content"].(map[string]any)
	change(content)
	raw, err := json.Marshal(content)
	if err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256(raw)
	outer["digest"], outer["content"] = hex.EncodeToString(sum[:]), json.RawMessage(raw)
	out, err := json.Marshal(outer)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestAModelThatContradictsItselfIsRefused(t *testing.T) {
	t.Parallel()
	m, _ := watched(t)
	base := func(c map[string]any) map[string]any { return c["base"].(map[string]any) }
	tier := func(c map[string]any, i int) map[string]any { return c["tiers"].([]any)[i].(map[string]any) }
	changes := map[string]func(c map[string]any){
		"a bound better than its counts": func(c map[string]any) { base(c)["errorBound"] = 0.0001 },
		"a bound over the target":        func(c map[string]any) { base(c)["errorBound"] = 0.5 },
		"no bound but a guarantee":       func(c map[string]any) { tier(c, 2)["holds"] = true },
		"a threshold of 0":               func(c map[string]any) { base(c)["threshold"] = 0 },
		"a tier looser than all":         func(c map[string]any) { tier(c, 0)["threshold"] = 1e-9 },
		"a tier that holds alone": func(c map[string]any) {
			b := base(c)
			b["holds"], b["reason"], b["threshold"], b["errorBound"] = false, "too few labels", 0, 1
		},
		"a tier with a target of its own":   func(c map[string]any) { tier(c, 0)["target"] = 0.9 },
		"more wrong than answered":          func(c map[string]any) { base(c)["wrong"] = 100000 },
		"tiers in another order":            func(c map[string]any) { l := c["tiers"].([]any); l[0], l[1] = l[1], l[0] },
		"a tier missing":                    func(c map[string]any) { c["tiers"] = c["tiers"].([]any)[:2] },
		"a weight missing":                  func(c map[string]any) { c["weights"] = c["weights"].([]any)[:1] },
		"a weight that is none":             func(c map[string]any) { c["weights"].([]any)[0] = 1e300 },
		"a negative scale":                  func(c map[string]any) { c["scale"].([]any)[0] = -1 },
		"two features of one name":          func(c map[string]any) { c["names"] = []any{"match", "match"} },
		"never fitted but with a guarantee": func(c map[string]any) { c["fitted"] = false },
		"edges that fall":                   func(c map[string]any) { c["edges"] = []any{0.5, 0.2} },
		"counts for other edges":            func(c map[string]any) { c["usual"] = []any{1} },
		"an unknown field":                  func(c map[string]any) { c["more"] = 1 },
		"a guarantee over all with a tier":  func(c map[string]any) { base(c)["tier"] = "account" },
		"an answer without a level":         func(c map[string]any) { base(c)["level"] = 0 },
	}
	if _, err := calibrate.Load(bytes.NewReader(rewritten(t, saved(t, m), func(map[string]any) {})), simulated, "k1"); err != nil {
		t.Fatalf("unchanged: %v", err)
	}
	for name, change := range changes {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := calibrate.Load(bytes.NewReader(rewritten(t, saved(t, m), change)), simulated, "k1")
			if !errors.Is(err, calibrate.ErrDamaged) || got.Digest() != "" {
				t.Errorf("got %v", err)
			}
		})
	}
}

func TestAWatchThatContradictsItselfIsRefused(t *testing.T) {
	t.Parallel()
	m, w := watched(t)
	first := func(c map[string]any) map[string]any { return c["errors"].([]any)[0].(map[string]any) }
	questions := func(c map[string]any) map[string]any { return c["questions"].(map[string]any) }
	changes := map[string]func(c map[string]any){
		"an easier bound":             func(c map[string]any) { first(c)["bound"] = 0.9 },
		"a test switched off":         func(c map[string]any) { first(c)["alpha"] = 0 },
		"a test missing":              func(c map[string]any) { c["errors"] = c["errors"].([]any)[:2] },
		"bets missing":                func(c map[string]any) { first(c)["wealth"] = []any{1} },
		"a negative wealth":           func(c map[string]any) { first(c)["wealth"].([]any)[0] = -1 },
		"evidence without an alarm":   func(c map[string]any) { first(c)["evidence"] = 1e6 },
		"an alarm that is not listed": func(c map[string]any) { first(c)["alarm"] = true },
		"a listed alarm that was none": func(c map[string]any) {
			c["alarms"] = []any{map[string]any{"cause": "more wrong answers than stated", "tier": "information", "at": "2026-01-01T00:00:00Z"}}
		},
		"questions without evidence":    func(c map[string]any) { questions(c)["wealth"] = []any{} },
		"questions with fewer counts":   func(c map[string]any) { questions(c)["counts"] = []any{1, 2} },
		"questions with an odd alpha":   func(c map[string]any) { questions(c)["alpha"] = 3 },
		"questions with hidden alarm":   func(c map[string]any) { questions(c)["alarm"] = true },
		"questions with much evidence":  func(c map[string]any) { questions(c)["evidence"] = 1e6 },
		"questions with negative money": func(c map[string]any) { questions(c)["wealth"].([]any)[1] = -1 },
	}
	var file bytes.Buffer
	if err := w.Save(&file); err != nil {
		t.Fatal(err)
	}
	if _, err := calibrate.LoadWatch(bytes.NewReader(rewritten(t, file.Bytes(), func(map[string]any) {})), m); err != nil {
		t.Fatalf("unchanged: %v", err)
	}
	for name, change := range changes {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := calibrate.LoadWatch(bytes.NewReader(rewritten(t, file.Bytes(), change)), m)
			if !errors.Is(err, calibrate.ErrDamaged) || got.Model != "" {
				t.Errorf("got %v", err)
			}
		})
	}
}

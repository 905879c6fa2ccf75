package calibrate_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"strings"
	"testing"

	"candor/answer/calibrate"
)

// A model remembers which search it is for; a file that claims vectors without a trial that speaks for them was not
// written by this program.
func TestAModelIsForOneWayOfSearching(t *testing.T) {
	t.Parallel()
	used := calibrate.Searched{Vectors: true, Asked: 40, Without: 0.5, With: 0.625, Doubt: 0.0625}
	m := train(t, simulated, easy(400), calibrate.Options{Target: 0.1, Searched: used})
	if m.Searched() != used {
		t.Errorf("%+v", m.Searched())
	}
	var file bytes.Buffer
	if err := m.Save(&file); err != nil {
		t.Fatal(err)
	}
	read, err := calibrate.Load(bytes.NewReader(file.Bytes()), simulated, m.Knowledge())
	if err != nil || read.Searched() != used {
		t.Errorf("%+v, %v", read.Searched(), err)
	}
	for name, change := range map[string][2]string{
		"no gain":       {`"with":0.625`, `"with":0.5`},
		"all is doubt":  {`"doubt":0.0625`, `"doubt":0.5`},
		"nothing asked": {`"asked":40`, `"asked":0`},
		"no share":      {`"without":0.5`, `"without":-0.5`},
	} {
		if _, err := calibrate.Load(strings.NewReader(tampered(t, file.String(), change)), simulated, m.Knowledge()); !errors.Is(err, calibrate.ErrDamaged) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if (calibrate.Model{}).Searched() != (calibrate.Searched{}) {
		t.Error("no model, and yet a trial")
	}
}

// tampered changes the content of a file and mends its digest.
func tampered(t *testing.T, file string, change [2]string) string {
	t.Helper()
	const start = `"content":`
	at := strings.Index(file, start) + len(start)
	content := strings.TrimSuffix(strings.TrimSpace(file[at:]), "}")
	other := strings.Replace(content, change[0], change[1], 1)
	if other == content {
		t.Fatalf("the premise: the file has %s", change[0])
	}
	before, after := sha256.Sum256([]byte(content)), sha256.Sum256([]byte(other))
	return strings.Replace(strings.Replace(file, content, other, 1), hex.EncodeToString(before[:]), hex.EncodeToString(after[:]), 1)
}

package ledger_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"candor/ledger"

	"golang.org/x/mod/sumdb/note"
)

func TestCheckpointSaysWhatWasSigned(t *testing.T) {
	t.Parallel()
	s := signer(t, 1)
	m := randomLog(30, 7)
	c := head(t, s, m.tree)
	want := "candor ledger\n7\n" + m.tree.Root().String() + "\n\n— candor-ledger "
	if !strings.HasPrefix(string(c.Note), want) {
		t.Errorf("got\n%s", c.Note)
	}
	got, err := s.Verifier().Open(c.Note)
	if err != nil {
		t.Fatal(err)
	}
	if got.Size != 7 || got.Root != m.tree.Root() || !bytes.Equal(got.Note, c.Note) {
		t.Errorf("got %+v", got)
	}
}

func TestPublicKeyTravelsAsText(t *testing.T) {
	t.Parallel()
	s := signer(t, 1)
	v, err := ledger.NewVerifier(s.Verifier().String())
	if err != nil {
		t.Fatal(err)
	}
	var empty ledger.Tree
	if _, err := v.Open(head(t, s, empty).Note); err != nil {
		t.Error(err)
	}
	for _, text := range []string{"", "candor-ledger", s.Verifier().String() + "x", strings.Replace(v.String(), "candor", "other", 1)} {
		if _, err := ledger.NewVerifier(text); err == nil {
			t.Errorf("%q was taken for a public key", text)
		}
	}
}

func TestSeedMustHave32Bytes(t *testing.T) {
	t.Parallel()
	for _, n := range []int{0, 31, 33, 64} {
		if _, err := ledger.NewSigner(make([]byte, n)); err == nil {
			t.Errorf("%d bytes were taken for a seed", n)
		}
	}
}

// A rightly signed text is still refused when it is not exactly a checkpoint.
func TestOpenRefusesOtherSignedTexts(t *testing.T) {
	t.Parallel()
	skey, vkey, err := note.GenerateKey(nil, "candor-ledger")
	if err != nil {
		t.Fatal(err)
	}
	key, err := note.NewSigner(skey)
	if err != nil {
		t.Fatal(err)
	}
	v, err := ledger.NewVerifier(vkey)
	if err != nil {
		t.Fatal(err)
	}
	var empty ledger.Tree
	root := empty.Root().String()
	signed := func(text string) []byte {
		b, err := note.Sign(&note.Note{Text: text}, key)
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	if _, err := v.Open(signed("candor ledger\n0\n" + root + "\n")); err != nil {
		t.Fatal("the premise:", err)
	}
	for _, text := range []string{
		"go.sum database tree\n0\n" + root + "\n",
		"candor ledger\n-1\n" + root + "\n",
		"candor ledger\n+0\n" + root + "\n",
		"candor ledger\n00\n" + root + "\n",
		"candor ledger\n0x1\n" + root + "\n",
		"candor ledger\n99999999999999999999\n" + root + "\n",
		"candor ledger\n0\nabc\n",
		"candor ledger\n0\n" + strings.Replace(root, "FU=", "FV=", 1) + "\n",
		"candor ledger\n0\n" + root + "\nmore\n",
		"candor ledger\n0\n",
	} {
		if _, err := v.Open(signed(text)); !errors.Is(err, ledger.ErrBadCheckpoint) {
			t.Errorf("%q: got %v", text, err)
		}
	}
}

func FuzzOpenCheckpoint(f *testing.F) {
	s := signer(f, 1)
	m := randomLog(31, 3)
	good := head(f, s, m.tree).Note
	f.Add(good)
	f.Add([]byte("candor ledger\n0\n\n"))
	f.Fuzz(func(t *testing.T, in []byte) {
		c, err := s.Verifier().Open(in)
		if err == nil && !bytes.Equal(in, good) {
			t.Fatalf("opened what was never signed: size %d", c.Size)
		}
	})
}

func BenchmarkSign(b *testing.B) {
	s := signer(b, 1)
	m := randomLog(32, 1000)
	for b.Loop() {
		if _, err := s.Sign(&m.tree); err != nil {
			b.Fatal(err)
		}
	}
}

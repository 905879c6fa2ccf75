package vectors_test

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"testing"

	"candor/internal/search/vectors"
	"candor/knowledge"
)

func small(t testing.TB) []byte {
	t.Helper()
	file, err := vectors.Write([]string{"cat", "catalogue", "dog"}, [][]float64{{0.5, 0.5, 0.5, 0.5}, {0.5, 0.5, -0.5, -0.5}, {0.5, 0.5, 0.5, -0.5}})
	if err != nil {
		t.Fatal(err)
	}
	return file
}

func TestWordsAreFoundAndCompared(t *testing.T) {
	t.Parallel()
	table, err := vectors.Open(small(t))
	if err != nil {
		t.Fatal(err)
	}
	if table.Len() != 3 || table.Find("cat") != 0 || table.Find("catalogue") != 1 || table.Find("dog") != 2 {
		t.Errorf("%d words: %d %d %d", table.Len(), table.Find("cat"), table.Find("catalogue"), table.Find("dog"))
	}
	for _, word := range []string{"", "ca", "cats", "zebra"} {
		if got := table.Find(word); got != -1 {
			t.Errorf("%q is word %d", word, got)
		}
	}
	for _, c := range []struct {
		a, b int
		want float64
	}{{0, 0, 1}, {0, 1, 0}, {0, 2, 0.5}, {1, 2, 0.5}} {
		if got := table.Like(c.a, c.b); got < c.want-0.01 || got > c.want+0.01 {
			t.Errorf("%d and %d are alike by %.3f, want %.3f", c.a, c.b, got, c.want)
		}
	}
}

func TestZeroTableKnowsNoWord(t *testing.T) {
	t.Parallel()
	var table vectors.Table
	if table.Len() != 0 || table.Find("cat") != -1 {
		t.Error("it knows something")
	}
}

// Whatever is changed in a file, be it by an enemy who mends the digest: it is refused, or it is a table that can be
// read from end to end.
func TestHostileFileIsRefused(t *testing.T) {
	t.Parallel()
	good := small(t)
	const numbers = 17 + sha256.Size
	for name, spoil := range map[string]func(b []byte) []byte{
		"empty":                 func([]byte) []byte { return nil },
		"cut short":             func(b []byte) []byte { return b[:len(b)-1] },
		"one byte more":         func(b []byte) []byte { return append(b, 0) },
		"another make":          func(b []byte) []byte { return append([]byte("candor vectors 2\n"), b[17:]...) },
		"a changed row":         func(b []byte) []byte { b[len(b)-1] ^= 1; return b },
		"four thousand million": func(b []byte) []byte { copy(b[numbers:], "\xff\xff\xff\xff"); return sign(b) },
		"no width":              func(b []byte) []byte { copy(b[numbers+4:], "\x00\x00\x00\x00"); return sign(b) },
		"words past the end":    func(b []byte) []byte { copy(b[numbers+8:], "\xff\xff\xff\x7f"); return sign(b) },
		"ends that fall":        func(b []byte) []byte { copy(b[numbers+12:], "\x0c\x00\x00\x00"); return sign(b) },
		"ends past the words":   func(b []byte) []byte { copy(b[numbers+20:], "\xff\x00\x00\x00"); return sign(b) },
		"words out of order":    func(b []byte) []byte { copy(b[numbers+24:], "zat"); return sign(b) },
	} {
		if table, err := vectors.Open(spoil(bytes.Clone(good))); !errors.Is(err, vectors.ErrDamaged) || table.Len() != 0 {
			t.Errorf("%s: %d words, %v", name, table.Len(), err)
		}
	}
}

// sign mends the digest, as somebody would who changes a file on purpose.
func sign(b []byte) []byte {
	sum := sha256.Sum256(b[17+sha256.Size:])
	copy(b[17:], sum[:])
	return b
}

func TestWriteRefusesWhatCouldNotBeRead(t *testing.T) {
	t.Parallel()
	row := []float64{1}
	for name, c := range map[string]struct {
		words []string
		rows  [][]float64
	}{
		"nothing":        {nil, nil},
		"a row too few":  {[]string{"a", "b"}, [][]float64{row}},
		"out of order":   {[]string{"b", "a"}, [][]float64{row, row}},
		"twice":          {[]string{"a", "a"}, [][]float64{row, row}},
		"an empty word":  {[]string{""}, [][]float64{row}},
		"another length": {[]string{"a", "b"}, [][]float64{row, {1, 2}}},
	} {
		if _, err := vectors.Write(c.words, c.rows); err == nil {
			t.Errorf("%s is written", name)
		}
	}
}

func TestShippedWordsAreStems(t *testing.T) {
	t.Parallel()
	table, err := vectors.English()
	if err != nil {
		t.Fatal(err)
	}
	if table.Len() < 20_000 {
		t.Errorf("only %d words", table.Len())
	}
	for _, word := range []string{"refund", "password", "shipping", "cancellation", "invoices", "delivery", "printer", "activated", "broken", "cheaper"} {
		if table.Find(knowledge.Stem("en", word)) < 0 {
			t.Errorf("the stem of %q is not there: has the stemmer changed? Make the file anew with go run ./scripts/vectors", word)
		}
	}
}

func TestShippedVectorsTellWhatIsNear(t *testing.T) {
	t.Parallel()
	table, err := vectors.English()
	if err != nil {
		t.Fatal(err)
	}
	row := func(word string) int { return table.Find(knowledge.Stem("en", word)) }
	for _, c := range [][3]string{
		{"bike", "bicycle", "invoice"}, {"parcel", "package", "password"}, {"sofa", "couch", "voltage"},
		{"laptop", "computer", "butter"}, {"doctor", "physician", "delivery"}, {"refund", "reimbursement", "battery"},
	} {
		near, far := table.Like(row(c[0]), row(c[1])), table.Like(row(c[0]), row(c[2]))
		if near < far+0.2 {
			t.Errorf("%s is to %s by %.2f and to %s by %.2f", c[0], c[1], near, c[2], far)
		}
	}
}

func FuzzOpen(f *testing.F) {
	f.Add(small(f))
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) > 17+sha256.Size {
			data = sign(bytes.Clone(data))
		}
		table, err := vectors.Open(data)
		if err != nil {
			return
		}
		table.Find("cat")
		for i := range table.Len() {
			table.Like(0, i)
		}
	})
}

func ExampleTable_Like() {
	table, err := vectors.English()
	if err != nil {
		panic(err)
	}
	bike, bicycle, tax := table.Find("bike"), table.Find(knowledge.Stem("en", "bicycle")), table.Find("tax")
	fmt.Println(table.Like(bike, bicycle) > 0.6, table.Like(bike, tax) > 0.2)
	// Output: true false
}

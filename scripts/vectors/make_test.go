package main

import (
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"candor/internal/search/vectors"
)

// small is a package of a few words in three dimensions.
func small() source {
	return source{
		words: []string{"the", ",", "refund", "refunds", "reimburse", "galaxy", "galaxies"},
		vectors: map[string][]float64{
			"the": {1, 0, 0}, ",": {0, 1, 0}, "refund": {3, 1, 0}, "refunds": {3, 0, 1}, "reimburse": {3, 0.4, 0.4}, "galaxy": {-2, 1, 5}, "galaxies": {-2, 1, 5},
		},
	}
}

func TestWordsOfOneStemAreJoinedAndStopWordsLeftOut(t *testing.T) {
	t.Parallel()
	words, rows := joined(small(), 10)
	if !slices.Equal(words, []string{"galaxi", "refund", "reimburs"}) {
		t.Fatalf("%v", words)
	}
	if r := rows[1]; !(r[1] > r[2] && r[2] > 0) {
		t.Errorf("the commoner of two words does not count more: %v", r)
	}
	for i, r := range rows {
		if math.Abs(norm(r)-1) > 1e-12 {
			t.Errorf("%s is %v long", words[i], norm(r))
		}
	}
	if words, _ := joined(small(), 1); !slices.Equal(words, []string{"refund"}) {
		t.Errorf("the commonest is %v", words)
	}
}

func TestReducedRowsKeepWhoIsNearWhom(t *testing.T) {
	t.Parallel()
	words, rows := joined(small(), 10)
	file, err := vectors.Write(words, reduced(rows, 0, 2))
	if err != nil {
		t.Fatal(err)
	}
	table, err := vectors.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	near, far := table.Like(table.Find("refund"), table.Find("reimburs")), table.Like(table.Find("refund"), table.Find("galaxi"))
	if near < far+0.5 {
		t.Errorf("refund and reimburse %.2f, refund and galaxy %.2f", near, far)
	}
	again, err := vectors.Write(words, reduced(rows, 0, 2))
	if err != nil || !slices.Equal(file, again) {
		t.Errorf("the same words gave other bytes, %v", err)
	}
}

// principal must be what it says: A·v = λ·v, λ falling, v at right angles.
func TestPrincipalDirectionsAreEigenvectors(t *testing.T) {
	t.Parallel()
	a := [][]float64{{4, 1, 0.5}, {1, 3, -1}, {0.5, -1, 2}}
	kept := [][]float64{slices.Clone(a[0]), slices.Clone(a[1]), slices.Clone(a[2])}
	before := math.Inf(1)
	directions := principal(a)
	for i, v := range directions {
		value := 0.0
		var image [3]float64
		for r := range 3 {
			for c := range 3 {
				image[r] += kept[r][c] * v[c]
			}
			value += image[r] * v[r]
		}
		for r := range 3 {
			if math.Abs(image[r]-value*v[r]) > 1e-9 {
				t.Errorf("direction %d is no eigenvector: %v against %v times it", i, image, value)
			}
		}
		if value > before {
			t.Errorf("direction %d tells more than the one before", i)
		}
		before = value
		for _, other := range directions[:i] {
			if dot := v[0]*other[0] + v[1]*other[1] + v[2]*other[2]; math.Abs(dot) > 1e-9 {
				t.Errorf("directions lean on each other: %v", dot)
			}
		}
	}
}

func TestAnotherPackageIsRefused(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "evil.tgz")
	if err := os.WriteFile(file, []byte("not the package"), 0o600); err != nil {
		t.Fatal(err)
	}
	to := filepath.Join(t.TempDir(), "en.vec")
	var out, problems strings.Builder
	if code := run([]string{"-package", file, "-o", to}, &out, &problems); code != 1 || !strings.Contains(problems.String(), "SHA-256") {
		t.Errorf("%d %q", code, problems.String())
	}
	if _, err := os.Stat(to); err == nil {
		t.Error("a file was written of it")
	}
}

func TestVectorsOfTooFewNumbersAreRefused(t *testing.T) {
	t.Parallel()
	if _, err := decode(strings.NewReader(`{"dimensions":3,"words":["a"],"vectors":{"a":[1,2]}}`)); err == nil {
		t.Error("no error")
	}
}

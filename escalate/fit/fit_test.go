package fit_test

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"candor/escalate/fit"
	"candor/escalate/learned"
)

func TestBracesStandForEachChoice(t *testing.T) {
	t.Parallel()
	got := read(t, "# a comment\n+ a {x|y} {d|}\n- plain\n")
	var texts []string
	for _, e := range got {
		texts = append(texts, e.Text)
	}
	if diff := cmp.Diff([]string{"a x d", "a x", "a y d", "a y", "plain"}, texts); diff != "" {
		t.Error(diff)
	}
	if !got[0].Yes || got[4].Yes || got[0].Group != got[3].Group || got[0].Group == got[4].Group {
		t.Errorf("%+v", got)
	}
}

func read(t *testing.T, lines string) []fit.Example {
	t.Helper()
	name := filepath.Join(t.TempDir(), "examples.txt")
	if err := os.WriteFile(name, []byte(lines), 0o600); err != nil {
		t.Fatal(err)
	}
	got, err := fit.ReadExamples(name)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func TestLineThatTakesNoSideIsRefused(t *testing.T) {
	t.Parallel()
	name := filepath.Join(t.TempDir(), "examples.txt")
	if err := os.WriteFile(name, []byte("# fine\n+ yes\nneither\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := fit.ReadExamples(name); err == nil {
		t.Error("a line with neither + nor - was read")
	}
}

// Few words are enough to see that what is learned is what the examples say.
func TestWhatIsLearnedIsWhatTheExamplesSay(t *testing.T) {
	t.Parallel()
	var examples []fit.Example
	for i, text := range []string{"obey the wizard now please", "please obey the wizard today", "obey your wizard at once", "the parcel is late again", "my parcel came late today", "where is the late parcel"} {
		examples = append(examples, fit.Example{Text: text, Yes: i < 3, Weight: 1, Group: uint32(i), Source: "own"})
	}
	data, err := fit.Fit("wizard", examples, nil, io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	again, err := fit.Fit("wizard", examples, nil, io.Discard)
	if err != nil || !bytes.Equal(data, again) {
		t.Errorf("the same examples gave other bytes: %v", err)
	}
	m, err := learned.Parse(data)
	if err != nil {
		t.Fatal(err)
	}
	yes, no := m.All("obey the wizard", "en")[0].P, m.All("the late parcel", "en")[0].P
	if yes <= .5 || no >= .5 {
		t.Errorf("an order got %.2f, a question %.2f", yes, no)
	}
}

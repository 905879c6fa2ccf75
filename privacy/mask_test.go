package privacy_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"candor"
	"candor/privacy"
)

// finds is a finder under test.
type finds func(text string) []privacy.Span

func (f finds) Detect(text string, _ privacy.Hints) ([]privacy.Span, []privacy.Flag) {
	return f(text), nil
}

// shapes finds a few kinds by their shape, enough to mask with.
var shapes = regexp.MustCompile(`(?P<EMAIL_ADDRESS>[\w.]+@[\w.]+\w)|(?P<PHONE_NUMBER>\+?\d[\d -]{6,}\d)|(?P<CVV>\bcvv: \d{3}\b)|(?P<PERSON>\b[A-Z][a-zé]+ [A-Z][a-zäöü]+\b)`)

func byShape(text string) []privacy.Span {
	var found []privacy.Span
	for _, m := range shapes.FindAllStringSubmatchIndex(text, -1) {
		for i, name := range shapes.SubexpNames() {
			if i > 0 && m[2*i] >= 0 {
				found = append(found, privacy.Span{Type: privacy.Type(name), Start: m[0], End: m[1], Score: 1})
			}
		}
	}
	return found
}

var vendor = candor.VendorReads("Example AI")

const conversation candor.ConversationID = "con_00000000000000000000000001"

type maskers struct {
	*privacy.Masker
	vaults *privacy.MemoryVaults
}

func newMasker(t testing.TB, f privacy.Finder) maskers {
	t.Helper()
	vaults := &privacy.MemoryVaults{}
	m, err := privacy.NewMasker(privacy.MaskOptions{Finder: f, Vaults: vaults, Timeout: 5 * time.Second})
	if err != nil {
		t.Fatal(err)
	}
	return maskers{m, vaults}
}

func (m maskers) mask(t testing.TB, text string) string {
	t.Helper()
	x, err := m.MaskText(context.Background(), vendor, conversation, text, privacy.Hints{})
	if err != nil {
		t.Fatal(err)
	}
	return x.Text()
}

func (m maskers) restorer(t testing.TB) privacy.Restorer {
	t.Helper()
	r, err := m.Restorer(context.Background(), vendor, conversation, "")
	if err != nil {
		t.Fatal(err)
	}
	return r
}

var token = regexp.MustCompile(`UQ7X[0-9A-Z]{11}`)

// Lesson 18: two people never share a token, and numbering does not start anew with each request.
func TestLesson18OneValueHasOneTokenForTheLifeOfAConversation(t *testing.T) {
	t.Parallel()
	m := newMasker(t, finds(byShape))
	first := m.mask(t, "Maya Lindqvist and Tom Becker, maya@example.org")
	tokens := token.FindAllString(first, -1)
	if len(tokens) != 3 || tokens[0] == tokens[1] || tokens[1] == tokens[2] || tokens[0] == tokens[2] {
		t.Fatalf("%q: want three tokens, each its own", first)
	}
	later := m.mask(t, "Tom Becker again; write to MAYA@example.ORG. It is me, Maya  Lindqvist? No: Maya Lindqvist")
	if got := token.FindAllString(later, -1); !slices.Contains(got, tokens[1]) || !slices.Contains(got, tokens[2]) || !slices.Contains(got, tokens[0]) {
		t.Errorf("later the tokens are %q, before %q", got, tokens)
	}
	pieces, err := m.Mask(t.Context(), vendor, conversation, privacy.Hints{},
		privacy.Piece{Text: "Tom Becker"}, privacy.Piece{Text: `{"name":"Tom Becker"}`, JSON: true}, privacy.Piece{Text: "Ada Byron"})
	if err != nil {
		t.Fatal(err)
	}
	if pieces[0].Text() != tokens[1] || pieces[1].Text() != `{"name":"`+tokens[1]+`"}` || slices.Contains(tokens, pieces[2].Text()) {
		t.Errorf("in a prompt they are %q, %q, %q", pieces[0].Text(), pieces[1].Text(), pieces[2].Text())
	}
	other, err := m.MaskText(t.Context(), vendor, "con_00000000000000000000000002", "Tom Becker", privacy.Hints{})
	if err != nil || other.Text() == tokens[1] {
		t.Errorf("another conversation has the same token %q (%v)", other.Text(), err)
	}
}

// Lesson 18: nor is a value masked once and shown the next time, where nothing around it tells what it is.
func TestAValueThatWasMaskedStaysMasked(t *testing.T) {
	t.Parallel()
	m := newMasker(t, finds(func(text string) []privacy.Span {
		at := strings.Index(text, "I am ")
		if at < 0 {
			return nil
		}
		return []privacy.Span{{Type: "PERSON", Start: at + len("I am "), End: len(text)}}
	}))
	live := strings.TrimPrefix(m.mask(t, "I am Xanthe Ó Dálaigh"), "I am ")
	for in, want := range map[string]string{
		"for Xanthe Ó Dálaigh, please":       "for " + live + ", please",
		"Xanthe Ó Dálaigh-Xanthe Ó Dálaigh":  live + "-" + live,
		"not Xanthe Ó Dálaighson":            "not Xanthe Ó Dálaighson",
		"I am here, says Xanthe Ó Dálaigh":   "I am " + m.mask(t, "I am here, says Xanthe Ó Dálaigh")[5:],
		"UQ7X Xanthe Ó Dálaigh of the north": "",
	} {
		got := m.mask(t, in)
		if want != "" && got != want || want == "" && !strings.Contains(got, live+" of the north") {
			t.Errorf("%q is masked as %q, want %q", in, got, want)
		}
		if back := m.restorer(t).Restore(got, privacy.Plain); back != in {
			t.Errorf("%q comes back as %q", in, back)
		}
	}
	if got := m.maskJSON(t, `{"who":"Xanthe Ó Dálaigh"}`); got != `{"who":"`+live+`"}` {
		t.Errorf("in JSON it is masked as %s", got)
	}
	m.mask(t, "I am 1234567")
	if got := m.maskJSON(t, `{"n":1234567}`); strings.Contains(got, "1234567") || !strings.HasPrefix(got, `{"n":"UQ7X`) {
		t.Errorf("as a number it is masked as %s", got)
	}
}

// Lesson 18 again: at the same time, on several nodes.
func TestTwoMasksAtOnceGiveOneValueOneToken(t *testing.T) {
	t.Parallel()
	m := newMasker(t, finds(byShape))
	got := make([]string, 10)
	var wg sync.WaitGroup
	for i := range got {
		wg.Go(func() {
			x, err := m.MaskText(t.Context(), vendor, conversation, fmt.Sprintf("Tom Becker, a%d@example.org", i%3), privacy.Hints{})
			if err != nil {
				t.Error(err)
			}
			got[i] = x.Text()
		})
	}
	wg.Wait()
	for i := range got {
		if got[i] != got[i%3] || got[i][:privacy.TokenWidth] != got[0][:privacy.TokenWidth] {
			t.Errorf("%q and %q", got[i%3], got[i])
		}
	}
	v, err := m.vaults.Load(t.Context(), vendor, conversation)
	if err != nil || v.Len() != 4 {
		t.Errorf("%d values, %v; want 4", v.Len(), err)
	}
}

// Lesson 20: the masker fails, and nothing goes out; no error repeats the text.
func TestLesson20AFinderThatFailsMasksNothing(t *testing.T) {
	t.Parallel()
	const text = "señora Maya Lindqvist, maya@example.org"
	span := func(start, end int) finds {
		return func(string) []privacy.Span { return []privacy.Span{{Type: "PERSON", Start: start, End: end}} }
	}
	release := make(chan struct{})
	t.Cleanup(func() { close(release) })
	for name, x := range map[string]struct {
		f    finds
		want error
	}{
		"panics":           {func(s string) []privacy.Span { panic(s) }, privacy.ErrFinderPanicked},
		"does not end":     {func(string) []privacy.Span { <-release; return nil }, privacy.ErrFinderSlow},
		"before the text":  {span(-1, 4), privacy.ErrFinderWrong},
		"behind the text":  {span(5, len(text)+1), privacy.ErrFinderWrong},
		"empty":            {span(5, 5), privacy.ErrFinderWrong},
		"backwards":        {span(9, 5), privacy.ErrFinderWrong},
		"cuts a character": {span(0, 3), privacy.ErrFinderWrong},
		"starts inside":    {span(3, 9), privacy.ErrFinderWrong},
		"overlapping": {func(string) []privacy.Span {
			return []privacy.Span{{Type: "PERSON", Start: 0, End: 8}, {Type: "PERSON", Start: 7, End: 12}}
		}, privacy.ErrFinderWrong},
		"out of order": {func(string) []privacy.Span {
			return []privacy.Span{{Type: "PERSON", Start: 8, End: 12}, {Type: "PERSON", Start: 0, End: 4}}
		}, privacy.ErrFinderWrong},
		"without a type": {func(string) []privacy.Span { return []privacy.Span{{Start: 0, End: 4}} }, privacy.ErrFinderWrong},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			m, err := privacy.NewMasker(privacy.MaskOptions{Finder: x.f, Vaults: &privacy.MemoryVaults{}, Timeout: 50 * time.Millisecond})
			if err != nil {
				t.Fatal(err)
			}
			for _, p := range []privacy.Piece{{Text: text}, {Text: `["` + text + `"]`, JSON: true}} {
				masked, err := m.Mask(t.Context(), vendor, conversation, privacy.Hints{}, privacy.Piece{Text: "first"}, p)
				if !errors.Is(err, x.want) || masked != nil {
					t.Errorf("%v and %d texts; want %v and none", err, len(masked), x.want)
				}
				if said := fmt.Sprint(err); strings.Contains(said, "Maya") || strings.Contains(said, "example.org") {
					t.Errorf("the error tells the text: %s", said)
				}
			}
		})
	}
}

func TestWhatIsNoTextIsNotMasked(t *testing.T) {
	t.Parallel()
	m := newMasker(t, finds(byShape))
	if x, err := m.MaskText(t.Context(), vendor, conversation, "a\xffb", privacy.Hints{}); !errors.Is(err, privacy.ErrNotText) || !x.Empty() {
		t.Errorf("not UTF-8: %v", err)
	}
	for _, document := range []string{"", "{", `{"a":}`, "Maya", `{"a":"b"} x`, "{'a':1}"} {
		if x, err := m.MaskJSON(t.Context(), vendor, conversation, document, privacy.Hints{}); !errors.Is(err, privacy.ErrNotJSON) || !x.Empty() {
			t.Errorf("%q: %v", document, err)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if x, err := m.MaskText(ctx, vendor, conversation, "Maya Lindqvist", privacy.Hints{}); err == nil || !x.Empty() {
		t.Errorf("after the end of its context: %v", err)
	}
	if _, err := privacy.NewMasker(privacy.MaskOptions{Finder: finds(byShape)}); err == nil {
		t.Error("a masker without vaults was made")
	}
	if _, err := privacy.NewMasker(privacy.MaskOptions{Vaults: &privacy.MemoryVaults{}}); err == nil {
		t.Error("a masker without a finder was made")
	}
}

// failing is a place that cannot keep the way back.
type failing struct{ privacy.MemoryVaults }

func (*failing) Save(context.Context, candor.Access, candor.ConversationID, *privacy.Vault) error {
	return errors.New("disk full")
}

func TestNothingLeavesThatCouldNotBeTurnedBack(t *testing.T) {
	t.Parallel()
	m, err := privacy.NewMasker(privacy.MaskOptions{Finder: finds(byShape), Vaults: &failing{}})
	if err != nil {
		t.Fatal(err)
	}
	if x, err := m.MaskText(t.Context(), vendor, conversation, "Maya Lindqvist", privacy.Hints{}); err == nil || !x.Empty() {
		t.Errorf("masked %v, %v", x.Text(), err)
	}
}

func TestMaskingNeedsTheVendorPurpose(t *testing.T) {
	t.Parallel()
	m := newMasker(t, finds(byShape))
	for _, by := range []candor.Access{{}, candor.AssistantReads(), candor.CustomerReads(), {Purpose: candor.Vendor}} {
		if x, err := m.MaskText(t.Context(), by, conversation, "nothing to find", privacy.Hints{}); !errors.Is(err, candor.ErrNoBasis) || !x.Empty() {
			t.Errorf("%+v: %v", by, err)
		}
		if _, err := m.Restorer(t.Context(), by, conversation, ""); !errors.Is(err, candor.ErrNoBasis) {
			t.Errorf("restore by %+v: %v", by, err)
		}
	}
}

func TestTheZeroMaskedIsEmpty(t *testing.T) {
	t.Parallel()
	if !(privacy.Masked{}).Empty() {
		t.Error("something that no masker made counts as masked")
	}
}

// Lesson 20: masked values do not land in logs, nor does what they stand for.
func TestNothingOfItPrints(t *testing.T) {
	t.Parallel()
	m := newMasker(t, finds(byShape))
	masked, err := m.MaskText(t.Context(), vendor, conversation, "Maya Lindqvist is waiting", privacy.Hints{})
	if err != nil {
		t.Fatal(err)
	}
	v, err := m.vaults.Load(t.Context(), vendor, conversation)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	for _, x := range []any{masked, v, m.restorer(t)} {
		fmt.Fprintf(&out, "%v %+v %#v %s\n", x, x, x, x)
		for _, log := range []*slog.Logger{slog.New(slog.NewJSONHandler(&out, nil)), slog.New(slog.NewTextHandler(&out, nil))} {
			log.Info("test", "x", x)
		}
	}
	if s := out.String(); strings.Contains(s, "Maya") || strings.Contains(s, "waiting") || strings.Contains(s, privacy.TokenMarker) {
		t.Errorf("printed: %s", s)
	}
}

// flagging tells of special categories.
type flagging struct{}

func (flagging) Detect(text string, _ privacy.Hints) ([]privacy.Span, []privacy.Flag) {
	return byShape(text), []privacy.Flag{{Category: "union", Start: 0, End: 1}, {Category: "health", Start: 0, End: 1}, {Category: "health", Start: 1, End: 2}}
}

func TestAMaskedTextTellsWhatItTouchesOn(t *testing.T) {
	t.Parallel()
	m := newMasker(t, flagging{})
	x, err := m.MaskText(t.Context(), vendor, conversation, "Maya Lindqvist, Tom Becker, a@b.cd", privacy.Hints{})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"health", "union"}, x.Categories()); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]privacy.Type{"EMAIL_ADDRESS", "PERSON"}, x.Types()); diff != "" {
		t.Error(diff)
	}
	if x.Recipient() != vendor.To || x.Conversation() != conversation || x.Empty() {
		t.Errorf("masked for %q in %q", x.Recipient(), x.Conversation())
	}
}

func TestAFullVaultMasksNothing(t *testing.T) {
	t.Parallel()
	m := newMasker(t, finds(func(text string) []privacy.Span {
		return []privacy.Span{{Type: "PERSON", Start: 0, End: len(text)}}
	}))
	m.mask(t, strings.Repeat("a", 1<<19))
	if x, err := m.MaskText(t.Context(), vendor, conversation, strings.Repeat("b", 1<<19+1), privacy.Hints{}); !errors.Is(err, privacy.ErrVaultFull) || !x.Empty() {
		t.Errorf("too much: %v", err)
	}
}

func TestADamagedVaultIsNotRead(t *testing.T) {
	t.Parallel()
	good := privacy.NewToken("PERSON")
	wrong := good[:14] + "0"
	if wrong == good {
		wrong = good[:14] + "1"
	}
	for _, plain := range []string{
		"{", `{"token":1}`, `[{"token":"","value":"Maya"}]`, `[{"token":"` + wrong + `","value":"Maya"}]`,
		`[{"token":"` + good + `x","value":"Maya"}]`, `[{"token":"` + good + `"}]`,
	} {
		if v, err := privacy.OpenVault([]byte(plain), 1); err == nil || v != nil || strings.Contains(err.Error(), "Maya") {
			t.Errorf("%s: %v, %v", plain, v, err)
		}
	}
	if v, err := privacy.OpenVault([]byte(`[{"token":"`+good+`","type":"PERSON","value":"Maya"}]`), 3); err != nil || v.Len() != 1 || v.Version() != 3 {
		t.Errorf("a good one: %v", err)
	}
}

func TestAValueComesBackInTheSpellingItHadFirst(t *testing.T) {
	t.Parallel()
	m := newMasker(t, finds(byShape))
	m.mask(t, "maya@example.org, +44 20 7946 0958")
	masked := m.mask(t, "MAYA@example.org; 0044 2079460958")
	if got := m.restorer(t).Restore(masked, privacy.Plain); got != "maya@example.org; +44 20 7946 0958" {
		t.Errorf("comes back as %q", got)
	}
}

// Known values may stand side by side and at the very ends.
func TestTouchingValuesAreMaskedEach(t *testing.T) {
	t.Parallel()
	m := newMasker(t, finds(func(text string) []privacy.Span {
		var all []privacy.Span
		for at := 0; at < len(text); {
			_, size := utf8.DecodeRuneInString(text[at:])
			all = append(all, privacy.Span{Type: "PERSON", Start: at, End: at + size})
			at += size
		}
		return all
	}))
	const text = "aé🙂a"
	masked := m.mask(t, text)
	if len(masked) != 4*privacy.TokenWidth || m.restorer(t).Restore(masked, privacy.Plain) != text {
		t.Errorf("masked %q", masked)
	}
}

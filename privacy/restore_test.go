package privacy_test

import (
	"context"
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark"
	"golang.org/x/net/html"

	"candor"
	"candor/privacy"
)

// someWords finds about half of all words, and cuts some of them short, by what they are made of.
type someWords struct{}

func (someWords) Detect(text string, _ privacy.Hints) ([]privacy.Span, []privacy.Flag) {
	var found []privacy.Span
	at := 0
	for at < len(text) {
		end, sum := at, 0
		for end < len(text) {
			r, size := utf8.DecodeRuneInString(text[end:])
			sum += int(r)
			end += size
			if unicode.IsSpace(r) || sum%7 == 0 {
				break
			}
		}
		if sum%2 == 0 {
			found = append(found, privacy.Span{Type: []privacy.Type{"PASSWORD", "URL", "CVV"}[sum%3], Start: at, End: end, Score: 1})
		}
		at = end
	}
	return found, nil
}

// maya finds one name wherever it stands, also within a word.
func maya(text string) []privacy.Span {
	var found []privacy.Span
	for _, at := range regexp.MustCompile("Maya Lindqvist").FindAllStringIndex(text, -1) {
		found = append(found, privacy.Span{Type: "PERSON", Start: at[0], End: at[1], Score: 1})
	}
	return found
}

func TestARestoredTextIsTheOneThatWasMasked(t *testing.T) {
	t.Parallel()
	live := privacy.NewToken("PERSON")
	for _, text := range []string{
		"", "plain", "Maya Lindqvist", "Write to maya@example.org, Maya Lindqvist.", "Mayas Maya Lindqvists",
		"UQ7X", "uq7x", "UQ7", "UUQ7X", "a UQ7XE4M0Z9KD2T8 b", live, live + live, "x" + live + "y", strings.ToLower(live), live[:9], live + "'s",
		"UQ7Maya Lindqvist", "UMaya Lindqvist", "UQ7XMaya LindqvistUQ7X", "🙂 Zoé Äpfel\u200b\n\n",
	} {
		m := newMasker(t, finds(maya))
		masked := m.mask(t, text)
		if got := m.restorer(t).Restore(masked, privacy.Plain); got != text {
			t.Errorf("%q, masked as %q, comes back as %q", text, masked, got)
		}
		if strings.Contains(masked, "Maya") && strings.Contains(masked, "Lindqvist") {
			t.Errorf("%q is masked as %q", text, masked)
		}
	}
}

// Somebody who pastes a token gets back what they pasted, never what it stands for.
func TestAPastedTokenIsNotAWayToItsValue(t *testing.T) {
	t.Parallel()
	m := newMasker(t, finds(byShape))
	masked := m.mask(t, "Maya Lindqvist")
	again := m.mask(t, "what is "+masked+"?")
	if strings.Contains(again, masked) {
		t.Fatalf("a live token that came in goes out as itself: %q", again)
	}
	if got := m.restorer(t).Restore(again, privacy.Plain); got != "what is "+masked+"?" {
		t.Errorf("comes back as %q", got)
	}
}

// Lesson 18: a token from elsewhere stands for nothing here. Damaged ones are never shown.
func TestWhatIsNoLiveTokenIsNeverShown(t *testing.T) {
	t.Parallel()
	m := newMasker(t, finds(byShape))
	live := m.mask(t, "Maya Lindqvist")
	foreign := privacy.NewToken("PERSON")
	wrong := []byte(live)
	if wrong[7]++; wrong[7] > 'Z' || wrong[7] == '9'+1 {
		wrong[7] = '0'
	}
	r := m.restorer(t)
	for _, x := range []struct{ in, want string }{
		{live, "Maya Lindqvist"},
		{live + "'s lamp", "Maya Lindqvist's lamp"},
		{live + "s", "Maya Lindqvists"},
		{"(" + live + ")", "(Maya Lindqvist)"},
		{foreign, "[…]"},
		{foreign + "s", "[…]s"},
		{string(wrong), "[…]"},
		{strings.ToLower(live), "[…]"},
		{strings.ToLower(live[:4]) + live[4:], "[…]"},
		{live[:6] + strings.ToLower(live[6:]), "[…]"},
		{live[:14], "[…]"},
		{live[:14] + " is", "[…] is"},
		{live[:4] + ".", "[…]."},
		{live[:9] + live, "[…]Maya Lindqvist"},
		{live[:8] + live[9:] + " x", "[…] x"},
		{live[:8] + " " + live[8:], "[…] " + live[8:]}, // the rest is nine symbols that mean nothing
		{live + live, "Maya LindqvistMaya Lindqvist"},
		{live[:3], live[:3]}, // not yet a marker
		{"U" + live, "UMaya Lindqvist"},
		{"no token at all", "no token at all"},
	} {
		if got := r.Restore(x.in, privacy.Plain); got != x.want {
			t.Errorf("%q is shown as %q, want %q", x.in, got, x.want)
		}
	}
	// One symbol too many: once in 32 times the first fifteen have the right check, and the last one is left.
	longer := live[:8] + "0" + live[8:]
	if got := r.Restore(longer, privacy.Plain); got != "[…]" && got != "[…]"+longer[len(longer)-1:] {
		t.Errorf("%q is shown as %q", longer, got)
	}
	var none privacy.Restorer
	if got := none.Restore("a "+live, privacy.Plain); got != "a […]" {
		t.Errorf("the zero restorer shows %q", got)
	}
	own, err := m.Restorer(t.Context(), vendor, conversation, "[ausgeblendet]")
	if err != nil || own.Restore(foreign, privacy.Plain) != "[ausgeblendet]" {
		t.Errorf("the caller's own word is not used (%v)", err)
	}
}

// nasty are values that would do harm where they are not escaped.
var nasty = []string{
	`Maya "the boss" \ Lindqvist`, "two\nlines\tand a tab", `<script>alert("x")</script>`, "O'Neil & sons", "a*b*c _d_ `e` ~f~ #g",
	"[click](https://example.org)", "![x](y)", "1. one", "- x", "# x", "&amp; &lt;", "https://example.org/?a=b&c=d", "<https://example.org>",
	"\u2028", "naïve 🙂", "a\\", "\x01", "x | y", "anna_b@example.org", "==x==", "</textarea>",
}

func TestValuesReadAsThemselvesWhereTheyArePut(t *testing.T) {
	t.Parallel()
	m := newMasker(t, finds(func(text string) []privacy.Span {
		return []privacy.Span{{Type: "PASSWORD", Start: 0, End: len(text)}}
	}))
	for _, value := range nasty {
		live := m.mask(t, value)
		r := m.restorer(t)
		var inJSON struct{ A string }
		if err := json.Unmarshal([]byte(r.Restore(`{"a":"`+live+`"}`, privacy.JSON)), &inJSON); err != nil || inJSON.A != value {
			t.Errorf("in JSON %q reads as %q (%v)", value, inJSON.A, err)
		}
		if value != "\x01" {
			doc, err := html.Parse(strings.NewReader(r.Restore(`<p title="`+live+`" class='`+live+`'>`+live+`</p>`, privacy.HTML)))
			if err != nil {
				t.Fatal(err)
			}
			if text, attributes, elements := read(doc); text != value || strings.Join(attributes, "|") != value+"|"+value || elements != 1 {
				t.Errorf("in HTML %q reads as %q and %q in %d elements", value, text, attributes, elements)
			}
		}
		var page strings.Builder
		if err := goldmark.Convert([]byte(r.Restore("Dear "+live+" here", privacy.Markdown)), &page); err != nil {
			t.Fatal(err)
		}
		doc, err := html.Parse(strings.NewReader(page.String()))
		if err != nil {
			t.Fatal(err)
		}
		if text, _, elements := read(doc); strings.TrimSuffix(text, "\n") != "Dear "+value+" here" || elements != 1 {
			t.Errorf("in Markdown %q reads as %q in %d elements", value, text, elements)
		}
	}
}

// read gives the text of a page, its attributes, and how many elements the body has.
func read(n *html.Node) (text string, attributes []string, elements int) {
	if n.Type == html.TextNode {
		return n.Data, nil, 0
	}
	if n.Type == html.ElementNode && n.Data != "html" && n.Data != "head" && n.Data != "body" {
		elements++
	}
	for _, a := range n.Attr {
		attributes = append(attributes, a.Val)
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		s, a, e := read(c)
		text, attributes, elements = text+s, append(attributes, a...), elements+e
	}
	return text, attributes, elements
}

func FuzzWhatWasMaskedComesBackAtEverySplit(f *testing.F) {
	live := privacy.NewToken("PERSON")
	for _, s := range []string{
		"Maya Lindqvist wrote to anna@example.org", live, live[:9] + live, "UQ7UQ7XUQ7X", "uUqQ77xX", "naïve 🙂 Zoé", "a" + strings.ToLower(live) + "é", "\U0010FFFF\u0301",
		"UQ7XÉ", "U\u00e9", "  ", "{{name}} **bold** [x](y)",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) || len(text) > 200 {
			return
		}
		m := newMasker(t, someWords{})
		masked := m.mask(t, text)
		r := m.restorer(t)
		if got := r.Restore(masked, privacy.Plain); got != text {
			t.Fatalf("%q, masked as %q, comes back as %q", text, masked, got)
		}
		everySplit(t, r, masked)
	})
}

func FuzzAStreamGivesWhatRestoreGives(f *testing.F) {
	m := newMasker(f, finds(byShape))
	live := m.mask(f, "Maya Lindqvist")
	r := m.restorer(f)
	for _, s := range []string{
		"a T b", "TT", "t", "T's", "uq7x", "UQ7XUQ7X", "UQ7XUQ7T", "UQ7X0123456789UQ7T", "T\xff\xfe", "\xe2\x82", "UQ7X" + strings.Repeat("A", 40) + "UQ", "UQ7XUQ", "🙂T🙂",
		"UQ7XABCDEFGHJUQT", "UQ7XABCDEFGHJUQ7XT", "UQ7Xé",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 200 {
			return
		}
		// T and t make it likely that there is a live token, and one of the wrong case.
		text = strings.ReplaceAll(strings.ReplaceAll(text, "T", live), "t", strings.ToLower(live))
		everySplit(t, r, text)
		for _, as := range []privacy.Form{privacy.JSON, privacy.HTML, privacy.Markdown} {
			inPieces(t, r, as, text, 1)
		}
		if got := r.Restore(text, privacy.Plain); strings.Contains(strings.ToUpper(strings.ReplaceAll(got, "Maya Lindqvist", " ")), privacy.TokenMarker) {
			t.Errorf("%q is shown as %q", text, got)
		}
	})
}

// everySplit streams a text cut in two at each place, and in pieces of each small size.
func everySplit(t *testing.T, r privacy.Restorer, text string) {
	t.Helper()
	want := r.Restore(text, privacy.Plain)
	for cut := range len(text) + 1 {
		s := r.Stream(privacy.Plain)
		a := s.Write(text[:cut])
		b := s.Write(text[cut:])
		if got := a + b + s.Close(); got != want {
			t.Fatalf("%q cut at %d gives %q + %q, whole %q", text, cut, a, b, want)
		}
	}
	for size := 1; size <= 17; size++ {
		inPieces(t, r, privacy.Plain, text, size)
	}
}

func inPieces(t *testing.T, r privacy.Restorer, as privacy.Form, text string, size int) {
	t.Helper()
	s := r.Stream(as)
	var out strings.Builder
	written := 0
	for at := 0; at < len(text); at += size {
		end := min(len(text), at+size)
		out.WriteString(s.Write(text[at:end]))
		written = end
		if held := heldBack(s); held > 14 {
			t.Fatalf("%q: %d bytes are held back after %d", text, held, written)
		}
	}
	out.WriteString(s.Close())
	if want := r.Restore(text, as); out.String() != want {
		t.Fatalf("%q in pieces of %d gives %q, whole %q", text, size, out.String(), want)
	}
}

func Example() {
	// A finder and vaults are the desk's own; here a finder that knows one name.
	finder := finds(func(text string) []privacy.Span {
		at := strings.Index(text, "Maya")
		return []privacy.Span{{Type: "PERSON", Start: at, End: at + len("Maya"), Score: 1}}
	})
	m, err := privacy.NewMasker(privacy.MaskOptions{Finder: finder, Vaults: &privacy.MemoryVaults{}})
	if err != nil {
		fmt.Println(err)
		return
	}
	ctx, access := context.Background(), candor.VendorReads("Example AI")
	masked, err := m.MaskText(ctx, access, conversation, "Maya asks for her lamp", privacy.Hints{})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(strings.Contains(masked.Text(), "Maya"))

	back, err := m.Restorer(ctx, access, conversation, "")
	if err != nil {
		fmt.Println(err)
		return
	}
	answer := "Dear " + masked.Text()[:privacy.TokenWidth] + ", it is on its way. Not for UQ7XP00000000Z0."
	stream := back.Stream(privacy.Plain)
	fmt.Print(stream.Write(answer[:12]), stream.Write(answer[12:]), stream.Close(), "\n")
	// Output:
	// false
	// Dear Maya, it is on its way. Not for […].
}

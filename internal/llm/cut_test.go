package llm_test

import (
	"bytes"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"candor/internal/llm"
	"candor/internal/llm/llmtest"
)

// canned answers a request with what it was given, without a network.
type canned struct {
	status int
	media  string
	body   io.Reader
}

func (c canned) RoundTrip(r *http.Request) (*http.Response, error) {
	io.Copy(io.Discard, r.Body)
	r.Body.Close()
	return &http.Response{StatusCode: c.status, Header: http.Header{"Content-Type": {c.media}}, Body: io.NopCloser(c.body), Request: r}, nil
}

// taped keeps what a server answers.
type taped struct {
	by    http.RoundTripper
	media string
	body  []byte
}

func (t *taped) RoundTrip(r *http.Request) (*http.Response, error) {
	resp, err := t.by.RoundTrip(r)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	t.media = resp.Header.Get("Content-Type")
	if t.body, err = io.ReadAll(resp.Body); err != nil {
		return nil, err
	}
	resp.Body = io.NopCloser(bytes.NewReader(t.body))
	return resp, nil
}

// The server writes some events with escapes and some without, so that the cuts go through characters,
// escapes, halves of surrogate pairs, names of fields and line ends.
func TestAReplyMayBeCutInTwoAnywhereOnTheWayAndNowhereForGood(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, f llm.Format, stream bool) {
		s := llmtest.New(t)
		const short = "ü支😀 \"x\\\n<b>"
		s.Say(llmtest.Script{Text: short, Calls: []llm.Call{{ID: "a", Name: "f", Arguments: `{"a":"ü😀"}`}}, Faults: with(llmtest.LineEnds("\r\n"))})
		tape := &taped{by: s.Client().Transport}
		r := question(t)
		over := func(by http.RoundTripper) heard {
			m, err := llm.New(f, s.Base(f), &http.Client{Transport: by})
			if err != nil {
				t.Fatal(err)
			}
			return ask(t.Context(), m, r, stream)
		}
		whole := over(tape)
		if whole.err != nil || whole.reply.Text != short || len(whole.reply.Calls) != 1 {
			t.Fatalf("uncut it is %+v, %v", whole.reply, whole.err)
		}
		text := string(tape.body)
		for n := range len(text) {
			got := over(canned{200, tape.media, io.MultiReader(strings.NewReader(text[:n]), strings.NewReader(text[n:]))})
			if diff := cmp.Diff(whole.reply, got.reply); got.err != nil || diff != "" {
				t.Fatalf("in two pieces at %d: %v\n%s", n, got.err, diff)
			}
			got = over(canned{200, tape.media, strings.NewReader(text[:n])})
			if got.err != nil && llm.KindOf(got.err) != llm.CutOff {
				t.Fatalf("cut off at %d it is %v", n, got.err)
			}
			got.reply.Usage = whole.reply.Usage // it may have stood behind the cut
			if diff := cmp.Diff(whole.reply, got.reply); got.err == nil && diff != "" {
				t.Fatalf("cut off at %d it is taken for whole:\n%s", n, diff)
			}
		}
	})
}

package llm_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"candor/internal/llm"
	"candor/internal/llm/llmtest"
)

const (
	words = "Rückerstattung: 支払い dauert 14 Tage 😀, \"genau\" so \\ und <b>nicht</b> länger.\nUQ7X0123456789A weiß es."
	// secret stands in every error page and error event; it must stand in no error.
	secret = "maya lindqvist 4711"
)

func twoCalls() []llm.Call {
	return []llm.Call{
		{ID: "call_a", Name: "order_status", Arguments: `{"order":"UQ7X0123456789A","note":"schön 😀"}`},
		{ID: "call_b", Name: "opening_hours", Arguments: `{}`},
	}
}

// fault is one row: what happens, and the kind that it has to be, plain and streamed; "" for none.
type fault struct {
	name          string
	faults        []llmtest.Fault
	plain, stream llm.Kind
	only          []llm.Format // all when empty
	quick         bool
	wait          time.Duration
}

func with(f ...llmtest.Fault) []llmtest.Fault { return f }

// harmless are the ways to write a reply that a client must not care about.
func harmless() []fault {
	sse := []llm.Format{llm.Chat, llm.Responses, llm.Anthropic}
	return []fault{
		{name: "nothing"},
		{name: "cut at every byte", faults: with(llmtest.CutEvery(1))},
		{name: "cut at every third byte", faults: with(llmtest.CutEvery(3))},
		{name: "CRLF", faults: with(llmtest.LineEnds("\r\n"))},
		{name: "CRLF cut at every byte", faults: with(llmtest.LineEnds("\r\n"), llmtest.CutEvery(1))},
		{name: "CR", faults: with(llmtest.LineEnds("\r")), only: sse},
		{name: "CR cut at every byte", faults: with(llmtest.LineEnds("\r"), llmtest.CutEvery(1)), only: sse},
		{name: "byte order mark", faults: with(llmtest.ByteOrderMark())},
		{name: "comments", faults: with(llmtest.Comments())},
		{name: "pings", faults: with(llmtest.Pings())},
		{name: "unknown events and fields", faults: with(llmtest.UnknownEvents())},
		{name: "all of it", faults: with(llmtest.UnknownEvents(), llmtest.Pings(), llmtest.Comments(), llmtest.LineEnds("\r\n"), llmtest.CutEvery(5))},
		{name: "no formal end", faults: with(llmtest.NoFormalEnd())},
		{name: "no blank line at the end", faults: with(llmtest.NoLastBlank())},
		{name: "no formal end and no blank line", faults: with(llmtest.NoFormalEnd(), llmtest.NoLastBlank())},
		{name: "connection broken after the last word", faults: with(llmtest.NoFormalEnd(), llmtest.HangUpAfter(1<<20)), plain: llm.CutOff, only: []llm.Format{llm.Chat, llm.Anthropic}},
		{name: "stalls behind the last word", faults: with(llmtest.NoFormalEnd(), llmtest.StallAfter(1<<20)), plain: llm.Stalled, only: []llm.Format{llm.Chat, llm.Anthropic}, quick: true},
		{name: "every event twice", faults: with(llmtest.EventsTwice()), only: []llm.Format{llm.Responses}},
		{name: "whole instead of streamed", faults: with(llmtest.WholeInsteadOfStream())},
		{name: "another media type", faults: with(llmtest.MediaType("text/plain; charset=utf-8"))},
		{name: "100 kB", faults: with(llmtest.Filler(100_000))},
	}
}

// harmful are the ways in which a reply fails.
func harmful() []fault {
	all := []fault{
		{name: "stalls at once", faults: with(llmtest.StallAtOnce()), plain: llm.Stalled, stream: llm.Stalled, quick: true},
		{name: "stalls after the header", faults: with(llmtest.StallAfter(0)), plain: llm.Stalled, stream: llm.Stalled, quick: true},
		{name: "stalls in the middle", faults: with(llmtest.StallAfter(150)), plain: llm.Stalled, stream: llm.Stalled, quick: true},
		{name: "breaks before the first byte", faults: with(llmtest.HangUpAfter(0)), plain: llm.CutOff, stream: llm.CutOff},
		{name: "breaks in the middle", faults: with(llmtest.HangUpAfter(150)), plain: llm.CutOff, stream: llm.CutOff},
		{name: "ends before the first byte", faults: with(llmtest.EndAfter(0)), plain: llm.CutOff, stream: llm.CutOff},
		{name: "ends in the middle", faults: with(llmtest.EndAfter(150)), plain: llm.CutOff, stream: llm.CutOff},
		{name: "garbage", faults: with(llmtest.Garbage("}{ " + secret)), plain: llm.Malformed, stream: llm.Malformed},
		{name: "JSON of another kind", faults: with(llmtest.Garbage(`["` + secret + `"]`)), plain: llm.Malformed, stream: llm.Malformed},
		{name: "a string", faults: with(llmtest.Garbage(`"` + secret + `"`)), plain: llm.Malformed, stream: llm.Malformed},
		{name: "web page with status 200", faults: with(llmtest.MediaType("text/html")), plain: llm.Malformed, stream: llm.Malformed},
		{name: "10 MB", faults: with(llmtest.Filler(10_000_000)), plain: llm.TooLarge, stream: llm.TooLarge},
		{name: "10 MB in one line", faults: with(llmtest.Garbage(strings.Repeat("x", 10_000_000))), plain: llm.TooLarge, stream: llm.TooLarge},
		{name: "an error at once", faults: with(llmtest.ErrorAfter(0, "overloaded_error")), plain: llm.Overloaded, stream: llm.Overloaded},
		{name: "an error in the stream", faults: with(llmtest.ErrorAfter(3, "overloaded_error")), plain: llm.Overloaded, stream: llm.Overloaded},
		{name: "an error behind comments and pings", faults: with(llmtest.Comments(), llmtest.Pings(), llmtest.ErrorAfter(3, "server_error")), plain: llm.Overloaded, stream: llm.Overloaded},
		{name: "an unknown error in the stream", faults: with(llmtest.ErrorAfter(2, "x_what")), plain: llm.Overloaded, stream: llm.Overloaded},
		{name: "rate limit in the stream", faults: with(llmtest.ErrorAfter(2, "rate_limit_exceeded")), plain: llm.RateLimited, stream: llm.RateLimited,
			only: []llm.Format{llm.Chat, llm.Responses, llm.Anthropic}},
		{name: "a bad request in the stream", faults: with(llmtest.ErrorAfter(0, "invalid_request_error")), plain: llm.BadRequest, stream: llm.BadRequest,
			only: []llm.Format{llm.Chat, llm.Responses, llm.Anthropic}},
		{name: "redirect", faults: with(llmtest.Status(307, "x", secret), llmtest.Header("Location", "http://192.0.2.1/")), plain: llm.BadRequest, stream: llm.BadRequest},
		{name: "prompt too long", faults: with(llmtest.Status(400, "invalid_request_error", "prompt is too long: 250000 tokens > 200000 maximum "+secret)), plain: llm.TooLong, stream: llm.TooLong},
		{name: "prompt too long, by code", faults: with(llmtest.Status(400, "context_length_exceeded", secret)), plain: llm.TooLong, stream: llm.TooLong,
			only: []llm.Format{llm.Chat, llm.Responses}},
		{name: "no credit left", faults: with(llmtest.Status(429, "insufficient_quota", secret)), plain: llm.Refused, stream: llm.Refused,
			only: []llm.Format{llm.Chat, llm.Responses}},
		{name: "garbage as an error", faults: with(llmtest.Page(503, "application/json", `{"error":{"message":{"`+secret)), plain: llm.Overloaded, stream: llm.Overloaded},
		{name: "endless error page", faults: with(llmtest.Page(502, "text/html", strings.Repeat(secret, 500_000))), plain: llm.Overloaded, stream: llm.Overloaded},
	}
	for status, kind := range map[int]llm.Kind{
		400: llm.BadRequest, 401: llm.Refused, 402: llm.Refused, 403: llm.Refused, 404: llm.BadRequest, 405: llm.BadRequest, 408: llm.Overloaded,
		409: llm.Overloaded, 413: llm.TooLong, 415: llm.BadRequest, 418: llm.BadRequest, 422: llm.BadRequest, 425: llm.Overloaded, 429: llm.RateLimited,
		500: llm.Overloaded, 501: llm.Overloaded, 502: llm.Overloaded, 503: llm.Overloaded, 504: llm.Overloaded, 520: llm.Overloaded, 529: llm.Overloaded,
	} {
		all = append(all,
			fault{name: fmt.Sprintf("status %d", status), faults: with(llmtest.Status(status, "x_error", secret)), plain: kind, stream: kind},
			fault{name: fmt.Sprintf("status %d with a web page", status), plain: kind, stream: kind,
				faults: with(llmtest.Page(status, "text/html", "<html><body>"+secret+"</body></html>"))},
			fault{name: fmt.Sprintf("status %d with nothing", status), plain: kind, stream: kind, faults: with(llmtest.Page(status, "", ""))},
			fault{name: fmt.Sprintf("status %d with Retry-After", status), plain: kind, stream: kind, wait: 7 * time.Second,
				faults: with(llmtest.Header("Retry-After", "7"), llmtest.Status(status, "x_error", secret))})
	}
	return all
}

func (f fault) fits(format llm.Format) bool {
	return len(f.only) == 0 || slices.Contains(f.only, format)
}

func TestEveryFormatSurvivesEveryFault(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, f llm.Format, stream bool) {
		s := llmtest.New(t)
		r := question(t)
		for _, row := range slices.Concat(harmless(), harmful()) {
			if !row.fits(f) {
				continue
			}
			limits := llm.Limits{}
			if row.quick {
				limits = quick()
			}
			s.Say(llmtest.Script{Text: words, Faults: row.faults})
			got := ask(t.Context(), model(t, s, f, limits), r, stream)
			want := row.plain
			if stream {
				want = row.stream
			}
			if want != "" {
				checkFailure(t, row, want, got)
				continue
			}
			if got.err != nil {
				t.Errorf("%s: %v", row.name, got.err)
				continue
			}
			if !strings.HasSuffix(got.reply.Text, words) || got.reply.Finish != llm.Stop || got.reply.Usage != llmtest.Usual(f) {
				t.Errorf("%s: the reply is %d bytes, finished by %q, with %+v", row.name, len(got.reply.Text), got.reply.Finish, got.reply.Usage)
			}
			if stream && strings.Join(got.pieces, "") != got.reply.Text {
				t.Errorf("%s: what was streamed is %q, the reply is %q", row.name, strings.Join(got.pieces, ""), got.reply.Text)
			}
		}
	})
}

func checkFailure(t *testing.T, row fault, want llm.Kind, got heard) {
	t.Helper()
	var e *llm.Error
	if !errors.As(got.err, &e) {
		t.Errorf("%s: the error is %v, want one of kind %q", row.name, got.err, want)
		return
	}
	if e.Kind != want || e.RetryAfter != row.wait {
		t.Errorf("%s: the error is %v, want kind %q and a wait of %s", row.name, e, want, row.wait)
	}
	if diff := cmp.Diff(llm.Reply{Usage: got.reply.Usage}, got.reply); diff != "" {
		t.Errorf("%s: with the error came a reply: %s", row.name, diff)
	}
	for _, text := range []string{e.Error(), fmt.Sprintf("%+v %#v", e, e)} {
		if strings.Contains(text, secret) || strings.Contains(text, "maya") {
			t.Errorf("%s: the error repeats what the server wrote: %s", row.name, text)
		}
	}
	if len(got.pieces) > 0 && !e.Begun {
		t.Errorf("%s: pieces came and the error does not say so", row.name)
	}
	if joined := strings.Join(got.pieces, ""); !strings.HasPrefix(words, joined) && want != llm.TooLarge {
		t.Errorf("%s: what was streamed before the error is %q", row.name, joined)
	}
}

func TestCallsComeWholeWhateverHappensOnTheWay(t *testing.T) {
	t.Parallel()
	rows := append(harmless(),
		fault{name: "arguments twice", faults: with(llmtest.ArgumentsTwice())},
		fault{name: "arguments twice, cut at every byte", faults: with(llmtest.ArgumentsTwice(), llmtest.CutEvery(1))},
		fault{name: "calls twice", faults: with(llmtest.CallsTwice())},
		fault{name: "one index", faults: with(llmtest.OneIndex())},
	)
	both(t, func(t *testing.T, f llm.Format, stream bool) {
		s := llmtest.New(t)
		r := question(t)
		for _, row := range rows {
			if !row.fits(f) || row.plain != "" {
				continue
			}
			s.Say(llmtest.Script{Calls: twoCalls(), Faults: row.faults})
			got := ask(t.Context(), model(t, s, f, llm.Limits{}), r, stream)
			if got.err != nil {
				t.Errorf("%s: %v", row.name, got.err)
				continue
			}
			if diff := cmp.Diff(twoCalls(), got.reply.Calls, sameArguments()); diff != "" {
				t.Errorf("%s: (-want +got)\n%s", row.name, diff)
			}
			if got.reply.Finish != llm.Calling {
				t.Errorf("%s: finished by %q", row.name, got.reply.Finish)
			}
		}
	})
}

func TestHalfArgumentsStayHalfAndAreNotValid(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, f llm.Format, stream bool) {
		s := llmtest.New(t)
		s.Say(llmtest.Script{Text: "I look.", Calls: twoCalls()[:1], Faults: with(llmtest.HalfArguments())})
		got := ask(t.Context(), model(t, s, f, llm.Limits{}), question(t), stream)
		if got.err != nil {
			t.Fatal(got.err)
		}
		whole := twoCalls()[0].Arguments
		if len(got.reply.Calls) != 1 || got.reply.Calls[0].Arguments != whole[:len(whole)/2] || got.reply.Calls[0].Valid() {
			t.Errorf("the calls are %+v", got.reply.Calls)
		}
		if got.reply.Finish != llm.Length {
			t.Errorf("finished by %q, want %q", got.reply.Finish, llm.Length)
		}
	})
}

func TestCallsAreNotGivenWhenTheReplyBroke(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, f llm.Format, stream bool) {
		s := llmtest.New(t)
		for _, at := range []int{1, 300, 600, 900} {
			s.Say(llmtest.Script{Calls: twoCalls(), Faults: with(llmtest.EndAfter(at))})
			got := ask(t.Context(), model(t, s, f, llm.Limits{}), question(t), stream)
			if got.err == nil && len(got.reply.Calls) != 2 {
				t.Errorf("ended after %d bytes: %d calls and no error", at, len(got.reply.Calls))
			}
			if got.err != nil && (llm.KindOf(got.err) != llm.CutOff || len(got.reply.Calls) != 0) {
				t.Errorf("ended after %d bytes: %v with %d calls", at, got.err, len(got.reply.Calls))
			}
		}
	})
}

func TestUsageThatIsMissingOrImpossibleIsUnknown(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, f llm.Format, stream bool) {
		s := llmtest.New(t)
		negative := llm.Usage{Input: -5, Output: 3}
		for _, script := range []llmtest.Script{
			{Text: words, Faults: with(llmtest.NoUsage())},
			{Text: words, Usage: &negative},
			{Text: words, Usage: &llm.Usage{Input: 1, Output: 1 << 50}},
		} {
			s.Say(script)
			got := ask(t.Context(), model(t, s, f, llm.Limits{}), question(t), stream)
			if got.err != nil || got.reply.Text != words || got.reply.Usage != (llm.Usage{}) {
				t.Errorf("the reply is %q with %+v (%v)", got.reply.Text, got.reply.Usage, got.err)
			}
		}
	})
}

func TestFinishTellsWhyTheModelStopped(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, f llm.Format, stream bool) {
		s := llmtest.New(t)
		for _, want := range []llm.Finish{llm.Stop, llm.Length, llm.Decline} {
			s.Say(llmtest.Script{Text: words, Finish: want})
			got := ask(t.Context(), model(t, s, f, llm.Limits{}), question(t), stream)
			if f == llm.Ollama && want == llm.Decline {
				want = "" // it has no word for that
			}
			if got.err != nil || got.reply.Finish != want {
				t.Errorf("finished by %q, want %q (%v)", got.reply.Finish, want, got.err)
			}
		}
	})
}

func TestAnEmptyReplyIsNoReply(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, f llm.Format, stream bool) {
		s := llmtest.New(t)
		s.Say(llmtest.Script{})
		if got := ask(t.Context(), model(t, s, f, llm.Limits{}), question(t), stream); llm.KindOf(got.err) != llm.Malformed {
			t.Errorf("the error is %v", got.err)
		}
		s.Say(llmtest.Script{Finish: llm.Length})
		got := ask(t.Context(), model(t, s, f, llm.Limits{}), question(t), stream)
		if got.err != nil || got.reply.Finish != llm.Length {
			t.Errorf("a model that ran out of tokens before it said anything: %+v, %v", got.reply, got.err)
		}
	})
}

// sameArguments compares arguments as JSON: where they are an object on the wire, escapes are the server's.
func sameArguments() cmp.Option {
	return cmp.FilterPath(func(p cmp.Path) bool { return p.Last().String() == ".Arguments" }, cmp.Comparer(func(a, b string) bool {
		var x, y any
		return json.Unmarshal([]byte(a), &x) == nil && json.Unmarshal([]byte(b), &y) == nil && cmp.Equal(x, y)
	}))
}

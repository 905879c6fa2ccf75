package llm_test

import (
	"errors"
	"math"
	"net/http"
	"testing"
	"time"

	"candor/internal/llm"
	"candor/internal/llm/llmtest"
)

func TestRetryAfterIsReadInEveryForm(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 5, 1, 12, 0, 0, 0, time.UTC)
	const day = 24 * time.Hour
	tests := []struct {
		name    string
		headers map[string]string
		want    time.Duration
	}{
		{"none", nil, 0},
		{"seconds", map[string]string{"Retry-After": "20"}, 20 * time.Second},
		{"parts of a second", map[string]string{"Retry-After": "0.25"}, 250 * time.Millisecond},
		{"milliseconds first", map[string]string{"Retry-After": "20", "Retry-After-Ms": "1500"}, 1500 * time.Millisecond},
		{"a date, from the server's clock", map[string]string{"Retry-After": "Fri, 01 May 2026 09:00:30 GMT", "Date": "Fri, 01 May 2026 09:00:00 GMT"}, 30 * time.Second},
		{"a date, from ours", map[string]string{"Retry-After": "Fri, 01 May 2026 12:01:00 GMT"}, time.Minute},
		{"a date in an old form", map[string]string{"Retry-After": "Friday, 01-May-26 12:01:00 GMT"}, time.Minute},
		{"a date that is over", map[string]string{"Retry-After": "Fri, 01 May 2026 11:00:00 GMT"}, 0},
		{"a date far away", map[string]string{"Retry-After": "Fri, 01 May 2099 11:00:00 GMT"}, day},
		{"zero", map[string]string{"Retry-After": "0"}, 0},
		{"negative", map[string]string{"Retry-After": "-5"}, 0},
		{"more than a number holds", map[string]string{"Retry-After": "99999999999999999999999"}, day},
		{"infinite", map[string]string{"Retry-After": "Inf"}, day},
		{"not a number", map[string]string{"Retry-After": "NaN"}, 0},
		{"words", map[string]string{"Retry-After": "soon"}, 0},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			h := http.Header{}
			for key, value := range test.headers {
				h.Set(key, value)
			}
			if got := llm.RetryAfter(h, now); got != test.want {
				t.Errorf("got %s, want %s", got, test.want)
			}
		})
	}
}

func FuzzRetryAfterIsNeverNegativeNorLongerThanADay(f *testing.F) {
	for _, seed := range []string{"1", "-1", "1e300", "NaN", "Fri, 01 May 2026 12:01:00 GMT", ""} {
		f.Add(seed, seed)
	}
	f.Fuzz(func(t *testing.T, value, date string) {
		h := http.Header{"Retry-After": {value}, "Date": {date}}
		if got := llm.RetryAfter(h, time.Unix(1, 0)); got < 0 || got > 24*time.Hour {
			t.Errorf("got %s", got)
		}
	})
}

// Errors as the vendors and engines really write them.
func TestRefusalsOfRealServersHaveTheirKind(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name   string
		status int
		body   string
		want   llm.Kind
	}{
		{"OpenAI, wrong key", 401, `{"error":{"message":"Incorrect API key provided","type":"invalid_request_error","param":null,"code":"invalid_api_key"}}`, llm.Refused},
		{"OpenAI, no credit", 429, `{"error":{"message":"You exceeded your current quota","type":"insufficient_quota","param":null,"code":"insufficient_quota"}}`, llm.Refused},
		{"OpenAI, rate", 429, `{"error":{"message":"Rate limit reached","type":"tokens","param":null,"code":"rate_limit_exceeded"}}`, llm.RateLimited},
		{"OpenAI, too long", 400, `{"error":{"message":"This model's maximum context length is 8192 tokens.","type":"invalid_request_error","param":"messages","code":"context_length_exceeded"}}`, llm.TooLong},
		{"OpenAI, no such model", 404, `{"error":{"message":"The model does not exist","type":"invalid_request_error","param":null,"code":"model_not_found"}}`, llm.BadRequest},
		{"Anthropic, busy", 529, `{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"},"request_id":"req_1"}`, llm.Overloaded},
		{"Anthropic, too long", 400, `{"type":"error","error":{"type":"invalid_request_error","message":"prompt is too long: 208310 tokens > 200000 maximum"}}`, llm.TooLong},
		{"Anthropic, too large", 413, `{"type":"error","error":{"type":"request_too_large","message":"Request exceeds the maximum size"}}`, llm.TooLong},
		{"Anthropic, no permission", 403, `{"type":"error","error":{"type":"permission_error","message":"no"}}`, llm.Refused},
		{"Anthropic, billing", 402, `{"type":"error","error":{"type":"billing_error","message":"no"}}`, llm.Refused},
		{"Ollama, no such model", 404, `{"error":"model \"x\" not found, try pulling it first"}`, llm.BadRequest},
		{"Ollama, too long", 400, `{"error":"the input length exceeds the context length"}`, llm.TooLong},
		{"Ollama, crashed", 500, `{"error":"model runner has unexpectedly stopped"}`, llm.Overloaded},
		{"llama.cpp, too long", 400, `{"error":{"code":400,"message":"the request exceeds the available context size","type":"exceed_context_size_error","n_ctx":4096}}`, llm.TooLong},
		{"llama.cpp, loading", 503, `{"error":{"code":503,"message":"Loading model","type":"unavailable_error"}}`, llm.Overloaded},
		{"vLLM, too long", 400, `{"object":"error","message":"This model's maximum context length is 4096 tokens.","type":"BadRequestError","param":null,"code":400}`, llm.TooLong},
		{"a list instead of a message", 422, `{"detail":[{"loc":["body"],"msg":"field required"}]}`, llm.BadRequest},
		{"a code that is an object", 500, `{"error":{"code":{},"message":[1],"type":7}}`, llm.Overloaded},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			for _, f := range llm.Formats() {
				s := llmtest.New(t)
				s.Say(llmtest.Script{Faults: with(llmtest.Page(test.status, "application/json", test.body))})
				_, err := model(t, s, f, llm.Limits{}).Complete(t.Context(), question(t))
				var e *llm.Error
				if !errors.As(err, &e) || e.Kind != test.want || e.Status != test.status || e.Begun {
					t.Errorf("%s: %v, want kind %q", f, err, test.want)
				}
			}
		})
	}
}

// Errors inside a stream as engines write them: with a number, without the member error, in capitals.
func TestErrorsInsideAStreamHaveTheirKind(t *testing.T) {
	t.Parallel()
	for data, want := range map[string]llm.Kind{
		`{"error":{"code":429,"message":"slow down"}}`:                                       llm.RateLimited,
		`{"error":{"code":"502","message":"upstream"}}`:                                      llm.Overloaded,
		`{"object":"error","message":"boom","type":"BadRequestError","code":400}`:            llm.BadRequest,
		`{"error":{"type":"BadRequestError","message":"no"}}`:                                llm.BadRequest,
		`{"error":"the server broke"}`:                                                       llm.Overloaded,
		`{"error":{"message":"This model's maximum context length is 10","code":"x"}}`:       llm.TooLong,
		`{"choices":[{"index":0,"delta":{},"finish_reason":"error"}]}`:                       llm.Overloaded,
		`{"error":{"message":"Provider returned error","code":401},"choices":[{"index":0}]}`: llm.Refused,
	} {
		s := llmtest.New(t)
		s.Say(llmtest.Script{Text: words, Faults: with(llmtest.Garbage(data))})
		got := ask(t.Context(), model(t, s, llm.Chat, llm.Limits{}), question(t), true)
		var e *llm.Error
		if !errors.As(got.err, &e) || e.Kind != want || !e.Begun {
			t.Errorf("%s: %v, want kind %q", data, got.err, want)
		}
	}
}

func TestSettingsThatMakeNoSenseAreRefused(t *testing.T) {
	t.Parallel()
	for _, url := range []string{"", "model.test", "ftp://model.test", "http://", "https://user:pass@model.test", "https://model.test/v1?key=x", "https://model.test/#x", "http://[::1", "file:///etc"} {
		if _, err := llm.New(llm.Chat, url, &http.Client{}); err == nil {
			t.Errorf("%q was taken for a base URL", url)
		}
	}
	if _, err := llm.New("gopher", "https://model.test", &http.Client{}); err == nil {
		t.Error("a format that is none was taken")
	}
	if _, err := llm.New("", "https://model.test", &http.Client{}); err == nil {
		t.Error("no format was taken for one")
	}
	if _, err := llm.New(llm.Chat, "https://model.test", nil); err == nil {
		t.Error("a model without a client was made")
	}
}

func TestBaseURLsAreTakenAsPeopleWriteThem(t *testing.T) {
	t.Parallel()
	s := llmtest.New(t)
	for _, f := range llm.Formats() {
		for _, tail := range []string{"", "/", "//"} {
			m, err := llm.New(f, s.Base(f)+tail, s.Client())
			if err != nil {
				t.Fatal(err)
			}
			if _, err := m.Complete(t.Context(), question(t)); err != nil {
				t.Errorf("%s at %s: %v", f, s.Base(f)+tail, err)
			}
		}
	}
	m, err := llm.New(llm.Anthropic, s.URL+"/v1/", s.Client())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := m.Complete(t.Context(), question(t)); err != nil {
		t.Errorf("anthropic with /v1: %v", err)
	}
}

func TestArgumentsThatCameTwiceAreTakenOnce(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		`{"a":1}{"a":1}`: `{"a":1}`,
		`{}{}`:           `{}`,
		`{"a":1}{"a":2}`: `{"a":1}{"a":2}`,
		`{"a":1}`:        `{"a":1}`,
		`11`:             `11`,
		`{"a{"a`:         `{"a{"a`,
		``:               ``,
		`[][]`:           `[][]`,
	} {
		if got := llm.Once(text); got != want {
			t.Errorf("%q became %q, want %q", text, got, want)
		}
	}
}

func TestOnlyOneWholeObjectIsValid(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{
		`{}`: true, ` {"a":[1]} `: true, `{"a":1}{}`: false, `{"a":`: false, `[]`: false, `"{}"`: false, ``: false, `null`: false, "\ufeff{}": false,
	} {
		if got := (llm.Call{Arguments: text}).Valid(); got != want {
			t.Errorf("%q: valid is %v", text, got)
		}
	}
}

func TestImpossibleTokensAreNotCounted(t *testing.T) {
	t.Parallel()
	for _, u := range []llm.Usage{{Input: math.MaxInt64, Output: 1}, {Input: 5, Cached: 6, Output: 1}, {Input: 5, Cached: -1, Output: 1}, {Input: 5, Output: -1}} {
		for _, f := range []llm.Format{llm.Chat, llm.Responses, llm.Anthropic} {
			s := llmtest.New(t)
			s.Say(llmtest.Script{Text: "x", Usage: &u})
			reply, err := model(t, s, f, llm.Limits{}).Complete(t.Context(), question(t))
			if err != nil || reply.Usage != (llm.Usage{}) {
				t.Errorf("%s: %+v became %+v (%v)", f, u, reply.Usage, err)
			}
		}
	}
}

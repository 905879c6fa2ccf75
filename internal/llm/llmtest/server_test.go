package llmtest_test

import (
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"candor/internal/llm"
	"candor/internal/llm/llmtest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func post(t *testing.T, s *llmtest.Server, path, body string, header ...string) (int, string) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, s.URL+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/json")
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	resp, err := s.Client().Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode, string(text)
}

const (
	chat      = "/v1/chat/completions"
	responses = "/v1/responses"
	messages  = "/v1/messages"
	ollama    = "/api/chat"
)

func TestTheServerRefusesWhatTheRealOnesRefuse(t *testing.T) {
	t.Parallel()
	const hi = `"messages":[{"role":"user","content":"hi"}]`
	version := []string{"Anthropic-Version", "2023-06-01"}
	tests := []struct {
		name, path, body string
		header           []string
		status           int
	}{
		{"chat", chat, `{"model":"m",` + hi + `}`, nil, 200},
		{"chat without a model", chat, `{` + hi + `}`, nil, 400},
		{"chat without messages", chat, `{"model":"m","messages":[]}`, nil, 400},
		{"chat with an unknown field", chat, `{"model":"m","what":1,` + hi + `}`, nil, 400},
		{"chat with a temperature of 3", chat, `{"model":"m","temperature":3,` + hi + `}`, nil, 400},
		{"chat with both bounds", chat, `{"model":"m","max_tokens":1,"max_completion_tokens":1,` + hi + `}`, nil, 400},
		{"chat with options of a stream that is none", chat, `{"model":"m","stream_options":{},` + hi + `}`, nil, 400},
		{"chat with a result without a call", chat, `{"model":"m","messages":[{"role":"tool","content":"x","tool_call_id":"a"}]}`, nil, 400},
		{"chat with a call without a result", chat, `{"model":"m","messages":[{"role":"assistant","tool_calls":[{"id":"a"}]},{"role":"user","content":"x"}]}`, nil, 400},
		{"chat that says nothing", chat, `{"model":"m","messages":[{"role":"user"}]}`, nil, 400},
		{"chat that is no JSON", chat, `{"model":`, nil, 400},
		{"chat that is a list", chat, `[]`, nil, 400},
		{"chat as a form", chat, `{"model":"m",` + hi + `}`, []string{"Content-Type", "text/plain"}, 400},
		{"responses", responses, `{"model":"m","store":false,"input":"hi"}`, nil, 200},
		{"responses that are stored", responses, `{"model":"m","input":"hi"}`, nil, 400},
		{"responses without input", responses, `{"model":"m","store":false}`, nil, 400},
		{"responses with an output without a call", responses, `{"model":"m","store":false,"input":[{"type":"function_call_output","call_id":"a","output":"x"}]}`, nil, 400},
		{"responses with a call without an output", responses, `{"model":"m","store":false,"input":[{"type":"function_call","call_id":"a","name":"f","arguments":"{}"}]}`, nil, 400},
		{"messages", messages, `{"model":"m","max_tokens":5,` + hi + `}`, version, 200},
		{"messages without a version", messages, `{"model":"m","max_tokens":5,` + hi + `}`, nil, 400},
		{"messages without a bound", messages, `{"model":"m",` + hi + `}`, version, 400},
		{"messages with a system role", messages, `{"model":"m","max_tokens":5,"messages":[{"role":"system","content":"x"}]}`, version, 400},
		{"messages with a result without a call", messages, `{"model":"m","max_tokens":5,"messages":[{"role":"user","content":[{"type":"tool_result","tool_use_id":"a"}]}]}`, version, 400},
		{"messages with an empty text", messages, `{"model":"m","max_tokens":5,"messages":[{"role":"user","content":[{"type":"text","text":""}]}]}`, version, 400},
		{"ollama", ollama, `{"model":"m","options":{"num_predict":5},` + hi + `}`, nil, 200},
		{"ollama without a bound", ollama, `{"model":"m",` + hi + `}`, nil, 400},
		{"ollama with arguments as text", ollama, `{"model":"m","options":{"num_predict":5},"messages":[{"role":"assistant","content":"","tool_calls":[{"function":{"name":"f","arguments":"{}"}}]},{"role":"tool","content":"x"}]}`, nil, 400},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			s := llmtest.New(t)
			s.ExpectRefusals()
			status, body := post(t, s, test.path, test.body, test.header...)
			if status != test.status {
				t.Errorf("status %d, want %d: %s", status, test.status, body)
			}
			if asked := s.Asked(); len(asked) != 1 || string(asked[0].Body) != test.body {
				t.Errorf("noted was %+v", asked)
			}
		})
	}
}

func TestTheServerDemandsTheKeyAsEachFormatShowsIt(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ path, body, header, value string }{
		{chat, `{"model":"m","messages":[{"role":"user","content":"hi"}]}`, "Authorization", "Bearer k"},
		{messages, `{"model":"m","max_tokens":5,"messages":[{"role":"user","content":"hi"}]}`, "X-Api-Key", "k"},
	} {
		s := llmtest.New(t)
		s.Demand("k")
		for value, want := range map[string]int{test.value: 200, test.value + "x": 401, "": 401} {
			if status, body := post(t, s, test.path, test.body, "Anthropic-Version", "2023-06-01", test.header, value); status != want {
				t.Errorf("%s with %q: status %d, want %d: %s", test.path, value, status, want, body)
			}
		}
	}
}

func TestTheServerSaysItsScriptsInOrderAndTheLastAgain(t *testing.T) {
	t.Parallel()
	s := llmtest.New(t)
	s.Say(llmtest.Script{Text: "one"}, llmtest.Script{Text: "two"})
	for _, want := range []string{"one", "two", "two"} {
		if _, body := post(t, s, chat, `{"model":"m","messages":[{"role":"user","content":"hi"}]}`); !strings.Contains(body, `"content":"`+want+`"`) {
			t.Errorf("said was %s, want %q", body, want)
		}
	}
}

func TestTheBaseIsWhatAClientTakes(t *testing.T) {
	t.Parallel()
	s := llmtest.New(t)
	for _, f := range llm.Formats() {
		if _, err := llm.New(f, s.Base(f), s.Client()); err != nil {
			t.Errorf("%s: %v", f, err)
		}
	}
}

func TestAReplyComesAtItsPaceAndByWhatWasAsked(t *testing.T) {
	t.Parallel()
	s := llmtest.New(t)
	s.Answer(func(a llmtest.Asked) llmtest.Script {
		return llmtest.Script{Text: "in seven pieces or so, of seven", Faults: []llmtest.Fault{llmtest.Pace(30*time.Millisecond, 10*time.Millisecond)}}
	})
	for path, body := range map[string]string{chat: `{"model":"m","stream":true,"messages":[{"role":"user","content":"hi"}]}`, ollama: `{"model":"m","options":{"num_predict":50},"messages":[{"role":"user","content":"hi"}]}`} {
		at := time.Now()
		if code, text := post(t, s, path, body); code != http.StatusOK || text == "" {
			t.Errorf("%s: %d %s", path, code, text)
		}
		if took := time.Since(at); took < 80*time.Millisecond {
			t.Errorf("%s: all of it came after %v", path, took)
		}
	}
	s.Say(llmtest.Script{Text: "at once"})
	if _, text := post(t, s, chat, `{"model":"m","messages":[{"role":"user","content":"hi"}]}`); !strings.Contains(text, "at once") {
		t.Errorf("%s", text)
	}
}

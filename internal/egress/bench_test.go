package egress_test

import (
	"io"
	"strings"
	"testing"
	"time"

	"candor/internal/egress"
	"candor/vendors"
)

// What the gate and its records add to a request: compare with BenchmarkPlain.
func BenchmarkThroughTheGate(b *testing.B) {
	d, s := newDesk(b), serve(b, answering("hello"))
	e := entry(s.URL)
	e.Budget = vendors.Budget{Day: eur(1 << 50)}
	g := gate(b, d.options(b, e))
	a := d.ask(b)
	for b.Loop() {
		if _, _, err := post(b, g, a, s.chat()); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkPlain(b *testing.B) {
	d, s := newDesk(b), serve(b, answering("hello"))
	text := body(d.ask(b))
	for b.Loop() {
		resp, err := s.Client().Post(s.chat(), "application/json", strings.NewReader(text))
		must(b, err)
		io.Copy(io.Discard, resp.Body)
		resp.Body.Close()
	}
}

// long is an ask with so many pieces of a history and its request.
func long(t testing.TB, pieces int) (egress.Ask, []byte) {
	texts := make([]string, pieces)
	for i := range texts {
		texts[i] = strings.Repeat("Where is my parcel now, it was to come on day ", 20) + strings.Repeat("x", i)
	}
	a := egress.Ask{Model: "small-1", MostOutput: 100, Said: masked(t, texts...)}
	request := `{"model":"small-1","max_tokens":100,"messages":[`
	for i, m := range a.Said {
		if i > 0 {
			request += ","
		}
		request += `{"role":"user","content":` + quoted(m.Text()) + `}`
	}
	return a, []byte(request + `]}`)
}

func BenchmarkInspect100kB(b *testing.B) {
	a, request := long(b, 100)
	b.SetBytes(int64(len(request)))
	for b.Loop() {
		if why := egress.Inspect(request, a); why != vendors.NoReason {
			b.Fatal(why)
		}
	}
}

// Four times as much to look through takes about four times as long, not sixteen.
func TestLookingThroughIsLinear(t *testing.T) {
	t.Parallel()
	small, smallRequest := long(t, 100)
	large, largeRequest := long(t, 400)
	least := func(a egress.Ask, request []byte) time.Duration {
		best := time.Hour
		for range 15 {
			began := time.Now()
			if why := egress.Inspect(request, a); why != vendors.NoReason {
				t.Fatal(why)
			}
			best = min(best, time.Since(began))
		}
		return best
	}
	one, four := least(small, smallRequest), least(large, largeRequest)
	sizes := float64(len(largeRequest)) / float64(len(smallRequest))
	if times := float64(four) / float64(one); times > 3*sizes {
		t.Errorf("%.1f times as much took %.1f times as long", sizes, times)
	}
}

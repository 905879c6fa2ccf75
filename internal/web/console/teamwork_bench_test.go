package console_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"candor"
	"candor/internal/locale"
	"candor/policy"
	"candor/teamwork"
	"candor/turn"
)

// crowded is a desk with 10,000 open conversations, a fifth of them tagged, some meant for Maya, and six saved lists.
func crowded(b *testing.B) (*harness, *browser) {
	b.Helper()
	h := newHarness(b)
	h.fill(6000, 4000)
	ctx, maya := context.Background(), h.people["Maya"].ID
	must(0, h.store.SaveTag(ctx, teamwork.Tag{Name: "refund", By: maya}))(b)
	for i, f := range []teamwork.Filter{
		{Tag: "refund"}, {States: []candor.State{candor.Waiting}, Over: time.Minute}, {Agent: teamwork.Me}, {Team: "returns"},
		{Inbox: "main", States: []candor.State{candor.Assisting}}, {Language: "de"},
	} {
		must(0, h.store.SaveView(ctx, teamwork.View{ID: fmt.Sprintf("viw_%026d", i), Name: fmt.Sprint("List ", i), Owner: maya, Filter: f}))(b)
	}
	var run sync.WaitGroup
	all := must(h.everybody(ctx))(b)
	for w := range 16 {
		run.Go(func() {
			for i := w; i < len(all); i += 16 {
				if i%5 == 0 {
					if err := h.store.SetTag(ctx, all[i].ID, "refund", true, maya); err != nil {
						b.Error(err)
					}
				}
				if i%97 == 0 && all[i].State == candor.Waiting {
					if _, err := h.desk.Assign(ctx, all[i].ID, h.people["Tom"], turn.Meant{Agent: maya, Team: "returns"}, turn.Incoming{}); err != nil {
						b.Error(err)
					}
				}
			}
		})
	}
	run.Wait()
	return h, h.signedIn("Maya")
}

func (h *harness) everybody(ctx context.Context) (all []candor.Conversation, err error) {
	for place := ""; ; {
		some, next, err := h.store.Selected(ctx, teamwork.Filter{}, place, 200)
		if err != nil {
			return nil, err
		}
		if all = append(all, some...); next == "" {
			return all, nil
		}
		place = next
	}
}

// BenchmarkCrowdedQueue asks for pages of the queue of a desk with 10,000 open conversations.
func BenchmarkCrowdedQueue(b *testing.B) {
	h, maya := crowded(b)
	all := must(h.everybody(context.Background()))(b)
	deep := "/console?tab=waiting&after=" + teamwork.PlaceOf(all[5000]).String()
	for _, x := range []struct{ name, path string }{
		{"first", "/console"}, {"deep", deep}, {"for-me", "/console?tab=for-me"}, {"tagged", fmt.Sprintf("/console?tab=viw_%026d", 0)},
		{"language", fmt.Sprintf("/console?tab=viw_%026d", 5)}, {"open", "/console/c/" + string(all[10].ID)},
	} {
		b.Run(x.name, func(b *testing.B) {
			took, used := make([]time.Duration, 0, b.N), cpuTime(b)
			for b.Loop() {
				began := time.Now()
				if got := maya.get(x.path); got.status != 200 || !strings.Contains(got.body, `id="rows"`) {
					b.Fatalf("%d", got.status)
				}
				took = append(took, time.Since(began))
			}
			report(b, took)
			b.ReportMetric(float64((cpuTime(b)-used).Microseconds())/1000/float64(len(took)), "cpu-ms/op")
		})
	}
}

// BenchmarkSearchPage searches the words of CANDOR_SEARCH_MESSAGES messages (50,000 when unset) through the page, with and
// without terms. The words fall off in frequency as those of a language do.
func BenchmarkSearchPage(b *testing.B) {
	total, err := strconv.Atoi(os.Getenv("CANDOR_SEARCH_MESSAGES"))
	if err != nil {
		total = 50_000
	}
	h := newHarness(b)
	maya := h.signedIn("Maya")
	must(0, h.store.SaveTag(context.Background(), teamwork.Tag{Name: "refund", By: h.people["Maya"].ID}))(b)
	began := time.Now()
	stored := h.library(b, total)
	took := time.Since(began)
	maya.post("/console/search", "q", "warms the index") // the test's finder indexes what is new when it is asked
	b.Logf("%d messages stored in %v, indexed in %v", stored, took.Round(time.Second), (time.Since(began) - took).Round(time.Second))
	common, usual, rare := word(3), word(400), word(15_000)
	for _, x := range []struct {
		name, query string
		marks       bool // something is found, and the words are marked
	}{
		{"rare", rare, true}, {"usual", usual, true}, {"common", common, true}, {"nowhere", "sofa", false},
		{"two", common + " " + usual, true}, {"three", common + " " + word(7) + " " + word(60), true},
		{"phrase", fmt.Sprintf("%q", common+" "+word(1)), true}, {"phrase-nowhere", fmt.Sprintf("%q", rare+" "+usual+" "+common), false},
		{"rare-tag", rare + " tag:refund", false}, {"common-tag", common + " tag:refund", true}, {"common-state", common + " state:waiting", true},
		{"common-inbox", common + " inbox:main", true}, {"common-mine", common + " agent:me", false}, {"tag", "tag:refund", false},
		{"tag-state", "tag:refund state:resolved", false}, {"language", "language:en", false},
		{"common-anew", common, true}, {"two-anew", common + " " + usual, true},
	} {
		b.Run(x.name, func(b *testing.B) {
			took, used := make([]time.Duration, 0, b.N), cpuTime(b)
			for b.Loop() {
				if strings.HasSuffix(x.name, "-anew") {
					h.pass(16 * time.Minute) // every conversation that is opened goes on record again
				}
				began := time.Now()
				got := maya.post("/console/search", "q", x.query)
				if got.status != 200 || x.marks && !strings.Contains(got.body, "<mark>") {
					b.Fatalf("%d", got.status)
				}
				took = append(took, time.Since(began))
			}
			report(b, took)
			b.ReportMetric(float64((cpuTime(b)-used).Microseconds())/1000/float64(len(took)), "cpu-ms/op")
		})
	}
}

// word makes up the word with a rank.
func word(rank int) string {
	r := rand.New(rand.NewPCG(uint64(rank), 1))
	var b strings.Builder
	for range 2 + r.IntN(3) {
		b.WriteByte("bcdfghklmnprtvz"[r.IntN(15)])
		b.WriteByte("aiou"[r.IntN(4)])
	}
	return b.String() + "k"
}

// library stores about so many messages and says how many: most conversations have 20, each hundredth has 200; each
// customer has four; a fifth of them wait and are tagged, the others are solved.
func (h *harness) library(b *testing.B, messages int) int {
	b.Helper()
	text := must(locale.New(time.UTC))(b)
	gates := must(policy.New(policy.Options{
		Route: []policy.Gate{askGate{}}, Say: []policy.Gate{passGate{}}, Phrases: text, Screen: unscreened{},
	}))(b)
	words := make([]string, 20_000)
	for i := range words {
		words[i] = word(i)
	}
	const writers, usual, long = 16, 20, 200
	size := func(i int) int {
		if i%100 == 0 {
			return long
		}
		return usual
	}
	conversations := messages * 100 / (99*usual + long)
	var run sync.WaitGroup
	for w := range writers {
		run.Go(func() {
			zipf := rand.NewZipf(rand.New(rand.NewPCG(uint64(w), 2)), 1.1, 4, 19_999)
			sentence := func() candor.Text {
				var s strings.Builder
				for range 20 {
					s.WriteString(words[zipf.Uint64()] + " ")
				}
				return candor.Text(s.String())
			}
			var customer candor.CustomerID
			for n, i := 0, w; i < conversations; n, i = n+1, i+writers {
				if n%4 == 0 {
					customer = candor.NewCustomerID()
				}
				if err := h.shelve(gates, customer, i, size(i), sentence); err != nil {
					b.Error(err)
					return
				}
			}
		})
	}
	run.Wait()
	total := 0
	for i := range conversations {
		total += size(i)
	}
	return total
}

// shelve stores one conversation of so many messages.
func (h *harness) shelve(gates *policy.Pipeline, customer candor.CustomerID, i, messages int, sentence func() candor.Text) error {
	ctx, maya := context.Background(), h.people["Maya"]
	at := time.Now().Add(-time.Duration(i) * time.Second).UTC().Truncate(time.Microsecond)
	c := candor.Conversation{ID: candor.NewConversationID(), Inbox: "main", Customer: customer, Language: "en", Created: at}
	next, err := c.After(candor.CustomerAsksPerson, at)
	if err != nil {
		return err
	}
	change := turn.Change{Before: c, After: next}
	change.Received = gates.Receive(ctx, &policy.Case{Now: at, Conversation: c, Message: candor.Message{
		ID: candor.NewMessageID(), Conversation: c.ID, Author: candor.ByCustomer, Body: sentence(), Language: "en", At: at,
	}})
	seen := candor.Event{Kind: candor.MessageAdded, Conversation: c.ID, Message: change.Received.Message().ID, Number: 1, Author: candor.ByCustomer, At: at}
	change.Events = append(change.Events, seen)
	for n := 2; n <= messages; n++ {
		x, _ := gates.Clear(ctx, &policy.Case{Now: at, Conversation: next, Draft: &policy.Draft{
			Author: candor.ByAgent, Agent: maya, Kind: candor.Said, Words: sentence(), Language: "en",
		}})
		change.Cleared = append(change.Cleared, x)
		seen.Message, seen.Number, seen.Author = x.Message().ID, int64(n), candor.ByAgent
		change.Events = append(change.Events, seen)
	}
	stored, err := h.store.Commit(ctx, change)
	if err != nil {
		return err
	}
	if i%5 == 0 {
		return h.store.SetTag(ctx, c.ID, "refund", true, maya.ID)
	}
	if next, err = stored.After(candor.CustomerConfirms, at); err != nil {
		return err
	}
	_, err = h.store.Commit(ctx, turn.Change{Before: stored, After: next})
	return err
}

package app_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"candor"
	"candor/internal/app/apptest"
	"candor/internal/config"
	"candor/internal/llm"
	"candor/internal/llm/llmtest"
	"candor/vendors"
)

// withChooser is a desk with the shop's tools and an engine whose models may propose acts of these kinds.
func withChooser(t *testing.T, o apptest.Options, kinds ...string) (*desk, *till, *llmtest.Server) {
	t.Helper()
	server := llmtest.New(t)
	o.Change = func(c *config.Config) {
		c.Vendors = []vendors.Setting{{
			Name: "Own engine", Format: "chat", BaseURL: server.Base(llm.Chat), Models: []string{"small-1"}, Region: "local", Local: true, Free: true,
			Data: []string{"public", "dialogue"}, Tools: kinds, Agreement: "own machine", ApprovedBy: "Maya Okafor", ApprovedOn: "2026-01-01", ApprovedUntil: "2026-12-31",
		}}
	}
	d, s := withShop(t, o)
	return d, s, server
}

// wants is a model's reply that asks for calls; each is a name and its arguments.
func wants(calls ...[2]string) llmtest.Script {
	var s llmtest.Script
	for i, c := range calls {
		s.Calls = append(s.Calls, llm.Call{ID: "call_" + string(rune('a'+i)), Name: c[0], Arguments: c[1]})
	}
	return s
}

// standIn finds what stands for the first number in a request.
func standIn(t *testing.T, asked llmtest.Asked) string {
	t.Helper()
	var sent struct{ Messages []struct{ Content string } }
	if err := json.Unmarshal(asked.Body, &sent); err != nil {
		t.Fatal(err)
	}
	all := sent.Messages[len(sent.Messages)-1].Content
	at := strings.Index(all, "UQ7X")
	if at < 0 {
		return ""
	}
	return all[at : at+15]
}

// allows begins a conversation of Robin's in which the vendor may get masked text.
func (d *desk) allows() talk {
	d.t.Helper()
	x := d.robin()
	d.decides(x, candor.Vendor, true)
	return x
}

// dealt waits until what the customer wrote is dealt with.
func (d *desk) dealt(x talk) {
	d.t.Helper()
	await(d.t, "it is dealt with: "+strings.Join(d.keys(x), ", "), func() bool {
		c := d.conversation(x.ID)
		return c.LastAnswered >= c.LastCustomer || !c.AssistantMaySpeak()
	})
}

// refusedCalls gives what the ledger says of calls that were refused, as "tool why".
func (d *desk) refusedCalls() []string {
	d.t.Helper()
	db := d.sql()
	defer db.Close()
	rows, err := db.QueryContext(d.ctx(), `SELECT record FROM ledger ORDER BY seq`)
	if err != nil {
		d.t.Fatal(err)
	}
	defer rows.Close()
	var out []string
	for rows.Next() {
		var record []byte
		if err := rows.Scan(&record); err != nil {
			d.t.Fatal(err)
		}
		var e struct {
			Kind  string
			Facts map[string]string
		}
		if err := json.Unmarshal(record, &e); err != nil {
			d.t.Fatal(err)
		}
		if e.Kind == "action" && e.Facts["state"] == "refused" {
			out = append(out, strings.TrimSpace(e.Facts["method"]+" "+e.Facts["reason"]))
		}
	}
	return out
}

// unread is how somebody asks for an order in words that are not read without a model.
const unread = "My sister's birthday is on Friday and I wonder what has become of the lamp, hp 482913, any idea?"

func TestAModelChoosesToLookAnOrderUp(t *testing.T) {
	t.Parallel()
	d, s, server := withChooser(t, apptest.Options{}, "look")
	server.Answer(func(a llmtest.Asked) llmtest.Script {
		return wants([2]string{"order_status", `{"number":"` + standIn(t, a) + `"}`})
	})
	x := d.allows()
	d.say(x, unread)
	m := d.hears(x, "assistant action.order_status.on_its_way")
	if !strings.Contains(string(m.Body), "HP-482913") || !strings.Contains(string(m.Body), "Parcelbird") || m.Kind != candor.Notice {
		t.Errorf("said %q", m.Body)
	}
	asked := server.Asked()
	if len(asked) != 1 || s.asked.Load() != 1 {
		t.Fatalf("the model was asked %d times, the shop %d times", len(asked), s.asked.Load())
	}
	body := string(asked[0].Body)
	for _, word := range []string{"482913", "robin@example.org", "order_cancel", "order_refund", "HP-[0-9]"} {
		if strings.Contains(body, word) {
			t.Errorf("%q left: %s", word, body)
		}
	}
	if !strings.Contains(body, "order_status") || !strings.Contains(body, "birthday") {
		t.Errorf("what it needs did not leave: %s", body)
	}
	if n := d.count(`SELECT COUNT(*) FROM egress WHERE fields LIKE '%tool:order_status%'`); n != 1 {
		t.Errorf("%d records of what left", n)
	}
	if got := d.refusedCalls(); len(got) != 0 {
		t.Errorf("refused: %v", got)
	}
	// What was found out does not leave with the next question.
	server.Say(llmtest.Script{Text: "none"})
	d.say(x, "And is the carrier any good, I mean hp 482913?")
	d.dealt(x)
	for _, a := range server.Asked()[1:] {
		if strings.Contains(string(a.Body), "Parcelbird") || strings.Contains(string(a.Body), "482913") {
			t.Errorf("a result left: %s", a.Body)
		}
	}
}

func TestAModelsChangeIsAskedAndDoneOnceAfterAYes(t *testing.T) {
	t.Parallel()
	d, s, server := withChooser(t, apptest.Options{}, "look", "change")
	server.Answer(func(a llmtest.Asked) llmtest.Script {
		return wants([2]string{"order_cancel", `{"number":"` + standIn(t, a) + `"}`})
	})
	x := d.allows()
	d.say(x, "The cushions are the wrong colour, so hp 482914 may go, nothing else, best wishes")
	ask := d.hears(x, "assistant action.order_cancel.ask")
	if !strings.Contains(string(ask.Body), "HP-482914") || s.asked.Load() != 0 {
		t.Errorf("asked %q, and the shop %d times", ask.Body, s.asked.Load())
	}
	d.say(x, "Yes, please")
	d.hears(x, "desk action.order_cancel.cancelled")
	if got := d.proposals(x); !slices.Equal(got, []string{"done cancelled"}) || s.asked.Load() != 1 {
		t.Errorf("proposals %v, the shop was asked %d times", got, s.asked.Load())
	}
}

func TestAModelIsToldOnceWhatWasWrongAndMayMendIt(t *testing.T) {
	t.Parallel()
	d, s, server := withChooser(t, apptest.Options{}, "look")
	var told []string
	server.Answer(func(a llmtest.Asked) llmtest.Script {
		told = append(told, string(a.Body))
		if len(told) == 1 {
			return wants([2]string{"order_status", `{"order":"` + standIn(t, a) + `"}`})
		}
		return wants([2]string{"order_status", `{"number":"` + standIn(t, a) + `"}`})
	})
	x := d.allows()
	d.say(x, unread)
	d.hears(x, "assistant action.order_status.on_its_way")
	if s.asked.Load() != 1 || len(told) != 2 || !strings.Contains(told[1], "There is only: number.") || strings.Contains(told[0], "There is only") {
		t.Errorf("asked %d times: %v", len(told), told)
	}
	if got := d.refusedCalls(); !slices.Equal(got, []string{"order_status unknown_field"}) {
		t.Errorf("refused: %v", got)
	}
}

func TestNoModelChoosesWithoutLeave(t *testing.T) {
	t.Parallel()
	for _, x := range []struct {
		name   string
		kinds  []string
		allow  bool
		said   string
		proven bool
	}{
		{"the customer did not allow it", []string{"look"}, false, unread, true},
		{"the owner let it propose nothing", nil, true, "what has become of hp 482913, and so on and so forth, any idea?", true},
		{"the customer wrote no number", []string{"look", "change", "money"}, true, "what has become of my lamp, and so on and so forth, any idea?", true},
	} {
		d, s, server := withChooser(t, apptest.Options{}, x.kinds...)
		server.Say(wants([2]string{"order_status", `{"number":"HP-482913"}`}))
		y := d.robin()
		if x.allow {
			d.decides(y, candor.Vendor, true)
		}
		d.say(y, x.said)
		d.dealt(y)
		for _, a := range server.Asked() {
			if strings.Contains(string(a.Body), "order_status") {
				t.Errorf("%s: a model was told of tools", x.name)
			}
		}
		if s.asked.Load() != 0 {
			t.Errorf("%s: the shop was asked", x.name)
		}
	}
}

func TestAModelChoosesForNobodyWhoHasNotProvedWhoTheyAre(t *testing.T) {
	t.Parallel()
	d, s, server := withChooser(t, apptest.Options{}, "look")
	server.Answer(func(a llmtest.Asked) llmtest.Script {
		return wants([2]string{"order_status", `{"number":"` + standIn(t, a) + `"}`})
	})
	x := d.begin("assistant", "")
	d.decides(x, candor.Vendor, true)
	d.say(x, unread)
	d.hears(x, "assistant action.prove")
	if s.asked.Load() != 0 {
		t.Error("the shop was asked")
	}
}

func TestAModelThatFailsToChooseCostsNobodyTheirAnswer(t *testing.T) {
	t.Parallel()
	for name, script := range map[string]llmtest.Script{
		"broken":           {Faults: []llmtest.Fault{llmtest.Status(400, "x", "broken")}},
		"nonsense":         {Faults: []llmtest.Fault{llmtest.Garbage("<html>")}},
		"cut off":          {Calls: []llm.Call{{ID: "a", Name: "order_status", Arguments: `{"number":"HP-482913"}`}}, Faults: []llmtest.Fault{llmtest.HalfArguments()}},
		"it says words":    {Text: "Your order is lost, call 0900 123456."},
		"it would not say": {Finish: llm.Decline},
	} {
		d, s, server := withChooser(t, apptest.Options{}, "look")
		server.Say(script)
		x := d.allows()
		d.say(x, unread)
		d.dealt(x)
		c := d.conversation(x.ID)
		if got := strings.Join(d.keys(x), " "); c.Reason == "drafter_failed" || strings.Contains(got, "action.") || s.asked.Load() != 0 {
			t.Errorf("%s: %s, %s", name, c.Reason, got)
		}
		for _, m := range d.messages(x) {
			if strings.Contains(string(m.Body), "0900") {
				t.Errorf("%s: said %q", name, m.Body)
			}
		}
	}
}

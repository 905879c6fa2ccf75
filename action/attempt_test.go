package action_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"candor/action"
)

// orders are a Look, a Change and a Money act on one order, as the demo's shop has them.
func orders(t testing.TB) *action.Registry {
	t.Helper()
	look := orderStatus()
	look.Reading = &action.Reading{Topic: action.OrderStatus, Argument: "number", Pattern: `\bHP[- ]?([0-9]{6})\b`, Form: "HP-$1"}
	cancel := orderStatus()
	cancel.Name, cancel.Kind, cancel.Ask = "order_cancel", action.Change, "action.order_cancel.ask"
	cancel.Reading = &action.Reading{Topic: action.OrderCancel, Argument: "number", Pattern: `\bHP[- ]?([0-9]{6})\b`, Form: "HP-$1"}
	refund := orderStatus()
	refund.Name, refund.Kind, refund.Ask = "order_refund", action.Money, "action.order_refund.ask"
	return registry(t, look, cancel, refund)
}

func offered(all []action.Offer) string {
	var names []string
	for _, o := range all {
		names = append(names, o.Name)
	}
	return strings.Join(names, " ")
}

func TestAModelIsOfferedWhatTheCustomersWordsCanFill(t *testing.T) {
	t.Parallel()
	r := orders(t)
	for _, x := range []struct {
		said  string
		kinds []action.Kind
		want  string
	}{
		{"what has become of HP-482913?", []action.Kind{action.Look}, "order_status"},
		{"what has become of hp 482913?", []action.Kind{action.Look, action.Change}, "order_cancel order_status"},
		{"HP-482913, money back", []action.Kind{action.Look, action.Change, action.Money}, "order_cancel order_refund order_status"},
		{"what has become of HP-482913?", nil, ""},
		{"what has become of my order?", []action.Kind{action.Look, action.Change, action.Money}, ""},
		{"HP-4829137", []action.Kind{action.Look}, ""},
	} {
		if got := offered(r.Attempt(somebody(), x.said).Offers(x.kinds...)); got != x.want {
			t.Errorf("%q %v: offered %q, want %q", x.said, x.kinds, got, x.want)
		}
	}
	if got := offered(r.Attempt(somebody()).Offers(action.Look)); got != "" {
		t.Errorf("to somebody who said nothing: %q", got)
	}
}

func TestAnOfferSaysNothingOfAForm(t *testing.T) {
	t.Parallel()
	for _, o := range registry(t, wide()).Attempt(somebody(), "HP-123456").Offers(action.Look) {
		var s struct {
			Type       string
			Required   []string
			Additional *bool `json:"additionalProperties"`
			Properties map[string]map[string]any
		}
		if err := json.Unmarshal(o.Schema, &s); err != nil {
			t.Fatal(err)
		}
		if s.Type != "object" || s.Additional == nil || *s.Additional || !slices.Equal(s.Required, []string{"number"}) || len(s.Properties) != 5 {
			t.Errorf("%s", o.Schema)
		}
		if n := s.Properties["number"]; n["type"] != "string" || n["pattern"] != nil || n["maxLength"] != nil || n["description"] == nil {
			t.Errorf("a number that is masked could not be written: %v", n)
		}
		if s.Properties["count"]["maximum"] != 9.0 || s.Properties["day"]["format"] != "date" || len(s.Properties["why"]["enum"].([]any)) != 2 {
			t.Errorf("%s", o.Schema)
		}
	}
}

func TestAModelsCallIsOneOfferedActWithNumbersThatTheCustomerWrote(t *testing.T) {
	t.Parallel()
	const mine = `{"number":"HP-482913"}`
	for _, x := range []struct {
		name  string
		wants []action.Wanted
		why   action.Why // empty: it is good
	}{
		{"as it stands", []action.Wanted{{"order_status", mine}}, ""},
		{"as it was written", []action.Wanted{{"order_status", `{"number":"hp 482913"}`}}, ""},
		{"within a word or two", []action.Wanted{{"order_status", `{"number":"order HP-482913"}`}}, ""},
		{"twice", []action.Wanted{{"order_status", mine}, {"order_status", `{ "number" : "HP-482913" }`}}, ""},
		{"somebody else's", []action.Wanted{{"order_status", `{"number":"HP-490022"}`}}, action.NotSaid},
		{"a token that nobody gave", []action.Wanted{{"order_status", `{"number":"[…]"}`}}, action.OutOfRange},
		{"two numbers in one", []action.Wanted{{"order_status", `{"number":"HP-482913 HP-490022"}`}}, action.OutOfRange},
		{"two calls", []action.Wanted{{"order_status", mine}, {"order_cancel", mine}}, action.Several},
		{"not offered", []action.Wanted{{"order_refund", mine}}, action.NotOffered},
		{"unknown", []action.Wanted{{"send_mail", mine}}, action.UnknownTool},
		{"unknown field", []action.Wanted{{"order_status", `{"number":"HP-482913","customer":"all"}`}}, action.UnknownField},
		{"cut off", []action.Wanted{{"order_status", mine[:9]}}, action.Malformed},
		{"no text", []action.Wanted{{"order_status", `{"number":482913}`}}, action.WrongType},
		{"no fields", []action.Wanted{{"order_status", ""}}, action.MissingField},
		{"too long", []action.Wanted{{"order_status", strings.Repeat(" ", 5000) + mine}}, action.TooLarge},
	} {
		a := orders(t).Attempt(somebody(), "hello", "and what about hp 482913 now?")
		a.Offers(action.Look, action.Change)
		call, refusal, next := a.Take(x.wants)
		if x.why == "" {
			if number, _ := call.Argument("number"); refusal != nil || next != action.Go || number != "HP-482913" {
				t.Errorf("%s: %v %v %s", x.name, refusal, next, call.JSON())
			}
			continue
		}
		if refusal == nil || refusal.Why != x.why || next != action.Mend || !call.Empty() {
			t.Errorf("%s: %+v %v, want %s", x.name, refusal, next, x.why)
			continue
		}
		if told := refusal.Words(); told == "" || strings.Contains(told, "490022") || strings.Contains(told, "refund") || strings.Contains(told, "mail") {
			t.Errorf("%s is told back as %q", x.name, told)
		}
		if _, _, next = a.Take(x.wants); next != action.Abstain {
			t.Errorf("%s, a second time: %v", x.name, next)
		}
		if _, _, next = a.Take([]action.Wanted{{"order_status", mine}}); next != action.Abstain {
			t.Errorf("%s: it goes on after that", x.name)
		}
	}
}

func TestNothingWantedIsNothingDone(t *testing.T) {
	t.Parallel()
	a := orders(t).Attempt(somebody(), "HP-482913")
	a.Offers(action.Look)
	if call, refusal, next := a.Take(nil); !call.Empty() || refusal != nil || next != action.Abstain {
		t.Errorf("%v %v", refusal, next)
	}
	var none *action.Attempt
	if _, _, next := none.Take([]action.Wanted{{"order_status", "{}"}}); next != action.Abstain || none.Offers(action.Look) != nil {
		t.Error("nothing at all goes on")
	}
	b := orders(t).Attempt(somebody(), "HP-482913") // and nothing was offered
	if _, refusal, _ := b.Take([]action.Wanted{{"order_status", `{"number":"HP-482913"}`}}); refusal == nil || refusal.Why != action.NotOffered {
		t.Errorf("%v", refusal)
	}
}

func TestNumbersAreFoundAsPeopleWriteThem(t *testing.T) {
	t.Parallel()
	r := orders(t)
	for _, x := range []struct {
		tool, text string
		want       []string
	}{
		{"order_status", "hp 482913, HP-482913 and HP482914.", []string{"HP-482913", "HP-482914"}},
		{"order_refund", "(HP-482913), hp-482914.", []string{"HP-482913", "HP-482914"}}, // without a reading: whole words
		{"order_refund", "hp 482913", nil},
		{"order_status", "HP-48291", nil},
		{"nothing", "HP-482913", nil},
	} {
		if got := r.Numbers(x.tool, x.text); !slices.Equal(got, x.want) {
			t.Errorf("%s in %q: %v, want %v", x.tool, x.text, got, x.want)
		}
	}
}

func ExampleAttempt_Take() {
	r, _ := action.NewRegistry(orderStatus())
	a := r.Attempt(somebody(), "My lamp, HP-482913, has not come.")
	for _, o := range a.Offers(action.Look) {
		fmt.Println("offered:", o.Name)
	}
	_, refusal, _ := a.Take([]action.Wanted{{Name: "order_status", Arguments: `{"number":"HP-490022"}`}})
	fmt.Println(refusal.Words())
	call, _, _ := a.Take([]action.Wanted{{Name: "order_status", Arguments: `{"number":"HP-482913"}`}})
	fmt.Println(call.JSON())
	// Output:
	// offered: order_status
	// The field number must be copied from what the customer wrote.
	// {"number":"HP-482913"}
}

func FuzzTake(f *testing.F) {
	r := orders(f)
	for _, seed := range []string{`{"number":"HP-482913"}`, `{"number":"hp 490022"}`, `{"number":"HP-482913 "}`, `[]`} {
		f.Add("order_status", seed)
	}
	f.Fuzz(func(t *testing.T, tool, arguments string) {
		a := r.Attempt(somebody(), "HP-482913 please")
		a.Offers(action.Look)
		call, refusal, next := a.Take([]action.Wanted{{tool, arguments}})
		if (next == action.Go) == call.Empty() || next == action.Go && refusal != nil {
			t.Fatal("neither a call nor a refusal")
		}
		if number, ok := call.Argument("number"); ok && number != "HP-482913" {
			t.Errorf("%q was never said", number)
		}
	})
}

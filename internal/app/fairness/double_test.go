package fairness_test

import (
	"encoding/json"
	"errors"
	"regexp"
	"testing"
	"time"

	"candor"
	"candor/action"
	"candor/internal/app/fairness"
	"candor/internal/demo/shop"
)

func double(t *testing.T) (fairness.Double, *action.Registry, *action.Runner) {
	t.Helper()
	acts, err := action.NewRegistry(shop.Specs()...)
	if err != nil {
		t.Fatal(err)
	}
	d := fairness.Double{Notes: &fairness.Notes{}, Today: time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)}
	return d, acts, &action.Runner{Registry: acts, Proposals: d, Tool: d, People: d, Now: time.Now}
}

func somebody() action.For {
	return action.For{Conversation: candor.NewConversationID(), Customer: candor.NewCustomerID()}
}

func TestADoubleTellsOfAnOrderAndDoesNothing(t *testing.T) {
	t.Parallel()
	_, acts, runner := double(t)
	number := fairness.OrderNumber(acts)
	if !regexp.MustCompile(`^HP-[0-9]{6}$`).MatchString(number) {
		t.Fatalf("the number of an order is %q", number)
	}
	if name, arguments, ok := acts.Recognise("Where is my order "+number+"?", "en"); !ok || name != "order_status" {
		t.Errorf("it is not read: %s %s", name, arguments)
	}
	arguments, _ := json.Marshal(map[string]string{"number": number})
	look, refused := acts.Call("order_status", string(arguments), somebody())
	if refused != nil {
		t.Fatal(refused)
	}
	say, err := runner.Look(t.Context(), look)
	if err != nil || say.Key != "action.order_status.packed" || say.Args["number"] != number || say.Args["expected_on"] != "2026-11-25" {
		t.Errorf("%+v, %v", say, err)
	}
	cancel, refused := acts.Call("order_cancel", string(arguments), somebody())
	if refused != nil {
		t.Fatal(refused)
	}
	p, say, err := runner.Propose(t.Context(), cancel)
	if err != nil || say.Key != "action.order_cancel.ask" || p.State != action.Proposed {
		t.Errorf("%+v, %+v, %v", p, say, err)
	}
	if say, handled, err := runner.Answer(t.Context(), cancel.For(), "Yes, please", "en"); handled || err != nil {
		t.Errorf("a yes was taken: %+v, %v", say, err)
	}
	if _, err := runner.Take(t.Context(), p.ID, action.Accept, action.Who{Customer: p.Customer}); err == nil {
		t.Error("what was proposed was done")
	}
	d, _, _ := double(t)
	if _, err := d.Do(t.Context(), cancel, action.Person{}); !errors.Is(err, action.ErrStep) {
		t.Errorf("the double cancels: %v", err)
	}
}

func TestADoubleMakesUpWhateverASchemaWants(t *testing.T) {
	t.Parallel()
	spec := action.Spec{
		Name: "stock", Title: "action.stock.title", Kind: action.Look, About: "Whether something is in stock.",
		Arguments: json.RawMessage(`{"type":"object","additionalProperties":false,"required":["code"],"properties":{"code":{"type":"string","pattern":"^(AB|CD)[0-9]+-?[a-f]{2,3}$","maxLength":20}}}`),
		Result: json.RawMessage(`{"type":"object","additionalProperties":false,"required":["code","state","left","soon","batch"],"properties":{"code":{"type":"string","pattern":"^(AB|CD)[0-9]+-?[a-f]{2,3}$","maxLength":20},
			"state":{"type":"string","enum":["gone","there"]},"left":{"type":"integer","minimum":3,"maximum":9},"soon":{"type":"boolean"},"batch":{"type":"string","pattern":"^[A-Z]{3}$","maxLength":3}}}`),
		Field: "state", Missing: "action.stock.missing",
		Says: map[string]action.Saying{"gone": {Key: "action.stock.gone"}, "there": {Key: "action.stock.there", Args: map[string]string{"left": "left", "batch": "batch"}}},
	}
	acts, err := action.NewRegistry(spec)
	if err != nil {
		t.Fatal(err)
	}
	d := fairness.Double{Notes: &fairness.Notes{}}
	runner := &action.Runner{Registry: acts, Proposals: d, Tool: d, People: d, Now: time.Now}
	call, refused := acts.Call("stock", `{"code":"CD7-abc"}`, somebody())
	if refused != nil {
		t.Fatal(refused)
	}
	say, err := runner.Look(t.Context(), call)
	if err != nil || say.Key != "action.stock.there" || say.Args["left"] != "3" || len(say.Args["batch"]) != 3 {
		t.Errorf("%+v, %v", say, err)
	}
	var none *action.Registry
	if n := fairness.OrderNumber(none); n == "" {
		t.Error("a desk without tools has no number of an order")
	}
}

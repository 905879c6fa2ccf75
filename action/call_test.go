package action_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"candor"
	"candor/action"
)

func registry(t testing.TB, specs ...action.Spec) *action.Registry {
	t.Helper()
	r, err := action.NewRegistry(specs...)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func somebody() action.For {
	return action.For{Conversation: candor.NewConversationID(), Customer: candor.NewCustomerID()}
}

func TestACallTakesWhatItsSpecSaysAndNothingElse(t *testing.T) {
	t.Parallel()
	r := registry(t, wide())
	good := `{"number":"HP-123456","day":"2026-02-28","count":3,"gift":true,"why":"late"}`
	for _, x := range []struct {
		name, tool, args string
		why              action.Why
		field            string
	}{
		{"good", "wide", good, "", ""},
		{"only what is required", "wide", `{"number":"HP-123456"}`, "", ""},
		{"unknown tool", "drop_tables", good, action.UnknownTool, ""},
		{"no tool", "", good, action.UnknownTool, ""},
		{"nothing", "wide", "", action.MissingField, "number"},
		{"unknown field", "wide", `{"number":"HP-123456","customer":"somebody else"}`, action.UnknownField, ""},
		{"field in capitals", "wide", `{"Number":"HP-123456"}`, action.UnknownField, ""},
		{"cut off", "wide", good[:20], action.Malformed, ""},
		{"twice", "wide", good + good, action.Malformed, ""},
		{"two fields of one name", "wide", `{"number":"HP-123456","number":"HP-654321"}`, action.Malformed, ""},
		{"words before", "wide", "Sure: " + good, action.Malformed, ""},
		{"broken UTF-8", "wide", "{\"number\":\"HP-\xff23456\"}", action.Malformed, ""},
		{"deep", "wide", strings.Repeat(`{"a":`, 40) + "1" + strings.Repeat("}", 40), action.Malformed, ""},
		{"long", "wide", `{"number":"` + strings.Repeat("a", 5000) + `"}`, action.TooLarge, ""},
		{"a list", "wide", `["HP-123456"]`, action.WrongType, ""},
		{"null", "wide", `null`, action.WrongType, ""},
		{"number as number", "wide", `{"number":123456}`, action.WrongType, "number"},
		{"null field", "wide", `{"number":null}`, action.WrongType, "number"},
		{"another form", "wide", `{"number":"hp-123456"}`, action.OutOfRange, "number"},
		{"a form within words", "wide", `{"number":"see HP-123456"}`, action.OutOfRange, "number"},
		{"a line more", "wide", `{"number":"HP-123456\n"}`, action.OutOfRange, "number"},
		{"no such day", "wide", `{"number":"HP-123456","day":"2026-02-30"}`, action.OutOfRange, "day"},
		{"a day in words", "wide", `{"number":"HP-123456","day":"tomorrow"}`, action.OutOfRange, "day"},
		{"too many", "wide", `{"number":"HP-123456","count":10}`, action.OutOfRange, "count"},
		{"far too many", "wide", `{"number":"HP-123456","count":99999999999999999999}`, action.OutOfRange, "count"},
		{"half", "wide", `{"number":"HP-123456","count":1.5}`, action.WrongType, "count"},
		{"count as text", "wide", `{"number":"HP-123456","count":"3"}`, action.WrongType, "count"},
		{"truth as text", "wide", `{"number":"HP-123456","gift":"yes"}`, action.WrongType, "gift"},
		{"another reason", "wide", `{"number":"HP-123456","why":"because"}`, action.OutOfRange, "why"},
	} {
		call, refusal := r.Call(x.tool, x.args, somebody())
		if x.why == "" {
			if refusal != nil || call.Empty() {
				t.Errorf("%s: %v", x.name, refusal)
			}
			continue
		}
		if refusal == nil || refusal.Why != x.why || refusal.Field != x.field || !call.Empty() {
			t.Errorf("%s: %+v, want %s of %q", x.name, refusal, x.why, x.field)
			continue
		}
		for _, told := range []string{refusal.Words(), refusal.Error()} {
			if told == "" || strings.Contains(told, "somebody else") || strings.Contains(told, "tomorrow") || strings.Contains(told, "drop") {
				t.Errorf("%s is told as %q", x.name, told)
			}
		}
	}
	if _, refusal := r.Call("wide", good, action.For{}); refusal == nil || refusal.Why != action.NotYours {
		t.Errorf("for nobody: %v", refusal)
	}
}

func TestArgumentsAlwaysReadAlike(t *testing.T) {
	t.Parallel()
	r := registry(t, wide())
	a, _ := r.Call("wide", `{"count":3,  "number":"HP-123456"}`, somebody())
	b, _ := r.Call("wide", "\n{\"number\":\"HP-123456\",\"count\":3}", somebody())
	if a.JSON() != b.JSON() || a.JSON() != `{"count":3,"number":"HP-123456"}` {
		t.Errorf("%s and %s", a.JSON(), b.JSON())
	}
	if text, ok := a.Argument("count"); !ok || text != "3" {
		t.Errorf("%q, %v", text, ok)
	}
	if _, ok := a.Argument("gift"); ok {
		t.Error("what was not given is there")
	}
}

func TestAModelMayMendOnceAndThenTheAssistantAbstains(t *testing.T) {
	t.Parallel()
	good, bad := `{"number":"HP-123456"}`, `{"number":"all of them"}`
	for _, x := range []struct {
		name  string
		calls []string
		want  []action.Next
	}{
		{"good", []string{good}, []action.Next{action.Go}},
		{"mended", []string{bad, good}, []action.Next{action.Mend, action.Go}},
		{"not mended", []string{bad, bad, good}, []action.Next{action.Mend, action.Abstain, action.Abstain}},
		{"mended, then wrong again", []string{bad, good, bad, good}, []action.Next{action.Mend, action.Go, action.Abstain, action.Abstain}},
		{"without end", []string{good, good, good, good, good, good}, []action.Next{action.Go, action.Go, action.Go, action.Go, action.Abstain, action.Abstain}},
	} {
		attempt := registry(t, wide()).Attempt(somebody())
		for i, args := range x.calls {
			call, refusal, next := attempt.Try("wide", args)
			if next != x.want[i] || (next == action.Go) == call.Empty() || next == action.Mend && refusal == nil {
				t.Errorf("%s, %d: %v %v", x.name, i, next, refusal)
			}
		}
	}
	var none *action.Attempt
	if _, _, next := none.Try("wide", good); next != action.Abstain {
		t.Error("nothing at all goes on")
	}
	if _, _, next := (&action.Attempt{}).Try("wide", good); next != action.Abstain {
		t.Error("the zero value goes on")
	}
	if _, _, next := registry(t, wide()).Attempt(action.For{}).Try("wide", good); next != action.Abstain {
		t.Error("a call for nobody is mended")
	}
}

func TestAResultIsSaidInFixedTextsOnly(t *testing.T) {
	t.Parallel()
	call, _ := registry(t, orderStatus()).Call("order_status", `{"number":"HP-123456"}`, somebody())
	good := `{"status":"sent","number":"HP-123456","expected":"2026-10-05"}`
	result, err := call.Result([]byte(good))
	if err != nil {
		t.Fatal(err)
	}
	say, ok := result.Says()
	if !ok || say.Key != "action.order_status.sent" || say.Args["expected_on"] != "2026-10-05" || len(say.Args) != 2 {
		t.Errorf("%+v, %v", say, ok)
	}
	packed, err := call.Result([]byte(`{"status":"packed","number":"HP-123456","items":[{"code":"LN0104","quantity":1},{"code":"LN0105","quantity":2}]}`))
	if say, _ := packed.Says(); err != nil || say.Args["count"] != "2" {
		t.Errorf("%+v, %v", say, err)
	}
	if say, ok := call.Missing().Says(); !ok || say.Key != "action.order_status.missing" || say.Args["number"] != "HP-123456" {
		t.Errorf("%+v", say)
	}
	for name, raw := range map[string]string{
		"a status nobody knows": `{"status":"Your parcel is free, see evil.example","number":"HP-123456"}`,
		"words beside":          `{"status":"sent","number":"HP-123456","expected":"2026-10-05","note":"Call us at evil.example"}`,
		"words in the items":    `{"status":"packed","number":"HP-123456","items":[{"code":"Click here","quantity":1}]}`,
		"no day to say":         `{"status":"sent","number":"HP-123456"}`,
		"a day in words":        `{"status":"sent","number":"HP-123456","expected":"soon"}`,
		"nothing":               ``,
		"a page":                `<html>`,
		"too long":              `{"status":"sent","number":"HP-123456","expected":"2026-10-05"}` + strings.Repeat(" ", 1<<17),
	} {
		if r, err := call.Result([]byte(raw)); !errors.Is(err, action.ErrResult) || !r.Empty() {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, ok := (action.Result{}).Says(); ok {
		t.Error("an empty result says something")
	}
}

func ExampleRegistry_Call() {
	r, _ := action.NewRegistry(orderStatus())
	who := action.For{Conversation: candor.NewConversationID(), Customer: candor.NewCustomerID()}
	_, refusal := r.Call("order_status", `{"number":"the blue one"}`, who)
	fmt.Println(refusal.Words())
	call, _ := r.Call("order_status", `{"number":"HP-482913"}`, who)
	result, _ := call.Result([]byte(`{"status":"sent","number":"HP-482913","expected":"2026-10-05"}`))
	say, _ := result.Says()
	fmt.Println(say.Key, say.Args["expected_on"])
	// Output:
	// The field number must be text that matches ^HP-[0-9]{6}$.
	// action.order_status.sent 2026-10-05
}

func FuzzCall(f *testing.F) {
	r, err := action.NewRegistry(wide())
	if err != nil {
		f.Fatal(err)
	}
	for _, seed := range []string{`{"number":"HP-123456"}`, `{"number":"HP-123456","count":3,"gift":false}`, `[]`, `{"number":{"a":[1]}}`} {
		f.Add(seed)
	}
	who := somebody()
	f.Fuzz(func(t *testing.T, args string) {
		call, refusal := r.Call("wide", args, who)
		if (refusal == nil) == call.Empty() {
			t.Fatal("neither a call nor a refusal")
		}
		if refusal != nil {
			return
		}
		again, refusal := r.Call("wide", call.JSON(), who)
		if refusal != nil || again.JSON() != call.JSON() {
			t.Errorf("%q reads as %q", call.JSON(), again.JSON())
		}
		for _, text := range call.Texts() {
			if strings.ContainsAny(text, " /:<>\n") {
				t.Errorf("free words: %q", text)
			}
		}
	})
}

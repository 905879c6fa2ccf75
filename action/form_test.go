package action_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"candor/action"
)

func TestAFormAsksForWhatTheSpecTakes(t *testing.T) {
	t.Parallel()
	r := registry(t, wide())
	want := []action.Field{
		{Name: "number", Input: action.Number, Required: true, Pattern: "HP-[0-9]{6}", Long: 9},
		{Name: "count", Input: action.Count, Least: 1, Top: 9},
		{Name: "day", Input: action.Day},
		{Name: "gift", Input: action.Tick},
		{Name: "why", Input: action.Choice, Values: []string{"late", "damaged"}},
	}
	if diff := cmp.Diff(want, r.Fields("wide")); diff != "" {
		t.Error(diff)
	}
	if got := r.Fields("nothing"); got != nil {
		t.Errorf("%v", got)
	}
}

func TestWhatIsFilledInIsCheckedLikeAnyCall(t *testing.T) {
	t.Parallel()
	r := registry(t, wide())
	for _, x := range []struct {
		name string
		form map[string]string
		want string
		why  action.Why
	}{
		{"all", map[string]string{"number": " HP-123456 ", "count": "3", "day": "2026-02-28", "gift": "on", "why": "late"}, `{"count":3,"day":"2026-02-28","gift":true,"number":"HP-123456","why":"late"}`, ""},
		{"only what is required", map[string]string{"number": "HP-123456"}, `{"gift":false,"number":"HP-123456"}`, ""},
		{"nothing", nil, "", action.MissingField},
		{"a count in words", map[string]string{"number": "HP-123456", "count": "three"}, "", action.WrongType},
		{"another choice", map[string]string{"number": "HP-123456", "why": "because"}, "", action.OutOfRange},
		{"a field of nobody", map[string]string{"number": "HP-123456", "customer": "x"}, `{"gift":false,"number":"HP-123456"}`, ""},
	} {
		call, refusal := r.Call("wide", r.Filled("wide", func(name string) string { return x.form[name] }), somebody())
		if x.why != "" {
			if refusal == nil || refusal.Why != x.why {
				t.Errorf("%s: %v", x.name, refusal)
			}
			continue
		}
		if refusal != nil || call.JSON() != x.want {
			t.Errorf("%s: %s, %v", x.name, call.JSON(), refusal)
		}
	}
}

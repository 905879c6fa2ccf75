package storetest

import (
	"bytes"
	"slices"
	"testing"

	"candor"

	"github.com/google/go-cmp/cmp"
)

func wordCases() []testCase {
	return []testCase{
		{"words lead to the aliases that have them", wordAliases},
		{"how far the index is stands beside it and outlives the program", wordProgress},
		{"all words of one alias can be taken out", deleteWords},
		{"the index is cleared piece by piece", clearWords},
		{"a customer's conversations and all conversations are listed in order", conversationLists},
	}
}

func tagOf(n int) (tag [8]byte) {
	tag[0], tag[7] = byte(n), byte(n>>8)
	return tag
}

func aliasNamed(n byte) (a [16]byte) {
	a[0], a[15] = ^n, n
	return a
}

func tags(numbers ...int) (out [][8]byte) {
	for _, n := range numbers {
		out = append(out, tagOf(n))
	}
	return out
}

func (d *desk) holders(t *testing.T, want [][16]byte, numbers ...int) {
	t.Helper()
	got, err := d.WordAliases(t.Context(), tags(numbers...)...)
	slices.SortFunc(want, func(a, b [16]byte) int { return bytes.Compare(a[:], b[:]) })
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("tags %v: %v %s", numbers, err, diff)
	}
}

func wordAliases(t *testing.T, d *desk) {
	a, b := aliasNamed(1), aliasNamed(2)
	for range 2 { // a second time changes nothing
		must(t, d.AddWords(t.Context(), map[[16]byte][][8]byte{a: tags(1, 2, 2), b: tags(2, 3)}, "v", 1, ""))
	}
	d.holders(t, [][16]byte{a}, 1)
	d.holders(t, [][16]byte{a, b}, 2)
	d.holders(t, [][16]byte{a, b}, 1, 3, 2)
	d.holders(t, nil, 4)
	d.holders(t, nil)
}

func wordProgress(t *testing.T, d *desk) {
	check := func(version string, seq int64, walked candor.ConversationID) {
		t.Helper()
		v, s, w, err := d.Words(t.Context())
		if v != version || s != seq || w != walked || err != nil {
			t.Errorf("%q %d %q %v", v, s, w, err)
		}
	}
	check("", 0, "")
	must(t, d.AddWords(t.Context(), nil, "v1", 7, "con_5"))
	check("v1", 7, "con_5")
	d.reopen(t)
	check("v1", 7, "con_5")
}

func deleteWords(t *testing.T, d *desk) {
	a, b := aliasNamed(1), aliasNamed(2)
	var many []int
	for n := range 1500 { // more than one transaction
		many = append(many, n)
	}
	must(t, d.AddWords(t.Context(), map[[16]byte][][8]byte{a: tags(many...), b: tags(3)}, "v", 1, ""))
	for _, want := range []int{1500, 0} {
		if n, err := d.DeleteWords(t.Context(), a); n != want || err != nil {
			t.Errorf("%d rows, want %d; %v", n, want, err)
		}
	}
	d.holders(t, [][16]byte{b}, 3)
	d.holders(t, nil, 4, 1499)
}

func clearWords(t *testing.T, d *desk) {
	var many []int
	for n := range 4000 {
		many = append(many, n)
	}
	must(t, d.AddWords(t.Context(), map[[16]byte][][8]byte{aliasNamed(1): tags(many...)}, "v", 1, ""))
	steps := 0
	for more := true; more; steps++ {
		var err error
		more, err = d.ClearWords(t.Context())
		must(t, err)
	}
	if steps < 3 {
		t.Errorf("cleared in %d steps: the writer was held up", steps)
	}
	d.holders(t, nil, many[:100]...)
}

func conversationLists(t *testing.T, d *desk) {
	var want []candor.ConversationID
	for range 5 {
		want = append(want, d.begin(t, candor.CustomerAsksPerson).ID)
	}
	slices.Sort(want)
	var got []candor.ConversationID
	for after := candor.ConversationID(""); ; after = got[len(got)-1] {
		some, err := d.ConversationsFrom(t.Context(), after, 2)
		must(t, err)
		if len(some) == 0 {
			break
		}
		got = append(got, some...)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	c, err := d.Conversation(t.Context(), want[2])
	must(t, err)
	own, err := d.ConversationsOf(t.Context(), c.Customer)
	if diff := cmp.Diff([]candor.Conversation{c}, own); diff != "" || err != nil {
		t.Errorf("%v %s", err, diff)
	}
	if none, err := d.ConversationsOf(t.Context(), candor.NewCustomerID()); len(none) != 0 || err != nil {
		t.Errorf("nobody: %v %v", none, err)
	}
}

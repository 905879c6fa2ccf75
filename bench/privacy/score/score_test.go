package score_test

import (
	"fmt"
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"

	"candor/bench/privacy/score"
)

func at(kind string, start, end int) score.Span {
	return score.Span{Type: kind, Start: start, End: end}
}

func TestSpansAreCountedByHand(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name string
		of   score.Case
		want score.Tally
	}{
		{"found exactly", score.Case{Length: 10, Gold: []score.Span{at("A", 2, 6)}, Found: []score.Span{at("A", 2, 6)}},
			score.Tally{Cases: 1, Right: 1, Exact: 1, Near: 1, Chars: 4}},
		{"half of what both cover is near", score.Case{Length: 10, Gold: []score.Span{at("A", 0, 4)}, Found: []score.Span{at("A", 2, 4)}},
			score.Tally{Cases: 1, ExactOver: 1, Missed: 1, Near: 1, Chars: 4, Leaked: 2}},
		{"less than half is not", score.Case{Length: 10, Gold: []score.Span{at("A", 0, 4)}, Found: []score.Span{at("A", 2, 5)}},
			score.Tally{Cases: 1, ExactOver: 1, Missed: 1, NearOver: 1, NearLost: 1, Chars: 4, Leaked: 2}},
		{"another type masks but is not right", score.Case{Length: 10, Gold: []score.Span{at("A", 0, 4)}, Found: []score.Span{at("B", 0, 3)}},
			score.Tally{Cases: 1, Missed: 1, NearLost: 1, Chars: 4, Leaked: 1}},
		{"found twice counts once", score.Case{Length: 10, Gold: []score.Span{at("A", 0, 4)}, Found: []score.Span{at("A", 0, 4), at("A", 0, 4)}},
			score.Tally{Cases: 1, Right: 1, Exact: 1, Near: 1, Chars: 4}},
		{"one place found is near to one labelled place", score.Case{Length: 10, Gold: []score.Span{at("A", 0, 4), at("A", 4, 6)}, Found: []score.Span{at("A", 0, 6)}},
			score.Tally{Cases: 1, ExactOver: 1, Missed: 2, Near: 1, NearLost: 1, Chars: 6}},
		{"the nearest is taken first", score.Case{Length: 10, Gold: []score.Span{at("A", 0, 4)}, Found: []score.Span{at("A", 0, 3), at("A", 0, 4)}},
			score.Tally{Cases: 1, Exact: 1, ExactOver: 1, Near: 1, NearOver: 1, Chars: 4}},
		{"an empty place is none", score.Case{Length: 10, Gold: []score.Span{at("A", 0, 4)}, Found: []score.Span{at("A", 3, 3)}},
			score.Tally{Cases: 1, Missed: 1, NearLost: 1, Chars: 4, Leaked: 4}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			s := score.Of([]score.Case{test.of}, nil)
			if diff := cmp.Diff(test.want, *s.ByType["A"]); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if s.ByType["B"] != nil {
				t.Error("a type that is labelled nowhere is counted")
			}
		})
	}
}

func TestWhereOneTypeIsAskedForOthersAreNoMistake(t *testing.T) {
	t.Parallel()
	s := score.Of([]score.Case{
		{Length: 9, Only: "TR_PHONE_NUMBER", Gold: []score.Span{at("TR_PHONE_NUMBER", 0, 9)}, Found: []score.Span{at("PHONE_NUMBER", 0, 9), at("US_SSN", 0, 9)}},
		{Length: 9, Only: "PHONE_NUMBER", Found: []score.Span{at("TR_PHONE_NUMBER", 0, 9)}},
		{Length: 9, Only: "PHONE_NUMBER", Found: []score.Span{at("PHONE_NUMBER", 0, 9)}},
	}, nil)
	want := map[string]*score.Tally{
		"TR_PHONE_NUMBER": {Cases: 1, Right: 1, Exact: 1, Near: 1, Chars: 9},
		"PHONE_NUMBER":    {Cases: 2, Right: 1, ExactOver: 1, NearOver: 1},
	}
	if diff := cmp.Diff(want, s.ByType); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestDecoysSpellingsAndTheRestOfTheTextAreCounted(t *testing.T) {
	t.Parallel()
	s := score.Of([]score.Case{
		{Length: 10, Gold: []score.Span{at("A", 0, 4)}, Found: []score.Span{at("A", 0, 4), at("B", 5, 6)}, Decoys: []score.Span{at("order", 5, 9)}, Variant: "dots"},
		{Length: 10, Gold: []score.Span{at("A", 0, 4)}, Found: []score.Span{at("A", 0, 3)}, Decoys: []score.Span{at("order", 5, 9), at("size", 9, 10)}, Variant: "dots"},
		{Length: 4, Gold: []score.Span{at("A", 0, 4)}, Found: []score.Span{at("B", 0, 4)}, Variant: "tabs"},
	}, nil)
	if diff := cmp.Diff(map[string]*score.Share{"order": {Part: 1, Whole: 2}, "size": {Whole: 1}}, s.Decoys); diff != "" {
		t.Error("decoys", diff)
	}
	if diff := cmp.Diff(map[string]*score.Share{"dots": {Part: 1, Whole: 2}, "tabs": {Part: 1, Whole: 1}}, s.Variants); diff != "" {
		t.Error("spellings", diff)
	}
	if s.DecoysHit() != (score.Share{Part: 1, Whole: 3}) || s.VariantsMasked() != (score.Share{Part: 1, Whole: 2}) || s.Over != (score.Share{Part: 1, Whole: 12}) {
		t.Errorf("decoys %v, spellings %v, over %v", s.DecoysHit(), s.VariantsMasked(), s.Over)
	}
}

func TestTwoNamesOfOneTypeAreCountedTogether(t *testing.T) {
	t.Parallel()
	s := score.Of([]score.Case{{Length: 5, Gold: []score.Span{at("GPE", 0, 5)}, Found: []score.Span{at("LOCATION", 0, 5), at("GPE", 0, 5)}}}, map[string]string{"GPE": "LOCATION"})
	if diff := cmp.Diff(map[string]*score.Tally{"LOCATION": {Cases: 1, Right: 1, Exact: 1, Near: 1, Chars: 5}}, s.ByType); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestTotalsAreSums(t *testing.T) {
	t.Parallel()
	s := score.Of([]score.Case{
		{Length: 9, Gold: []score.Span{at("A", 0, 4), at("B", 5, 7)}, Found: []score.Span{at("A", 0, 4), at("B", 8, 9)}},
	}, nil)
	want := score.Tally{Cases: 2, Right: 1, Exact: 1, ExactOver: 1, Missed: 1, Near: 1, NearOver: 1, NearLost: 1, Chars: 6, Leaked: 2}
	if diff := cmp.Diff(want, s.Total()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if a := s.Total("A"); a.Spans() != 1 || a.Recall() != (score.Share{Part: 1, Whole: 1}) {
		t.Errorf("A alone: %+v", a)
	}
}

// The values are those of Newcombe (1998), table I, method 3.
func TestIntervalsAreWilsons(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		of        score.Share
		low, high float64
	}{
		{score.Share{Part: 81, Whole: 263}, 0.2553, 0.3662}, {score.Share{Part: 15, Whole: 148}, 0.0624, 0.1605},
		{score.Share{Part: 0, Whole: 20}, 0, 0.1611}, {score.Share{Part: 1, Whole: 29}, 0.0061, 0.1718}, {score.Share{}, 0, 1},
	} {
		low, high := test.of.Interval()
		if math.Abs(low-test.low) > 5e-5 || math.Abs(high-test.high) > 5e-5 {
			t.Errorf("%v: %.4f to %.4f, want %.4f to %.4f", test.of, low, high, test.low, test.high)
		}
	}
}

func TestAShareOfNothingIsNoNumber(t *testing.T) {
	t.Parallel()
	if v := (score.Share{}).Value(); !math.IsNaN(v) {
		t.Errorf("it is %v", v)
	}
}

func TestTheBarGivesUpSureMistakesOnly(t *testing.T) {
	t.Parallel()
	found := func(kind string, start, end int, sure float64) score.Span {
		return score.Span{Type: kind, Start: start, End: end, Score: sure}
	}
	cases := []score.Case{
		{Length: 20, Gold: []score.Span{at("P", 0, 4), at("P", 5, 9), at("P", 10, 14)}, Found: []score.Span{found("P", 0, 4, 0.9), found("P", 5, 9, 0.6), found("P", 16, 18, 0.5), found("P", 10, 14, 0.4), found("Q", 0, 4, 1)}},
	}
	for _, test := range []struct {
		precision float64
		near      int
		bar       float64
		ok        bool
	}{{0.75, 3, 0.4, true}, {0.8, 2, 0.6, true}, {1, 2, 0.6, true}, {1.1, 0, 0, false}} {
		best, bar, ok := score.RecallAt(cases, "P", test.precision)
		if best.Near != test.near || bar != test.bar || ok != test.ok {
			t.Errorf("precision %v: %d right above %v, %v; want %+v", test.precision, best.Near, bar, ok, test)
		}
	}
	if len(cases[0].Found) != 5 {
		t.Error("the cases were changed")
	}
}

func ExampleOf() {
	s := score.Of([]score.Case{{
		Length: 30,
		Gold:   []score.Span{{Type: "PERSON", Start: 4, End: 12}},
		Found:  []score.Span{{Type: "PERSON", Start: 4, End: 8, Score: 0.7}},
	}}, nil)
	t := s.Total()
	fmt.Println(t.Recall(), t.ExactRecall(), t.Leak())
	// Output: {1 1} {0 1} {4 8}
}

func ExampleRecallAt() {
	cases := []score.Case{{Length: 9, Gold: []score.Span{{Type: "PERSON", Start: 0, End: 4}}, Found: []score.Span{{Type: "PERSON", Start: 0, End: 4, Score: 0.7}, {Type: "PERSON", Start: 5, End: 9, Score: 0.3}}}}
	best, bar, ok := score.RecallAt(cases, "PERSON", 0.9)
	fmt.Println(best.Recall(), bar, ok)
	// Output: {1 1} 0.7 true
}

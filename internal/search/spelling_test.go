package search_test

import (
	"strings"
	"testing"

	"candor/knowledge"

	"github.com/google/go-cmp/cmp"
)

var mistypedShop = append([]string{
	`{"doc_id":"w","lang":"en","title":"The warranty of a wardrobe","text":"The warranty covers a wardrobe for five years. Send us the receipt of the wardrobe."}`,
	`{"doc_id":"f","lang":"en","title":"Where the wood is from","text":"Our wood is from forests nearby."}`,
	`{"doc_id":"de-g","lang":"de","title":"Garantie für einen Schrank","text":"Die Garantie für einen Schrank gilt fünf Jahre. Bewahren Sie die Rechnung auf. Ihre Bestellung wird geliefert."}`,
}, shop...)

func TestAMistypedQuestionIsReadAsItWasMeant(t *testing.T) {
	t.Parallel()
	x := index(t, shelf(t, mistypedShop...))
	for _, c := range []struct{ lang, mistyped, meant string }{
		{"en", "How lnog is the warrnaty of my wardorbe?", "How long is the warranty of my wardrobe?"},
		{"en", "Delivrey csots of a soffa", "Delivery costs of a sofa"},
		{"en", "WARRNATY OF THE WARDORBE", "WARRANTY OF THE WARDROBE"},
		{"de", "Wie lange gilt die Garnatie für den Schrnak?", "Wie lange gilt die Garantie für den Schrank?"},
	} {
		mistyped, err := x.Search(t.Context(), knowledge.Query{Text: c.mistyped, Language: c.lang})
		if err != nil {
			t.Fatal(err)
		}
		meant, err := x.Search(t.Context(), knowledge.Query{Text: c.meant, Language: c.lang})
		if err != nil {
			t.Fatal(err)
		}
		if len(mistyped.Mended) == 0 || len(meant.Mended) > 0 {
			t.Errorf("%q: mended %v and %v", c.mistyped, mistyped.Mended, meant.Mended)
		}
		if mistyped.Read != c.meant || meant.Read != c.meant {
			t.Errorf("%q was read as %q", c.mistyped, mistyped.Read)
		}
		mistyped.Mended = nil
		if diff := cmp.Diff(meant, mistyped); diff != "" {
			t.Errorf("%q is not answered as %q is: %s", c.mistyped, c.meant, diff)
		}
	}
}

func TestRightWordsAreNotMendedIntoWordsOfArticles(t *testing.T) {
	t.Parallel()
	x := index(t, shelf(t, mistypedShop...))
	for _, text := range []string{
		"Which form do I fill in for the police warrant?",       // "from", "warranty"
		"Is the sofa by Wardrobbe or by Deliveroo?",             // names
		"mail wardorbe@example.org <EMAIL_1> about wardorbe-12", // addresses and codes
		"Is the ward robed?",
		"退货 warranty",
	} {
		if got := look(t, x, text); len(got.Mended) > 0 || got.Read != text {
			t.Errorf("%q was read as %q", text, got.Read)
		}
	}
	german, err := x.Search(t.Context(), knowledge.Query{Text: "Die Schranken am Parkplatz, was kosten die Parcels?", Language: "de"})
	if err != nil {
		t.Fatal(err)
	}
	if len(german.Mended) > 0 {
		t.Errorf("right German words were mended: %v", german.Mended)
	}
}

func TestWhatWasSaidBeforeIsMendedToo(t *testing.T) {
	t.Parallel()
	x := index(t, shelf(t, mistypedShop...))
	ask := func(before string) knowledge.Found {
		found, err := x.Search(t.Context(), knowledge.Query{Text: "How long?", Language: "en", Context: []string{before}})
		if err != nil {
			t.Fatal(err)
		}
		return found
	}
	if diff := cmp.Diff(ask("What about the warranty of a wardrobe"), ask("What abuot the warrnaty of a wardorbe")); diff != "" {
		t.Error(diff)
	}
}

func TestWordsOfStaffMendNothingForCustomers(t *testing.T) {
	t.Parallel()
	s := shelf(t, append([]string{`{"doc_id":"h","lang":"en","audience":"staff","title":"Operation hummingbirdy","text":"The hummingbirdy is not announced yet."}`}, shop...)...)
	x := index(t, s)
	for _, staff := range []bool{false, true} {
		found, err := x.Search(t.Context(), knowledge.Query{Text: "what is a hummnigbirdy", Language: "en", Staff: staff})
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Contains(found.Read, "hummingbirdy"); got != staff {
			t.Errorf("staff %v: read as %q", staff, found.Read)
		}
	}
}

func TestDroppingAnArticleMendsTheSame(t *testing.T) {
	t.Parallel()
	s := shelf(t, mistypedShop...)
	x := index(t, s)
	found := look(t, x, "warrnaty of a wardorbe")
	without, err := x.SearchWithout(t.Context(), knowledge.Query{Text: "warrnaty of a wardorbe", Language: "en"}, found.Hits[0].Article)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(found.Mended, without.Mended); diff != "" || without.Signals.Unknown < 0.5 {
		t.Errorf("%v unknown %s", without.Signals.Unknown, diff)
	}
}

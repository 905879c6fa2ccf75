package search_test

import (
	"context"
	"testing"

	"candor"
	"candor/internal/search"
	"candor/knowledge"
)

func TestAQuestionThatIsListedWordForWordNamesItsArticle(t *testing.T) {
	t.Parallel()
	doc := func(id, title, text string, ways ...string) search.Document {
		a := knowledge.Article{ID: candor.ArticleID(id), Title: title, Language: "en", Audience: knowledge.Public, Body: text, Questions: ways}.Seal()
		a.ID, a.Version = candor.ArticleID(id), 1
		return search.Document{Article: a, Passages: knowledge.Passages(a)}
	}
	var x search.Index
	err := x.Replace(context.Background(), []search.Document{
		doc("art_track", "Track your order", "You find the link in the e-mail about your order.", "Where is my order?", "Order status"),
		doc("art_invoice", "Get an invoice", "Every order has an invoice. The order number is on it. Ask for my order or any order.", "Order status"),
		doc("art_cancel", "Cancel an order", "You can cancel an order until it is packed, and your order is then void."),
	})
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]string{
		"where is MY order": "art_track", "Where is my order?!": "art_track", "Get an invoice": "art_invoice",
		"Order status": "", "Where is her order?": "", "Where is my order, I want to cancel it": "", "": "",
	} {
		found, err := x.Search(context.Background(), knowledge.Query{Text: text, Language: "en"})
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		if found.Signals.Named {
			got = string(found.Hits[0].Article)
		}
		if got != want {
			t.Errorf("%q names %q, want %q", text, got, want)
		}
	}
}

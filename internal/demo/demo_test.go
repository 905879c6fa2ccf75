package demo_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"candor"
	"candor/internal/config"
	"candor/internal/demo"
	"candor/knowledge"
)

func TestTheCompanyIsWhole(t *testing.T) {
	t.Parallel()
	c, err := demo.Settings()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := config.Read("the demo", []byte(c.Render()), nil); err != nil {
		t.Errorf("its settings are not ones that an owner could write: %v", err)
	}
	people, err := demo.Staff()
	if err != nil || len(people) != 3 {
		t.Fatalf("%d people, %v; want three", len(people), err)
	}
	if !people[0].Has(candor.RoleOwner) {
		t.Error("the first of them is not the owner")
	}
}

func TestTheHelpCentreHasWhatTheDemoPromises(t *testing.T) {
	t.Parallel()
	files, err := demo.Articles()
	if err != nil {
		t.Fatal(err)
	}
	articles, problems := knowledge.ImportFS(files, ".")
	for _, p := range problems {
		t.Error(p)
	}
	count := map[string]int{}
	for _, a := range articles {
		count[a.Language]++
		if a.Audience != knowledge.Public || a.Slug == "" || a.Topic == "" {
			t.Errorf("%s is %s, topic %q", a.Key, a.Audience, a.Topic)
		}
	}
	if count["en"] < 40 {
		t.Errorf("%d English articles, want 40 or more", count["en"])
	}
	co, err := demo.Settings()
	if err != nil {
		t.Fatal(err)
	}
	for _, language := range co.Desk.Languages {
		if count[language] < 16 {
			t.Errorf("%d articles in %s, want 16 or more", count[language], language)
		}
	}
}

func TestTheShopEmbedsTheSnippetAndNothingElse(t *testing.T) {
	t.Parallel()
	shop, err := demo.Shop("http://127.0.0.1:8420/widget.js")
	if err != nil {
		t.Fatal(err)
	}
	for _, page := range []string{"/", "/index.html", "/order.html"} {
		w := httptest.NewRecorder()
		shop.ServeHTTP(w, httptest.NewRequest(http.MethodGet, page, nil))
		body := w.Body.String()
		if w.Code != http.StatusOK || !strings.Contains(body, `<script src="http://127.0.0.1:8420/widget.js" data-inbox="main" async></script>`) {
			t.Errorf("%s: status %d, or the snippet is missing", page, w.Code)
		}
		if strings.Count(body, "<script") != 1 || strings.Count(body, "http") != strings.Count(body, "http://127.0.0.1:8420/widget.js")+strings.Count(body, "http://www.w3.org/2000/svg") {
			t.Errorf("%s has another script, or reaches for another host", page)
		}
	}
}

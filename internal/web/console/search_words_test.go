package console_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"candor"
	"candor/internal/keyring"
	"candor/internal/search/blind"
	"candor/internal/store"
	"candor/internal/web/console"
)

// finder is the real index of words, always up to date.
type finder struct{ index *blind.Index }

func newFinder(t testing.TB, s *store.Store, keys *keyring.Keyring) finder {
	t.Helper()
	return finder{must(blind.New(blind.Options{Store: s, Keys: keys, Key: keys.IndexKey()}))(t)}
}

func (f finder) Search(ctx context.Context, by candor.Access, query string, limit int, keep console.Keep) ([]console.Found, bool, error) {
	if err := f.index.CatchUp(ctx); err != nil {
		return nil, false, err
	}
	list, more, err := f.index.SearchAmong(ctx, by, query, limit, blind.Keep(keep))
	out := make([]console.Found, 0, len(list))
	for _, one := range list {
		out = append(out, console.Found(one))
	}
	return out, more, err
}

func TestSearchFindsWordsAndShowsWhereTheyStand(t *testing.T) {
	t.Parallel()
	h := newHarness(t)
	c := h.asks("The xylophone I ordered came with <script>alert(1)</script> broken bars")
	other := h.asks("My drum is fine, write to drummer@example.com")
	b := h.signedIn("Maya")
	got := b.post("/console/search", "q", "xylophones broken")
	if got.status != 200 {
		t.Fatalf("%d\n%s", got.status, got.body)
	}
	if d := cmp.Diff([]string{console.Reference(c.ID)}, listed(got.body)); d != "" {
		t.Error(d)
	}
	for _, must := range []string{
		"The <mark>xylophone</mark> I ordered", "&lt;script&gt;alert(1)&lt;/script&gt; <mark>broken</mark> bars",
		`href="/console/c/` + string(c.ID) + `?tab=found#msg_`, "noted as read by you", `value="xylophones broken"`,
	} {
		if !strings.Contains(got.body, must) {
			t.Errorf("the page lacks %s", must)
		}
	}
	if strings.Contains(got.body, "<script>alert") || strings.Contains(got.body, "drum") {
		t.Error("the page holds what it must not")
	}
	for query, want := range map[string]candor.ConversationID{
		"drummer@example.com": other.ID, `"drum is fine"`: other.ID, "drums": other.ID,
	} {
		if got := listed(b.post("/console/search", "q", query).body); !slices.Equal(got, []string{console.Reference(want)}) {
			t.Errorf("%s: %v", query, got)
		}
	}
	for query, words := range map[string]string{"trombone": "Whole words are searched", "the": "very common words", `"fine is drum"`: "Whole words are searched"} {
		if got := b.post("/console/search", "q", query); len(listed(got.body)) != 0 || !strings.Contains(got.body, words) {
			t.Errorf("%s: does not say %q", query, words)
		}
	}
}

func TestWordsAreNotSearchedInAnAddress(t *testing.T) {
	t.Parallel()
	h := newHarness(t)
	h.asks("The xylophone came broken")
	b := h.signedIn("Maya")
	if got := b.get("/console/search?q=xylophone"); len(listed(got.body)) != 0 || strings.Contains(got.body, "<mark>") {
		t.Error("an address searches for words")
	}
	page := b.get("/console").body
	if !strings.Contains(page, `<form class="find" method="post" action="/console/search"`) {
		t.Error("the form puts what it searches for into an address")
	}
}

func TestWordsAreNarrowedByStateAndColleague(t *testing.T) {
	t.Parallel()
	h := newHarness(t)
	waiting, toms := h.asks("A xylophone"), h.asks("Another xylophone")
	h.signedIn("Tom").post("/console/c/" + string(toms.ID) + "/take")
	b := h.signedIn("Maya")
	for _, test := range []struct {
		state, agent string
		want         []candor.ConversationID
	}{
		{"waiting", "", []candor.ConversationID{waiting.ID}},
		{"attended", "", []candor.ConversationID{toms.ID}},
		{"", string(h.people["Tom"].ID), []candor.ConversationID{toms.ID}},
		{"waiting", string(h.people["Tom"].ID), nil},
	} {
		var want []string
		for _, id := range test.want {
			want = append(want, console.Reference(id))
		}
		got := b.post("/console/search", "q", "xylophone", "state", test.state, "agent", test.agent)
		if d := cmp.Diff(want, listed(got.body)); d != "" {
			t.Errorf("%+v: %s", test, d)
		}
	}
}

func TestSearchingForWordsIsOnRecord(t *testing.T) {
	t.Parallel()
	h := newHarness(t)
	c, other := h.asks("A xylophone"), h.asks("A drum")
	h.signedIn("Maya").post("/console/search", "q", "xylophone")
	reads := must(h.store.Readings(t.Context(), c.Customer, 10))(t)
	if len(reads) != 1 || reads[0].Access != candor.AgentReads(h.people["Maya"].ID) {
		t.Errorf("on record: %+v", reads)
	}
	if reads := must(h.store.Readings(t.Context(), other.Customer, 10))(t); len(reads) != 0 {
		t.Errorf("somebody else: %+v", reads)
	}
}

func TestARowLeadsToAMessageFarBack(t *testing.T) {
	t.Parallel()
	h := newHarness(t)
	c := h.asks("A xylophone")
	for range 260 {
		h.says(c.ID, "And a drum")
	}
	b := h.signedIn("Maya")
	body := b.post("/console/search", "q", "xylophone").body
	_, link, ok := strings.Cut(body, `href="/console/c/`+string(c.ID))
	link, _, _ = strings.Cut(link, `"`)
	if !ok {
		t.Fatal("not found")
	}
	path, message, ok := strings.Cut(strings.ReplaceAll(link, "&amp;", "&"), "#")
	if page := b.get("/console/c/" + string(c.ID) + path); !ok || !strings.Contains(page.body, `id="`+message+`"`) {
		t.Errorf("the page at %s does not show %s", path, message)
	}
}

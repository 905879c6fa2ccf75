package app_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"candor"
	"candor/internal/app"
	"candor/internal/app/apptest"
	"candor/knowledge"
)

// decides says yes or no to one use of a conversation.
func (d *desk) decides(x talk, about candor.Purpose, allow bool) {
	d.t.Helper()
	path := "/api/v1/conversations/" + string(x.ID) + "/consents"
	var choices struct {
		Purposes []struct {
			Purpose candor.Purpose
			Notice  *struct{ Digest string }
		}
	}
	if err := json.Unmarshal([]byte(d.call(http.MethodGet, path, x.pass, nil).body), &choices); err != nil {
		d.t.Fatal(err)
	}
	for _, p := range choices.Purposes {
		if p.Purpose == about && p.Notice != nil {
			choice := map[string]any{"purpose": p.Purpose, "allow": allow, "notice": p.Notice.Digest}
			if got := d.call(http.MethodPost, path, x.pass, map[string]any{"choices": []any{choice}}); got.status != http.StatusOK {
				d.t.Fatalf("%d %s", got.status, got.body)
			}
			return
		}
	}
	d.t.Fatalf("nobody is asked about %s", about)
}

// unanswered begins a conversation in which the assistant finds no answer.
func (d *desk) unanswered(text string) talk {
	d.t.Helper()
	before := d.count(`SELECT COUNT(*) FROM message WHERE text_key LIKE 'assistant.abstain%'`)
	x := d.begin("assistant", text)
	await(d.t, "the assistant says that it found nothing", func() bool {
		return d.count(`SELECT COUNT(*) FROM message WHERE text_key LIKE 'assistant.abstain%'`) == before+1
	})
	return x
}

func TestGapsOpenOnlyWhatCustomersLetTheDeskLearnFrom(t *testing.T) {
	t.Parallel()
	d := open(t, apptest.Options{})
	maya := d.agent("Maya")
	cookie := d.signIn(maya)
	open := d.unanswered("Do you also repair antique bicycles? Write to ann.fox@mail.example please")
	closed := d.unanswered("Do you also repair antique xylophones?")
	d.decides(open, candor.Improve, true)
	page := d.page("/console/knowledge/gaps", cookie).body
	if !strings.Contains(page, "no answer 2 times") || !strings.Contains(page, "antique bicycles") {
		t.Errorf("the open question is not shown: %s", page)
	}
	for _, word := range []string{"xylophone", "ann.fox"} {
		if strings.Contains(page, word) {
			t.Errorf("%q is shown", word)
		}
	}
	if n := d.count(`SELECT COUNT(*) FROM reading WHERE purpose = 'improve' AND customer = $1`, string(open.Customer)); n != 1 {
		t.Errorf("%d readings of the open question are on the record", n)
	}
	if n := d.count(`SELECT COUNT(*) FROM reading WHERE purpose = 'improve' AND customer = $1`, string(closed.Customer)); n != 0 {
		t.Errorf("the closed one was read %d times", n)
	}
	files, err := os.ReadDir(d.c.Data.Dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if text, err := os.ReadFile(filepath.Join(d.c.Data.Dir, f.Name())); err == nil && strings.Contains(string(text), "antique bicycles") {
			t.Errorf("looking at gaps left the question in %s", f.Name())
		}
	}
	d.decides(open, candor.Improve, false)
	if page := d.page("/console/knowledge/gaps", cookie).body; strings.Contains(page, "antique bicycles") {
		t.Error("a withdrawn yes still counts")
	}
}

func TestAProposalMadeFromAConversationHoldsNobodysData(t *testing.T) {
	t.Parallel()
	d := open(t, apptest.Options{})
	maya := d.agent("Maya")
	cookie := d.signIn(maya)
	x := d.begin("person", "Do you repair bicycles?")
	if err := d.reply(x, maya, "We repair lamps, not bicycles. I wrote to ann.fox@mail.example about it."); err != nil {
		t.Fatal(err)
	}
	at := "/console/knowledge/new?c=" + string(x.ID)
	if page := d.page(at, cookie).body; strings.Contains(page, "We repair lamps") || !strings.Contains(page, "does not let the desk learn") {
		t.Error("without a yes the answer is in the form")
	}
	d.decides(x, candor.Improve, true)
	if page := d.page(at, cookie).body; !strings.Contains(page, "We repair lamps, not bicycles") || strings.Contains(page, "ann.fox") {
		t.Errorf("with a yes: %s", page)
	}
}

func TestAnArticleAnswersARunningDeskInItsTime(t *testing.T) {
	t.Parallel()
	d := open(t, apptest.Options{})
	l := d.app.Store().Library()
	a := knowledge.Article{Key: "xq", Title: "Antique xylophones", Language: "en", Audience: knowledge.Public,
		Body: "We repair antique xylophones within nine weeks.", From: d.clock.Now().Add(time.Hour), Version: 1}.Seal().Raised()
	if err := l.Save(t.Context(), []knowledge.Article{a}, "one", "another"); err != nil {
		t.Fatal(err)
	}
	d.unanswered("Do you repair antique xylophones?")
	d.clock.Advance(61 * time.Minute)
	await(t, "the help page is there", func() bool { return d.page("/help/antique-xylophones", "").status == http.StatusOK })
	for range 40 { // until the desk looked for new articles
		apptest.Release(t, d.app, d.clock.Now) // and somebody released what answers with them
		x := d.begin("assistant", "Do you repair antique xylophones?")
		d.jobsDone()
		for _, m := range d.messages(x) {
			if m.Author == candor.ByAssistant && strings.Contains(string(m.Body), "nine weeks") {
				return
			}
		}
	}
	t.Error("the desk never answers from it")
}

// helpCentre is a site with a sitemap, which counts what it sends.
func helpCentre(t *testing.T) (at string, pages map[string]*string, sent *atomic.Int32) {
	t.Helper()
	pages, sent = map[string]*string{}, &atomic.Int32{}
	mux := http.NewServeMux()
	s := httptest.NewServer(mux)
	t.Cleanup(s.Close)
	for path, text := range map[string]string{
		"/help/repairs": "<html lang=en><main><h1>Repairs</h1><p>We repair lamps within two weeks.</p></main>",
		"/help/hours":   "<html lang=en><main><h1>Opening hours</h1><p>We are open from nine to five.</p></main>",
	} {
		words := text
		pages[path] = &words
		mux.HandleFunc(path, func(w http.ResponseWriter, r *http.Request) {
			tag := fmt.Sprintf(`"%d"`, len(words))
			w.Header().Set("ETag", tag)
			if r.Header.Get("If-None-Match") == tag {
				w.WriteHeader(http.StatusNotModified)
				return
			}
			sent.Add(1)
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			_, _ = io.WriteString(w, words)
		})
	}
	mux.HandleFunc("/sitemap.xml", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/xml")
		fmt.Fprintf(w, "<urlset><url><loc>%s/help/repairs</loc></url><url><loc>%s/help/hours</loc></url></urlset>", s.URL, s.URL)
	})
	return s.URL, pages, sent
}

func TestASitemapIsReadAgainOnlyWhereItChanged(t *testing.T) {
	t.Parallel()
	c := apptest.Make(t, apptest.Options{})
	at, pages, sent := helpCentre(t)
	in := app.Import{Paths: []string{at + "/sitemap.xml"}}
	refused, err := app.AddKnowledge(t.Context(), c, in)
	if err != nil || refused.New != 0 || len(refused.Problems) != 1 || !strings.Contains(refused.Problems[0].Do, "--allow-host") {
		t.Errorf("a host of one's own network that nobody allowed: %+v, %v", refused.Problems, err)
	}
	in.AllowHosts = []string{strings.TrimPrefix(at, "http://")}
	first, err := app.AddKnowledge(t.Context(), c, in)
	if err != nil || first.New != 2 || first.Waiting != 2 || sent.Load() != 2 {
		t.Fatalf("%+v, %v, %d pages sent", first, err, sent.Load())
	}
	again, err := app.AddKnowledge(t.Context(), c, in)
	if err != nil || again.Unchanged != 2 || again.New+again.Changed != 0 || sent.Load() != 2 {
		t.Errorf("again: %d unchanged, %v, %d pages sent", again.Unchanged, err, sent.Load())
	}
	*pages["/help/repairs"] = "<html lang=en><main><h1>Repairs</h1><p>We repair lamps within three weeks.</p></main>"
	in.DryRun = true
	dry, err := app.AddKnowledge(t.Context(), c, in)
	if err != nil || dry.Changed != 1 || !strings.Contains(strings.Join(dry.Changes(), "\n"), "+ We repair lamps within three weeks.") {
		t.Errorf("a look: %q, %v", dry.Changes(), err)
	}
	in.DryRun = false
	changed, err := app.AddKnowledge(t.Context(), c, in)
	if err != nil || changed.Changed != 1 || changed.Unchanged != 1 {
		t.Errorf("changed: %+v, %v", changed.Changed, err)
	}
	in.Paths, in.RemoveMissing = []string{at + "/help/hours"}, true
	gone, err := app.AddKnowledge(t.Context(), c, in)
	if err != nil || gone.Removed != 1 {
		t.Errorf("a page that is missing: %d removed, %v", gone.Removed, err)
	}
	list, err := app.ListKnowledge(t.Context(), c)
	if err != nil || len(list) < 40 {
		t.Errorf("%d articles of other origins are left, %v", len(list), err)
	}
}

func TestNothingIsRemovedWhenSomethingCouldNotBeRead(t *testing.T) {
	t.Parallel()
	c := apptest.Make(t, apptest.Options{})
	dir := t.TempDir()
	for name, text := range map[string]string{"one.md": "# One\n\nWords.", "two.md": "# Two\n\nWords."} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	in := app.Import{Paths: []string{dir}, RemoveMissing: true, DryRun: true}
	if err := os.WriteFile(filepath.Join(dir, "broken.md"), []byte{0, 1, 2}, 0o600); err != nil {
		t.Fatal(err)
	}
	added, err := app.AddKnowledge(t.Context(), c, in)
	if err != nil || added.Removed != 0 || added.New != 2 {
		t.Errorf("%d removed, %d new, %v", added.Removed, added.New, err)
	}
	if err := os.Remove(filepath.Join(dir, "broken.md")); err != nil {
		t.Fatal(err)
	}
	if added, err := app.AddKnowledge(t.Context(), c, in); err != nil || added.Removed == 0 {
		t.Errorf("when all is read: %d removed, %v", added.Removed, err)
	}
}

// The goal is an import of 5,000 articles within 20 seconds on two cores.
func BenchmarkAddKnowledge5000(b *testing.B) {
	var text strings.Builder
	for i := range 5000 {
		fmt.Fprintf(&text, `{"doc_id":"d%d","title":"Part %d of order %d","lang":"en","text":"`, i, i%97, i)
		for k := range 12 {
			fmt.Fprintf(&text, `## Step %d\n\nParcel %d-%d leaves the warehouse within %d days when it was ordered before noon. Write to the shop with the number %d and say which lamp it is about.\n\n`, k, i, k, i%9+k, i*k)
		}
		text.WriteString("\"}\n")
	}
	file := filepath.Join(b.TempDir(), "corpus.jsonl")
	if err := os.WriteFile(file, []byte(text.String()), 0o600); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		b.StopTimer()
		c := apptest.Make(b, apptest.Options{})
		boss, err := app.AddUser(b.Context(), c, candor.Agent{Name: "Olu Ade", Email: "olu@harbour.example", Roles: []candor.Role{candor.RoleOwner}}, "nine calm herons wade")
		if err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
		added, err := app.AddKnowledge(b.Context(), c, app.Import{Paths: []string{file}, ApprovedBy: boss.Email})
		if err != nil || added.New != 5000 {
			b.Fatal(added.New, err)
		}
	}
}

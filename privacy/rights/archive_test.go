package rights_test

import (
	"archive/zip"
	"bytes"
	"crypto/ed25519"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"
	"time"

	"candor"
	"candor/privacy/rights"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"
)

// deskKey is the same in every run.
func deskKey() ed25519.PrivateKey { return ed25519.NewKeyFromSeed(bytes.Repeat([]byte{7}, 32)) }

func publicKey() ed25519.PublicKey { return deskKey().Public().(ed25519.PublicKey) }

// noon is a moment that all examples share.
func noon() time.Time { return time.Date(2026, 7, 1, 12, 0, 0, 123456000, time.UTC) }

// sample is a person with something of everything, in words that attack every format.
func sample() []rights.Record {
	customer, talk := candor.NewCustomerID(), candor.NewConversationID()
	cited := []candor.Citation{{Article: "art_1", Passage: "psg_1", Version: 2, Title: "Refunds & returns", Heading: "How <long>", Slug: "refunds", Quote: "Thirty days."}}
	decision := candor.NewVerdictID()
	return []rights.Record{
		rights.Profile{Customer: customer, Name: "Zoë <b>O'Brien</b>", Email: "zoe@example.org", Phone: "+44 20 7946 0000", Address: "1 High St\nLondon", Orders: []string{"A-1", "A-2"}, Language: "en", Verified: noon(), Created: noon()},
		rights.Conversation{ID: talk, Customer: customer, Inbox: "main", State: candor.Resolved, Language: "en", Messages: 3, Person: "Maya", Reason: "asked_person", Created: noon(), Updated: noon()},
		rights.Message{ID: candor.NewMessageID(), Conversation: talk, Number: 1, Author: candor.ByCustomer, Kind: candor.Said, Language: "en", Body: "=HYPERLINK(\"https://evil.example\")\n<script>alert(1)</script> \u2028 ümlaut 日本 👩‍👩‍👧 \"quoted\", comma", Statement: "I meant order A-2.", At: noon()},
		rights.Message{ID: candor.NewMessageID(), Conversation: talk, Number: 2, Author: candor.ByAssistant, Kind: candor.Said, Language: "ar", Body: "ثلاثون يومًا.", Citations: cited, Confidence: 0.91, Decision: decision, Helpful: candor.NotHelpful, At: noon().Add(time.Second)},
		rights.Message{ID: candor.NewMessageID(), Conversation: talk, Number: 3, Author: candor.ByAgent, Name: "Maya", Kind: candor.Said, Body: "", Decision: candor.NewVerdictID(), At: noon().Add(time.Minute)},
		rights.Decision{ID: decision, Conversation: talk, Stage: "say", Action: "pass", Reason: "grounded", Words: "Every sentence stands in an article.", Policy: "v1", Model: "extractive", Confidence: 0.91, Sources: cited, Gates: []rights.GateResult{{Gate: "grounded", Action: "pass", Reason: "grounded", Words: "It stands there."}, {Gate: "leak", Action: "pass"}}, At: noon()},
		rights.Consent{ID: candor.NewConsentID(), Customer: customer, Purpose: candor.Answers, Given: true, Notice: "abc", Text: "The assistant reads your messages.\n[Yes] [No]", Language: "en", Via: "widget", At: noon()},
		rights.Consent{ID: candor.NewConsentID(), Customer: customer, Purpose: candor.Memory, Notice: "def", Text: "We remember you.", Language: "en", At: noon()},
		rights.Reading{Actor: "agent:agt_1", Name: "Maya", Purpose: candor.Serve, Basis: candor.ByContract, Conversation: talk, What: "conversation", At: noon()},
		rights.Asked{ID: candor.NewRequestID(), Kind: rights.ToCorrect, Regime: rights.UK, State: rights.Refused, Reason: rights.IsAccurate, Words: "It is right as it is.", Received: noon(), Closed: noon()},
		rights.Entry{Seq: 42, Kind: "verdict", Record: `{"actor":"desk"}`, At: noon()},
	}
}

func options(language string) rights.ArchiveOptions {
	return rights.ArchiveOptions{
		Desk: "Harbour & Pine", Language: language, Request: candor.NewRequestID(), Created: noon(), Key: deskKey(),
		Customers: []candor.CustomerID{candor.NewCustomerID()},
		Reason: func(_, key string) string {
			if key == "grounded" {
				return "it stands in an article"
			}
			return ""
		},
	}
}

func write(t testing.TB, o rights.ArchiveOptions, records []rights.Record) []byte {
	t.Helper()
	var out bytes.Buffer
	a, err := rights.NewArchive(&out, o)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range records {
		if err := a.Put(r); err != nil {
			t.Fatal(err)
		}
	}
	if err := a.Attach(rights.Attachment{ID: "file_1", Name: "../../evil.html", MediaType: "text/html", At: noon()}, strings.NewReader("<p>hello")); err != nil {
		t.Fatal(err)
	}
	if _, err := a.Finish(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func read(t testing.TB, text []byte) *rights.Imported {
	t.Helper()
	in, err := rights.Read(bytes.NewReader(text), int64(len(text)), rights.ReadOptions{Trusted: []ed25519.PublicKey{publicKey()}})
	if err != nil {
		t.Fatal(err)
	}
	return in
}

func unpack(t testing.TB, text []byte) map[string]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(text), int64(len(text)))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, f := range z.File {
		body, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(body)
		if err != nil {
			t.Fatal(err)
		}
		out[f.Name] = string(content)
	}
	return out
}

func TestWhatIsWrittenIsReadBackEqual(t *testing.T) {
	t.Parallel()
	records, o := sample(), options("en")
	in := read(t, write(t, o, records))
	want := append(records, rights.Attachment{ID: "file_1", Name: "../../evil.html", MediaType: "text/html", Size: 8, Path: "attachments/file_1", At: noon()})
	var got []rights.Record
	for r, err := range in.Records() {
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, r)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	header := rights.Header{Format: rights.Format, Version: rights.Version, Created: noon(), Desk: o.Desk, Language: "en", Request: o.Request, Customers: o.Customers}
	if diff := cmp.Diff(header, in.Header); diff != "" || !in.Trusted {
		t.Errorf("trusted %v, header %s", in.Trusted, diff)
	}
	body, err := in.Open(got[len(got)-1].(rights.Attachment))
	if err != nil {
		t.Fatal(err)
	}
	if content, err := io.ReadAll(body); err != nil || string(content) != "<p>hello" {
		t.Errorf("attachment %q, %v", content, err)
	}
	counts, err := in.Counts()
	if err != nil || counts["messages"] != 3 || counts["consents"] != 2 || counts["attachments"] != 1 {
		t.Errorf("%v, %v", counts, err)
	}
}

func TestAnArchiveWrittenAgainFromWhatWasReadIsTheSame(t *testing.T) {
	t.Parallel()
	o := options("de")
	first := write(t, o, sample())
	var out bytes.Buffer
	a, err := rights.NewArchive(&out, o)
	if err != nil {
		t.Fatal(err)
	}
	in := read(t, first)
	for r, err := range in.Records() {
		if err != nil {
			t.Fatal(err)
		}
		if f, ok := r.(rights.Attachment); ok {
			body, err := in.Open(f)
			if err != nil {
				t.Fatal(err)
			}
			err = a.Attach(f, body)
			if err != nil {
				t.Fatal(err)
			}
			continue
		}
		if err := a.Put(r); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := a.Finish(); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(unpack(t, first)["data.json"], unpack(t, out.Bytes())["data.json"]); diff != "" {
		t.Error(diff)
	}
}

func TestThePageIsReadableAndRunsNothing(t *testing.T) {
	t.Parallel()
	for language, want := range map[string]struct{ lang, dir, title string }{
		"en": {"en", "ltr", "Your data at Harbour & Pine"}, "de-AT": {"de", "ltr", "Ihre Daten bei Harbour & Pine"},
		"es": {"es", "ltr", "Tus datos en Harbour & Pine"}, "fr": {"fr", "ltr", "Vos données chez Harbour & Pine"},
		"it": {"it", "ltr", "I suoi dati presso Harbour & Pine"},
		"ar": {"ar", "rtl", "بياناتك لدى Harbour & Pine"}, "tlh": {"en", "ltr", "Your data at Harbour & Pine"},
	} {
		page := unpack(t, write(t, options(language), sample()))["index.html"]
		doc, err := html.Parse(strings.NewReader(page))
		if err != nil {
			t.Fatal(err)
		}
		var titles []string
		ids := map[string]int{}
		for n := range doc.Descendants() {
			if n.Type != html.ElementNode {
				continue
			}
			switch n.Data {
			case "script", "iframe", "img", "link", "object", "form":
				t.Errorf("%s: the page has a %s", language, n.Data)
			case "html":
				if attr(n, "lang") != want.lang || attr(n, "dir") != want.dir {
					t.Errorf("%s: html is %v", language, n.Attr)
				}
			case "title", "h1":
				titles = append(titles, n.FirstChild.Data)
			case "th":
				if attr(n, "scope") == "" {
					t.Errorf("%s: a head of a table without a scope", language)
				}
			case "table":
				if n.FirstChild.Data != "caption" {
					t.Errorf("%s: a table without a caption", language)
				}
			}
			for _, a := range n.Attr {
				if strings.HasPrefix(a.Key, "on") || a.Key == "src" {
					t.Errorf("%s: attribute %s", language, a.Key)
				}
				if a.Key == "id" {
					ids[a.Val]++
				}
			}
		}
		if len(titles) != 2 || titles[0] != want.title || titles[1] != want.title {
			t.Errorf("%s: titles %q, want %q", language, titles, want.title)
		}
		for id, n := range ids {
			if n > 1 {
				t.Errorf("%s: id %s stands %d times", language, id, n)
			}
		}
		for n := range doc.Descendants() {
			if to := attr(n, "href"); strings.HasPrefix(to, "#") && ids[to[1:]] == 0 {
				t.Errorf("%s: a link to %s leads nowhere", language, to)
			}
		}
		text := textOf(doc)
		for _, words := range []string{"<script>alert(1)</script>", "Zoë <b>O'Brien</b>", "Every sentence stands in an article.", "I meant order A-2.", "Thirty days.", "../../evil.html"} {
			if !strings.Contains(text, words) {
				t.Errorf("%s: a reader does not see %q", language, words)
			}
		}
	}
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func textOf(doc *html.Node) string {
	var out strings.Builder
	for n := range doc.Descendants() {
		if n.Type == html.TextNode {
			out.WriteString(n.Data)
		}
	}
	return out.String()
}

func TestNoCellIsAFormula(t *testing.T) {
	t.Parallel()
	talk := candor.NewConversationID()
	var records []rights.Record
	for i, body := range []string{"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "\u00a0=1", "＝1", "|calc", "%0", "plain", "2-1", ""} {
		records = append(records, rights.Message{ID: candor.NewMessageID(), Conversation: talk, Number: int64(i + 1), Author: candor.ByCustomer, Kind: candor.Said, Body: body, At: noon()})
	}
	files := unpack(t, write(t, options("en"), append(records, sample()...)))
	for name, content := range files {
		if !strings.HasSuffix(name, ".csv") {
			continue
		}
		content, marked := strings.CutPrefix(content, "\ufeff")
		if !marked {
			t.Errorf("%s has no byte order mark", name)
		}
		rows, err := csv.NewReader(strings.NewReader(content)).ReadAll()
		if err != nil || len(rows) < 2 {
			t.Errorf("%s: %d rows, %v", name, len(rows), err)
		}
		for _, row := range rows {
			for _, cell := range row {
				if seen := strings.TrimSpace(cell); seen != "" && strings.ContainsAny(seen[:1], "=+-@|%\t") || strings.HasPrefix(seen, "＝") {
					t.Errorf("%s: the cell %q begins a formula", name, cell)
				}
			}
		}
	}
	if !strings.Contains(files["messages.csv"], "plain") || strings.Contains(files["messages.csv"], "'plain") || strings.Contains(files["messages.csv"], "'2-1") {
		t.Error("harmless words are changed")
	}
	if !strings.Contains(files["data.json"], `"body":"=1+1"`) {
		t.Error("data.json does not have the words as they were written")
	}
}

func TestReasonsAreToldInWords(t *testing.T) {
	t.Parallel()
	d := rights.Decision{ID: candor.NewVerdictID(), Reason: "grounded", Gates: []rights.GateResult{{Gate: "g", Action: "pass", Reason: "unheard_of"}}, At: noon()}
	for r, err := range read(t, write(t, options("en"), []rights.Record{d})).Records() {
		if got, ok := r.(rights.Decision); ok && (err != nil || got.Words != "it stands in an article" || got.Gates[0].Words != "unheard_of") {
			t.Errorf("%+v, %v", got, err)
		}
	}
	if d.Gates[0].Words != "" {
		t.Error("the caller's record was changed")
	}
}

func TestAnAttachmentCannotLeadElsewhere(t *testing.T) {
	t.Parallel()
	a, err := rights.NewArchive(io.Discard, options("en"))
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range []string{"", "../x", "a/b", `a\b`, "a.html", strings.Repeat("a", 65), "\x00", "é"} {
		if err := a.Attach(rights.Attachment{ID: id}, strings.NewReader("")); !errors.Is(err, rights.ErrRecord) {
			t.Errorf("%q: %v", id, err)
		}
	}
	if err := a.Attach(rights.Attachment{ID: "a"}, strings.NewReader("")); err != nil {
		t.Error(err)
	}
	if err := a.Attach(rights.Attachment{ID: "a"}, strings.NewReader("")); !errors.Is(err, rights.ErrRecord) {
		t.Errorf("twice: %v", err)
	}
	if err := a.Put(rights.Attachment{ID: "b"}); !errors.Is(err, rights.ErrRecord) {
		t.Errorf("without a file: %v", err)
	}
	if err := a.Put(nil); !errors.Is(err, rights.ErrRecord) {
		t.Errorf("nothing: %v", err)
	}
}

// full fails after some bytes, like a disk.
type full struct{ left int }

func (f *full) Write(p []byte) (int, error) {
	if f.left -= len(p); f.left < 0 {
		return 0, errors.New("disk full")
	}
	return len(p), nil
}

func TestAnArchiveThatFailedIsNotFinished(t *testing.T) {
	t.Parallel()
	size := len(write(t, options("en"), sample()))
	for left := 0; left < size; left += 500 {
		a, err := rights.NewArchive(&full{left}, options("en"))
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range sample() {
			if err := a.Put(r); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := a.Finish(); err == nil && left < size/2 {
			t.Errorf("finished with room for %d bytes", left)
		}
		if _, err := a.Finish(); !errors.Is(err, rights.ErrFinished) {
			t.Errorf("finished twice: %v", err)
		}
		if err := a.Put(sample()[0]); !errors.Is(err, rights.ErrFinished) {
			t.Errorf("a record after the end: %v", err)
		}
	}
}

// many is one person with n messages of about 400 characters.
func many(n int) []rights.Record {
	customer, talk := candor.NewCustomerID(), candor.NewConversationID()
	out := []rights.Record{rights.Profile{Customer: customer, Name: "Zoë"}}
	for i := range n {
		if i%50 == 0 {
			talk = candor.NewConversationID()
			out = append(out, rights.Conversation{ID: talk, Customer: customer, Inbox: "main", State: candor.Resolved, Created: noon(), Updated: noon()})
		}
		v := candor.NewVerdictID()
		body := fmt.Sprintf("Message %d of a long story about parcel %d. ", i, i*7919) + strings.Repeat("It did not arrive and nobody knew where it was. ", 7)
		cited := []candor.Citation{{Article: "art_1", Title: "Parcels", Slug: "parcels", Quote: "Parcels take five days."}}
		out = append(out,
			rights.Message{ID: candor.NewMessageID(), Conversation: talk, Number: int64(i%50 + 1), Author: candor.ByAssistant, Kind: candor.Said, Body: body, Citations: cited, Decision: v, At: noon()},
			rights.Decision{ID: v, Conversation: talk, Stage: "say", Action: "pass", Reason: "grounded", Gates: []rights.GateResult{{Gate: "grounded", Action: "pass"}, {Gate: "leak", Action: "pass"}}, Sources: cited, At: noon()},
			rights.Reading{Actor: "agent:x", Purpose: candor.Serve, Basis: candor.ByContract, Conversation: talk, At: noon()},
		)
	}
	return out
}

func TestTenThousandMessagesTakeSecondsAndLittleMemory(t *testing.T) {
	records := many(10_000)
	a, err := rights.NewArchive(io.Discard, options("en"))
	if err != nil {
		t.Fatal(err)
	}
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	start := time.Now()
	for _, r := range records {
		if err := a.Put(r); err != nil {
			t.Fatal(err)
		}
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	sum, err := a.Finish()
	if err != nil {
		t.Fatal(err)
	}
	took, kept := time.Since(start), int64(after.HeapAlloc)-int64(before.HeapAlloc)
	t.Logf("%d messages, %d bytes unpacked, in %s, keeping %d bytes", sum.Counts["messages"], sum.Bytes, took, kept)
	if took > 30*time.Second {
		t.Errorf("took %s", took)
	}
	if kept > sum.Bytes/4 {
		t.Errorf("%d bytes are kept for an archive of %d", kept, sum.Bytes)
	}
	runtime.KeepAlive(records)
}

func BenchmarkArchiveOfTenThousandMessages(b *testing.B) {
	records := many(10_000)
	for b.Loop() {
		a, err := rights.NewArchive(io.Discard, options("en"))
		if err != nil {
			b.Fatal(err)
		}
		for _, r := range records {
			if err := a.Put(r); err != nil {
				b.Fatal(err)
			}
		}
		if _, err := a.Finish(); err != nil {
			b.Fatal(err)
		}
	}
}

func TestTheDataFitsTheSchema(t *testing.T) {
	t.Parallel()
	files := unpack(t, write(t, options("en"), sample()))
	var data, schema any
	if err := json.Unmarshal([]byte(files["data.json"]), &data); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal([]byte(files["schema.json"]), &schema); err != nil {
		t.Fatal(err)
	}
	fits(t, "data.json", schema.(object), data)
}

// fits checks the words of JSON Schema that schema.json uses.
func fits(t *testing.T, where string, schema object, value any) {
	t.Helper()
	if want, ok := schema["const"]; ok && !cmp.Equal(want, value) {
		t.Errorf("%s is %v, want %v", where, value, want)
	}
	switch v := value.(type) {
	case object:
		for _, name := range schema["required"].([]any) {
			if _, ok := v[name.(string)]; !ok {
				t.Errorf("%s has no %s", where, name)
			}
		}
		for name, member := range v {
			s, ok := schema["properties"].(object)[name].(object)
			if !ok {
				t.Errorf("%s: %s is not described", where, name)
				continue
			}
			fits(t, where+"."+name, s, member)
		}
	case []any:
		for i, member := range v {
			fits(t, fmt.Sprintf("%s[%d]", where, i), schema["items"].(object), member)
		}
	case string:
		if schema["type"] != "string" && schema["const"] == nil {
			t.Errorf("%s is a string", where)
		}
	case float64:
		if schema["type"] != "number" && schema["type"] != "integer" && schema["const"] == nil {
			t.Errorf("%s is a number", where)
		}
	}
}

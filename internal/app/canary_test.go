package app_test

import (
	"archive/zip"
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"candor"
	"candor/internal/app/apptest"
	"candor/internal/store"
	"candor/privacy/rights"
	"candor/turn"
)

// canaries are words that stand nowhere else: wherever one is found, it came from a person.
type canaries struct {
	r      *rand.Rand
	plain  map[string]string // what it is: the word
	secret map[string]string // must not even be kept sealed
}

func newCanaries() *canaries {
	return &canaries{r: rand.New(rand.NewPCG(7, uint64(time.Now().UnixNano()))), plain: map[string]string{}, secret: map[string]string{}}
}

// word makes letters that no language has.
func (c *canaries) word(what string) string {
	const consonants, vowels = "qxzvwkj", "uoy"
	var b strings.Builder
	for range 6 {
		b.WriteByte(consonants[c.r.IntN(len(consonants))])
		b.WriteByte(vowels[c.r.IntN(len(vowels))])
	}
	c.plain[what] = b.String()
	return b.String()
}

// digits makes some without an 8, so that the security code 847 never stands in them by chance.
func (c *canaries) digits(n int) string {
	const some = "12345679"
	var b strings.Builder
	for range n {
		b.WriteByte(some[c.r.IntN(len(some))])
	}
	return b.String()
}

// card makes a number that passes the checksum of card numbers.
func (c *canaries) card(what string) string {
	number := "4" + c.digits(14)
	sum := 0
	for i, d := range []byte(number) {
		n := int(d - '0')
		if i%2 == 0 {
			if n *= 2; n > 9 {
				n -= 9
			}
		}
		sum += n
	}
	number += fmt.Sprint((10 - sum%10) % 10)
	c.secret[what] = number
	return number
}

func (c *canaries) password(what string) string {
	p := c.word(what) + c.digits(3) + "!" + strings.ToUpper(c.word(what))
	delete(c.plain, what)
	c.secret[what] = p
	return p
}

// forms are the ways in which a word may be written down.
func forms(word string) []string {
	out := []string{word, strings.ToUpper(word), strings.ToUpper(word[:1]) + word[1:], url.QueryEscape(word), hex.EncodeToString([]byte(word))}
	if len(word) > 8 { // three phases of base64, less the letters that its neighbours have a part in
		for phase := range 3 {
			text := base64.StdEncoding.EncodeToString(append(make([]byte, phase), word...))
			out = append(out, strings.TrimRight(text, "=")[phase+1:len(word)/3*4-3])
		}
	}
	if d := strings.Trim(word, "0123456789"); d == "" && len(word) == 16 {
		out = append(out, word[:4]+" "+word[4:8]+" "+word[8:12]+" "+word[12:], word[:4]+"-"+word[4:8]+"-"+word[8:12]+"-"+word[12:])
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// in tells which canaries stand in a text, but for those that may.
func (c *canaries) in(text string, may ...string) []string {
	var out []string
	for _, set := range []map[string]string{c.plain, c.secret} {
		for what, word := range set {
			if !slices.Contains(may, what) && slices.ContainsFunc(forms(word), func(f string) bool { return strings.Contains(text, f) }) {
				out = append(out, what)
			}
		}
	}
	slices.Sort(out)
	return out
}

func (c *canaries) secretsIn(text string) []string {
	return slices.DeleteFunc(c.in(text), func(what string) bool { return c.secret[what] == "" })
}

// wire notes every address that a browser is at or is sent to, and whatever comes back.
type wire struct {
	next http.RoundTripper
	mu   sync.Mutex
	urls []string
	tell []string        // addresses whose pages let other sites know where a visitor came from
	errs strings.Builder // of failures
}

func (w *wire) RoundTrip(r *http.Request) (*http.Response, error) {
	res, err := w.next.RoundTrip(r)
	if err != nil {
		return res, err
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.urls = append(w.urls, r.URL.String(), res.Header.Get("Location"), res.Header.Get("Content-Location"), res.Header.Get("Link"),
		res.Header.Get("Content-Disposition"), strings.Join(res.Header.Values("Set-Cookie"), " "))
	if strings.HasPrefix(res.Header.Get("Content-Type"), "text/event-stream") {
		return res, nil
	}
	policy := res.Header.Get("Referrer-Policy")
	if strings.HasPrefix(res.Header.Get("Content-Type"), "text/html") && policy != "no-referrer" && policy != "same-origin" {
		w.tell = append(w.tell, r.URL.Path)
	}
	body, err := io.ReadAll(res.Body)
	if err != nil {
		return res, err
	}
	res.Body.Close()
	res.Body = io.NopCloser(bytes.NewReader(body))
	if res.StatusCode >= 400 {
		w.errs.Write(body)
	}
	return res, nil
}

// planted is a desk into which canaries went by every way in.
type planted struct {
	*desk
	*canaries
	log    *logged
	wire   *wire
	talks  []talk
	agent  candor.Agent
	cookie string
	email  string
}

func plant(t *testing.T) *planted {
	t.Helper()
	log := &logged{}
	p := &planted{desk: open(t, apptest.Options{Log: log.logger()}), canaries: newCanaries(), log: log}
	p.wire = &wire{next: p.http.Transport}
	if p.wire.next == nil {
		p.wire.next = http.DefaultTransport
	}
	p.http.Transport = p.wire
	p.agent = p.desk.agent("Maya")
	p.cookie = p.signIn(p.agent)
	p.byAPI()
	p.byPages()
	p.byStaff()
	p.byRights()
	p.failures()
	return p
}

func (p *planted) secrets(way string) string {
	return fmt.Sprintf("my card %s, cvv 847, my password is %s", p.card(way+" card"), p.password(way+" password"))
}

func (p *planted) byAPI() {
	first := p.begin("person", "I am "+p.word("opening name")+". "+p.secrets("opening"))
	p.say(first, "call me on +353 1 "+p.number("message phone")+", I have "+p.word("message health word")+", order HP-"+p.number("message order"))
	p.say(first, p.secrets("message"))
	second := p.begin("assistant", "How long do I have to send back the "+p.word("question")+" lamp? "+p.secrets("question"))
	await(p.t, "the assistant is done", func() bool { return p.count(`SELECT COUNT(*) FROM job`) == 0 })
	p.talks = []talk{first, second}
	for _, x := range p.talks {
		for _, format := range []string{"text", "html", "json"} {
			if got := p.call(http.MethodGet, "/api/v1/conversations/"+string(x.ID)+"/transcript?format="+format, x.pass, nil); got.status != http.StatusOK {
				p.t.Errorf("transcript: %d", got.status)
			}
		}
	}
}

// number makes digits that are a canary.
func (p *planted) number(what string) string {
	p.plain[what] = p.digits(8)
	return p.plain[what]
}

// byPages goes through the hosted page without a script.
func (p *planted) byPages() {
	p.t.Helper()
	inbox := "/chat/" + string(p.c.Inboxes[0].ID)
	before := p.count(`SELECT COUNT(*) FROM conversation`)
	res := p.post(inbox+"/begin", "", url.Values{"with": {"person"}, "language": {"en"}, "key": {string(candor.NewMessageID())}})
	if p.count(`SELECT COUNT(*) FROM conversation`) != before+1 {
		p.t.Fatalf("the page began nothing: %d", res.StatusCode)
	}
	var cookies []string
	for _, c := range res.Cookies() {
		cookies = append(cookies, c.Name+"="+c.Value)
	}
	cookie := strings.Join(cookies, "; ")
	text := "from the page, " + p.word("form message") + " " + p.secrets("form")
	if res := p.post(inbox+"/messages", cookie, url.Values{"text": {text}, "key": {string(candor.NewMessageID())}}); res.StatusCode != http.StatusSeeOther {
		p.t.Fatalf("the page took no message: %d", res.StatusCode)
	}
	if got := p.call(http.MethodGet, inbox, "", nil, "Cookie", cookie); !strings.Contains(got.body, p.plain["form message"]) {
		p.t.Error("the premise: the page shows it to its owner")
	}
}

func (d *desk) post(path, cookie string, values url.Values) *http.Response {
	d.t.Helper()
	r, err := http.NewRequestWithContext(d.ctx(), http.MethodPost, d.app.URL()+path, strings.NewReader(values.Encode()))
	if err != nil {
		d.t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Cookie", cookie)
	res, err := d.http.Do(r)
	if err != nil {
		d.t.Fatal(err)
	}
	res.Body.Close()
	return res
}

func (p *planted) byStaff() {
	p.t.Helper()
	x := p.talks[0]
	at := "/console/c/" + string(x.ID)
	for _, f := range []struct {
		path   string
		values url.Values
	}{
		{at + "/take", nil},
		{at + "/reply", url.Values{"text": {"Dear " + p.word("reply") + ", " + p.secrets("reply")}, "key": {string(candor.NewMessageID())}}},
		{at + "/note", url.Values{"text": {"looks like " + p.word("note") + ", " + p.secrets("note")}, "key": {string(candor.NewMessageID())}}},
	} {
		if got := p.form(f.path, p.cookie, f.values); got.status >= 400 {
			p.t.Fatalf("%s: %d %s", f.path, got.status, got.body)
		}
	}
	await(p.t, "the words are found", func() bool { return p.found(p.plain["message health word"]) == 1 })
	query := url.Values{"q": {p.plain["message health word"] + " " + p.word("search query")}, "words": {"1"}}
	if res := p.post("/console/search", p.cookie, query); res.StatusCode >= 400 {
		p.t.Fatalf("search: %d", res.StatusCode)
	}
	if _, err := p.app.Store().PlaceHold(p.ctx(), store.Hold{
		Customer: p.talks[1].Customer, Ground: "legal_claims", Reason: candor.Text("the case of " + p.word("hold reason")), By: "agent:officer",
	}); err != nil {
		p.t.Fatal(err)
	}
}

func (p *planted) byRights() {
	p.t.Helper()
	x := p.talks[0]
	p.email = p.word("e-mail") + "@mail.example"
	p.proven(x, p.email)
	var reply candor.MessageID
	for _, m := range p.messages(x) {
		if m.Author == candor.ByAgent && m.Kind == candor.Said {
			reply = m.ID
		}
	}
	for _, c := range []rights.Correction{
		{Field: rights.FieldName, New: candor.Text(p.word("profile name"))},
		{Field: rights.FieldPhone, New: candor.Text("+353 1 " + p.number("profile phone"))},
		{Field: rights.FieldAddress, New: candor.Text("1 " + p.word("profile address") + " Road")},
		{Field: rights.FieldOrder, New: candor.Text("HP-" + p.number("profile order"))},
		{Field: rights.FieldStatement, Message: reply, New: candor.Text("it was " + p.word("statement") + ", " + p.secrets("statement"))},
	} {
		if _, err := p.office().Correct(p.ctx(), x.who(), c); err != nil {
			p.t.Fatalf("%s: %v", c.Field, err)
		}
	}
	r, err := p.office().Object(p.ctx(), x.who(), candor.Text("because of "+p.word("request")+", "+p.secrets("request")))
	if err != nil {
		p.t.Fatal(err)
	}
	row, err := p.office().Request(p.ctx(), "agent:officer", r.ID)
	if err != nil {
		p.t.Fatal(err)
	}
	_, _, err = p.office().Do(p.ctx(), r.ID, row.Version, "agent:officer", rights.Refuse, rights.Details{
		Reason: rights.Unfounded, Words: candor.Text("no, because of " + p.word("refusal") + ", " + p.secrets("refusal")),
	})
	if err != nil {
		p.t.Fatal(err)
	}
	var out bytes.Buffer
	if _, _, err := p.office().Export(p.ctx(), x.who(), &out); err != nil {
		p.t.Fatal(err)
	}
	if text := unzipped(p.t, out.Bytes()); !strings.Contains(text, p.plain["profile name"]) || !strings.Contains(text, p.plain["statement"]) {
		p.t.Error("the premise: the export has what is theirs")
	} else if got := p.secretsIn(text); len(got) > 0 {
		p.t.Errorf("the export has what was never to be kept: %q", got)
	}
}

func unzipped(t testing.TB, text []byte) string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(text), int64(len(text)))
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	for _, f := range z.File {
		in, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.Copy(&out, in); err != nil {
			t.Fatal(err)
		}
		in.Close()
	}
	return out.String()
}

// failures makes the desk refuse things with canaries in them.
func (p *planted) failures() {
	p.t.Helper()
	x := p.talks[0]
	word := p.word("refused")
	for _, f := range []struct {
		path, pass string
		body       any
	}{
		{"/api/v1/conversations", "", map[string]any{"inbox": word, "with": word, "key": word + word, "text": word}},
		{"/api/v1/conversations", "", map[string]any{word: word}},
		{"/api/v1/conversations/" + string(x.ID) + "/messages", word, map[string]any{"text": word, "key": string(candor.NewMessageID())}},
		{"/api/v1/conversations/" + string(x.ID) + "/messages", x.pass, map[string]any{"text": strings.Repeat(word+" ", 2000), "key": string(candor.NewMessageID())}},
		{"/api/v1/conversations/" + string(x.ID) + "/messages", x.pass, map[string]any{"text": "", "key": word + " " + word}},
		{"/api/v1/conversations/" + string(x.ID) + "/consents", x.pass, map[string]any{"choices": []any{map[string]any{"purpose": word, "allow": true, "notice": word}}}},
	} {
		if got := p.call(http.MethodPost, f.path, f.pass, f.body); got.status < 400 {
			p.t.Errorf("%s took %v", f.path, got.status)
		}
	}
	for _, err := range []error{
		func() error {
			return p.office().GiveEmail(p.ctx(), x.who(), word+"@@"+word, []byte("a nonce of this browser"))
		}(),
		func() error { return p.office().AskLink(p.ctx(), word, "en", []byte("a nonce of this browser")) }(),
		func() error {
			_, err := p.office().Redeem(p.ctx(), word, "en", []byte("a nonce of this browser"))
			return err
		}(),
		func() error {
			_, err := p.office().Visitor(p.ctx(), p.c.Inboxes[0].ID, word+"."+word+"."+word, x.Customer)
			return err
		}(),
		func() error {
			_, err := p.office().Correct(p.ctx(), x.who(), rights.Correction{Field: rights.Field(word), New: candor.Text(word)})
			return err
		}(),
		func() error {
			_, err := p.app.Turn.Receive(p.ctx(), x.ID, turn.Incoming{Text: candor.Text("\xff" + word), Key: string(candor.NewMessageID())})
			return err
		}(),
	} {
		if err == nil {
			p.t.Error("something wrong was taken")
		} else if strings.Contains(err.Error(), word) {
			p.t.Errorf("an error repeats what it was given: %v", candor.CodeOf(err))
		}
	}
}

// A canary in every way in, and none in anything that left: logs, addresses, errors, pages for everybody,
// the ledger, the outbox, files. Lesson 20.
func TestCanariesStandNowhereButWhereTheyBelong(t *testing.T) {
	t.Parallel()
	p := plant(t)
	if len(p.plain) < 19 || len(p.secret) < 14 {
		t.Fatalf("only %d canaries and %d secrets", len(p.plain), len(p.secret))
	}
	for _, path := range []string{
		"/", "/healthz", "/metrics", "/debug/vars", "/debug/pprof/", "/trust", "/trust/checkpoint", "/trust/key", "/trust/receipt-key",
		"/help", "/privacy", "/console/sign-in", "/nowhere", "/chat/" + string(p.c.Inboxes[0].ID), "/api/v1/conversations/" + string(p.talks[0].ID),
		"/console/c/" + string(p.talks[0].ID), "/.well-known/gpc.json",
	} {
		if got := p.in(p.call(http.MethodGet, path, "", nil).body); len(got) > 0 {
			t.Errorf("a stranger reads at %s: %q", path, got)
		}
	}
	for _, u := range p.wire.urls {
		if got := p.in(u); len(got) > 0 {
			t.Errorf("in an address or a header: %q", got)
		}
	}
	if len(p.wire.tell) > 0 {
		t.Errorf("other sites learn the address of a page: %q", p.wire.tell)
	}
	if got := p.in(p.wire.errs.String()); len(got) > 0 {
		t.Errorf("in what the desk says when something is wrong: %q", got)
	}
	p.neverKept()
	p.stop()
	if got := p.in(p.log.String()); len(got) > 0 {
		t.Errorf("in the log: %q", got)
	}
	p.ledgerAndOutbox()
	p.files()
}

// neverKept opens everything that is sealed: cards and passwords are not even there.
func (p *planted) neverKept() {
	p.t.Helper()
	shown := 0
	for _, id := range p.all(`SELECT id FROM conversation`) {
		by := candor.Access{Actor: "agent:auditor", Purpose: candor.Rights}
		list, err := p.app.Store().Messages(p.ctx(), by, candor.ConversationID(id), 0, 500, true)
		if err != nil {
			p.t.Fatal(err)
		}
		for _, m := range list {
			shown++
			if got := p.secretsIn(string(m.Body)); len(got) > 0 {
				p.t.Errorf("a message keeps %q", got)
			}
			if strings.Contains(string(m.Body), "847") {
				p.t.Errorf("a message by %s keeps a security code", m.Author)
			}
		}
	}
	if shown < 10 {
		p.t.Errorf("only %d messages were opened", shown)
	}
	requests, err := p.app.Store().ClosedRequests(p.ctx(), candor.Access{Actor: "agent:auditor", Purpose: candor.Rights}, 100)
	if err != nil {
		p.t.Fatal(err)
	}
	for _, r := range requests {
		r, err := p.office().Request(p.ctx(), "agent:auditor", r.ID)
		if err != nil {
			p.t.Fatal(err)
		}
		if text := string(r.Words + r.Answer.Words); len(p.secretsIn(text)) > 0 || strings.Contains(text, "847") {
			p.t.Errorf("a request to %s keeps a secret", r.Kind)
		}
	}
}

// all gives the first column of a query as text.
func (d *desk) all(query string) []string {
	d.t.Helper()
	db := d.sql()
	defer db.Close()
	rows, err := db.QueryContext(d.ctx(), query)
	if err != nil {
		d.t.Fatal(err)
	}
	defer rows.Close()
	var out []string
	for rows.Next() {
		var text string
		if err := rows.Scan(&text); err != nil {
			d.t.Fatal(err)
		}
		out = append(out, text)
	}
	if err := rows.Err(); err != nil {
		d.t.Fatal(err)
	}
	return out
}

func (p *planted) ledgerAndOutbox() {
	p.t.Helper()
	entries := p.all(`SELECT CAST(record AS TEXT) FROM ledger`)
	if len(entries) < 40 {
		p.t.Errorf("only %d entries in the ledger", len(entries))
	}
	kinds := map[string]bool{}
	for _, e := range entries {
		if got := p.in(e); len(got) > 0 {
			p.t.Errorf("the ledger has %q", got)
		}
		for _, id := range p.talks {
			if strings.Contains(e, string(id.ID)) || strings.Contains(e, string(id.Customer)) {
				p.t.Error("the ledger names a conversation or a customer in plain")
			}
		}
	}
	for _, k := range p.all(`SELECT DISTINCT kind FROM ledger`) {
		kinds[k] = true
	}
	for _, want := range []string{"read", "consent", "export", "hold"} {
		if !kinds[want] {
			p.t.Errorf("nothing of the kind %s is in the ledger", want)
		}
	}
	text, err := json.Marshal(p.all(`SELECT kind || conversation || message || author FROM outbox`))
	if err != nil {
		p.t.Fatal(err)
	}
	if got := p.in(string(text)); len(got) > 0 {
		p.t.Errorf("the outbox has %q", got)
	}
}

// files looks through every byte that the desk wrote.
func (p *planted) files() {
	p.t.Helper()
	seen := 0
	root := filepath.Dir(p.c.Data.Dir)
	err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		seen++
		var may []string
		if filepath.Ext(name) == ".eml" { // a letter to the person, with what the desk answered them
			may = []string{"e-mail", "refusal"}
			text = []byte(strings.ReplaceAll(string(text), "=\r\n", ""))
		}
		if got := p.in(string(text), may...); len(got) > 0 {
			p.t.Errorf("%s has %q", filepath.Base(name), got)
		}
		if got := p.in(name); len(got) > 0 {
			p.t.Errorf("the name of a file has %q", got)
		}
		return nil
	})
	if err != nil {
		p.t.Fatal(err)
	}
	if seen < 4 {
		p.t.Errorf("only %d files were looked at", seen)
	}
}

// The canary test can fail: what it looks for is found where it is.
func TestCanariesAreFoundInEveryForm(t *testing.T) {
	t.Parallel()
	c := newCanaries()
	word, card := c.word("name"), c.card("card")
	for _, text := range []string{
		word, strings.ToUpper(word), "x" + base64.StdEncoding.EncodeToString([]byte("..."+word+"...")), base64.StdEncoding.EncodeToString([]byte("." + word + ".")),
		base64.StdEncoding.EncodeToString([]byte(".." + word + "..")), hex.EncodeToString([]byte("{" + word + "}")),
	} {
		if got := c.in(text); !slices.Equal(got, []string{"name"}) {
			t.Errorf("in %q: %q", text, got)
		}
	}
	if got := c.in(card[:4] + " " + card[4:8] + " " + card[8:12] + " " + card[12:]); !slices.Equal(got, []string{"card"}) {
		t.Errorf("a card in groups: %q", got)
	}
	if got := c.in(word, "name"); len(got) != 0 {
		t.Errorf("where it may stand: %q", got)
	}
	if got := c.in("nothing of it"); len(got) != 0 {
		t.Errorf("where it is not: %q", got)
	}
}

package console_test

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"candor"
	"candor/action"
	"candor/internal/bus"
	"candor/internal/demo/shop"
	"candor/internal/locale"
	"candor/internal/staff"
	"candor/internal/store"
	"candor/internal/tool"
	"candor/internal/web/console"
	"candor/internal/web/respond"
	"candor/internal/web/ui"
)

// commitmentRoutes is every address of these pages and what it takes.
var commitmentRoutes = []struct {
	method, pattern string
	needs           staff.Permission
	handler         func(*console.Console) http.HandlerFunc
}{
	{"GET", "/console/commitments", staff.SeeConversations, func(c *console.Console) http.HandlerFunc { return c.Commitments }},
	{"GET", "/console/commitments/{id}", staff.SeeConversations, func(c *console.Console) http.HandlerFunc { return c.Commitment }},
	{"POST", "/console/commitments/{id}", staff.WorkOnThem, func(c *console.Console) http.HandlerFunc { return c.EndCommitment }},
	{"GET", "/console/c/{id}/propose", staff.WorkOnThem, func(c *console.Console) http.HandlerFunc { return c.Propose }},
	{"POST", "/console/c/{id}/propose", staff.WorkOnThem, func(c *console.Console) http.HandlerFunc { return c.AskCustomer }},
	{"GET", "/console/proposals/{id}", staff.SeeConversations, func(c *console.Console) http.HandlerFunc { return c.Proposal }},
	{"POST", "/console/proposals/{id}", staff.WorkOnThem, func(c *console.Console) http.HandlerFunc { return c.DecideProposal }},
}

// acts does what agents approve, in the shop of the demo.
type acts struct {
	*action.Runner
	told     []string
	customer candor.CustomerID
}

func (a *acts) Spec(name string) (action.Spec, bool) { return a.Registry.Spec(name) }

func (a *acts) Shown(p action.Proposal) (action.Call, error) { return a.Registry.Shown(p) }

func (a *acts) Specs() []action.Spec { return a.Registry.Specs() }

func (a *acts) Fields(name string) []action.Field { return a.Registry.Fields(name) }

func (a *acts) Filled(name string, text func(string) string) string {
	return a.Registry.Filled(name, text)
}

func (a *acts) Propose(ctx context.Context, id candor.ConversationID, who candor.Agent, name, arguments string, ask bool) (string, error) {
	call, refusal := a.Registry.Call(name, arguments, action.For{Conversation: id, Customer: a.customer})
	if refusal != nil {
		return "", refusal
	}
	question := "Asked about " + call.JSON()
	if !ask {
		return question, nil
	}
	p, _, err := a.ProposeBy(ctx, call, who.ID)
	if err == nil && p.ID == "" {
		err = action.ErrUnproven
	}
	return question, err
}

func (a *acts) Decide(ctx context.Context, id action.ProposalID, who candor.Agent, act action.Act) error {
	say, err := a.Take(ctx, id, act, action.Who{Agent: who.ID})
	if err == nil {
		a.told = append(a.told, say.Key)
	}
	return err
}

// profiles tells who customers proved to be.
type profiles struct{ s *store.Store }

func (x profiles) Person(ctx context.Context, id candor.CustomerID, at time.Time) (action.Person, error) {
	p, err := x.s.Profile(ctx, candor.Access{Actor: "desk", Purpose: candor.Serve}, id)
	return action.Proven(p, at), err
}

// withActs is a desk with acts: a customer is proven to be Robin, whose orders the shop knows.
func (h *harness) withActs() (*acts, candor.Conversation) {
	h.t.Helper()
	secret := bytes.Repeat([]byte{7}, 32)
	server := httptest.NewServer(must(shop.New(secret, h.clock))(h.t))
	h.t.Cleanup(server.Close)
	registry := must(action.NewRegistry(shop.Specs()...))(h.t)
	var ends []tool.Endpoint
	for _, r := range shop.Routes(server.URL) {
		ends = append(ends, tool.Endpoint{Tool: r.Tool, Method: r.Method, URL: r.URL})
	}
	tools := must(tool.New(tool.Options{
		Registry: registry, Endpoints: ends, Client: server.Client(), Secret: secret, Issuer: "http://desk.example", Now: h.clock,
	}))(h.t)
	a := &acts{Runner: &action.Runner{Registry: registry, Proposals: h.store, Tool: tools, People: profiles{h.store}, Now: h.clock}}

	text := must(locale.New(time.UTC))(h.t)
	assets := must(ui.NewAssets(ui.Static, console.Files))(h.t)
	theme := must(ui.Theme(""))(h.t)
	if err := assets.Add("theme.css", theme); err != nil {
		h.t.Fatal(err)
	}
	pages := must(ui.NewPages(text, assets, console.Files))(h.t)
	log := slog.New(slog.NewTextHandler(complaints{h}, &slog.HandlerOptions{Level: slog.LevelError}))
	kept := keeping{h.store, h.clock}
	c := must(console.New(console.Options{
		Desk: h.desk, Reader: reader{h.store}, Team: h.team, Sessions: staff.NewSessions(h.team, h.store.Sessions(), false),
		Hints: bus.NewHub(), Presence: h.presence, Switch: stopSwitch{h.store}, Duty: duty{}, Now: h.clock, Library: h.store.Library(), Gaps: noGaps{},
		Office: newOffice(h, text), People: h.store, Holds: kept, Retention: kept, CertificateKey: certificateKey().Public().(ed25519.PublicKey),
		Respond:     &respond.Responder{Text: text, Pages: pages, Log: log, Desk: "Harbour & Pine", Offered: []string{"en"}},
		Commitments: h.store, Acts: a,
	}))(h.t)
	mux := http.NewServeMux()
	for _, r := range commitmentRoutes {
		mux.Handle(r.method+" "+r.pattern, c.Allow(r.needs, r.handler(c)))
	}
	mux.Handle("/", h.handler)
	h.handler = mux

	talk := h.asks("Please pay HP-471205 back.")
	err := h.store.SaveProfile(context.Background(), talk.Customer, candor.Profile{Email: "robin@example.org", Verified: h.clock(), VerifiedBy: "link"})
	if err != nil {
		h.t.Fatal(err)
	}
	a.customer = talk.Customer
	return a, talk
}

// accepts has the customer say yes to an act about an order.
func (h *harness) accepts(a *acts, c candor.Conversation, name, number string) action.Proposal {
	h.t.Helper()
	call, refusal := a.Registry.Call(name, `{"number":"`+number+`"}`, action.For{Conversation: c.ID, Customer: c.Customer})
	if refusal != nil {
		h.t.Fatal(refusal)
	}
	p, _, err := a.Runner.Propose(h.t.Context(), call)
	if err == nil {
		_, _, err = a.Answer(h.t.Context(), action.For{Conversation: c.ID, Customer: c.Customer}, "yes please", "en")
	}
	if err != nil {
		h.t.Fatal(err)
	}
	return p
}

// owes keeps a promise of Maya's.
func (h *harness) owes(c candor.Conversation, kind string, due time.Duration) action.Commitment {
	h.t.Helper()
	x, err := action.Promise(action.Commitment{
		Conversation: c.ID, Customer: c.Customer, Kind: kind, By: action.ByAgent, Agent: h.people["Maya"].ID, Due: h.clock().Add(due), Words: "A new blue leg.",
	}, h.clock())
	if err == nil {
		_, err = h.store.AddCommitment(h.t.Context(), x)
	}
	if err != nil {
		h.t.Fatal(err)
	}
	return x
}

func TestWhatIsOwedIsListedWithTheOverdueFirst(t *testing.T) {
	t.Parallel()
	h := newHarness(t)
	h.freeze()
	_, c := h.withActs()
	b := h.signedIn("Maya")
	if got := b.get("/console/commitments"); got.status != http.StatusOK || !strings.Contains(got.body, "Nothing is owed") {
		t.Fatalf("%d\n%s", got.status, got.body)
	}
	h.owes(c, "callback", 48*time.Hour)
	h.owes(c, "refund", time.Hour)
	h.pass(3 * time.Hour)
	got := h.signedIn("Maya").get("/console/commitments")
	money, call := strings.Index(got.body, "Money is paid back"), strings.Index(got.body, "Somebody calls back")
	if got.status != http.StatusOK || money < 0 || call < money || !strings.Contains(got.body, "overdue for 2 h 00") ||
		!strings.Contains(got.body, `href="/console/c/`+string(c.ID)) || !strings.Contains(got.body, "Maya Example") {
		t.Errorf("%d\n%s", got.status, got.body)
	}
	if strings.Contains(got.body, "blue leg") {
		t.Error("a list tells words")
	}
}

func TestAPromiseIsMarkedKeptOrBrokenWithAReason(t *testing.T) {
	t.Parallel()
	h := newHarness(t)
	h.freeze()
	_, c := h.withActs()
	kept, late, broken := h.owes(c, "callback", 48*time.Hour), h.owes(c, "refund", time.Hour), h.owes(c, "other", 48*time.Hour)
	h.pass(3 * time.Hour)
	b := h.signedIn("Maya")
	url := func(x action.Commitment) string { return "/console/commitments/" + string(x.ID) }
	if got := b.get(url(kept)); got.status != http.StatusOK || !strings.Contains(got.body, "A new blue leg.") {
		t.Errorf("%d\n%s", got.status, got.body)
	}
	for _, x := range []struct {
		what    action.Commitment
		act     string
		words   string
		status  int
		standby action.Standing
	}{
		{broken, "break", " ", http.StatusBadRequest, action.Open},
		{late, "keep", "", http.StatusBadRequest, action.Open},
		{kept, "juggle", "", http.StatusBadRequest, action.Open},
		{kept, "keep", strings.Repeat("a", 2001), http.StatusRequestEntityTooLarge, action.Open},
		{kept, "keep", "", http.StatusSeeOther, action.Kept},
		{kept, "break", "Too late.", http.StatusConflict, action.Kept},
		{late, "keep", "The bank was closed.", http.StatusSeeOther, action.Late},
		{broken, "break", "There is none left.", http.StatusSeeOther, action.Broken},
	} {
		got := b.post(url(x.what), "act", x.act, "words", x.words)
		now, err := h.store.Commitment(t.Context(), candor.AgentReads(h.people["Maya"].ID), x.what.ID)
		if err != nil {
			t.Fatal(err)
		}
		if got.status != x.status || now.Standing != x.standby {
			t.Errorf("%s with %.20q: %d, %s\n%s", x.act, x.words, got.status, now.Standing, got.body)
		}
		if got.status == http.StatusSeeOther && (now.EndedBy != h.people["Maya"].ID || now.Reason != candor.Text(x.words)) {
			t.Errorf("%s: %+v", x.act, now)
		}
	}
	if got := b.get("/console/commitments?tab=settled&done=broken"); strings.Count(got.body, `data-part="commitment"`) != 3 || !strings.Contains(got.body, "Marked as broken") {
		t.Errorf("%d\n%s", got.status, got.body)
	}
}

func TestMoneyGoesOutOnceAPersonAgreed(t *testing.T) {
	t.Parallel()
	h := newHarness(t)
	h.freeze()
	a, c := h.withActs()
	p := h.accepts(a, c, "order_refund", "HP-471205")
	b := h.signedIn("Maya")
	list := b.get("/console/commitments")
	if !strings.Contains(list.body, "/console/proposals/"+string(p.ID)) || !strings.Contains(list.body, "Pay an order back") || strings.Contains(list.body, "HP-471205") {
		t.Errorf("%d\n%s", list.status, list.body)
	}
	page := b.get("/console/proposals/" + string(p.ID))
	if !strings.Contains(page.body, "Shall I ask for order HP-471205 to be paid back in full?") || !strings.Contains(page.body, `data-part="approve"`) {
		t.Errorf("%d\n%s", page.status, page.body)
	}
	if got := b.post("/console/proposals/"+string(p.ID), "act", "accept"); got.status != http.StatusBadRequest {
		t.Errorf("an agent said yes for the customer: %d", got.status)
	}
	if got := b.post("/console/proposals/"+string(p.ID), "act", "approve"); got.status != http.StatusSeeOther {
		t.Fatalf("%d\n%s", got.status, got.body)
	}
	if got := b.post("/console/proposals/"+string(p.ID), "act", "approve"); got.status != http.StatusConflict || !strings.Contains(got.body, "Somebody was first") {
		t.Errorf("a second click: %d\n%s", got.status, got.body)
	}
	now, err := h.store.Proposal(t.Context(), candor.AgentReads(h.people["Maya"].ID), p.ID)
	if err != nil || now.State != action.Done || now.Tries != 1 || now.Agent != h.people["Maya"].ID {
		t.Errorf("%+v, %v", now, err)
	}
	if len(a.told) != 1 || a.told[0] != "action.order_refund.started" {
		t.Errorf("the customer is told %v", a.told)
	}
	owed, err := h.store.CommitmentsOf(t.Context(), c.ID)
	if err != nil || len(owed) != 1 || owed[0].Kind != "refund" || owed[0].Source != string(p.ID) {
		t.Errorf("%+v, %v", owed, err)
	}
}

func TestADeclinedRefundIsNotDone(t *testing.T) {
	t.Parallel()
	h := newHarness(t)
	h.freeze()
	a, c := h.withActs()
	p := h.accepts(a, c, "order_refund", "HP-471205")
	b := h.signedIn("Maya")
	if got := b.post("/console/proposals/"+string(p.ID), "act", "refuse"); got.status != http.StatusSeeOther {
		t.Fatalf("%d\n%s", got.status, got.body)
	}
	if got := b.post("/console/proposals/"+string(p.ID), "act", "approve"); got.status != http.StatusConflict {
		t.Errorf("approved after all: %d", got.status)
	}
	if owed, err := h.store.CommitmentsOf(t.Context(), c.ID); err != nil || len(owed) != 0 {
		t.Errorf("%+v, %v", owed, err)
	}
	late := h.accepts(a, c, "order_refund", "HP-471205")
	h.pass(action.ForAgent)
	if got := h.signedIn("Maya").get("/console/proposals/" + string(late.ID)); strings.Contains(got.body, `data-part="approve"`) {
		t.Error("it can be agreed to after its time")
	}
}

func TestPromisesAreForThoseWhoSeeConversations(t *testing.T) {
	t.Parallel()
	h := newHarness(t)
	h.hire("Pia", candor.RoleOfficer)
	a, c := h.withActs()
	x, p := h.owes(c, "refund", time.Hour), h.accepts(a, c, "order_refund", "HP-471205")
	for _, r := range commitmentRoutes {
		path := strings.Replace(r.pattern, "{id}", string(x.ID), 1)
		if strings.Contains(path, "proposals") {
			path = strings.Replace(r.pattern, "{id}", string(p.ID), 1)
		}
		if got := h.browser().do(r.method, path, nil); got.status != http.StatusSeeOther && got.status != http.StatusUnauthorized {
			t.Errorf("%s %s without signing in: %d", r.method, r.pattern, got.status)
		}
		if got := h.signedIn("Pia").do(r.method, path, nil); got.status != http.StatusForbidden {
			t.Errorf("%s %s by a privacy officer: %d", r.method, r.pattern, got.status)
		}
	}
	b := h.signedIn("Maya")
	for _, path := range []string{"/console/commitments/nothing", "/console/proposals/nothing", "/console/commitments/" + string(action.NewCommitmentID()), "/console/proposals/" + string(action.NewProposalID())} {
		if got := b.get(path); got.status != http.StatusNotFound {
			t.Errorf("%s: %d", path, got.status)
		}
	}
	if got := h.browser().do("POST", "/console/commitments/"+string(x.ID), io.NopCloser(strings.NewReader("act=keep"))); got.status == http.StatusSeeOther {
		t.Error("somebody who is not signed in kept a promise")
	}
}

func TestEveryTextOfPromisesIsThere(t *testing.T) {
	t.Parallel()
	text := must(locale.New(time.UTC))(t)
	var keys []string
	for _, s := range action.Standings() {
		keys = append(keys, "standing."+string(s))
	}
	for _, s := range action.States() {
		keys = append(keys, "state."+string(s))
	}
	for _, m := range []action.Maker{action.ByAction, action.ByAgent, action.ByNotice} {
		keys = append(keys, "by_"+string(m))
	}
	for _, k := range []string{action.PersonAnswers, "refund", "unknown"} {
		keys = append(keys, "kind."+k)
	}
	for _, k := range []action.Kind{action.Change, action.Money} {
		if _, ok := text.Phrase("en", "console.propose.needs_"+k.String(), nil); !ok {
			t.Errorf("no text for %s", k)
		}
	}
	for _, d := range []string{"kept", "late", "broken", "approved", "refused"} {
		keys = append(keys, "done_"+d)
	}
	for _, key := range keys {
		if _, ok := text.Phrase("en", "console.commitments."+key, nil); !ok {
			t.Errorf("no text %s", key)
		}
	}
}

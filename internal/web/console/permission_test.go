package console_test

import (
	"net/http"
	"strings"
	"testing"

	"candor"
	"candor/internal/staff"
)

// console is every address of the console, and what it takes. {c}, {m}, {a}, {r}, {h} and {k} stand for a
// conversation, one of its messages, a colleague, a request, a hold and an article.
var addresses = []struct {
	method, path string
	needs        staff.Permission
}{
	{"GET", "/console", staff.SeeConversations},
	{"GET", "/console?tab=mine", staff.SeeConversations},
	{"GET", "/console/search?q=x", staff.SeeConversations},
	{"POST", "/console/search", staff.SeeConversations},
	{"GET", "/console/c/{c}", staff.SeeConversations},
	{"GET", "/console/c/{c}/why/{m}", staff.SeeConversations},
	{"GET", "/console/c/{c}/why/{m}?part=1", staff.SeeConversations},
	{"POST", "/console/next", staff.WorkOnThem},
	{"POST", "/console/c/{c}/take", staff.WorkOnThem},
	{"POST", "/console/c/{c}/release", staff.WorkOnThem},
	{"POST", "/console/c/{c}/resolve", staff.WorkOnThem},
	{"POST", "/console/c/{c}/snooze", staff.WorkOnThem},
	{"POST", "/console/c/{c}/offer", staff.WorkOnThem},
	{"POST", "/console/c/{c}/reply", staff.WorkOnThem},
	{"POST", "/console/c/{c}/note", staff.WorkOnThem},
	{"POST", "/console/c/{c}/read", staff.WorkOnThem},
	{"POST", "/console/c/{c}/typing", staff.WorkOnThem},
	{"POST", "/console/c/{c}/assign", staff.WorkOnThem},
	{"POST", "/console/c/{c}/tag", staff.WorkOnThem},
	{"POST", "/console/c/{c}/fields", staff.WorkOnThem},
	{"POST", "/console/c/{c}/merge", staff.WorkOnThem},
	{"POST", "/console/c/{c}/limit", staff.LimitWriting},
	{"POST", "/console/c/{c}/limit/lift", staff.LimitWriting},
	{"GET", "/console/c/{c}/canned", staff.WorkOnThem},
	{"GET", "/console/c/{c}/canned?part=1", staff.WorkOnThem},
	{"GET", "/console/c/{c}/macros/none", staff.WorkOnThem},
	{"POST", "/console/c/{c}/macros/none", staff.WorkOnThem},
	{"POST", "/console/c/{c}/undo", staff.WorkOnThem},
	{"POST", "/console/bulk", staff.WorkOnThem},
	{"GET", "/console?tab=for-me", staff.SeeConversations},
	{"GET", "/console/mentions", staff.SeeConversations},
	{"GET", "/console/views", staff.SeeConversations},
	{"POST", "/console/views", staff.SeeConversations},
	{"POST", "/console/views/none/drop", staff.SeeConversations},
	{"GET", "/console/prepare", staff.PrepareWork},
	{"POST", "/console/prepare/tags", staff.PrepareWork},
	{"POST", "/console/prepare/tags/merge", staff.PrepareWork},
	{"POST", "/console/prepare/fields", staff.PrepareWork},
	{"POST", "/console/prepare/fields/retire", staff.PrepareWork},
	{"POST", "/console/prepare/replies", staff.PrepareWork},
	{"POST", "/console/prepare/macros", staff.PrepareWork},
	{"GET", "/console/account", staff.OwnAccount},
	{"POST", "/console/account", staff.OwnAccount},
	{"GET", "/console/here", staff.OwnAccount},
	{"GET", "/console/desk", staff.SeeDesk},
	{"POST", "/console/desk/stop", staff.StopDesk},
	{"POST", "/console/desk/start", staff.StopDesk},
	{"GET", "/console/privacy", staff.SeePrivacy},
	{"GET", "/console/privacy?tab=closed&kind=erase", staff.SeePrivacy},
	{"GET", "/console/privacy/new", staff.WorkOnPrivacy},
	{"POST", "/console/privacy/new", staff.WorkOnPrivacy},
	{"GET", "/console/privacy/holds", staff.SeePrivacy},
	{"POST", "/console/privacy/holds", staff.WorkOnPrivacy},
	{"POST", "/console/privacy/holds/find", staff.SeePrivacy},
	{"POST", "/console/privacy/holds/{h}/lift", staff.WorkOnPrivacy},
	{"GET", "/console/privacy/retention", staff.SeePrivacy},
	{"POST", "/console/privacy/retention/count", staff.SeePrivacy},
	{"POST", "/console/privacy/retention/run", staff.WorkOnPrivacy},
	{"POST", "/console/privacy/certificate", staff.WorkOnPrivacy},
	{"GET", "/console/privacy/{r}", staff.SeePrivacy},
	{"POST", "/console/privacy/{r}", staff.WorkOnPrivacy},
	{"POST", "/console/privacy/{r}/who", staff.WorkOnPrivacy},
	{"POST", "/console/privacy/{r}/archive", staff.WorkOnPrivacy},
	{"GET", "/console/knowledge", staff.SeeKnowledge},
	{"GET", "/console/knowledge?state=pending", staff.SeeKnowledge},
	{"GET", "/console/knowledge/gaps", staff.SeeKnowledge},
	{"GET", "/console/knowledge/new", staff.WriteKnowledge},
	{"POST", "/console/knowledge/new", staff.WriteKnowledge},
	{"POST", "/console/knowledge/approve", staff.ApproveKnowledge},
	{"GET", "/console/knowledge/{k}", staff.SeeKnowledge},
	{"GET", "/console/knowledge/{k}/edit", staff.WriteKnowledge},
	{"POST", "/console/knowledge/{k}/edit", staff.WriteKnowledge},
	{"POST", "/console/knowledge/{k}/approve", staff.ApproveKnowledge},
	{"POST", "/console/knowledge/{k}/discard", staff.ApproveKnowledge},
	{"POST", "/console/knowledge/{k}/withdraw", staff.ApproveKnowledge},
	{"GET", "/console/audits", staff.SeePrivacy},
	{"GET", "/console/audits/progress", staff.SeePrivacy},
	{"GET", "/console/audits/replay", staff.SeePrivacy},
	{"GET", "/console/audits/none", staff.SeePrivacy},
	{"GET", "/console/audits/none/report.json", staff.SeePrivacy},
	{"GET", "/console/audits/none/report.pdf", staff.SeePrivacy},
	{"POST", "/console/audits/run", staff.WorkOnPrivacy},
	{"POST", "/console/audits/override", staff.WorkOnPrivacy},
	{"POST", "/console/audits/override/none", staff.WorkOnPrivacy},
	{"GET", "/console/findings", staff.SeePrivacy},
	{"GET", "/console/findings/none", staff.SeePrivacy},
	{"POST", "/console/findings/none", staff.WorkOnPrivacy},
	{"GET", "/console/calibration", staff.SeeDesk},
	{"GET", "/console/policy", staff.SeeDesk},
	{"GET", "/console/fairness/live", staff.SeeFairness},
	{"GET", "/console/fairness/live.csv", staff.SeeFairness},
	{"POST", "/console/fairness/live/end", staff.WorkOnPrivacy},
	{"POST", "/console/calibration", staff.ApproveKnowledge},
	{"GET", "/console/calibration/judge", staff.WriteKnowledge},
	{"POST", "/console/c/{c}/judge/{m}", staff.WriteKnowledge},
	{"GET", "/console/team", staff.ManageTeam},
	{"POST", "/console/team", staff.ManageTeam},
	{"POST", "/console/team/{a}/disable", staff.ManageTeam},
	{"POST", "/console/team/{a}/enable", staff.ManageTeam},
	{"POST", "/console/team/{a}/password", staff.ManageTeam},
	{"POST", "/console/sign-out", staff.OwnAccount},
}

func TestNothingIsShownWithoutSigningIn(t *testing.T) {
	t.Parallel()
	h := newHarness(t)
	c := h.asks("My secret is a blue lamp")
	fill := strings.NewReplacer("{c}", string(c.ID), "{m}", string(h.said(c.ID).ID), "{a}", string(h.people["Tom"].ID), "{r}", h.requested(c), "{h}", string(candor.NewHoldID()), "{k}", string(candor.NewArticleID()))
	for _, x := range addresses {
		path := fill.Replace(x.path)
		for _, cookie := range []string{"", "made-up"} {
			b := h.browser()
			if cookie != "" {
				b.cookies["candor_staff"] = cookie
			}
			got := b.do(x.method, path, nil)
			wantStatus := http.StatusSeeOther
			if x.method == http.MethodPost {
				wantStatus = http.StatusUnauthorized
			}
			if got.status != wantStatus || strings.Contains(got.body, "blue lamp") {
				t.Errorf("%s %s with cookie %q: %d", x.method, x.path, cookie, got.status)
			}
			if x.method == http.MethodGet && !strings.HasPrefix(got.location, "/console/sign-in") {
				t.Errorf("%s %s leads to %q", x.method, x.path, got.location)
			}
		}
	}
	if got := h.browser().do("GET", "/console/live?open="+string(c.ID)+"&at=0.0", nil, "Accept", "text/event-stream"); got.status != http.StatusUnauthorized || strings.Contains(got.body, "blue lamp") {
		t.Errorf("a stream without signing in: %d", got.status)
	}
	if now := h.conversation(c.ID); now.Version != c.Version {
		t.Errorf("the conversation changed: %+v", now)
	}
}

func TestEachRoleReachesWhatItMay(t *testing.T) {
	t.Parallel()
	for _, who := range []string{"Maya", "Tom", "Pia", "Olu"} {
		t.Run(who, func(t *testing.T) {
			t.Parallel()
			h := newHarness(t)
			h.hire("Ines", candor.RoleAgent)
			h.hire("Pia", candor.RoleOfficer)
			c := h.asks("Hello")
			fill := strings.NewReplacer("{c}", string(c.ID), "{m}", string(h.said(c.ID).ID), "{a}", string(h.people["Ines"].ID),
				"{r}", h.requested(c), "{h}", string(candor.NewHoldID()), "{k}", string(candor.NewArticleID()))
			b := h.signedIn(who)
			for _, x := range addresses {
				got := b.do(x.method, fill.Replace(x.path), nil)
				may := staff.May(h.people[who], x.needs)
				refused := got.status == http.StatusForbidden && strings.Contains(got.body, "Your role doesn&#39;t reach for this.")
				if refused == may || got.status == http.StatusUnauthorized {
					t.Errorf("%s %s by %s (may: %v): %d", x.method, x.path, who, may, got.status)
				}
			}
		})
	}
}

func TestFormsFromOtherSitesAreRefused(t *testing.T) {
	t.Parallel()
	h := newHarness(t)
	c := h.asks("Hello")
	fill := strings.NewReplacer("{c}", string(c.ID), "{a}", string(h.people["Tom"].ID), "{r}", h.requested(c), "{h}", string(candor.NewHoldID()), "{k}", string(candor.NewArticleID()))
	b := h.signedIn("Olu")
	for _, x := range addresses {
		if x.method != http.MethodPost {
			continue
		}
		for _, headers := range [][]string{
			{"Sec-Fetch-Site", "cross-site", "Origin", "https://evil.example"},
			{"Origin", "https://evil.example"},
			{"Sec-Fetch-Site", "same-site", "Origin", "http://shop.desk.example"},
		} {
			if got := b.do(x.method, fill.Replace(x.path), strings.NewReader("text=hello&key=12345678&take=1"), headers...); got.status != http.StatusForbidden {
				t.Errorf("%s %s with %v: %d", x.method, x.path, headers, got.status)
			}
		}
	}
	if got := b.do("POST", "/console/sign-in", strings.NewReader("email=olu@harbour.example&password="+password), "Sec-Fetch-Site", "cross-site"); got.status != http.StatusForbidden {
		t.Errorf("signing somebody in from another site: %d", got.status)
	}
	if now := h.conversation(c.ID); now.Version != c.Version {
		t.Error("the conversation changed")
	}
	if got := b.get("/console"); got.status != http.StatusOK {
		t.Errorf("after all of it Olu is signed out: %d", got.status)
	}
}

func TestPagesRefuseWhatOthersWouldFrameOrKeep(t *testing.T) {
	t.Parallel()
	h := newHarness(t)
	got := h.signedIn("Maya").get("/console")
	for name, want := range map[string]string{
		"Content-Security-Policy": "script-src 'self'", "Cache-Control": "no-store", "X-Frame-Options": "DENY",
	} {
		if !strings.Contains(got.header.Get(name), want) {
			t.Errorf("%s is %q", name, got.header.Get(name))
		}
	}
	for _, inline := range []string{"<script>", "<style", " onclick=", " style=\"", "javascript:"} {
		if strings.Contains(got.body, inline) {
			t.Errorf("the page has %s in it", inline)
		}
	}
}

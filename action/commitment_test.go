package action_test

import (
	"bytes"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	"candor"
	"candor/action"
)

func promise() action.Commitment {
	who := somebody()
	return action.Commitment{Conversation: who.Conversation, Customer: who.Customer, Kind: "refund", By: action.ByAction, Due: noon.Add(time.Hour)}
}

func TestAPromiseHasADateAKindAndSomebodyItIsMadeTo(t *testing.T) {
	t.Parallel()
	if c, err := action.Promise(promise(), noon); err != nil || !c.ID.Valid() || c.Standing != action.Open || !c.Made.Equal(noon) {
		t.Errorf("%+v, %v", c, err)
	}
	for name, spoil := range map[string]func(*action.Commitment){
		"no date": func(c *action.Commitment) { c.Due = time.Time{} }, "over already": func(c *action.Commitment) { c.Due = noon },
		"no kind": func(c *action.Commitment) { c.Kind = "" }, "a kind in words": func(c *action.Commitment) { c.Kind = "all of the money" },
		"to nobody": func(c *action.Commitment) { c.Customer = "" }, "nowhere": func(c *action.Commitment) { c.Conversation = "" },
		"by nobody": func(c *action.Commitment) { c.By = "" }, "by an agent without a name": func(c *action.Commitment) { c.By = action.ByAgent },
	} {
		c := promise()
		spoil(&c)
		if _, err := action.Promise(c, noon); !errors.Is(err, action.ErrCommitment) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestAPromiseIsKeptLateOrBroken(t *testing.T) {
	t.Parallel()
	c, err := action.Promise(promise(), noon)
	if err != nil {
		t.Fatal(err)
	}
	maya := candor.NewAgentID()
	for _, x := range []struct {
		at   time.Duration
		want action.Standing
	}{{0, action.Kept}, {time.Hour, action.Kept}, {time.Hour + 1, action.Late}} {
		if got, err := c.Keep(maya, "", noon.Add(x.at)); err != nil || got.Standing != x.want || got.EndedBy != maya {
			t.Errorf("after %s: %s, %v", x.at, got.Standing, err)
		}
	}
	for _, reason := range []candor.Text{"", " \n"} {
		if got, err := c.Break(maya, reason, noon); !errors.Is(err, action.ErrNoReason) || got.Standing != action.Open {
			t.Errorf("broken without a reason: %v", err)
		}
	}
	broken, err := c.Break(maya, "None is left.", noon)
	if err != nil || broken.Standing != action.Broken {
		t.Errorf("%+v, %v", broken, err)
	}
	if _, err := broken.Keep(maya, "", noon); !errors.Is(err, action.ErrEnded) {
		t.Errorf("kept after all: %v", err)
	}
	if c.Overdue(noon.Add(time.Hour-1)) || !c.Overdue(noon.Add(time.Hour)) || broken.Overdue(noon.AddDate(1, 0, 0)) {
		t.Error("overdue at the wrong time")
	}
}

func TestAProofCountsForAWhile(t *testing.T) {
	t.Parallel()
	verified := func(by string) candor.Profile {
		return candor.Profile{Email: "robin@example.org", Site: "tag", Verified: noon, VerifiedBy: by}
	}
	for _, x := range []struct {
		name  string
		p     candor.Profile
		after time.Duration
		want  action.Person
	}{
		{"by link", verified("link"), time.Hour, action.Person{Email: "robin@example.org"}},
		{"by link, long ago", verified("link"), action.ProofByLink, action.Person{}},
		{"by the site", verified("site"), time.Minute, action.Person{Email: "robin@example.org", Site: "tag"}},
		{"by the site, a while ago", verified("site"), action.ProofBySite, action.Person{}},
		{"by staff", verified("staff"), 0, action.Person{}},
		{"by nothing", candor.Profile{Email: "robin@example.org"}, 0, action.Person{}},
		{"a link without an address", candor.Profile{Verified: noon, VerifiedBy: "link"}, 0, action.Person{}},
	} {
		if got := action.Proven(x.p, noon.Add(x.after)); got != x.want {
			t.Errorf("%s: %v", x.name, got.Nobody())
		}
	}
}

func TestWhoSomebodyIsIsNeverPrinted(t *testing.T) {
	t.Parallel()
	who := action.Person{Email: "robin@example.org", Site: "tag"}
	var out bytes.Buffer
	slog.New(slog.NewTextHandler(&out, nil)).Info("customer", "who", who, "pointer", &who)
	slog.New(slog.NewJSONHandler(&out, nil)).Info("customer", "who", who)
	fmt.Fprintf(&out, "%v %+v %#v %s", who, who, who, who)
	if s := out.String(); strings.Contains(s, "robin") || strings.Contains(s, "tag") {
		t.Error(s)
	}
}

func ExamplePromise() {
	c, _ := action.Promise(promise(), noon)
	late, _ := c.Keep(candor.NewAgentID(), "The bank was closed.", noon.Add(2*time.Hour))
	fmt.Println(c.Overdue(noon.Add(2*time.Hour)), late.Standing)
	// Output: true late
}

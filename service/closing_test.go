package service_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"candor"
	"candor/service"

	"github.com/google/go-cmp/cmp"
)

func said(number int64, by candor.Author, words string) candor.Message {
	return candor.Message{Number: number, Author: by, Kind: candor.Said, Body: candor.Text(words)}
}

func TestPointsAreWhatACustomerAsks(t *testing.T) {
	t.Parallel()
	for _, x := range []struct {
		name  string
		words string
		want  []string
	}{
		{"two questions", "My lamp came broken. Can I send it back? And when is it paid back?", []string{"Can I send it back?", "And when is it paid back?"}},
		{"a request without a mark", "I want my money back.", []string{"I want my money back."}},
		{"Spanish", "Hola. Quiero devolver la lámpara. ¿Cuánto tarda?", []string{"Quiero devolver la lámpara.", "¿Cuánto tarda?"}},
		{"German without a mark", "Guten Tag. Ich möchte meinen Vertrag kündigen.", []string{"Ich möchte meinen Vertrag kündigen."}},
		{"French", "Bonjour, pouvez-vous annuler ma commande ? Merci.", []string{"Bonjour, pouvez-vous annuler ma commande ?"}},
		{"Arabic", "مرحبا. متى يصل طلبي؟", []string{"متى يصل طلبي؟"}},
		{"a greeting", "Hello! Is anybody there?", nil},
		{"thanks", "Thanks, that is all.", nil},
		{"the same twice", "Where is my lamp? Where is my lamp?", []string{"Where is my lamp?"}},
		{"only marks", "??", nil},
	} {
		var got []string
		for _, p := range service.Points([]candor.Message{said(1, candor.ByCustomer, x.words)}, false) {
			got = append(got, string(p.Text))
		}
		if diff := cmp.Diff(x.want, got); diff != "" {
			t.Errorf("%s: %s", x.name, diff)
		}
	}
	whole := service.Points([]candor.Message{said(1, candor.ByCustomer, "Your driver was rude to me.")}, true)
	if len(whole) != 1 {
		t.Errorf("a complaint without a question has %d points", len(whole))
	}
	many := service.Points([]candor.Message{said(1, candor.ByCustomer, strings.Repeat("x", 3)+manyQuestions(60))}, false)
	if len(many) != service.MostPoints {
		t.Errorf("%d points, want at most %d", len(many), service.MostPoints)
	}
}

func manyQuestions(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, " Where is order %d?", i)
	}
	return b.String()
}

func FuzzPoints(f *testing.F) {
	f.Add("Where is it? I want it.", true)
	f.Add("¿Dónde?؟ \xff", false)
	f.Fuzz(func(t *testing.T, words string, whole bool) {
		all := service.Points([]candor.Message{said(7, candor.ByCustomer, words)}, whole)
		if len(all) > service.MostPoints {
			t.Errorf("%d points", len(all))
		}
		seen := map[string]bool{}
		for _, p := range all {
			if p.Message != 7 || p.ID == "" || seen[p.ID] || len([]rune(string(p.Text))) > 300 {
				t.Errorf("%+v", p)
			}
			seen[p.ID] = true
		}
	})
}

// open is a conversation with two questions, of which a person answered both in one message.
func open(t testing.TB, complaint bool) service.Case {
	t.Helper()
	c := candor.Conversation{ID: candor.NewConversationID(), Language: "en", LastCustomer: 1}
	if complaint {
		c.Complained = time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)
	}
	return service.CaseOf(c, []candor.Message{
		said(1, candor.ByCustomer, "Where is my lamp? Can I send it back?"), said(2, candor.ByAgent, "It arrives on Monday, and yes, within 30 days."),
	}, service.Working{})
}

func TestNothingIsClosedWhileAPointIsOpen(t *testing.T) {
	t.Parallel()
	c := open(t, false)
	a, b := c.Points[0].ID, c.Points[1].ID
	refused := "No, because it was bought two years ago and the law gives two."
	for _, x := range []struct {
		name string
		f    service.Filled
		want error
	}{
		{"with nothing filled in", service.Filled{Seen: 1}, service.ErrClosingIncomplete},
		{"with a reason where points are needed", service.Filled{Seen: 1, Reason: service.Solved}, service.ErrClosingIncomplete},
		{"with one of two", service.Filled{Seen: 1, Replies: map[string]service.Reply{a: {How: service.Answered, Message: 2}}}, service.ErrClosingIncomplete},
		{"refused without reasons", service.Filled{Seen: 1, Replies: map[string]service.Reply{a: {How: service.Answered, Message: 2}, b: {How: service.Refused}}}, service.ErrClosingIncomplete},
		{"refused in a message alone", service.Filled{Seen: 1, Replies: map[string]service.Reply{a: {How: service.Answered, Message: 2}, b: {How: service.Refused, Message: 2}}}, service.ErrClosingIncomplete},
		{"with blank words", service.Filled{Seen: 1, Replies: map[string]service.Reply{a: {How: service.Answered, Words: " \n"}, b: {How: service.Answered, Message: 2}}}, service.ErrClosingIncomplete},
		{"without saying how", service.Filled{Seen: 1, Replies: map[string]service.Reply{a: {Message: 2}, b: {Message: 2}}}, service.ErrClosingIncomplete},
		{"with the customer's own message", service.Filled{Seen: 1, Replies: map[string]service.Reply{a: {How: service.Answered, Message: 1}, b: {How: service.Answered, Message: 2}}}, service.ErrClosingMessage},
		{"with a message that is not there", service.Filled{Seen: 1, Replies: map[string]service.Reply{a: {How: service.Answered, Message: 9}, b: {How: service.Answered, Message: 2}}}, service.ErrClosingMessage},
		{"after the customer wrote again", service.Filled{Seen: 0, Replies: map[string]service.Reply{a: {How: service.Answered, Message: 2}, b: {How: service.Answered, Message: 2}}}, service.ErrClosingMoved},
		{"in another language", service.Filled{Seen: 1, Replies: map[string]service.Reply{a: {How: service.Answered, Message: 2},
			b: {How: service.Refused, Words: "Nein, das geht leider nicht mehr, weil die Frist von dreißig Tagen schon lange abgelaufen ist."}}}, service.ErrClosingLanguage},
		{"all answered", service.Filled{Seen: 1, Replies: map[string]service.Reply{a: {How: service.Answered, Message: 2}, b: {How: service.Refused, Words: candor.Text(refused)}}}, nil},
	} {
		closing, err := service.Close(c, x.f)
		if x.want == nil {
			if err != nil || closing.Empty() || !closing.Whole() || !closing.Against() {
				t.Errorf("%s: %v", x.name, err)
			}
			continue
		}
		if !closing.Empty() || keyOf(err) != keyOf(x.want) {
			t.Errorf("%s: %v, want %v", x.name, err, x.want)
		}
	}
}

func TestASimpleOneIsClosedWithOneReason(t *testing.T) {
	t.Parallel()
	c := candor.Conversation{ID: candor.NewConversationID(), Language: "en", LastCustomer: 1}
	messages := []candor.Message{said(1, candor.ByCustomer, "Where is my lamp?")}
	unanswered := service.CaseOf(c, messages, service.Working{})
	if !unanswered.Whole() {
		t.Error("a question that nobody answered can be closed with one click")
	}
	answered := service.CaseOf(c, append(messages, said(2, candor.ByAgent, "On Monday.")), service.Working{})
	if answered.Whole() {
		t.Error("one question with an answer needs a form")
	}
	if _, err := service.Close(answered, service.Filled{Seen: 1}); !errors.Is(err, service.ErrClosingReason) {
		t.Errorf("without a reason: %v", err)
	}
	closing, err := service.Close(answered, service.Filled{Seen: 1, Reason: service.Solved})
	if err != nil || closing.Whole() || closing.Against() {
		t.Errorf("%v", err)
	}
	c.Complained = time.Now()
	if !service.CaseOf(c, append(messages, said(2, candor.ByAgent, "On Monday.")), service.Working{}).Whole() {
		t.Error("a complaint can be closed with one click")
	}
}

func TestTheZeroClosingClosesNothing(t *testing.T) {
	t.Parallel()
	var none service.Closing
	if !none.Empty() {
		t.Error("the zero closing closes something")
	}
	if _, err := service.Close(service.Case{}, service.Filled{Reason: service.Solved}); !errors.Is(err, service.ErrClosingMoved) {
		t.Errorf("a case of nothing: %v", err)
	}
	id := candor.NewConversationID()
	if _, err := service.GoesOn(service.Case{Conversation: id}, id); err == nil {
		t.Error("a conversation goes on in itself")
	}
}

func TestALetterAnswersEachPoint(t *testing.T) {
	t.Parallel()
	c := open(t, true)
	closing, err := service.Close(c, service.Filled{Seen: 1, Replies: map[string]service.Reply{
		c.Points[0].ID: {How: service.Answered, Message: 2}, c.Points[1].ID: {How: service.Partly, Words: "Only the shade, because the bulb is used up."},
	}})
	if err != nil {
		t.Fatal(err)
	}
	const want = "1. Where is my lamp?\n→ It arrives on Monday, and yes, within 30 days.\n\n2. Can I send it back?\n→ Only the shade, because the bulb is used up."
	if got := string(closing.Letter()); got != want {
		t.Errorf("%q", got)
	}
	r := closing.Record("agt_1", time.Now())
	if !r.Complaint || len(r.Lines) != 2 || r.Lines[1].How != service.Partly {
		t.Errorf("%+v", r)
	}
}

func ExampleClose() {
	c := candor.Conversation{ID: candor.NewConversationID(), Language: "en", LastCustomer: 1}
	open := service.CaseOf(c, []candor.Message{said(1, candor.ByCustomer, "Can I send my lamp back?")}, service.Working{})
	_, err := service.Close(open, service.Filled{Seen: 1, Reason: service.Solved})
	fmt.Println(keyOf(err))
	closing, err := service.Close(open, service.Filled{Seen: 1, Replies: map[string]service.Reply{
		open.Points[0].ID: {How: service.Answered, Words: "Yes, within 30 days."},
	}})
	fmt.Println(closing.Empty(), err)
	// Output:
	// error.closing_incomplete
	// false <nil>
}

func TestWindowsLieWithinOpeningHours(t *testing.T) {
	t.Parallel()
	h := hours(t) // 08:00-12:00, 13:00-20:00, Monday to Friday
	now := time.Date(2026, 11, 27, 17, 10, 0, 0, h.Zone)
	var got []string
	for _, w := range service.Windows(h, now, 4) {
		if !h.Open(w.From) || !h.Open(w.To.Add(-time.Minute)) || w.To.Sub(w.From) > 2*time.Hour {
			t.Errorf("%v is not within opening hours", w)
		}
		got = append(got, w.From.Format("Mon 15:04")+"-"+w.To.Format("15:04"))
	}
	want := []string{"Fri 18:00-20:00", "Mon 08:00-10:00", "Mon 10:00-12:00", "Mon 13:00-15:00"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if all := service.Windows(service.Hours{}, now, 4); len(all) != 0 {
		t.Errorf("a desk without hours calls at %v", all)
	}
}

func TestPhoneNumbers(t *testing.T) {
	t.Parallel()
	for in, want := range map[candor.Text]candor.Text{
		"+44 20 7946 0018": "+442079460018", "(0049) 30-23125.000": "00493023125000", "٠١٢٣٤٥٦٧": "01234567",
		"12345": "", "call me": "", "+1 555 0100 ext 9": "", "": "", "1234567890123456": "", "12+345678": "",
	} {
		got, err := service.CheckPhone(in)
		if got != want || (err == nil) != (want != "") {
			t.Errorf("%q gives %q, %v", string(in), string(got), err)
		}
	}
}

func keyOf(err error) string {
	var e *candor.Error
	if errors.As(err, &e) {
		return e.Key
	}
	return ""
}

package assist_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"candor"
	"candor/assist"
	"candor/policy"
)

var noon = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

// talk reads "C words", "A words" (assistant), "P words" (person), "D words" (desk), "N words" (note); a "-" after the
// letter says that it did not help.
func talk(tag string, turns ...string) assist.Talk {
	t := assist.Talk{Language: tag, Now: noon}
	for i, turn := range turns {
		who, words, _ := strings.Cut(turn, " ")
		m := candor.Message{ID: candor.MessageID(fmt.Sprintf("msg_%d", i+1)), Number: int64(i + 1), Kind: candor.Said, Body: candor.Text(words), At: noon}
		switch who[0] {
		case 'C':
			m.Author = candor.ByCustomer
		case 'A':
			m.Author = candor.ByAssistant
		case 'P':
			m.Author, m.Agent, m.Name = candor.ByAgent, "agt_1", "Maya"
		case 'D':
			m.Author, m.Kind = candor.ByDesk, candor.Notice
		case 'N':
			m.Author, m.Kind = candor.ByAgent, candor.Note
		}
		if strings.HasSuffix(who, "-") {
			m.Helpful = candor.NotHelpful
		}
		t.Messages = append(t.Messages, m)
	}
	return t
}

func told(all []assist.Line) []string {
	var out []string
	for _, l := range all {
		out = append(out, fmt.Sprintf("%d %s", l.Number, l.Text))
	}
	return out
}

func TestASummaryIsMadeOfWhatWasSaid(t *testing.T) {
	t.Parallel()
	for _, x := range []struct {
		name                         string
		talk                         assist.Talk
		asked, tried, promised, open []string
	}{
		{
			"a question that was answered and one that was not",
			talk("en", "C Hello, my lamp flickers. Can I send it back?", "A You can return it within 30 days.", "C And who pays for the parcel?"),
			[]string{"1 Hello, my lamp flickers.", "1 Can I send it back?", "3 And who pays for the parcel?"}[1:],
			[]string{"2 You can return it within 30 days."}, nil, []string{"3 And who pays for the parcel?"},
		},
		{
			"what the customer did already, and what a person promised",
			talk("en", "C The app won't start. I already restarted my phone.", "P Thanks for trying that. I'll ask our engineers and write to you by Friday."),
			[]string{"1 The app won't start."}, []string{"1 I already restarted my phone."},
			[]string{"2 I'll ask our engineers and write to you by Friday."}, nil,
		},
		{
			"an answer that did not help leaves the question open",
			talk("en", "C How do I change my address?", "A- Open your account and choose Address."),
			[]string{"1 How do I change my address?"}, []string{"2 Open your account and choose Address."}, nil, []string{"1 How do I change my address?"},
		},
		{
			"a note and a notice of the desk answer nothing",
			talk("en", "C Where is my parcel?", "D You are number 2 in the queue.", "N She sounds worried."),
			[]string{"1 Where is my parcel?"}, nil, nil, []string{"1 Where is my parcel?"},
		},
		{
			"the same question twice is told once",
			talk("en", "C Where is my parcel?", "C hello? where is my parcel"),
			[]string{"1 Where is my parcel?"}, nil, nil, []string{"1 Where is my parcel?"},
		},
		{
			"German", talk("de", "C Guten Tag, ich möchte meine Bestellung stornieren. Ich habe schon versucht, Sie anzurufen.", "P Ich werde das heute erledigen."),
			[]string{"1 Guten Tag, ich möchte meine Bestellung stornieren."}, []string{"1 Ich habe schon versucht, Sie anzurufen."},
			[]string{"2 Ich werde das heute erledigen."}, nil,
		},
		{
			"French", talk("fr", "C Je voudrais un remboursement. J'ai déjà essayé deux fois.", "P Je vais vous rappeler demain."),
			[]string{"1 Je voudrais un remboursement."}, []string{"1 J'ai déjà essayé deux fois."}, []string{"2 Je vais vous rappeler demain."}, nil,
		},
		{
			"Spanish", talk("es", "C ¿Dónde está mi pedido? Ya he mirado el correo.", "P Le llamaremos mañana."),
			[]string{"1 ¿Dónde está mi pedido?"}, []string{"1 Ya he mirado el correo."}, []string{"2 Le llamaremos mañana."}, nil,
		},
		{
			"Arabic", talk("ar", "C أين طلبي؟ لقد حاولت الاتصال بكم.", "P سوف نتصل بك غدا."),
			[]string{"1 أين طلبي؟"}, []string{"1 لقد حاولت الاتصال بكم."}, []string{"2 سوف نتصل بك غدا."}, nil,
		},
		{"nothing but a greeting", talk("en", "C Hi there", "A Hello, what would you like to know?"), nil, nil, nil, nil},
	} {
		t.Run(x.name, func(t *testing.T) {
			t.Parallel()
			s := assist.Summarise(x.talk)
			for _, part := range []struct {
				name      string
				got, want []string
			}{{"asked", told(s.Asked), x.asked}, {"tried", told(s.Tried), x.tried}, {"promised", told(s.Promised), x.promised}, {"open", told(s.Open), x.open}} {
				if d := cmp.Diff(part.want, part.got); d != "" {
					t.Errorf("%s (-want +got)\n%s", part.name, d)
				}
			}
			for _, l := range append(append(s.Asked, s.Tried...), append(s.Promised, s.Open...)...) {
				body := string(x.talk.Messages[l.Number-1].Body)
				if !strings.Contains(body, l.Text) || l.Message != x.talk.Messages[l.Number-1].ID {
					t.Errorf("%q does not stand in message %d", l.Text, l.Number)
				}
			}
		})
	}
}

func TestALongConversationKeepsWhatItBeganWithAndWhatIsNew(t *testing.T) {
	t.Parallel()
	var turns []string
	for _, word := range []string{"lamp", "invoice", "delivery", "guarantee", "password", "discount", "colour", "bulb", "charger", "bracket"} {
		turns = append(turns, "C What about the "+word+"?")
	}
	s := assist.Summarise(talk("en", turns...))
	if len(s.Asked) != 6 || s.Asked[0].Number != 1 || s.Asked[5].Number != 10 {
		t.Errorf("%v", told(s.Asked))
	}
}

func TestNextStepsInOrderOfWhatPresses(t *testing.T) {
	t.Parallel()
	x := talk("en", "C Where is my parcel?", "P- Please look into your letter box.", "C How long do I have to wait?")
	x.Promises = []assist.Promise{
		{What: "a call", Due: noon.Add(time.Hour)}, {What: "a letter", Due: noon.Add(-time.Hour)},
		{What: "a refund", Due: noon.Add(90 * time.Hour)}, {What: "done", Due: noon, Done: true},
	}
	var keys []string
	for _, s := range assist.Steps(x, assist.Summarise(x), assist.Standing{Lookups: true}) {
		keys = append(keys, s.Key)
	}
	want := []string{assist.StepOwed, assist.StepLate, assist.StepSpeaks, assist.StepProof, assist.StepRepeat, assist.StepAnswer}
	if d := cmp.Diff(want, keys); d != "" {
		t.Errorf("(-want +got)\n%s", d)
	}
	done := talk("en", "C Where is my parcel?", "P It is at the post office in your street.")
	at := assist.Standing{Conversation: candor.Conversation{State: candor.Attended}, Mine: true, Speaks: true}
	if got := assist.Steps(done, assist.Summarise(done), at); len(got) != 1 || got[0].Key != assist.StepClose {
		t.Errorf("nothing is open: %v", got)
	}
}

func TestHelpIsOffWhereItIsNotAllowedAndWherePeopleShouldWord(t *testing.T) {
	t.Parallel()
	for _, x := range []struct {
		name       string
		c          assist.Case
		may, draft assist.Guard
	}{
		{"nothing known", assist.Case{}, assist.NotAllowed, assist.NotAllowed},
		{"allowed", assist.Case{Allowed: true}, assist.Free, assist.Free},
		{"a sensitive matter", assist.Case{Allowed: true, Sensitive: true}, assist.Free, assist.Sensitive},
		{"a complaint", assist.Case{Allowed: true, Rights: true}, assist.Free, assist.RightsCase},
		{"stopped", assist.Case{Allowed: true, Stopped: true}, assist.SwitchedOff, assist.SwitchedOff},
		{"sensitive and not allowed", assist.Case{Sensitive: true}, assist.NotAllowed, assist.NotAllowed},
	} {
		if may, draft := assist.May(x.c), assist.MayDraft(x.c); may != x.may || draft != x.draft {
			t.Errorf("%s: %q and %q", x.name, may, draft)
		}
	}
	given := policy.Consents{candor.Assist: {Purpose: candor.Assist, Act: candor.Gave, Version: candor.Assist.Meaning()}}
	if !assist.Allowed(given) || assist.Allowed(nil) {
		t.Error("consent is read wrongly")
	}
	answers := policy.Consents{candor.Answers: {Purpose: candor.Answers, Act: candor.Gave, Version: candor.Answers.Meaning()}}
	if assist.Allowed(answers) {
		t.Error("a yes to the assistant is taken for a yes to help")
	}
}

func TestAReplyThatBeganAsADraftIsKnown(t *testing.T) {
	t.Parallel()
	const draft = "You can send a lamp back within 30 days. Print the label that we sent you and bring the parcel to any post office."
	for _, x := range []struct {
		name, sent string
		want       bool
	}{
		{"as it was", draft, true},
		{"with a greeting before it", "Dear Quillon, thank you for writing to us. " + draft + " Best wishes, Maya", true},
		{"half of it", "Print the label that we sent you and bring the parcel to any post office. Tell me when it is gone and I will see to the rest of it today.", true},
		{"in other words", "Of course! Returns are free for a month; our label is in your e-mail.", false},
		{"nothing in common", "I have just called the carrier, they will come by tomorrow.", false},
		{"a short yes", "You can.", true},
		{"nothing", "", false},
	} {
		if got := assist.WithHelp(x.sent, "something else", draft); got != x.want {
			t.Errorf("%s: %v", x.name, got)
		}
	}
	if k := assist.Kept(draft, draft); k != 1 {
		t.Errorf("all of it was kept: %v", k)
	}
	if k := assist.Kept(draft, ""); k != 0 {
		t.Errorf("nothing was sent: %v", k)
	}
}

func TestAReplyIsComposedOfQuotesOnly(t *testing.T) {
	t.Parallel()
	quote := func(passage, text string) policy.Sentence {
		return policy.Sentence{Text: text, Citation: candor.Citation{Passage: candor.PassageID(passage), Quote: text}}
	}
	d, ok := assist.Compose([]policy.Sentence{quote("a", "One."), quote("a", "Two."), quote("b", "Three."), quote("a", "One.")}, true, noon)
	if !ok || d.Text != "One. Two.\n\nThree." || len(d.Sources) != 3 || !d.Sure || d.Kind != assist.Reply {
		t.Errorf("%v %+v", ok, d)
	}
	if _, ok := assist.Compose(nil, false, noon); ok {
		t.Error("a draft of nothing")
	}
}

func TestSimilarQuestionsAreFoundByWhatIsRareInThem(t *testing.T) {
	t.Parallel()
	all := []assist.Solved{
		{Conversation: "cnv_1", Question: "My lamp flickers when I switch it on"},
		{Conversation: "cnv_2", Question: "Where is the parcel with my lamp?"},
		{Conversation: "cnv_3", Question: "How do I pay by invoice?"},
	}
	got := assist.Similar("en", "the lamp is flickering", all)
	if len(got) == 0 || got[0].Conversation != "cnv_1" {
		t.Fatalf("%v", got)
	}
	if got := assist.Similar("en", "opening hours at Christmas", all); len(got) != 0 {
		t.Errorf("nothing is like it: %v", got)
	}
	if d := cmp.Diff([]string{"flickering", "lamp"}, assist.Tellings("en", "The lamp is flickering in 2024", 3)); d != "" {
		t.Errorf("(-want +got)\n%s", d)
	}
}

func TestUseTellsOfKindsAndNotOfPeople(t *testing.T) {
	t.Parallel()
	u := assist.Use{Kind: assist.Reply, Sent: 4, Kept: [5]int64{1, 0, 1, 1, 1}}
	if half, ok := u.Half(); !ok || half != 0.6 {
		t.Errorf("%v %v", half, ok)
	}
	if _, ok := (assist.Use{}).Half(); ok {
		t.Error("of nothing there is no half")
	}
	for share, band := range map[float64]int{0: 0, 0.19: 0, 0.2: 1, 0.99: 4, 1: 4} {
		if got := assist.Band(share); got != band {
			t.Errorf("%v is in band %d", share, got)
		}
	}
}

func FuzzSummarise(f *testing.F) {
	f.Add("How? Why! I'll do it.", "en")
	f.Add("¿Dónde?\n\n- ya he\x00", "es")
	f.Fuzz(func(t *testing.T, text, tag string) {
		x := talk(tag, "C "+text, "P "+text, "A- "+text)
		s := assist.Summarise(x)
		for _, l := range s.Asked {
			if l.Text == "" || l.Number < 1 || l.Number > 3 {
				t.Errorf("%+v", l)
			}
		}
	})
}

func ExampleSummarise() {
	m := func(n int64, by candor.Author, words candor.Text) candor.Message {
		return candor.Message{Number: n, Author: by, Kind: candor.Said, Body: words}
	}
	s := assist.Summarise(assist.Talk{Language: "en", Messages: []candor.Message{
		m(1, candor.ByCustomer, "My lamp flickers. Can I send it back?"),
		m(2, candor.ByAgent, "You can. I will send you a label today."),
		m(3, candor.ByCustomer, "Who pays for it?"),
	}})
	fmt.Println("asked:", s.Asked[0].Text)
	fmt.Println("promised:", s.Promised[0].Text)
	fmt.Println("open:", s.Open[0].Text)
	// Output:
	// asked: Can I send it back?
	// promised: I will send you a label today.
	// open: Who pays for it?
}

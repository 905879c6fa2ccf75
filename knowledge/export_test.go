package knowledge_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"candor/knowledge"

	"github.com/google/go-cmp/cmp"
)

const zendesk = `{"count":4,"next_page":null,"sections":[{"id":9,"name":"Orders & delivery","locale":"en-us"}],"articles":[
{"id":360001,"url":"x","section_id":9,"locale":"en-us","source_locale":"en-us","title":"Delivery times","name":"Delivery times","draft":false,"user_segment_id":null,"edited_at":"2026-03-04T10:00:00Z","updated_at":"2026-05-04T10:00:00Z","body":"<p>Parcels take <b>three days</b>.</p><ul><li>Towns</li></ul>"},
{"id":360002,"section_id":9,"locale":"en-us","source_locale":"en-us","title":"For partners","draft":false,"user_segment_id":77,"body":"<p>Partners get ten percent.</p>"},
{"id":360003,"section_id":9,"locale":"en-us","source_locale":"en-us","title":"Not ready","draft":true,"user_segment_id":null,"body":"<p>Soon.</p>"},
{"id":360004,"section_id":5,"locale":"en-us","source_locale":"en-us","title":"Returns","draft":false,"user_segment_id":null,"body":"<p>x</p>","translations":[
 {"locale":"en-us","title":"Returns","draft":false,"hidden":false,"body":"<p>You have 60 days.</p>"},{"locale":"de","title":"Rückgabe","draft":false,"hidden":false,"body":"<p>Sie haben 60 Tage.</p>"},{"locale":"fr","title":"Retours","draft":true,"hidden":false,"body":"<p>60 jours.</p>"}]}]}`

const intercom = `{"type":"list","pages":{"type":"pages","page":1},"total_count":3,"data":[
{"type":"collection","id":"18","name":"Paying"},
{"type":"article","id":"6871119","workspace_id":"w","title":"Pay by invoice","description":"How","body":"<p class=\"intercom-align-left\">Companies pay within 14 days.</p>","author_id":1,"state":"published","created_at":1734537288,"updated_at":1734537288,"parent_id":18,"parent_ids":[18],"parent_type":"collection","default_locale":"en",
 "translated_content":{"type":"article_translated_content","de":{"type":"article_content","title":"Zahlung auf Rechnung","body":"<p>Firmen zahlen innerhalb von 14 Tagen.</p>","state":"published","updated_at":1734537290},"fr":{"type":"article_content","title":"Payer","body":"<p>x</p>","state":"draft"},"es":null}},
{"type":"article","id":"2","title":"Soon","body":"<p>Soon.</p>","state":"draft","default_locale":"en"},
{"type":"internal_article","id":"3","title":"Goodwill","body":"<p>Up to 50 euros.</p>","owner_id":5,"locale":"en","created_at":1,"updated_at":2}]}`

const chatwoot = `{"payload":[
{"id":5,"slug":"1-gift-cards","title":"Gift cards","content":"A gift card is valid for **three years**.","description":"","status":"published","position":10,"account_id":1,"updated_at":1734537288,"category":{"id":2,"name":"Gifts","slug":"gifts","locale":"en"},"meta":{}},
{"id":6,"slug":"2-old","title":"Old","content":"Old.","status":"archived","account_id":1,"category":{"id":2,"name":"Gifts","locale":"en"}},
{"id":7,"slug":"3-draft","title":"Draft","content":"Draft.","status":0,"account_id":1,"category_id":2,"locale":"en"},
{"id":8,"slug":"4-geschenke","title":"Geschenke","content":"Wir packen Geschenke ein.","status":1,"account_id":1,"category_id":2,"locale":"de"}],"meta":{"articles_count":4}}`

// brought is what counts of an article that came from an export.
type brought struct {
	Key, Title, Language, Topic, Body string
	Audience                          knowledge.Audience
}

func what(articles []knowledge.Article) []brought {
	var out []brought
	for _, a := range articles {
		out = append(out, brought{a.Key, a.Title, a.Language, a.Topic, a.Body, a.Audience})
	}
	return out
}

func TestExportsOfHelpCentresAreKnownByTheirShape(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		text   string
		drafts int
		want   []brought
	}{
		"Zendesk": {zendesk, 2, []brought{
			{"zendesk/360001/en-us", "Delivery times", "en", "Orders & delivery", "Parcels take three days.\n\n- Towns", knowledge.Public},
			{"zendesk/360002/en-us", "For partners", "en", "Orders & delivery", "Partners get ten percent.", knowledge.Internal},
			{"zendesk/360004/en-us", "Returns", "en", "", "You have 60 days.", knowledge.Public},
			{"zendesk/360004/de", "Rückgabe", "de", "", "Sie haben 60 Tage.", knowledge.Public},
		}},
		"Intercom": {intercom, 2, []brought{
			{"intercom/6871119/de", "Zahlung auf Rechnung", "de", "Paying", "Firmen zahlen innerhalb von 14 Tagen.", knowledge.Public},
			{"intercom/6871119/en", "Pay by invoice", "en", "Paying", "Companies pay within 14 days.", knowledge.Public},
			{"intercom/3/en", "Goodwill", "en", "", "Up to 50 euros.", knowledge.Internal},
		}},
		"Chatwoot": {chatwoot, 2, []brought{
			{"chatwoot/5", "Gift cards", "en", "Gifts", "A gift card is valid for **three years**.", knowledge.Public},
			{"chatwoot/8", "Geschenke", "de", "", "Wir packen Geschenke ein.", knowledge.Public},
		}},
	} {
		for _, file := range []struct{ name, text string }{
			{"export.json", c.text}, {"export.json", "[" + c.text + "]"}, {"export.jsonl", strings.ReplaceAll(c.text, "\n", " ")},
		} {
			got, problems := knowledge.Import(file.name, strings.NewReader(file.text))
			if diff := cmp.Diff(c.want, what(got)); diff != "" {
				t.Errorf("%s, %s: %s", name, file.name, diff)
			}
			if len(problems) != c.drafts {
				t.Errorf("%s: %v", name, problems)
			}
			for _, p := range problems {
				if p.Kind != knowledge.Draft || p.Loses() {
					t.Errorf("%s: %v", name, p)
				}
			}
		}
	}
}

func TestSectionsMayStandInAnotherFile(t *testing.T) {
	t.Parallel()
	got, problems := knowledge.ImportFS(fstest.MapFS{
		"articles.json": {Data: []byte(`{"articles":[{"id":1,"section_id":9,"locale":"en-us","title":"T","body":"<p>Words.</p>"}]}`)},
		"sections.json": {Data: []byte(`{"sections":[{"id":9,"name":"Orders"}]}`)},
	}, ".")
	if len(got) != 1 || got[0].Topic != "Orders" || len(problems) != 0 {
		t.Errorf("%+v, %v", got, problems)
	}
	if again := got[0].Seal(); again.Digest != got[0].Digest {
		t.Error("the topic is not in the digest")
	}
}

func TestRowsOfOtherMakersAreNoExports(t *testing.T) {
	t.Parallel()
	for _, row := range []string{
		`{"title":"T","text":"Words.","type":"article"}`, `{"title":"T","content":"Words.","status":"draft"}`, `{"title":"T","body":"Words.","locale":"en"}`,
	} {
		got, problems := knowledge.Import("a.jsonl", strings.NewReader(row))
		if len(got) != 1 || got[0].Body != "Words." || len(problems) != 0 {
			t.Errorf("%s: %+v, %v", row, got, problems)
		}
	}
}

func TestTranslationsMayStandInAnotherFile(t *testing.T) {
	t.Parallel()
	got, problems := knowledge.ImportFS(fstest.MapFS{
		"articles.json": {Data: []byte(`{"article":{"id":1,"section_id":9,"locale":"en-us","title":"Repairs","body":"<p>We repair lamps.</p>"}}`)},
		"translations.json": {Data: []byte(`{"translations":[{"id":5,"source_id":1,"source_type":"Article","locale":"en-us","title":"Repairs","body":"<p>We repair lamps.</p>","draft":false},
			{"id":6,"source_id":1,"source_type":"Article","locale":"de","title":"Reparaturen","body":"<p>Wir reparieren Lampen.</p>","draft":false}]}`)},
	}, ".")
	want := []brought{
		{"zendesk/1/en-us", "Repairs", "en", "", "We repair lamps.", knowledge.Public}, {"zendesk/1/de", "Reparaturen", "de", "", "Wir reparieren Lampen.", knowledge.Public},
	}
	if diff := cmp.Diff(want, what(got)); diff != "" || len(problems) != 0 {
		t.Error(diff, problems)
	}
}

package privacy_test

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"candor/privacy"
)

// seen gives what was found as "TYPE words".
func seen(text string, found []privacy.Span) []string {
	var out []string
	for _, s := range found {
		out = append(out, string(s.Type)+" "+text[s.Start:s.End])
	}
	return out
}

func TestDetectNamesWhatItFinds(t *testing.T) {
	t.Parallel()
	d := privacy.New()
	for _, test := range []struct {
		name, text string
		hints      privacy.Hints
		want       []string
	}{
		{"nothing", "Where is my parcel?", privacy.Hints{}, nil},
		{"mail and order", "my email is anna@example.org and order W9520162 is late", privacy.Hints{}, []string{"EMAIL_ADDRESS anna@example.org"}},
		{"card and amount", "please charge it to 5521742180967925, total was £69.07", privacy.Hints{}, []string{"CREDIT_CARD 5521742180967925"}},
		{"card with all of it", "card 4111 1111 1111 1111, expires 12/27, cvv 123", privacy.Hints{}, []string{"CREDIT_CARD 4111 1111 1111 1111", "CARD_EXPIRY 12/27", "CVV 123"}},
		{"phone abroad", "ring me on +46 0707-7843444.", privacy.Hints{}, []string{"PHONE_NUMBER +46 0707-7843444"}},
		{"birth", "date of birth 25/3/1999, thanks", privacy.Hints{}, []string{"DATE_OF_BIRTH 25/3/1999"}},
		{"birth in words", "ich bin am 3. März 1985 geboren", privacy.Hints{}, []string{"DATE_OF_BIRTH 3. März 1985"}},
		{"password", "pw is ChuK4zug7y, still can't log in", privacy.Hints{}, []string{"PASSWORD ChuK4zug7y"}},
		{"talk of passwords", "my password is wrong and I want a reset", privacy.Hints{}, nil},
		{"one-time code", "the verification code is 482913", privacy.Hints{}, []string{"OTP 482913"}},
		{"code of an error", "error code 482913 on the page", privacy.Hints{}, nil},
		{"address on a network", "the login came from 1.55.54.238, not me", privacy.Hints{}, []string{"IP_ADDRESS 1.55.54.238"}},
		{"firmware", "The model number is 4411-2210-88 and the firmware 2.14.3.1", privacy.Hints{}, nil},
		{"key", "use sk_live_4eC39HqLyjWDarjtT1zdp7dc please", privacy.Hints{}, []string{"API_KEY sk_live_4eC39HqLyjWDarjtT1zdp7dc"}},
		{"connection", "postgres://admin:s3cret@db.example.org:5432/shop fails", privacy.Hints{}, []string{"CONNECTION_STRING postgres://admin:s3cret@db.example.org:5432/shop"}},
		{"settings", "Server=db1;Database=shop;Password=hunter22;", privacy.Hints{}, []string{"CONNECTION_STRING Server=db1;Database=shop;Password=hunter22;"}},
		{"page with an address in it", "see https://shop.example.org/?user=anna@example.org&x=1 now", privacy.Hints{}, []string{"URL https://shop.example.org/?user=anna@example.org&x=1"}},
		{"two in one character", "a@b.com㎏.com", privacy.Hints{}, []string{"EMAIL_ADDRESS a@b.com㎏.com"}},
		{"ether", "send it to 0x52908400098527886E0F7030069857D2E4169EE7", privacy.Hints{}, []string{"CRYPTO 0x52908400098527886E0F7030069857D2E4169EE7"}},
		{"age", "I'm 31 and he just turned 60.", privacy.Hints{}, []string{"AGE 31", "AGE 60"}},
		{"French social security", "mon numéro est 1 85 05 78 006 084 91", privacy.Hints{}, []string{"FR_NIR 1 85 05 78 006 084 91"}},
		{"Brazil", "CPF 529.982.247-25", privacy.Hints{}, []string{"BR_CPF 529.982.247-25"}},
		{"Dutch number with the country", "123456782", privacy.Hints{Country: "nl"}, []string{"NL_BSN 123456782"}},
		{"Chinese number", "身份证号码11010519491231002X", privacy.Hints{}, []string{"CN_ID 11010519491231002X"}},
		{"device", "IMEI 490154203237518 is blocked", privacy.Hints{}, []string{"IMEI 490154203237518"}},
		{"order that looks like a paper", "order number 912803456 never came", privacy.Hints{Country: "US"}, nil},
		{"paper", "my passport number is 912803456", privacy.Hints{}, []string{"US_PASSPORT 912803456"}},
		{"phone that a check digit fits", "its +447587896953 now", privacy.Hints{}, []string{"PHONE_NUMBER +447587896953"}},
		{"phone from abroad that one fits", "its 0061 460 366 796 now", privacy.Hints{Country: "AU"}, []string{"PHONE_NUMBER 0061 460 366 796"}},
		{"phone with a short code that one fits", "its +1 7028099372 now", privacy.Hints{}, []string{"PHONE_NUMBER +1 7028099372"}},
		{"phone like a health number", "my phone is +44 161 464 4985.", privacy.Hints{Country: "GB"}, []string{"PHONE_NUMBER +44 161 464 4985"}},
		{"phone below a name", "Pozdrawiam\nAnna Mazur\n601 540 323\nanna@example.org", privacy.Hints{}, []string{"PERSON Anna Mazur", "PHONE_NUMBER 601 540 323", "EMAIL_ADDRESS anna@example.org"}},
		{"references of a page", "charge 4111&nbsp;1111&nbsp;1111&#8209;1111 now", privacy.Hints{}, []string{"CREDIT_CARD 4111&nbsp;1111&nbsp;1111&#8209;1111"}},
		{"lines", "my ssn is 211\n61\n2766 ok", privacy.Hints{}, []string{"US_SSN 211\n61\n2766"}},
		{"phone in lines", "ring +44\n20\n7946\n0958 ok", privacy.Hints{}, []string{"PHONE_NUMBER +44\n20\n7946\n0958"}},
		{"card in Japanese", "カード番号 4889 9762 2866 6201 に請求", privacy.Hints{Language: "ja", Country: "JP"}, []string{"CREDIT_CARD 4889 9762 2866 6201"}},
		{"parcel", "Tracking 1Z999AA10123456784 and 00340434161094042557", privacy.Hints{Country: "DE"}, nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			found, _ := d.Detect(test.text, test.hints)
			if diff := cmp.Diff(test.want, seen(test.text, found)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// Lesson 21: values whose check fails, or that are typed so that a check never sees them, are still
// covered.
func TestLesson21ChecksumNeverRemovesAMask(t *testing.T) {
	t.Parallel()
	d := privacy.New()
	for name, test := range map[string]struct{ text, value string }{
		"card with a wrong digit":       {"my card is 4012-8888-8888-1882, thanks", "4012-8888-8888-1882"},
		"card in one piece, wrong":      {"please charge 5521742180967926 today", "5521742180967926"},
		"Mastercard of the 2 series":    {"charge 2221 0000 0000 0009", "2221 0000 0000 0009"},
		"no-break spaces":               {"card 4111\u00a01111\u00a01111\u00a01111 ok", "4111\u00a01111\u00a01111\u00a01111"},
		"full width":                    {"card ４１１１１１１１１１１１１１１１ ok", "４１１１１１１１１１１１１１１１"},
		"zero width":                    {"card 4111\u200b1111\u200b1111\u200b1111 ok", "4111\u200b1111\u200b1111\u200b1111"},
		"Arabic digits":                 {"card ٤١١١١١١١١١١١١١١١ ok", "٤١١١١١١١١١١١١١١١"},
		"exotic hyphens":                {"card 4111‑1111–1111−1111 ok", "4111‑1111–1111−1111"},
		"account with a wrong digit":    {"Refund to DE89 3704 0044 0532 0130 01 please", "DE89 3704 0044 0532 0130 01"},
		"account with slashes":          {"Refund to DE89/3704/0044/0532/0130/00 please", "DE89/3704/0044/0532/0130/00"},
		"mail of a private domain":      {"write to anna@mail.internal please", "anna@mail.internal"},
		"mail of one label":             {"write to anna@intranet please", "anna@intranet"},
		"mail spelled out":              {"write to anna.berg (at) example dot org please", "anna.berg (at) example dot org"},
		"mail with a full-width at":     {"write to anna＠example.org please", "anna＠example.org"},
		"paper with a wrong digit":      {"my SIN is 130 692 545, thanks", "130 692 545"},
		"health number, wrong":          {"my NHS number is 401 023 2138, thanks", "401 023 2138"},
		"wallet with a wrong letter":    {"my wallet address is 16Yeky6GMjeNkAiNcBY7ZhrLoMSgg1BoyZ2", "16Yeky6GMjeNkAiNcBY7ZhrLoMSgg1BoyZ2"},
		"card typed digit by digit":     {"card 4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 ok", "4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1"},
		"account letters typed apart":   {"IBAN D E 8 9 3 7 0 4 0 0 4 4 0 5 3 2 0 1 3 0 0 0 ok", "D E 8 9 3 7 0 4 0 0 4 4 0 5 3 2 0 1 3 0 0 0"},
		"card of no maker that we know": {"my card is 9999 8888 7777 6666, thanks", "9999 8888 7777 6666"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			found, _ := d.Detect(test.text, privacy.Hints{})
			start := strings.Index(test.text, test.value)
			end := start + len(test.value)
			if !slices.ContainsFunc(found, func(s privacy.Span) bool { return s.Start <= start && s.End >= end }) {
				t.Errorf("%q is not covered by %v", test.value, seen(test.text, found))
			}
		})
	}
}

func TestKnownValuesAreFoundInAnySpelling(t *testing.T) {
	t.Parallel()
	d := privacy.New()
	known := []privacy.Known{
		{Type: "PERSON", Value: "Maya Okafor-Lindqvist"}, {Type: "PHONE_NUMBER", Value: "+49 151 23456789"},
		{Type: "ORDER_ID", Value: "HP-2024-0815"}, {Type: "EMAIL_ADDRESS", Value: "maya@example.org"}, {Type: "STREET_ADDRESS", Value: "Kleine Gasse 7, 1010 Wien"},
	}
	for text, want := range map[string][]string{
		"this is MAYA  okafor lindqvist here":          {"PERSON MAYA  okafor lindqvist"},
		"maya here":                                    {"PERSON maya"},
		"mayagünstig":                                  nil,
		"ruf 0151/23 45 67 89 an":                      {"PHONE_NUMBER 0151/23 45 67 89"},
		"my order hp2024 0815":                         {"ORDER_ID hp2024 0815"},
		"I live at kleine gasse 7 - 1010 wien still":   {"STREET_ADDRESS kleine gasse 7 - 1010 wien"},
		"Ｍａｙａ ｗｒｏｔｅ":                                   {"PERSON Ｍａｙａ"},
		"it is " + "m\u200baya" + "@example.org again": {"EMAIL_ADDRESS m\u200baya@example.org"},
	} {
		found, _ := d.Detect(text, privacy.Hints{Known: known})
		if diff := cmp.Diff(want, seen(text, found)); diff != "" {
			t.Errorf("%q: %s", text, diff)
		}
	}
}

func TestSpecialCategoriesAreFlagged(t *testing.T) {
	t.Parallel()
	text := "Ｉ was diagnosed with diabetes last year"
	_, flags := privacy.New().Detect(text, privacy.Hints{Language: "en"})
	if !slices.ContainsFunc(flags, func(f privacy.Flag) bool { return f.Category == "health" && text[f.Start:f.End] == "diabetes" }) {
		t.Errorf("flags %+v", flags)
	}
}

func TestReadingsTellOtherTypesOfAPlace(t *testing.T) {
	t.Parallel()
	d := privacy.New()
	text := "912803456"
	found, _ := d.Detect(text, privacy.Hints{})
	all, _ := d.Readings(text, privacy.Hints{})
	if len(found) != 1 || len(all) < 2 || all[0].Type != found[0].Type {
		t.Errorf("found %v, all readings %v", seen(text, found), seen(text, all))
	}
	day, _ := d.Readings("Today is 5/20/2021", privacy.Hints{})
	none, _ := d.Detect("Today is 5/20/2021", privacy.Hints{})
	if len(day) != 1 || len(none) != 0 {
		t.Errorf("a day by itself: readings %v, found %v", day, none)
	}
}

func TestDetectorIsSharedByMany(t *testing.T) {
	t.Parallel()
	d := privacy.New()
	want, _ := d.Detect(service, privacy.Hints{})
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			for range 20 {
				got, _ := d.Detect(service, privacy.Hints{})
				if diff := cmp.Diff(want, got); diff != "" {
					t.Error(diff)
				}
			}
		})
	}
	all.Wait()
}

func FuzzDetect(f *testing.F) {
	for _, text := range hostile(80) {
		f.Add(text, "en", "GB", "Anna Berg")
	}
	f.Add(service, "de", "DE", "0151 23456789")
	f.Add("card ４１１１\u200b１１１１\u00a01111‑1111, jörg.mu\u0308ller＠exämple.de ﬁ", "", "", "jörg")
	d := privacy.New()
	f.Fuzz(func(t *testing.T, text, language, country, value string) {
		h := privacy.Hints{Language: language, Country: country, Known: []privacy.Known{{Type: "PERSON", Value: value}, {Type: "PHONE_NUMBER", Value: value}}}
		found, flags := d.Detect(text, h)
		before := 0
		for _, s := range found {
			if s.Start < before || s.End <= s.Start || s.End > len(text) || s.Score <= 0 || s.Score > 1 {
				t.Fatalf("%q: %+v after %d", text, s, before)
			}
			if !between(text, s.Start) || !between(text, s.End) {
				t.Fatalf("%q: %+v is inside of a character", text, s)
			}
			before = s.End
		}
		for _, flag := range flags {
			if flag.Start < 0 || flag.End <= flag.Start || flag.End > len(text) {
				t.Fatalf("%q: %+v", text, flag)
			}
		}
		d.Readings(text, h)
	})
}

// between reports an offset between two characters.
func between(text string, at int) bool {
	for i := range text {
		if i >= at {
			return i == at
		}
	}
	return at == len(text)
}

func ExampleDetector_Detect() {
	text := "I'm at anna@example.org, card 4111 1111 1111 1111. Order ORD-843334."
	found, _ := privacy.New().Detect(text, privacy.Hints{Language: "en"})
	for _, s := range found {
		fmt.Println(s.Type, text[s.Start:s.End])
	}
	// Output:
	// EMAIL_ADDRESS anna@example.org
	// CREDIT_CARD 4111 1111 1111 1111
}

package scan_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"candor/privacy/internal/scan"
)

// kinds gives the types of the readings of exactly one place.
func kinds(s *scan.Scanner, text, value string, o scan.Options) []string {
	at := strings.Index(text, value)
	var out []string
	for _, f := range s.Scan(text, o) {
		if f.Start == at && f.End == at+len(value) && !slices.Contains(out, f.Type) {
			out = append(out, f.Type)
		}
	}
	slices.Sort(out)
	return out
}

func TestCheckDigitsTellNumbersFromOthers(t *testing.T) {
	t.Parallel()
	s := scan.New()
	// Numbers that their issuers publish as examples, and the same with one digit changed.
	for kind, test := range map[string]struct{ right, wrong string }{
		"US_NPI":             {"1234567893", "1234567894"},
		"ABA_ROUTING_NUMBER": {"121042882", "121042883"},
		"CA_SIN":             {"435 418 165", "435 418 166"},
		"BR_CPF":             {"52998224725", "52998224726"},
		"BR_CNPJ":            {"11222333000181", "11222333000182"},
		"DE_TAX_ID":          {"12345678903", "12345678904"},
		"UK_NHS":             {"401 023 2137", "401 023 2138"},
		"ES_NIF":             {"12345678Z", "12345678A"},
		"ES_NIE":             {"X9613851N", "X9613851P"},
		"FR_NIR":             {"1 85 05 78 006 084 91", "1 85 05 78 006 084 92"},
		"NL_BSN":             {"123456782", "123456783"},
		"PL_PESEL":           {"44051401458", "44051401459"},
		"SE_PERSONNUMMER":    {"871220-2384", "871220-2385"},
		"CH_AHV":             {"756.9217.0769.85", "756.9217.0769.86"},
		"TR_NATIONAL_ID":     {"10000000146", "10000000147"},
		"AU_TFN":             {"876 543 210", "876 543 211"},
		"AU_ABN":             {"51 824 753 556", "51 824 753 557"},
		"IN_AADHAAR":         {"3998-7654-3211", "3998-7654-3212"},
		"KR_BRN":             {"104-82-13138", "104-82-13139"},
		"TH_TNIN":            {"1234567890121", "1234567890122"},
		"JP_MY_NUMBER":       {"123456789018", "123456789019"},
		"SG_UEN":             {"201434292D", "201434292E"},
		"ZA_ID_NUMBER":       {"8001015009087", "8001015009086"},
		"IE_PPS":             {"1234567T", "1234567S"},
		"AT_SVNR":            {"1237 010180", "1238 010180"},
		"BE_NATIONAL_NUMBER": {"85073003328", "85073003329"},
		"IBAN_CODE":          {"DE89370400440532013000", "DE89370400440532013001"},
		"CREDIT_CARD":        {"4111 1111 1111 1111", "4111 1111 1111 1112"},
		"CRYPTO":             {"bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq", "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdr"},
	} {
		if got := kinds(s, test.right, test.right, scan.Options{}); !slices.Contains(got, kind) {
			t.Errorf("%s is not a %s but %v", test.right, kind, got)
		}
		if got := kinds(s, test.wrong, test.wrong, scan.Options{}); slices.Contains(got, kind) {
			t.Errorf("%s is taken for a %s", test.wrong, kind)
		}
	}
}

func TestWeakBuildsNeedAWordACountryOrTheWholeMessage(t *testing.T) {
	t.Parallel()
	s := scan.New()
	const value = "AAA123456"
	for _, test := range []struct {
		name, text string
		o          scan.Options
		want       bool
	}{
		{"by itself in a sentence", "the label says AAA123456 on the side", scan.Options{}, false},
		{"after a word", "mi pasaporte es AAA123456", scan.Options{}, true},
		{"before a word", "AAA123456 es mi número de pasaporte", scan.Options{}, true},
		{"whole message", "AAA123456", scan.Options{}, true},
		{"country", "the label says AAA123456 on the side", scan.Options{Countries: []string{"es"}}, true},
		{"language", "the label says AAA123456 on the side", scan.Options{Language: "es-MX"}, true},
		{"other country", "the label says AAA123456 on the side", scan.Options{Countries: []string{"DE"}}, false},
		{"order", "mi pedido AAA123456 no llega", scan.Options{Countries: []string{"ES"}}, false},
		{"number sign", "look at #AAA123456 please", scan.Options{Countries: []string{"ES"}}, false},
		{"another sentence", "I lost my pasaporte yesterday. The label says AAA123456 here", scan.Options{}, false},
	} {
		if got := slices.Contains(kinds(s, test.text, value, test.o), "ES_PASSPORT"); got != test.want {
			t.Errorf("%s: %q is a passport: %v, want %v", test.name, test.text, got, test.want)
		}
	}
}

func TestTelephoneNumbersOfTheWorld(t *testing.T) {
	t.Parallel()
	s := scan.New()
	for _, number := range []string{
		"(212) 555-0147", "212.555.0147", "+1 212 555 0147", "1-800-555-0199", "020 7946 0958", "+44 (0)20 7946 0958", "07700900123", "0151 23456789",
		"030/1234567", "089 / 12 34 56 78", "0049 30 1234567", "06.12.34.56.78", "+33 6 12 34 56 78", "612 34 56 78", "06 1234 5678", "3471234567", "06-12345678",
		"079 123 45 67", "0664 1234567", "070-123 45 67", "22 12 34 56", "20123456", "040 1234567", "512 345 678", "0532 123 45 67", "210 123 4567",
		"8 (912) 345-67-89", "98765 43210", "13812345678", "090-1234-5678", "010-1234-5678", "(11) 98456-5666", "0412 345 678", "9123 4567", "052-123-4567",
		"+972 52 123 4567", "0917 123 4567", "+62 812 3456 7890", "06 30 123 4567", "345-899-3560x4587", "479-636-1661 ext. 12",
	} {
		for _, text := range []string{"You can call me on " + number + " after six.", "Tel.: " + number, "Handy " + number + ", danke"} {
			if got := kinds(s, text, number, scan.Options{}); !slices.Contains(got, "PHONE_NUMBER") {
				t.Errorf("%q: %v", text, got)
			}
		}
	}
}

func TestNumbersOfBusinessStay(t *testing.T) {
	t.Parallel()
	s := scan.New()
	for _, number := range []string{
		"12345", "912803456", "4258829090", "44051401458", "1748503543012", "W9520162", "ORD-843334", "1Z999AA10123456784", "AAA123456", "AB1234567",
		"4411-2210-88", "2.14.3", "302-1234567-7654321", "00340434161094042557", "RB123456785DE",
	} {
		for _, text := range []string{
			"Where is order %s? It is late.", "Meine Bestellnummer lautet %s.", "numéro de commande : %s", "mi pedido %s no ha llegado", "Tracking number: %s",
			"invoice %s is wrong", "serial number %s on the back", "RMA %s was refused", "Rechnung %s stimmt nicht", "ordine %s non arrivato",
		} {
			text = strings.ReplaceAll(text, "%s", number)
			if found := s.Scan(text, scan.Options{}); len(found) > 0 {
				t.Errorf("%q: %+v", text, found)
			}
		}
	}
}

func TestNumbersAreCalledByTheirNames(t *testing.T) {
	t.Parallel()
	s := scan.New()
	for _, test := range []struct{ text, value, kind string }{
		{"My PPSN is 4342327D if you need it", "4342327D", "IE_PPS"},
		{"Meine SV-Nummer lautet 5336 270576.", "5336 270576", "AT_SVNR"},
		{"numéro national : 82.06.18-216.38, merci", "82.06.18-216.38", "BE_NATIONAL_NUMBER"},
		{"Mi CURP es GOME801231HDFLNR09", "GOME801231HDFLNR09", "MX_CURP"},
		{"mi RFC es GODE561231GR8, gracias", "GODE561231GR8", "MX_RFC"},
		{"رقمي القومي 29001011234567 وشكرا", "29001011234567", "EG_NATIONAL_ID"},
		{"Mijn BSN is 109858360, geboren in mei", "109858360", "NL_BSN"},
		{"個人番号は6659-3660-1296です", "6659-3660-1296", "JP_MY_NUMBER"},
	} {
		at, best := strings.Index(test.text, test.value), scan.Finding{}
		for _, f := range s.Scan(test.text, scan.Options{}) {
			if f.Start == at && f.End == at+len(test.value) && f.Score > best.Score {
				best = f
			}
		}
		if best.Type != test.kind {
			t.Errorf("%q is first of all a %q, want %s", test.text, best.Type, test.kind)
		}
	}
}

func TestCardsExpireInEveryLanguage(t *testing.T) {
	t.Parallel()
	s := scan.New()
	for _, text := range []string{
		"kaartnummer 4585 0176 4756 6735, geldig tot 05-32, cvc 809", "numer karty 4134758161355833, ważna do 05-32, cvv 809", "kart numarası 4917126420121763, son kullanma 05-32, cvv 809",
		"número do cartão 4129 4121 4789 6190, validade 05-32, cvv 809", "رقم البطاقة 2221394078774656 تنتهي 05-32 والرمز cvv 809", "カード番号2720606122878712、有効期限 05-32、セキュリティコード 809",
		"карта 4111 1111 1111 1111 до 05-32, код 809", "4111 1111 1111 1111 05-32, cvv 809", "la carte 4111 1111 1111 1111 expire 05-32, code de sécurité 809",
	} {
		if got := kinds(s, text, "05-32", scan.Options{}); !slices.Contains(got, "CARD_EXPIRY") {
			t.Errorf("%q: %v", text, got)
		}
		if got := kinds(s, text, "809", scan.Options{}); !slices.Contains(got, "CVV") && !strings.Contains(text, "cvc 809") {
			t.Errorf("%q: code %v", text, got)
		}
	}
}

func TestBirthdaysInEveryLanguage(t *testing.T) {
	t.Parallel()
	s := scan.New()
	for text, day := range map[string]string{
		"data urodzenia 20 marca 1938": "20 marca 1938", "doğum tarihi 19 Ocak 1951": "19 Ocak 1951", "وتاريخ الميلاد 21 أبريل 1941": "21 أبريل 1941",
		"生年月日は1941年9月3日です": "1941年9月3日", "生年月日:昭和60年3月5日": "昭和60年3月5日", "생년월일은 1985년 3월 5일이고": "1985년 3월 5일",
		"Дата рождения: 5 марта 1985 года": "5 марта 1985", "Születtem: 1985. március 5": "1985. március 5", "תאריך לידה 5 במרץ 1985": "5 במרץ 1985",
		"γεννήθηκα 5 Μαρτίου 1985": "5 Μαρτίου 1985", "Jane Roe, 8/2/1981, SSN 211-61-2766": "8/2/1981",
	} {
		if got := kinds(s, text, day, scan.Options{}); !slices.Contains(got, "DATE_OF_BIRTH") {
			t.Errorf("%q: %v", text, got)
		}
	}
}

func TestWhatSomebodyCallsAboutIsNoTelephone(t *testing.T) {
	t.Parallel()
	s := scan.New()
	for _, test := range []struct {
		text string
		o    scan.Options
	}{
		{"Mrs Smith promised to call me back about 524071.", scan.Options{}}, {"please ring me regarding 8-8713670659", scan.Options{}},
		{"Mme Dubois devait me rappeler pour 290184.", scan.Options{Countries: []string{"FR"}}}, {"2026190526 numaralı faturada yanlış tutar var", scan.Options{Countries: []string{"TR"}}},
		{"Merhaba, 4500334231 numaralı siparişi verdim.", scan.Options{Countries: []string{"TR"}}}, {"Przesyłka TBA805239701562 stoi od tygodnia.", scan.Options{Countries: []string{"PL"}}},
		{"zamówienie CC-188882 nie dotarło", scan.Options{}}, {"the total was 1,064.99 this time", scan.Options{Countries: []string{"AT"}}},
	} {
		if found := s.Scan(test.text, test.o); len(found) > 0 {
			t.Errorf("%q: %+v", test.text, found)
		}
	}
}

func TestSecretsEndWhereTheyEnd(t *testing.T) {
	t.Parallel()
	s := scan.New()
	jwt := "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U"
	pem := "-----BEGIN EC PRIVATE KEY-----\nMHcCAQEEIBkg\n-----END EC PRIVATE KEY-----"
	for _, test := range []struct{ text, value, kind string }{
		{"token " + jwt + ". Thanks", jwt, "JWT"},
		{"my key:\n" + pem + "\nplease", pem, "PRIVATE_KEY"},
		{"Authorization: Bearer abcd1234efgh5678ijkl", "abcd1234efgh5678ijkl", "API_KEY"},
		{"password: correct-horse", "correct-horse", "PASSWORD"},
		{"mein Passwort ist Tulpe77!", "Tulpe77!", "PASSWORD"},
		{"密码是 hunter22", "hunter22", "PASSWORD"},
		{"the code is 123-456 now", "123-456", "OTP"},
		{"CVC: 987", "987", "CVV"},
		{"pw: tiger8914* / user anna", "tiger8914*", "PASSWORD"},
		{"mein passwort ist *b1m5Y#Xq und es geht nicht", "*b1m5Y#Xq", "PASSWORD"},
		{"password: **hunter22** please", "hunter22", "PASSWORD"},
		{"كلمة المرور: Ej4SQDwYXBLqt8 ولا تعمل", "Ej4SQDwYXBLqt8", "PASSWORD"},
		{"رمز التحقق 6736 غير صحيح", "6736", "OTP"},
		{"our key AKIAWOEMDRTCMHRUTYBP leaked", "AKIAWOEMDRTCMHRUTYBP", "API_KEY"},
	} {
		if got := kinds(s, test.text, test.value, scan.Options{}); !slices.Contains(got, test.kind) {
			t.Errorf("%q: %v, want %s", test.text, got, test.kind)
		}
	}
}

func TestScannerKeepsNothingOfTheLastText(t *testing.T) {
	t.Parallel()
	s := scan.New()
	first := s.Scan("write to anna@example.org", scan.Options{})
	s.Scan(strings.Repeat("nothing here ", 500), scan.Options{Countries: []string{"DE"}})
	if diff := cmp.Diff(first, s.Scan("write to anna@example.org", scan.Options{})); diff != "" {
		t.Error(diff)
	}
}

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

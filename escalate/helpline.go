package escalate

import (
	"slices"
	"strings"
)

// Helpline is where people in danger of their life are heard in one country, at any hour unless Name says
// otherwise.
type Helpline struct {
	Country   string // ISO 3166-1
	Language  string // ISO 639-1, where a country has one line for each of its languages; else ""
	Emergency string // number that calls help at once
	Name      string // of the line, as it calls itself
	Phone     string // as it is dialled inside the country
	Source    string // who runs it
}

// HelplinesReviewed is the day on which each line of the table was last held against what its service says of
// itself. Whoever changes a line changes the day.
const HelplinesReviewed = "2026-11-23"

// helplines leaves out every country for which no line was sure: there the general text is better than a
// number that nobody answers.
var helplines = []Helpline{
	{"AT", "", "112", "TelefonSeelsorge", "142", "telefonseelsorge.at"},
	{"AU", "", "000", "Lifeline", "13 11 14", "lifeline.org.au"},
	{"BE", "nl", "112", "Zelfmoordlijn", "1813", "zelfmoord1813.be"},
	{"BE", "fr", "112", "Centre de Prévention du Suicide", "0800 32 123", "preventionsuicide.be"},
	{"BR", "", "192", "CVV", "188", "cvv.org.br"},
	{"CA", "", "911", "9-8-8 Suicide Crisis Helpline", "988", "988.ca"},
	{"CH", "", "112", "Die Dargebotene Hand, La Main Tendue, Telefono Amico", "143", "143.ch"},
	{"CL", "", "131", "Línea Prevención del Suicidio", "*4141", "minsal.cl"},
	{"CZ", "", "112", "Linka první psychické pomoci", "116 123", "linkapsychickepomoci.cz"},
	{"DE", "", "112", "TelefonSeelsorge", "0800 1110111", "telefonseelsorge.de"},
	{"DK", "", "112", "Livslinien", "70 201 201", "livslinien.dk"},
	{"ES", "", "112", "Línea 024", "024", "sanidad.gob.es"},
	{"FI", "", "112", "Kriisipuhelin", "09 2525 0111", "mieli.fi"},
	{"FR", "", "112", "3114", "3114", "3114.fr"},
	{"GB", "", "999", "Samaritans", "116 123", "samaritans.org"},
	{"GR", "", "112", "Klimaka", "1018", "klimaka.org.gr"},
	{"HU", "", "112", "LESZ Lelkisegély", "116 123", "sos116-123.hu"},
	{"IE", "", "112", "Samaritans", "116 123", "samaritans.org"},
	{"IL", "", "101", "ERAN", "1201", "eran.org.il"},
	{"IN", "", "112", "Tele-MANAS", "14416", "telemanas.mohfw.gov.in"},
	{"IS", "", "112", "Hjálparsími Rauða krossins", "1717", "1717.is"},
	{"IT", "", "112", "Telefono Amico Italia (09:00-24:00)", "02 2327 2327", "telefonoamico.it"},
	{"JP", "", "119", "よりそいホットライン", "0120-279-338", "since2011.net"},
	{"KR", "", "119", "자살예방 상담전화", "109", "129.go.kr"},
	{"LI", "", "112", "Die Dargebotene Hand", "143", "143.ch"},
	{"MX", "", "911", "Línea de la Vida", "800 911 2000", "gob.mx"},
	{"NL", "", "112", "113 Zelfmoordpreventie", "113", "113.nl"},
	{"NO", "", "113", "Mental Helse", "116 123", "mentalhelse.no"},
	{"NZ", "", "111", "1737", "1737", "1737.org.nz"},
	{"PH", "", "911", "NCMH Crisis Hotline", "1553", "ncmh.gov.ph"},
	{"PL", "", "112", "Centrum Wsparcia", "800 70 2222", "centrumwsparcia.pl"},
	{"PT", "", "112", "SNS 24", "808 24 24 24", "sns24.gov.pt"},
	{"SE", "", "112", "Självmordslinjen", "90101", "mind.se"},
	{"SG", "", "995", "Samaritans of Singapore", "1767", "sos.org.sg"},
	{"SI", "", "112", "Samarijan", "116 123", "telefon-samarijan.si"},
	{"TH", "", "1669", "Mental Health Hotline", "1323", "dmh.go.th"},
	{"TW", "", "119", "安心專線", "1925", "mohw.gov.tw"},
	{"UA", "", "112", "Lifeline Ukraine", "7333", "lifelineukraine.com"},
	{"US", "", "911", "988 Suicide & Crisis Lifeline", "988", "988lifeline.org"},
	{"ZA", "", "112", "SADAG Suicide Crisis Helpline", "0800 567 567", "sadag.org"},
}

// Helplines gives the whole table, by country.
func Helplines() []Helpline { return slices.Clone(helplines) }

// HelplineIn finds the line for a country, and where it has several the one for the language of a BCP 47 tag,
// else its first. Without a country the tag's region counts. False where none is known.
func HelplineIn(country, tag string) (Helpline, bool) {
	language, region, _ := strings.Cut(tag, "-")
	if country == "" {
		country = region
	}
	var found Helpline
	for _, h := range helplines {
		if !strings.EqualFold(h.Country, country) {
			continue
		}
		if h.Language == language || h.Language == "" {
			return h, true
		}
		if found.Phone == "" {
			found = h
		}
	}
	return found, found.Phone != ""
}

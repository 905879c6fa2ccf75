package corpus

import (
	"embed"
	"fmt"
	"slices"
	"strings"
)

//go:embed templates/*.txt
var templateFiles embed.FS

// template is a message with places in braces.
type template struct{ text string }

// personal reports whether something personal is drawn into it.
func (t template) personal() bool {
	for _, place := range t.places() {
		if place != "idname" && !slices.Contains(decoyPlaces(), place) {
			return true
		}
	}
	return false
}

// named reports whether somebody's name is drawn into it.
func (t template) named() bool {
	for _, place := range t.places() {
		switch place {
		case "name", "name2", "first", "last":
			return true
		}
	}
	return false
}

func (t template) places() []string {
	var all []string
	for _, part := range strings.Split(t.text, "{")[1:] {
		place, _, _ := strings.Cut(part, "}")
		all = append(all, place)
	}
	return all
}

// templates are the messages of a language.
func templates(lang string) []template {
	text, err := templateFiles.ReadFile("templates/" + lang + ".txt")
	if err != nil {
		panic(fmt.Sprintf("corpus: no templates in %q: %v", lang, err)) // a home without a language is a fault of this package
	}
	var all []template
	for line := range strings.Lines(string(text)) {
		if line = strings.TrimSpace(line); line != "" && line[0] != '#' {
			all = append(all, template{strings.ReplaceAll(line, `\n`, "\n")})
		}
	}
	return all
}

// fill draws a message from a template for somebody at home in h.
func (d draw) fill(t template, h Home, who func(lang string) person) Message {
	w := writer{m: Message{Lang: h.Lang, Country: h.Country}}
	p, id := who(h.Lang), d.nationalID(h.Country)
	rest := t.text
	for {
		before, after, found := strings.Cut(rest, "{")
		w.add(before)
		if !found {
			return w.message()
		}
		place, end, _ := strings.Cut(after, "}")
		w.put(d.piece(place, h, p, id, who))
		rest = end
	}
}

// piece draws what belongs in a place of a template.
func (d draw) piece(place string, h Home, p person, id identity, who func(string) person) piece {
	if text := d.decoy(place); text != "" {
		return piece{text: text, kind: strings.TrimSuffix(place, "2"), decoy: true}
	}
	switch place {
	case "name":
		return piece{text: p.name(), kind: "PERSON"}
	case "name2":
		return piece{text: who(h.Lang).name(), kind: "PERSON"}
	case "first":
		return piece{text: p.first, kind: "PERSON"}
	case "last":
		return piece{text: p.last, kind: "PERSON"}
	case "email":
		return piece{text: d.email(p), kind: "EMAIL_ADDRESS"}
	case "phone":
		return piece{text: d.phone(h.Country), kind: "PHONE_NUMBER"}
	case "address":
		return piece{text: d.address(h), kind: "STREET_ADDRESS"}
	case "birth":
		return piece{text: d.birth(h), kind: "DATE_OF_BIRTH"}
	case "idname":
		return piece{text: id.called}
	case "id":
		return piece{text: id.number, kind: id.kind}
	}
	return d.paid(place, h)
}

// paid draws what money needs, and what is secret or belongs to a device.
func (d draw) paid(place string, h Home) piece {
	switch place {
	case "card":
		return piece{text: d.anyCard(), kind: "CREDIT_CARD"}
	case "cvv":
		return piece{text: d.digits(3), kind: "CVV"}
	case "expiry":
		return piece{text: d.expiry(), kind: "CARD_EXPIRY"}
	case "iban":
		return piece{text: d.anyIBAN(h.Country), kind: "IBAN_CODE"}
	case "password":
		return piece{text: d.password(), kind: "PASSWORD"}
	case "otp":
		return piece{text: d.shapes("######", "####", "### ###"), kind: "OTP"}
	case "key":
		return piece{text: d.apiKey(), kind: "API_KEY"}
	case "jwt":
		return piece{text: d.jwt(), kind: "JWT"}
	case "pem":
		return piece{text: d.pem(), kind: "PRIVATE_KEY"}
	case "connection":
		return piece{text: d.connection(), kind: "CONNECTION_STRING"}
	case "coin":
		return piece{text: d.coin(), kind: "CRYPTO"}
	case "imei":
		return piece{text: d.imei(), kind: "IMEI"}
	case "ip":
		return piece{text: d.ip(), kind: "IP_ADDRESS"}
	case "mac":
		return piece{text: d.mac(), kind: "MAC_ADDRESS"}
	}
	panic("corpus: a template names a place that does not exist: " + place)
}

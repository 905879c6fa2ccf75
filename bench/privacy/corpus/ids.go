package corpus

import (
	"fmt"
	"strings"
)

// identity is a national number with the words that people call it by.
type identity struct{ called, kind, number string }

// nationalID gives an identity number that customers of a country may have to write.
func (d draw) nationalID(country string) identity {
	switch country {
	case "GB":
		if d.chance(50) {
			return identity{d.names("NHS number; NHS no"), "UK_NHS", group(d.britishNHS(), d.spacing(), 3, 3, 4)}
		}
		return identity{d.names("NI number; National Insurance number; NINO"), "UK_NINO", d.britishNINO()}
	case "US":
		return identity{d.names("SSN; social security number; ssn"), "US_SSN", fmt.Sprintf("%03d-%02d-%04d", d.between(101, 665), d.between(10, 99), d.between(1000, 9999))}
	case "IE":
		return identity{d.names("PPS number; PPSN"), "ID_NUMBER", d.irishPPS()}
	case "CA":
		return identity{d.names("SIN; social insurance number"), "CA_SIN", group(d.canadianSIN(), oneOf(d, []string{"-", " "}), 3, 3, 3)}
	case "AU":
		return identity{d.names("TFN; tax file number"), "AU_TFN", group(d.australianTFN(), d.spacing(), 3, 3, 3)}
	case "DE":
		return identity{d.names("Steuer-ID; Steueridentifikationsnummer; IdNr"), "DE_TAX_ID", group(d.germanTax(), d.spacing(), 2, 3, 3, 3)}
	case "AT":
		return identity{d.names("Sozialversicherungsnummer; SV-Nummer"), "ID_NUMBER", group(d.austrianSV(), d.spacing(), 4, 6)}
	case "CH":
		return identity{d.names("AHV-Nummer; AHV-Nr."), "CH_AHV", group(d.swissAHV(), ".", 3, 4, 4, 2)}
	case "FR":
		return identity{d.names("numéro de sécurité sociale; NIR; numéro de sécu"), "FR_NIR", group(d.frenchNIR(), d.spacing(), 1, 2, 2, 2, 3, 3, 2)}
	case "BE":
		return identity{d.names("numéro national; numéro de registre national"), "ID_NUMBER", d.belgianNational()}
	case "ES":
		if d.chance(30) {
			return identity{"NIE", "ES_NIE", d.spanishNIE()}
		}
		return identity{d.names("DNI; NIF"), "ES_NIF", d.spanishNIF()}
	}
	return d.otherID(country)
}

func (d draw) otherID(country string) identity {
	switch country {
	case "MX":
		return identity{"CURP", "ID_NUMBER", d.mexicanCURP()}
	case "IT":
		return identity{"codice fiscale", "IT_FISCAL_CODE", d.italianCode()}
	case "NL":
		return identity{d.names("BSN; burgerservicenummer"), "NL_BSN", d.dutchBSN()}
	case "PL":
		return identity{"PESEL", "PL_PESEL", d.polishPESEL()}
	case "BR":
		return identity{"CPF", "BR_CPF", d.brazilianCPF()}
	case "TR":
		return identity{d.names("T.C. kimlik no; TC kimlik numaram; TCKN"), "TR_NATIONAL_ID", d.turkishID()}
	case "EG":
		return identity{"الرقم القومي", "ID_NUMBER", d.egyptianID()}
	}
	return identity{d.names("マイナンバー; 個人番号"), "JP_MY_NUMBER", group(d.japaneseNumber(), oneOf(d, []string{"-", " ", ""}), 4, 4, 4)}
}

func (d draw) names(list string) string { return oneOf(d, strings.Split(list, "; ")) }

// spacing is what people put between the groups of a number, or nothing.
func (d draw) spacing() string { return oneOf(d, []string{" ", " ", ""}) }

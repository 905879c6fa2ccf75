package corpus

import (
	"fmt"
	"strings"
)

// decoyPlaces are the places of templates in which a decoy belongs.
func decoyPlaces() []string {
	return strings.Fields("order ticket parcel invoice amount amount2 version model size error booking article")
}

// decoy draws what looks like personal data and is not; "" for a place of something else.
func (d draw) decoy(place string) string {
	switch place {
	case "order":
		return d.shapes("#######", "@@-######", "ORD-######", "#####-####", "@#######", "2026-#####", "302-~######-#######", "4500######", "#~-#####-#####", "#######")
	case "ticket":
		return d.shapes("#####", "INC#######", "CS-#####", "@@@-####", "######", "SR########", "#-##########")
	case "parcel":
		return d.parcel()
	case "invoice":
		return d.shapes("INV-####-#####", "RE-2026-####", "########", "R26/#####", "2026######")
	case "amount", "amount2":
		return d.amount()
	case "version":
		return d.shapes("~.#.#", "v~.##.#", "10.0.1#####", "2026.#", "~.##.~-beta")
	case "model":
		return d.shapes("WH-#000XM~", "SM-@###@", "QE~5Q##@", "RX-####", "MX@ ### Pro", "@@####@")
	case "size":
		return fmt.Sprintf(oneOf(d, []string{"%d x %d cm", "%d×%d cm", "%d cm x %d cm"}), d.between(40, 220), d.between(40, 120))
	case "error":
		return d.shapes("0x8007####", "E-####", "ERR_####", "HTTP 50~", "error #####")
	case "booking":
		return d.shapes("@@%%#@", "@#@@%@", "BK-#######")
	case "article":
		return d.article()
	}
	return ""
}

func (d draw) parcel() string {
	return d.shapes("1Z%%%%%%##########", "JJD0##############", "0034043412345#######", "RR#########DE", "############", "TBA############", "H1###############")
}

// amount gives a sum of money as shops of several countries write it.
func (d draw) amount() string {
	whole, cents := d.between(3, 1899), d.IntN(100)
	thousands := func(sep string) string {
		if whole < 1000 {
			return fmt.Sprint(whole)
		}
		return fmt.Sprintf("%d%s%03d", whole/1000, sep, whole%1000)
	}
	switch d.IntN(6) {
	case 0:
		return fmt.Sprintf("£%s.%02d", thousands(","), cents)
	case 1:
		return fmt.Sprintf("$%s.%02d", thousands(","), cents)
	case 2:
		return fmt.Sprintf("%s,%02d €", thousands("."), cents)
	case 3:
		return fmt.Sprintf("%s,%02d EUR", thousands(""), cents)
	case 4:
		return fmt.Sprintf("USD %s.%02d", thousands(","), cents)
	}
	return fmt.Sprintf("%d EUR", whole)
}

// article gives a number from a catalogue: an EAN with its check digit, or a shop's own.
func (d draw) article() string {
	if d.chance(50) {
		return d.shapes("B0%%%%%%%%", "###.###.##", "A-######", "SKU ########")
	}
	n := d.one("400638 871025 501234") + d.digits(6)
	return n + fmt.Sprint((10-weighted(n, 1, 3)%10)%10)
}

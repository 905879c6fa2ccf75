package corpus

import (
	"fmt"
	"strings"
)

var months = map[string]string{
	"en": "January February March April May June July August September October November December",
	"de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
	"es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
	"fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
	"it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
	"nl": "januari februari maart april mei juni juli augustus september oktober november december",
	"pl": "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
	"tr": "Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül Ekim Kasım Aralık",
	"pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
	"ar": "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
}

// birth gives a date of birth as people of a country write dates: the month first in the United
// States, with dots where German, Turkish and Polish are spoken.
func (d draw) birth(h Home) string {
	year, month, day := d.between(1938, 2006), d.between(1, 12), d.between(1, 28)
	if h.Lang == "ja" {
		return fmt.Sprintf(oneOf(d, []string{"%d年%d月%d日", "%d/%02d/%02d"}), year, month, day)
	}
	switch d.IntN(5) {
	case 0:
		return d.inWords(h, year, month, day)
	case 1:
		return fmt.Sprintf("%d-%02d-%02d", year, month, day)
	}
	switch {
	case h.Lang == "de" || h.Lang == "tr" || h.Lang == "pl":
		return fmt.Sprintf(oneOf(d, []string{"%d.%d.%d", "%02d.%02d.%d"}), day, month, year)
	case h.Country == "US":
		return fmt.Sprintf(oneOf(d, []string{"%d/%d/%d", "%02d/%02d/%d"}), month, day, year)
	}
	return fmt.Sprintf(oneOf(d, []string{"%d/%d/%d", "%02d/%02d/%d"}), day, month, year)
}

func (d draw) inWords(h Home, year, month, day int) string {
	name := strings.Fields(months[h.Lang])[month-1]
	switch {
	case h.Country == "US":
		return fmt.Sprintf("%s %d, %d", name, day, year)
	case h.Lang == "de":
		return fmt.Sprintf("%d. %s %d", day, name, year)
	case h.Lang == "es" || h.Lang == "pt":
		return fmt.Sprintf("%d de %s de %d", day, name, year)
	}
	return fmt.Sprintf("%d %s %d", day, name, year)
}

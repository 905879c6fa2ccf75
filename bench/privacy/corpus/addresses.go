package corpus

import (
	"fmt"
	"strings"
)

func listed(s string) []string { return strings.Split(s, "; ") }

// streets are those of a language, towns those of a country with their postcode, as people write both.
var (
	streets = map[string][]string{
		"en": listed("Maple Street; Church Road; High Street; Elm Avenue; Station Road; Harbour Lane; Queen's Drive; Willow Close; Mill Hill; Park View; Kingsway; Orchard Crescent"),
		"de": listed("Hauptstraße; Lindenweg; Bahnhofstr.; Goethestraße; Am Mühlbach; Schulgasse; Kastanienallee; Rosenstr.; Marktplatz; Kirchweg"),
		"es": listed("Calle Mayor; Avenida de la Constitución; Calle del Prado; Paseo de Gracia; Plaza de España; C/ Alcalá; Carrera de San Jerónimo; Calle Olmo"),
		"fr": listed("rue de la Paix; avenue Victor Hugo; boulevard Voltaire; rue des Lilas; place du Marché; chemin des Vignes; allée des Tilleuls; quai de la Gare"),
		"it": listed("Via Roma; Via Garibaldi; Corso Italia; Piazza Dante; Viale dei Tigli; Via Manzoni"),
		"nl": listed("Dorpsstraat; Kerkstraat; Prinsengracht; Molenweg; Stationsplein; Lindelaan"),
		"pl": listed("ul. Długa; ul. Polna; al. Jana Pawła II; ul. Ogrodowa; pl. Wolności; ul. Lipowa"),
		"pt": listed("Rua das Flores; Avenida Paulista; Rua XV de Novembro; Travessa do Carmo; Rua Augusta"),
		"tr": listed("Atatürk Caddesi; Gül Sokak; Bağdat Caddesi; Çınar Sokak; Cumhuriyet Mah. Lale Sk."),
		"ar": listed("شارع التحرير; شارع الملك فهد; شارع النيل; شارع الزيتون; طريق الكورنيش"),
		"ja": listed("東京都渋谷区神南; 大阪府大阪市北区梅田; 京都府京都市中京区; 神奈川県横浜市中区山下町; 北海道札幌市中央区"),
	}
	towns = map[string][]string{
		"GB": listed("Leeds LS1 4DY; Bristol BS1 5TR; Manchester M14 6HX; Norwich NR2 1TF"),
		"IE": listed("Dublin D02 X285; Cork T12 W8KP; Galway H91 E2K3"),
		"US": listed("Springfield, IL 62704; Portland, OR 97205; Austin, TX 78701; Boston, MA 02116"),
		"CA": listed("Toronto, ON M5V 2T6; Montreal, QC H3B 4W8; Calgary, AB T2P 2M5"),
		"AU": listed("Perth WA 6000; Carlton VIC 3053; Newtown NSW 2042"),
		"DE": listed("10115 Berlin; 80331 München; 50667 Köln; 20095 Hamburg; 04109 Leipzig; 76131 Karlsruhe"),
		"AT": listed("1010 Wien; 8010 Graz; 5020 Salzburg"),
		"CH": listed("8001 Zürich; 3011 Bern; 4051 Basel"),
		"FR": listed("75002 Paris; 69003 Lyon; 13001 Marseille; 31000 Toulouse; 44000 Nantes; 67000 Strasbourg"),
		"BE": listed("1000 Bruxelles; 4000 Liège; 5000 Namur"),
		"ES": listed("28013 Madrid; 08007 Barcelona; 41001 Sevilla; 46002 Valencia; 50003 Zaragoza"),
		"MX": listed("06600 Ciudad de México; 44100 Guadalajara; 64000 Monterrey"),
		"IT": listed("00184 Roma; 20121 Milano; 10121 Torino; 80133 Napoli; 50122 Firenze"),
		"NL": listed("1015 CJ Amsterdam; 3011 AA Rotterdam; 3511 LX Utrecht; 9711 LM Groningen"),
		"PL": listed("00-001 Warszawa; 31-042 Kraków; 80-831 Gdańsk; 50-101 Wrocław"),
		"BR": listed("São Paulo - SP, 01310-100; Rio de Janeiro - RJ, 20040-002; Curitiba - PR, 80010-000"),
		"TR": listed("34710 Kadıköy/İstanbul; 06420 Çankaya/Ankara; 35220 Konak/İzmir"),
		"EG": listed("القاهرة; الجيزة; الإسكندرية"),
	}
)

// address gives a postal address as people of a country write it.
func (d draw) address(h Home) string {
	street, house := oneOf(d, streets[h.Lang]), d.between(1, 180)
	if h.Country == "JP" {
		return fmt.Sprintf("%s%d-%d-%d", street, d.between(1, 6), d.between(1, 20), d.between(1, 15))
	}
	town := oneOf(d, towns[h.Country])
	if h.Lang == "en" && d.chance(20) {
		return fmt.Sprintf("Flat %d, %d %s, %s", d.between(1, 30), house, street, town)
	}
	switch h.Lang {
	case "en", "fr":
		return fmt.Sprintf("%d %s, %s", house, street, town)
	case "es", "it":
		return fmt.Sprintf("%s%s %d, %s", street, oneOf(d, []string{"", ","}), house, town)
	case "de", "nl":
		return fmt.Sprintf("%s %d%s, %s", street, house, oneOf(d, []string{"", "", "a"}), town)
	case "pt":
		return fmt.Sprintf("%s, %d, %s", street, house, town)
	case "tr":
		return fmt.Sprintf("%s No:%d D:%d, %s", street, house, d.between(1, 20), town)
	case "ar":
		return fmt.Sprintf("%d %s، %s", house, street, town)
	}
	return fmt.Sprintf("%s %d/%d, %s", street, house, d.between(1, 60), town)
}

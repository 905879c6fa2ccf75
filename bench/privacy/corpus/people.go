package corpus

import "strings"

// names are common first and family names where a language is spoken.
type names struct{ first, last string }

var namesOf = map[string]names{
	"en": {"James Olivia Harry Amelia George Isla Noah Ava Jack Emily Charlie Sophie Thomas Grace Oscar Lily William Priya Mohammed Chloe Ethan Megan Liam Hannah Kwame Aisha Tyrone Siobhan",
		"Smith Jones Taylor Brown Williams Wilson Johnson Davies Patel Wright Walker Robinson Thompson Hughes Edwards Okafor Khan Murphy O'Brien Clarke Whitfield Pemberton Ashworth Hargreaves McAllister Oyelaran"},
	"de": {"Lukas Anna Maximilian Lena Jonas Mia Felix Sophia Paul Emma Jürgen Ursula Matthias Katrin Stefan Claudia Tobias Heike Günther Birgit Mehmet Ayşe Björn Käthe",
		"Müller Schmidt Schneider Fischer Weber Meyer Wagner Becker Schulz Hoffmann Schäfer Koch Bauer Richter Klein Wolf Schröder Neumann Schwarz Zimmermann Yılmaz Kowalski Brüggemann Oberhuber Steinmetz"},
	"es": {"Antonio María Manuel Carmen José Ana Francisco Lucía David Marta Javier Paula Daniel Laura Carlos Elena Alejandro Sofía Miguel Raquel Íñigo Begoña Ximena Joaquín",
		"García González Rodríguez Fernández López Martínez Sánchez Pérez Gómez Martín Jiménez Ruiz Hernández Díaz Moreno Muñoz Álvarez Romero Navarro Torres Domínguez Ibáñez Echeverría Zubizarreta"},
	"fr": {"Jean Marie Pierre Camille Louis Léa Gabriel Chloé Nicolas Manon Julien Inès Antoine Élodie Thomas Sarah François Céline Mathieu Aurélie Mamadou Fatima Gaëlle Loïc",
		"Martin Bernard Dubois Thomas Robert Richard Petit Durand Leroy Moreau Simon Laurent Lefebvre Michel Garcia Fournier Girard Bonnet Mercier Diallo Benali Le Goff Chevallier Delacroix Vasseur"},
	"it": {"Giuseppe Giulia Marco Francesca Luca Chiara Andrea Sara Matteo Martina Alessandro Elena Davide Valentina Niccolò Benedetta",
		"Rossi Russo Ferrari Esposito Bianchi Romano Colombo Ricci Marino Greco Bruno Gallo Conti De Luca Mancini Costa Lombardi Bortolotti"},
	"nl": {"Daan Emma Sem Julia Lucas Sanne Jeroen Anouk Bram Femke Pieter Marieke Thijs Lotte Willem Noor",
		"de Jong Jansen de Vries van den Berg Bakker Visser Smit Meijer Mulder de Boer Bos Hendriks van Dijk Kuipers Dekker"},
	"pl": {"Jan Anna Piotr Katarzyna Tomasz Małgorzata Krzysztof Agnieszka Paweł Joanna Michał Zofia Łukasz Magdalena Wojciech Ewa",
		"Nowak Kowalska Wiśniewski Wójcik Kowalczyk Kamińska Lewandowski Zieliński Szymańska Woźniak Dąbrowski Jankowska Mazur Krawczyk"},
	"pt": {"João Maria Pedro Beatriz Lucas Mariana Rafael Larissa Gabriel Fernanda Thiago Juliana Rodrigo Camila Vinícius Luíza",
		"Silva Santos Oliveira Souza Pereira Lima Carvalho Ferreira Ribeiro Almeida Nascimento Araújo Gonçalves Teixeira"},
	"tr": {"Mehmet Ayşe Mustafa Fatma Ahmet Emine Ali Zeynep Hüseyin Elif Emre Merve Burak Esra Can Gül",
		"Yılmaz Kaya Demir Çelik Şahin Yıldız Yıldırım Öztürk Aydın Özdemir Arslan Doğan Kılıç Aslan"},
	"ar": {"محمد فاطمة أحمد عائشة علي مريم عمر سارة خالد نور يوسف ليلى حسن هدى طارق رانيا",
		"الحسن المصري الخطيب العمري حداد السيد النجار الشامي عثمان القحطاني العتيبي منصور"},
	"ja": {"太郎 花子 健太 美咲 大輔 陽子 翔太 直美 拓也 由美子 誠 恵子",
		"佐藤 鈴木 高橋 田中 渡辺 伊藤 山本 中村 小林 加藤 吉田 松本"},
}

// lastNames keeps particles with their name.
func lastNames(lang string) []string {
	var all []string
	particle := ""
	for _, w := range strings.Fields(namesOf[lang].last) {
		if w == "de" || w == "van" || w == "den" || w == "De" || w == "Le" {
			particle += w + " "
			continue
		}
		all = append(all, particle+w)
		particle = ""
	}
	return all
}

// person is somebody invented.
type person struct{ lang, first, last string }

func (d draw) known(lang string) person {
	return person{lang, d.one(namesOf[lang].first), oneOf(d, lastNames(lang))}
}

// name writes the full name as people sign.
func (p person) name() string {
	if p.lang == "ja" {
		return p.last + p.first
	}
	return p.first + " " + p.last
}

// mailbox is the name as it stands in an e-mail address; letters outside of ASCII are written out or
// left out.
func (p person) mailbox(d draw) (first, last string) {
	first, last = latin(p.first), latin(p.last)
	if first == "" || last == "" {
		first, last = d.one("sato yuki omar layla hana sami ken rami nora mei"), d.one("tanaka haddad mori salem kato aziz ueda nasser")
	}
	return first, last
}

func latin(s string) string {
	s = strings.NewReplacer("ä", "ae", "ö", "oe", "ü", "ue", "Ö", "oe", "Ü", "ue", "ß", "ss", "é", "e", "è", "e", "ë", "e", "É", "e", "á", "a", "í", "i", "Í", "i", "ï", "i", "ó", "o", "ò", "o", "ú", "u",
		"ñ", "n", "ã", "a", "õ", "o", "â", "a", "ê", "e", "ô", "o", "ç", "c", "Ç", "c", "ş", "s", "Ş", "s", "ğ", "g", "ı", "i", "ł", "l", "Ł", "l", "ą", "a", "ę", "e", "ń", "n", "ś", "s", "ź", "z", "ż", "z", "Á", "a").Replace(s)
	return strings.Map(func(r rune) rune {
		switch {
		case 'A' <= r && r <= 'Z':
			return r - 'A' + 'a'
		case 'a' <= r && r <= 'z':
			return r
		}
		return -1
	}, s)
}

// email gives an address: mostly a plain one, sometimes one of the rarer shapes that are still valid.
func (d draw) email(p person) string {
	first, last := p.mailbox(d)
	domain := d.one("example.com example.org example.net mail.example.com web.example.de correo.example.es courriel.example.fr posta.example.it shop-mail.example.co.uk uni.example.edu example.co.jp")
	box := oneOf(d, []string{first + "." + last, first + last, first[:1] + last, first + "_" + last, last + "." + first, first + d.digits(2), first + "." + last + d.digits(4), last + first[:1]})
	switch d.IntN(20) {
	case 0:
		box += "+" + d.one("shop news orders spam 2024")
	case 1:
		domain = d.one("mail.shop.example.com a.b.example.org mx-1.example.net studio.example.photography firma.example.versicherung")
	case 2:
		box = first[:1] + "-" + last
	case 3:
		box = "o'" + last
	}
	return box + "@" + domain
}

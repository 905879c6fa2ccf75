package people_test

import (
	"regexp"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"candor/language"
	"candor/privacy/internal/people"
)

func fold(w string) string { return language.Fold(strings.ToLower(w)) }

func folded(files ...string) map[string]bool {
	set := map[string]bool{}
	for _, f := range files {
		for _, w := range people.Words(f) {
			set[fold(w)] = true
		}
	}
	return set
}

// TestNamesAreNoOrdinaryWords: a name that is a word too stands in weak.txt. Only there, if it is a word
// of English or German; in both lists, if it is one of another language, so that it counts as a plain
// name where that language is not spoken.
func TestNamesAreNoOrdinaryWords(t *testing.T) {
	t.Parallel()
	taken := folded("function.txt", "ordinary.txt", "calendar.txt", "brand.txt", "company.txt", "honour.txt", "unit.txt")
	here := folded("german.txt", "english.txt")
	for _, w := range strings.Fields("will mark rose go you hope grace art bill june april summer frank amber faith joy baker cook hunter king long love mason page price stone wood young mats hang kelvin") {
		here[w] = true
	}
	weak := folded("weak.txt")
	for _, file := range []string{"given.txt", "family.txt"} {
		for _, name := range people.Words(file) {
			if here[fold(name)] || taken[fold(name)] && !weak[fold(name)] {
				t.Errorf("%s: %q is an ordinary word", file, name)
			}
			if r, _ := utf8.DecodeRuneInString(name); r < 0x250 && utf8.RuneCountInString(name) < 3 {
				t.Errorf("%s: %q is too short to be told from a word", file, name)
			}
		}
	}
}

// TestWordsOfArticlesAreNoNames reads the demo company's articles: what they also write small is no name
// where it has a capital.
func TestWordsOfArticlesAreNoNames(t *testing.T) {
	t.Parallel()
	word := regexp.MustCompile(`[\pL\pM]+`)
	small := map[string]bool{}
	docs := articles(t)
	for _, d := range docs {
		for _, w := range word.FindAllString(d.text, -1) {
			if r, _ := utf8.DecodeRuneInString(w); unicode.IsLower(r) {
				small[d.language+" "+strings.ToLower(w)] = true
			}
		}
	}
	f := people.New()
	for _, d := range docs {
		for _, x := range f.Find(d.text, d.language, "") {
			words := word.FindAllString(d.text[x.Start:x.End], -1)
			known := 0
			for _, w := range words {
				if small[d.language+" "+strings.ToLower(w)] {
					known++
				}
			}
			if x.Type == people.Person && known == len(words) {
				t.Errorf("%q of %s is taken for a name", d.text[x.Start:x.End], d.template)
			}
		}
	}
}

// TestUnknownNamesAreUnknown keeps the names that measure what unknown names fare out of the lists.
func TestUnknownNamesAreUnknown(t *testing.T) {
	t.Parallel()
	names := folded("given.txt", "family.txt", "weak.txt")
	p := unknownNames(t)
	for _, list := range [][]string{p.given, p.family} {
		for _, n := range list {
			for part := range strings.SplitSeq(n, "-") {
				if names[fold(part)] && part == n {
					t.Errorf("%q is in a list", n)
				}
			}
		}
	}
}

// TestListsAreFair asks for names of every part of the world.
func TestListsAreFair(t *testing.T) {
	t.Parallel()
	names := folded("given.txt", "family.txt", "weak.txt", "han.txt")
	for region, some := range map[string]string{
		"English": "Margaret Thornhill Gareth Siobhan", "German": "Jürgen Gisela Schäfer Krüger", "Spanish": "Álvaro Montserrat Etxebarria Quispe",
		"French": "Élodie Guillaume Lefèvre Tremblay", "Italian": "Giuseppe Chiara Esposito", "Portuguese": "Gonçalo Conceição Magalhães", "Dutch": "Sjoerd Femke Dijkstra",
		"Nordic": "Øyvind Åsa Þórunn Sørensen Korhonen", "Polish": "Zbigniew Małgorzata Wiśniewska", "Czech": "Jiří Květa Dvořáková", "Hungarian": "László Erzsébet Szabó",
		"Turkish": "Mehmet Ayşe Yıldırım", "Arabic": "Khaled Fatima محمد الخطيب", "Persian": "Behrouz Niloufar Hosseini", "Indian": "Rajesh Lakshmi Chatterjee राहुल शर्मा",
		"Chinese": "Xiaoming Zhang 王 欧阳", "Japanese": "Hiroshi Yumiko Takahashi 佐藤", "Korean": "Jihoon Hwang 김", "Vietnamese": "Nguyễn Phương Tuấn",
		"West African": "Chukwuemeka Oluwaseun Kwame Diallo", "East African": "Wanjiru Otieno Tadesse", "Southern African": "Thabo Nomvula Dlamini", "Jewish": "Shlomo Goldberg",
		"Caucasian": "Tigran Beridze Petrosyan", "Slavic": "Дмитрий Шевченко Milica", "Greek": "Γιώργος Παπαδόπουλος", "Pacific": "Leilani Tupou", "South-East Asian": "Wayan Somchai Siregar",
	} {
		for name := range strings.FieldsSeq(some) {
			if !names[fold(name)] {
				t.Errorf("%s: %q is in no list", region, name)
			}
		}
	}
}

// TestListsFitTheirTable: a table that is full would be searched without end.
func TestListsFitTheirTable(t *testing.T) {
	t.Parallel()
	if load := people.New().Load(); load > 2./3 {
		t.Errorf("the table of words is taken to %.2f; make it larger", load)
	}
}

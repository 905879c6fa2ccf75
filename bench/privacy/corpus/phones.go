package corpus

import "strings"

// country is how a country writes telephone numbers: its code, the digit before national numbers, and
// numbers without that digit.
type country struct {
	iso, code, trunk string
	shapes           []string
}

var countries = []country{
	{"US", "1", "", []string{"(212) 6##-####", "415-7##-####", "312.8##.####", "646 3## ####", "702~######"}},
	{"CA", "1", "", []string{"(416) 5##-####", "604-7##-####", "514 3## ####"}},
	{"GB", "44", "0", []string{"20 7### ####", "7911 ######", "7### ### ###", "161 4## ####", "1632 960###"}},
	{"IE", "353", "0", []string{"1 6## ####", "85 ### ####", "87 #######"}},
	{"DE", "49", "0", []string{"30 ~#######", "151 ########", "171 ~######", "89 ~## ## ###", "221-~######", "176/########"}},
	{"AT", "43", "0", []string{"1 5######", "664 #######", "676 ### ## ##"}},
	{"CH", "41", "0", []string{"44 ~## ## ##", "79 ~## ## ##", "31 3## ## ##"}},
	{"FR", "33", "0", []string{"1 4# ## ## ##", "6 ## ## ## ##", "7.8#.##.##.##", "4 9# ## ## ##"}},
	{"BE", "32", "0", []string{"2 5## ## ##", "47# ## ## ##", "3 2## ## ##"}},
	{"NL", "31", "0", []string{"20 ~######", "6 ########", "6-########", "10 ~## ## ##"}},
	{"LU", "352", "", []string{"621 ### ###", "26 ## ## ##"}},
	{"ES", "34", "", []string{"91 ### ## ##", "6## ### ###", "7## ## ## ##", "93 #######"}},
	{"PT", "351", "", []string{"21 ### ####", "91# ### ###", "96#######"}},
	{"IT", "39", "", []string{"06 ~### ####", "34# ### ####", "33# #######", "02 ~######"}},
	{"PL", "48", "", []string{"22 ~## ## ##", "5## ### ###", "601 ### ###"}},
	{"CZ", "420", "", []string{"60# ### ###", "22# ### ###"}},
	{"SE", "46", "0", []string{"8-~## ### ##", "70-### ## ##", "73 ### ## ##"}},
	{"NO", "47", "", []string{"4## ## ###", "22 ## ## ##"}},
	{"DK", "45", "", []string{"2# ## ## ##", "33 ## ## ##"}},
	{"FI", "358", "0", []string{"40 #######", "9 ~### ####"}},
	{"GR", "30", "", []string{"21# ### ####", "69# ### ####"}},
	{"TR", "90", "0", []string{"(212) ~## ## ##", "532 ### ## ##", "555 #######"}},
	{"IL", "972", "0", []string{"3-6######", "54-### ####"}},
	{"AE", "971", "0", []string{"4 3## ####", "50 ### ####"}},
	{"SA", "966", "0", []string{"11 4## ####", "55 ### ####"}},
	{"EG", "20", "0", []string{"2 2### ####", "100 ### ####"}},
	{"ZA", "27", "0", []string{"21 4## ####", "82 ### ####"}},
	{"IN", "91", "0", []string{"98### #####", "22 2### ####"}},
	{"JP", "81", "0", []string{"3-~###-####", "90-####-####", "80 #### ####"}},
	{"KR", "82", "0", []string{"2-~###-####", "10-####-####"}},
	{"CN", "86", "", []string{"138 #### ####", "10 6### ####"}},
	{"AU", "61", "0", []string{"2 9### ####", "4## ### ###"}},
	{"NZ", "64", "0", []string{"9 3## ####", "21 ### ####"}},
	{"BR", "55", "", []string{"(11) 9####-####", "21 3###-####"}},
	{"MX", "52", "", []string{"55 ~### ####", "33 ~### ####"}},
	{"AR", "54", "", []string{"11 4###-####", "9 11 ~###-####"}},
}

func countryOf(iso string) country {
	for _, c := range countries {
		if c.iso == iso {
			return c
		}
	}
	return countries[0]
}

// phone gives a number as somebody of a country writes it: at home or, often enough, from abroad.
func (d draw) phone(home string) string {
	if d.chance(25) {
		return d.international(oneOf(d, countries))
	}
	c := countryOf(home)
	if d.chance(40) {
		return d.international(c)
	}
	return d.national(c)
}

func (d draw) national(c country) string {
	n := d.shape(oneOf(d, c.shapes))
	if strings.HasPrefix(n, "(") {
		return "(" + c.trunk + n[1:]
	}
	return c.trunk + n
}

func (d draw) international(c country) string {
	n := d.shape(oneOf(d, c.shapes))
	switch d.IntN(6) {
	case 0:
		return "00" + c.code + " " + n
	case 1:
		return "+" + c.code + onlyDigits(n)
	case 2:
		return "+" + c.code + "-" + strings.NewReplacer(" ", "-", "(", "", ")", "", ".", "-", "/", "-").Replace(n)
	case 3:
		if c.trunk != "" && !strings.HasPrefix(n, "(") {
			return "+" + c.code + " (" + c.trunk + ") " + n
		}
	}
	return "+" + c.code + " " + n
}

func onlyDigits(s string) string {
	return strings.Map(func(r rune) rune {
		if '0' <= r && r <= '9' {
			return r
		}
		return -1
	}, s)
}

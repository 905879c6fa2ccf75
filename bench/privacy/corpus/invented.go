package corpus

// parts are what names of a language are put together from, so that they sound right and stand in
// no list.
type parts struct{ firstHead, firstTail, lastHead, lastTail string }

var partsOf = map[string]parts{
	"en": {"Bren Cor Thal Wyn El Mar Os Fen Tris Hal Jor Ver", "wyth dric issa ella ven mund ara ley ora wick enna iel",
		"Wex Thorn Hald Brack Quil Stave Marl Pend Ock Dun Fair Trev", "combe mere ridge shaw thwaite gill holt worthy field stow ley bourne"},
	"de": {"Wal Irm Hed Sieg Ort Gund Lin Rad Ber Ad Theo Wen", "gard win lind mar run bert hild fried traud olf dela rik",
		"Kess Brunn Wend Stolt Grab Lauf Hirz Mott Ober Nieder Zieg Rump", "egger huber mayr bichler stetter kamp horst mühl rieder haus brink leitner"},
	"es": {"Zor Bel Elv Casi Flor Nico Tere Mar Aur Leo Ama Eus", "aida isa ario enda inda eo iana elia elio encia ino indo",
		"Zaral Mend Ibar Larr Orte Quint Urru Valde Bast Cast Arre Esco", "ueta aniz eiro ondo icoechea anilla obar ascal ejuela uriaga andía alejo"},
	"fr": {"Aur El Mar Cél Sol Hon Ysal Thi Gau Bert Per Odi", "iane oise inette ande ault ric orin esse ette andre elin ise",
		"Brass Cheval Montr Grand Font Bel Haute Mar Ros Val Pont Cour", "inière ardeau ecourt ignac oisin aillant euil andier ereau ouzet emagne ivier"},
}

// unknown is somebody whose names are put together.
func (d draw) unknown(lang string) person {
	p := partsOf[lang]
	return person{lang, d.one(p.firstHead) + d.one(p.firstTail), d.one(p.lastHead) + d.one(p.lastTail)}
}

package language

// beforeName holds shortened words that a capital usually follows: their full stop does not
// end a sentence.
var beforeName = map[string]bool{
	"mr": true, "mrs": true, "ms": true, "dr": true, "prof": true, "st": true, "rev": true, "sgt": true, "hon": true, "messrs": true,
	"vs": true, "e.g": true, "i.e": true, "cf": true, "approx": true, "incl": true, "excl": true, "dept": true, "u.s": true, "u.k": true,
	"bzw": true, "z.b": true, "d.h": true, "u.a": true, "ca": true, "hr": true, "fr": true, "ggf": true, "evtl": true, "zzgl": true, "inkl": true,
	"vgl": true, "sog": true, "mio": true, "mrd": true, "frl": true, "mme": true, "mlle": true, "p.ex": true, "env": true, "mgr": true,
	"sr": true, "sra": true, "srta": true, "ud": true, "uds": true, "p.ej": true, "dña": true, "sres": true,
	"sig": true, "sig.ra": true, "dott": true, "dott.ssa": true, "avv": true, "exmo": true, "dra": true, "dhr": true, "mevr": true, "bijv": true,
	"np": true, "tzw": true, "tj": true, "m.in": true, "tzn": true, "napr": true, "např": true, "tzv": true,
	"т.е": true, "т.к": true, "им": true, "ул": true, "г-н": true, "г-жа": true,
}

// beforeNumber holds shortened words that only count as such when a number follows; "no." may
// well end a sentence.
var beforeNumber = map[string]bool{
	"no": true, "nos": true, "fig": true, "figs": true, "art": true, "sec": true, "vol": true, "p": true, "pp": true, "ch": true, "tel": true,
	"ext": true, "max": true, "min": true, "par": true, "para": true, "app": true, "ver": true, "v": true, "ref": true, "réf": true,
	"jan": true, "feb": true, "mar": true, "apr": true, "jun": true, "jul": true, "aug": true, "sep": true, "sept": true, "oct": true, "nov": true, "dec": true,
	"nr": true, "str": true, "abs": true, "s": true, "kap": true, "ziff": true, "dez": true, "okt": true, "núm": true, "pág": true, "tfno": true,
	"pag": true, "n": true, "nº": true, "n°": true, "blz": true, "č": true, "ul": true, "стр": true, "тел": true, "ст": true, "п": true, "№": true,
}

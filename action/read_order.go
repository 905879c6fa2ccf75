package action

import (
	"regexp"
	"strings"
	"sync"
)

// bids reports whether a text, with # for the number, tells the desk to do what the topic is, and nothing
// else. The whole text has to be such a sentence: a question, a condition, a negation or a reason beside it is
// not. In any of the languages, whichever the text was said to be in: their sentences are not each other's.
func bids(topic Topic, text string) bool {
	if strings.ContainsAny(text, "?؟¿") {
		return false
	}
	words := wordsOf(text)
	if len(words) < 2 || len(words) > maxWords {
		return false
	}
	joined := strings.Join(words, " ")
	for _, sentence := range sentences()[topic] {
		if sentence.MatchString(joined) {
			return true
		}
	}
	return false
}

// sentences are built at first use.
var sentences = sync.OnceValue(func() map[Topic][]*regexp.Regexp {
	out := map[Topic][]*regexp.Regexp{}
	for _, b := range bidden {
		fill := strings.NewReplacer("WHAT", `(?:(?:`+b.what+`) )*#`, "DO", `(?:`+b.do+`)`, "WANT", `(?:`+b.want+`)`, "KIND", `(?:(?:`+b.kind+`) )*`)
		for _, form := range b.forms {
			whole := `^(?:(?:` + b.hello + `) )*` + fill.Replace(form) + `(?: (?:` + b.end + `|` + b.kind + `))*$`
			out[OrderCancel] = append(out[OrderCancel], regexp.MustCompile(whole))
		}
	}
	return out
})

// bidding is how one language tells somebody to cancel an order. All are alternatives of whole words, in
// lower case and without accents.
type bidding struct {
	hello string   // before everything
	kind  string   // politeness, which can stand nearly anywhere
	want  string   // that it is wished
	do    string   // the verb, as an order or after a wish
	what  string   // what stands before the number
	end   string   // after everything
	forms []string // of the sentence: WANT, DO, WHAT with the number, and KIND
}

var bidden = []bidding{
	{ // English
		hello: `hello|hi|hey|dear|good morning|good afternoon|good evening|good day|there|team|sir|madam|or|all`,
		kind:  `please|pls|plz|kindly`,
		want:  `i want to|i wanna|i want you to|i would like to|i d like to|i would like you to|i d like you to|i need to|i need you to|i wish to|i have to|i need|i want|could you please|can you please|would you please`,
		do:    `cancel`,
		what:  `my|the|this|that|our|whole|entire|complete|full|all|of|last|latest|recent|order|purchase|number|no|nr|with|id`,
		end:   `thanks|thank you|thx|now|right now|immediately|today|for me|asap|as soon as possible|at once|straight away|very much|so much|in advance|kind regards|best regards|regards|cheers|completely`,
		forms: []string{`KIND(?:WANT )?KINDDO (?:it )?WHAT`, `WHAT KINDDO(?: it| this| that| this order| the order)?`, `WHAT WANT KINDDO(?: it| this| that)`,
			`(?:i want|i would like|i d like|i need) WHAT (?:to be )?cancell?ed`},
	},
	{ // German
		hello: `hallo|hi|hey|guten tag|guten morgen|guten abend|moin|servus|sehr geehrte|sehr geehrter|damen|und|herren|liebes|liebe|team`,
		kind:  `bitte|einmal|mal`,
		want:  `ich mochte|ich will|ich wurde gern|ich wurde gerne|ich mochte gern|ich mochte gerne|wir mochten|ich wunsche|konnen sie bitte|konnten sie bitte|kannst du bitte`,
		do:    `stornieren|stornieren sie|storniere|storniert|stornier`,
		what:  `meine|mein|meinen|die|der|den|das|unsere|diese|diesen|ganze|ganzen|gesamte|komplette|vollstandige|letzte|bestellung|auftrag|einkauf|mit|nummer|nr|bestellnummer|auftragsnummer`,
		end:   `danke|vielen dank|besten dank|danke schon|jetzt|sofort|umgehend|heute|so schnell wie moglich|komplett|ganz|mit freundlichen grussen|freundliche grusse|viele grusse|mfg|lg|im voraus|gruss`,
		forms: []string{`KINDDO KINDWHAT`, `KINDWANT KINDWHAT KIND(?:komplett |ganz |wieder )?stornieren`, `WHAT KINDDO`, `hiermit storniere ich WHAT`, `ich storniere (?:hiermit )?WHAT`},
	},
	{ // Spanish
		hello: `hola|buenos dias|buenas tardes|buenas noches|buenas|estimados|senores|equipo`,
		kind:  `por favor|porfa|amablemente`,
		want:  `quiero|quisiera|queria|deseo|necesito|me gustaria|querria|quiero que|necesito que|solicito|pido que|puede por favor|podria por favor|puedes por favor|podrias por favor`,
		do:    `cancelar|cancela|cancele|cancelen|cancelad|anular|anula|anule|anulen|anulad`,
		what:  `mi|el|la|este|esta|nuestro|todo|entero|completo|ultimo|pedido|compra|orden|con|numero|num|n|no|nro|de`,
		end:   `gracias|muchas gracias|ahora|ahora mismo|ya|hoy|cuanto antes|inmediatamente|lo antes posible|de antemano|un saludo|saludos|entero|completo`,
		forms: []string{`KIND(?:WANT )?KINDDO KINDWHAT`, `WHAT KIND(?:cancelar|cancelad|anular|anulad)(?:lo|la)?`, `WHAT KIND(?:cancelalo|cancelelo|anulalo|anulelo|cancelenlo)`},
	},
	{ // French
		hello: `bonjour|bonsoir|salut|madame|monsieur|chere|cher|equipe|messieurs|mesdames`,
		kind:  `s il vous plait|s il te plait|svp|stp`,
		want:  `je veux|je voudrais|je souhaite|je souhaiterais|je desire|j aimerais|il faut|je dois|merci d|merci de|veuillez|merci de bien vouloir|pouvez vous svp|je demande a`,
		do:    `annuler|annulez|annule`,
		what:  `ma|la|le|cette|notre|mon|toute|entiere|derniere|commande|achat|numero|num|n|no|avec`,
		end:   `merci|merci beaucoup|merci d avance|maintenant|tout de suite|aujourd hui|immediatement|des que possible|cordialement|bien a vous|entierement|completement|bonne journee`,
		forms: []string{`KIND(?:WANT )?KINDDO KINDWHAT`, `WHAT KIND(?:annuler|a annuler|annulez la|annule la)`},
	},
	{ // Italian
		hello: `ciao|buongiorno|buonasera|buon giorno|buona sera|salve|gentile|gentili|signori|team|servizio clienti`,
		kind:  `per favore|per piacere|per cortesia|cortesemente|gentilmente`,
		want:  `voglio|vorrei|desidero|ho bisogno di|devo|mi piacerebbe|gradirei|chiedo di|vi chiedo di|le chiedo di|si prega di|prego di|potete per favore|potreste per favore|puo per favore|potrebbe per favore`,
		do:    `annullare|annulla|annulli|annullate|annullatemi|disdire|disdici|disdica|disdite`,
		what:  `il|lo|l|mio|questo|quest|nostro|tutto|intero|completo|ultimo|ordine|acquisto|con|numero|num|n|nr`,
		end:   `grazie|grazie mille|molte grazie|adesso|ora|subito|oggi|prima possibile|il prima possibile|al piu presto|in anticipo|cordiali saluti|distinti saluti|saluti|per intero|completamente`,
		forms: []string{`KIND(?:WANT )?KINDDO KINDWHAT`, `WHAT KIND(?:annullare|da annullare|disdire|da disdire|annullatelo|annullalo|lo annulli)`},
	},
	{ // Arabic
		hello: `مرحبا|السلام عليكم|اهلا|صباح الخير|مساء الخير|سلام`,
		kind:  `من فضلك|من فضلكم|لو سمحت|لو سمحتم|رجاء|الرجاء`,
		want:  `اريد|ارغب في|ارغب ب|اود|ارجو|ارجو منكم|يرجي|اطلب|اتمني|قم ب|بدي|عايز`,
		do:    `الغاء|الغ|الغوا|الغي|الغوه|بالغاء|ان الغي|قم بالغاء|قوموا بالغاء`,
		what:  `طلبي|الطلب|طلبيتي|الطلبيه|طلب|هذا|رقم|كامل|ذو|ذا|الرقم`,
		end:   `شكرا|شكرا لكم|شكرا جزيلا|الان|فورا|اليوم|حالا|بالكامل|مع الشكر`,
		forms: []string{`KIND(?:WANT )?KINDDO KINDWHAT`},
	},
}

package consent

// vendorWords is what customers read about masked text going to a vendor, by language.
var vendorWords = map[string]words{
	"en": {
		title: "May masked text go to another company?",
		what:  "Parts of your messages may go to {vendors}, whose AI then helps {company} to answer you.",
		why:   "Some questions need more than our own help articles.",
		who:   "Names, addresses and numbers that we find are masked before anything leaves us. Only the masked text gets there, and each time goes on a record.",
		until: "It may be sent until you take this back. From that moment on nothing more leaves us.",
		no:    "If you say no, nothing of yours goes there and you are helped all the same.",
		allow: "Yes, masked text may go", refuse: "No, keep it here",
	},
	"es": {
		title: "¿Puede ir texto tapado a otra empresa?",
		what:  "Partes de tus mensajes pueden ir a {vendors}. Su IA ayuda entonces a {company} a responderte.",
		why:   "Algunas preguntas piden más que nuestros propios artículos de ayuda.",
		who:   "Los nombres, señas y números que encontramos se tapan antes de que salga nada. Allí llega solo el texto tapado, y cada envío queda anotado.",
		until: "Se puede enviar hasta que lo retires. Desde ese momento no sale nada más.",
		no:    "Si dices que no, nada tuyo va allí y te ayudamos igual.",
		allow: "Sí, puede ir tapado", refuse: "No, que se quede aquí",
	},
	"de": {
		title: "Darf verdeckter Text an eine andere Firma gehen?",
		what:  "Teile Ihrer Nachrichten gehen dann an {vendors}. Deren KI hilft {company}, Ihnen zu antworten.",
		why:   "Manche Fragen brauchen mehr als unsere eigenen Hilfeartikel.",
		who:   "Namen, Adressen und Nummern, die wir finden, werden verdeckt, bevor etwas nach außen geht. Dort kommt nur der verdeckte Text an, und jedes Mal wird notiert.",
		until: "Das gilt, bis Sie es zurücknehmen. Von da an geht nichts mehr hinaus.",
		no:    "Wenn Sie Nein sagen, geht nichts von Ihnen dorthin, und wir helfen Ihnen genauso.",
		allow: "Ja, verdeckt darf er gehen", refuse: "Nein, er bleibt hier",
	},
	"fr": {
		title: "Du texte masqué peut-il aller à une autre entreprise ?",
		what:  "Des parties de vos messages peuvent aller à {vendors}. Leur IA aide alors {company} à vous répondre.",
		why:   "Certaines questions demandent plus que nos propres articles d’aide.",
		who:   "Les noms, adresses et numéros que nous trouvons sont masqués avant tout envoi. Seul le texte masqué part, et chaque envoi est noté.",
		until: "Il peut partir tant que vous le voulez bien. Dès que vous dites non, plus rien ne part.",
		no:    "Si vous dites non, rien de vous ne part et nous vous aidons quand même.",
		allow: "Oui, masqué il peut partir", refuse: "Non, gardez-le ici",
	},
	"it": {
		title: "Un testo coperto può andare a un’altra azienda?",
		what:  "Parti dei suoi messaggi possono andare a {vendors}. La loro IA aiuta allora {company} a risponderle.",
		why:   "Alcune domande chiedono più dei nostri articoli di aiuto.",
		who:   "I nomi, gli indirizzi e i numeri che troviamo vengono coperti prima che esca qualcosa. Lì arriva solo il testo coperto, e ogni invio è annotato.",
		until: "Si può inviare finché lei non ritira il permesso. Da quel momento non esce più nulla.",
		no:    "Se dice di no, nulla di suo va lì e la aiutiamo lo stesso.",
		allow: "Sì, coperto può andare", refuse: "No, resti qui",
	},
	"ar": {
		title: "هل يجوز إرسال نص محجوب إلى شركة أخرى؟",
		what:  "قد تذهب أجزاء من رسائلك إلى {vendors}. يساعد ذكاؤها الاصطناعي {company} على الرد عليك.",
		why:   "بعض الأسئلة تحتاج إلى أكثر من مقالات المساعدة لدينا.",
		who:   "نحجب ما نجده من أسماء وعناوين وأرقام قبل أن يخرج أي شيء. لا يصل هناك إلا النص المحجوب، وكل مرة تُسجَّل.",
		until: "يُرسل النص إلى أن تسحب الإذن. بعدها لا يخرج شيء.",
		no:    "إن رفضت، لا يذهب شيء منك إلى هناك ونساعدك كما هو.",
		allow: "نعم، يجوز محجوبًا", refuse: "لا، يبقى هنا",
	},
}

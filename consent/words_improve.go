package consent

// improveWords is what customers read about the desk learning, by language.
var improveWords = map[string]words{
	"en": {
		title: "May we learn from this conversation?",
		what:  "People at {company} look at it to find gaps in our help articles and mistakes of the assistant.",
		why:   "The next person with your question then gets a better answer.",
		who:   "Only a few people of our team see it, and names and numbers are masked. No AI of another company is trained on it.",
		until: "We may use it until you take this back. What went into an article by then stays, with no trace of you.",
		no:    "If you say no, we don’t use it and nothing changes for you.",
		allow: "Yes, learn from it", refuse: "No, don’t use it",
	},
	"es": {
		title: "¿Podemos aprender de esta conversación?",
		what:  "En {company} la miramos para ver qué falta en nuestros artículos de ayuda y dónde se equivoca el asistente.",
		why:   "Así quien pregunte lo mismo después tendrá una respuesta mejor.",
		who:   "La ven solo pocas personas de nuestro equipo, con nombres y números tapados. Ninguna IA de otra empresa aprende de ella.",
		until: "Podemos usarla hasta que lo retires. Lo que ya está en un artículo se queda, sin rastro de ti.",
		no:    "Si dices que no, no la usamos y para ti no cambia nada.",
		allow: "Sí, aprended de ella", refuse: "No, no la uséis",
	},
	"de": {
		title: "Dürfen wir aus diesem Gespräch lernen?",
		what:  "Menschen bei {company} sehen es an, um Lücken in unseren Hilfeartikeln und Fehler des Assistenten zu finden.",
		why:   "Wer nach Ihnen das Gleiche fragt, hat dann eine bessere Antwort.",
		who:   "Nur wenige aus unserem Team sehen es, und Namen und Nummern sind verdeckt. Keine KI einer anderen Firma lernt daraus.",
		until: "Wir dürfen es nutzen, bis Sie das zurücknehmen. Was dann schon in einem Artikel steht, bleibt, ohne Spur von Ihnen.",
		no:    "Wenn Sie Nein sagen, nutzen wir es nicht, und für Sie ändert sich nichts.",
		allow: "Ja, lernen Sie daraus", refuse: "Nein, nicht nutzen",
	},
	"fr": {
		title: "Pouvons-nous apprendre de cet échange ?",
		what:  "Chez {company}, nous le lisons pour voir ce qui manque dans nos articles d’aide et où l’assistant se trompe.",
		why:   "La personne suivante qui pose la même question a alors une meilleure réponse.",
		who:   "Peu de gens de notre équipe le voient, avec les noms et les numéros masqués. Aucune IA d’une autre entreprise n’apprend de lui.",
		until: "Nous pouvons nous en servir tant que vous le voulez bien. Ce qui est déjà dans un article y reste, sans trace de vous.",
		no:    "Si vous dites non, nous ne nous en servons pas et rien ne change pour vous.",
		allow: "Oui, apprenez-en", refuse: "Non, laissez-le",
	},
	"it": {
		title: "Possiamo imparare da questa conversazione?",
		what:  "In {company} la guardiamo per vedere che cosa manca nei nostri articoli di aiuto e dove sbaglia l’assistente.",
		why:   "Così chi fa la stessa domanda dopo di lei ha una risposta migliore.",
		who:   "La vedono solo poche persone del nostro team, con nomi e numeri coperti. Nessuna IA di un’altra azienda impara da essa.",
		until: "Possiamo usarla finché lei non ritira il permesso. Ciò che è già in un articolo resta, senza traccia di lei.",
		no:    "Se dice di no, non la usiamo e per lei non cambia nulla.",
		allow: "Sì, imparate da essa", refuse: "No, non usatela",
	},
	"ar": {
		title: "هل يجوز أن نتعلم من هذه المحادثة؟",
		what:  "ينظر فريق {company} فيها ليعرف ما ينقص مقالات المساعدة وأين يخطئ المساعد.",
		why:   "هكذا يحصل من يسأل بعدك على إجابة أفضل.",
		who:   "لا يراها إلا قليل من فريقنا، والأسماء والأرقام محجوبة. ولا يتعلم منها ذكاء اصطناعي لشركة أخرى.",
		until: "نستعملها إلى أن تسحب الإذن. وما دخل في مقال قبل ذلك يبقى دون أثر لك.",
		no:    "إن رفضت، لا نستعملها ولا يتغير شيء لك.",
		allow: "نعم، تعلموا منها", refuse: "لا، لا تستعملوها",
	},
}

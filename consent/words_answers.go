package consent

// changeWords ends every notice, by language.
var changeWords = map[string]string{
	"en": "You can change your mind at any time under My data.",
	"es": "Puedes cambiar de opinión cuando quieras en Mis datos.",
	"de": "Sie können Ihre Meinung jederzeit unter Meine Daten ändern.",
	"fr": "Vous pouvez changer d’avis à tout moment dans Mes données.",
	"it": "Può cambiare idea quando vuole in I miei dati.",
	"ar": "يمكنك تغيير رأيك في أي وقت من قسم بياناتي.",
}

// answersWords is what customers read about the assistant reading, by language.
var answersWords = map[string]words{
	"en": {
		title: "May the assistant read your messages?",
		what:  "The AI assistant of {company} reads what you write here and looks for an answer in our help articles.",
		why:   "That way you get an answer at once and see where it comes from.",
		who:   "It runs on our own computers. No other company sees your words unless you allow that too. No AI is trained on them.",
		until: "It may read until you take this back. Your words are locked with a key of your own, and you can have them erased.",
		no:    "If you say no, a person helps you instead, just as quickly.",
		allow: "Ask the assistant", refuse: "Talk to a person",
	},
	"es": {
		title: "¿Puede el asistente leer tus mensajes?",
		what:  "El asistente de IA de {company} lee lo que escribes aquí y busca una respuesta en nuestros artículos de ayuda.",
		why:   "Así tienes una respuesta al momento y ves de dónde sale.",
		who:   "Funciona en nuestros propios equipos. Ninguna otra empresa ve tus palabras si tú no lo permites también. Ninguna IA aprende de ellas.",
		until: "Puede leer hasta que lo retires. Tus palabras se guardan cifradas con una clave solo tuya, y puedes pedir que se borren.",
		no:    "Si dices que no, te ayuda una persona, igual de rápido.",
		allow: "Preguntar al asistente", refuse: "Hablar con una persona",
	},
	"de": {
		title: "Darf der Assistent Ihre Nachrichten lesen?",
		what:  "Der KI-Assistent von {company} liest, was Sie hier schreiben, und sucht in unseren Hilfeartikeln nach einer Antwort.",
		why:   "So haben Sie gleich eine Antwort und sehen, woher sie kommt.",
		who:   "Er läuft auf unseren eigenen Rechnern. Keine andere Firma sieht Ihre Worte, wenn Sie das nicht auch erlauben. Keine KI lernt aus ihnen.",
		until: "Er darf lesen, bis Sie das zurücknehmen. Ihre Worte sind mit einem eigenen Schlüssel gesichert, und Sie können sie löschen lassen.",
		no:    "Wenn Sie Nein sagen, hilft Ihnen ein Mensch, genauso schnell.",
		allow: "Den Assistenten fragen", refuse: "Mit einem Menschen sprechen",
	},
	"fr": {
		title: "L’assistant peut-il lire vos messages ?",
		what:  "L’assistant IA de {company} lit ce que vous écrivez ici et cherche une réponse dans nos articles d’aide.",
		why:   "Ainsi, vous avez une réponse tout de suite et vous voyez d’où elle vient.",
		who:   "Il tourne sur nos propres machines. Aucune autre entreprise ne voit vos mots, sauf si vous le permettez aussi. Aucune IA n’apprend d’eux.",
		until: "Il peut lire tant que vous le voulez bien. Vos mots sont chiffrés avec une clé qui n’est qu’à vous, et vous pouvez les faire effacer.",
		no:    "Si vous dites non, une personne vous aide, tout aussi vite.",
		allow: "Demander à l’assistant", refuse: "Parler à une personne",
	},
	"it": {
		title: "L’assistente può leggere i suoi messaggi?",
		what:  "L’assistente IA di {company} legge ciò che scrive qui e cerca una risposta nei nostri articoli di aiuto.",
		why:   "Così ha subito una risposta e vede da dove viene.",
		who:   "Funziona sui nostri computer. Nessun’altra azienda vede le sue parole, a meno che lei permetta anche questo. Nessuna IA impara da esse.",
		until: "Può leggere finché lei non ritira il permesso. Le sue parole sono chiuse con una chiave solo sua, e può farle cancellare.",
		no:    "Se dice di no, la aiuta una persona, altrettanto in fretta.",
		allow: "Chiedere all’assistente", refuse: "Parlare con una persona",
	},
	"ar": {
		title: "هل تسمح للمساعد بقراءة رسائلك؟",
		what:  "يقرأ مساعد الذكاء الاصطناعي في {company} ما تكتبه هنا ويبحث عن إجابة في مقالات المساعدة.",
		why:   "هكذا تحصل على إجابة فورًا وترى من أين جاءت.",
		who:   "يعمل المساعد على حواسيبنا نحن. لا ترى شركة أخرى كلماتك إلا إذا سمحت بذلك أيضًا. ولا يتعلم منها أي ذكاء اصطناعي.",
		until: "يقرأ المساعد إلى أن تسحب الإذن. كلماتك مقفلة بمفتاح خاص بك، ويمكنك طلب حذفها.",
		no:    "إن رفضت، يساعدك شخص بالسرعة نفسها.",
		allow: "اسأل المساعد", refuse: "تحدث إلى شخص",
	},
}

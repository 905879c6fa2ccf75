package consent

// answersVersion counts meanings, not spellings, of the notice below.
const answersVersion = 1

type words struct {
	title         string
	text          []string
	allow, refuse string
}

var answersNotice = map[string]words{
	"en": {
		title: "May the assistant read your messages?",
		text: []string{
			"The AI assistant of {company} needs to read what you write here so that it can look for an answer in our help articles.",
			"It runs on our own computers. Your words are kept locked with a key of your own, and they are not used to train any AI.",
			"You can change your mind at any time under My data. If you say no, a person helps you instead, just as quickly.",
		},
		allow: "Ask the assistant", refuse: "Talk to a person",
	},
	"es": {
		title: "¿Puede el asistente leer tus mensajes?",
		text: []string{
			"El asistente de IA de {company} necesita leer lo que escribes aquí para buscar una respuesta en nuestros artículos de ayuda.",
			"Funciona en nuestros propios ordenadores. Tus palabras se guardan cifradas con una clave solo tuya y no se usan para entrenar ninguna IA.",
			"Puedes cambiar de opinión cuando quieras en Mis datos. Si dices que no, te ayuda una persona, igual de rápido.",
		},
		allow: "Preguntar al asistente", refuse: "Hablar con una persona",
	},
	"de": {
		title: "Darf der Assistent Ihre Nachrichten lesen?",
		text: []string{
			"Der KI-Assistent von {company} muss lesen, was Sie hier schreiben, damit er in unseren Hilfeartikeln nach einer Antwort suchen kann.",
			"Er läuft auf unseren eigenen Rechnern. Ihre Worte werden mit einem eigenen Schlüssel verschlüsselt und nicht zum Training einer KI benutzt.",
			"Sie können Ihre Meinung unter Meine Daten jederzeit ändern. Wenn Sie Nein sagen, hilft Ihnen ein Mensch, genauso schnell.",
		},
		allow: "Den Assistenten fragen", refuse: "Mit einem Menschen sprechen",
	},
	"fr": {
		title: "L’assistant peut-il lire vos messages ?",
		text: []string{
			"L’assistant IA de {company} doit lire ce que vous écrivez ici pour chercher une réponse dans nos articles d’aide.",
			"Il fonctionne sur nos propres ordinateurs. Vos mots sont chiffrés avec une clé qui n’est qu’à vous et ne servent à entraîner aucune IA.",
			"Vous pouvez changer d’avis à tout moment dans Mes données. Si vous dites non, une personne vous aide, tout aussi vite.",
		},
		allow: "Demander à l’assistant", refuse: "Parler à une personne",
	},
	"ar": {
		title: "هل تسمح للمساعد بقراءة رسائلك؟",
		text: []string{
			"يحتاج مساعد الذكاء الاصطناعي في {company} إلى قراءة ما تكتبه هنا ليبحث عن إجابة في مقالات المساعدة.",
			"يعمل المساعد على حواسيبنا نحن. تُحفظ كلماتك مشفّرة بمفتاح خاص بك، ولا تُستخدم لتدريب أي ذكاء اصطناعي.",
			"يمكنك تغيير رأيك في أي وقت من قسم بياناتي. وإن رفضت، يساعدك شخص بالسرعة نفسها.",
		},
		allow: "اسأل المساعد", refuse: "تحدث إلى شخص",
	},
}

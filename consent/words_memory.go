package consent

// memoryWords is what customers read about being remembered, by language.
var memoryWords = map[string]words{
	"en": {
		title: "May we remember you next time?",
		what:  "{company} links this conversation to you, so that the next one can begin where this one ends.",
		why:   "That way you don’t have to tell us everything again.",
		who:   "The people who help you see it. The assistant sees it only if it may read your messages.",
		until: "We remember until you take this back or have your data erased.",
		no:    "If you say no, the next time begins anew and we help you just as well.",
		allow: "Yes, remember me", refuse: "No, begin anew",
	},
	"es": {
		title: "¿Podemos recordarte la próxima vez?",
		what:  "{company} une esta conversación contigo. Así la próxima puede empezar donde acaba esta.",
		why:   "De este modo no tienes que contarlo todo otra vez.",
		who:   "Lo ven las personas que te ayudan. El asistente lo ve solo si puede leer tus mensajes.",
		until: "Lo recordamos hasta que lo retires o pidas que se borren tus datos.",
		no:    "Si dices que no, la próxima vez empieza de nuevo y te ayudamos igual de bien.",
		allow: "Sí, recordadme", refuse: "No, empezar de nuevo",
	},
	"de": {
		title: "Dürfen wir uns beim nächsten Mal an Sie erinnern?",
		what:  "{company} ordnet dieses Gespräch Ihnen zu. So kann das nächste dort beginnen, wo dieses endet.",
		why:   "Dann müssen Sie nicht alles noch einmal sagen.",
		who:   "Das sehen die Menschen, die Ihnen helfen. Der Assistent sieht es nur, wenn er Ihre Nachrichten lesen darf.",
		until: "Wir merken es uns, bis Sie das zurücknehmen oder Ihre Daten löschen lassen.",
		no:    "Wenn Sie Nein sagen, beginnt das nächste Mal neu, und wir helfen Ihnen genauso gut.",
		allow: "Ja, merken Sie es sich", refuse: "Nein, neu beginnen",
	},
	"fr": {
		title: "Pouvons-nous nous souvenir de vous ?",
		what:  "{company} relie cet échange à vous. Le prochain peut alors reprendre là où celui-ci finit.",
		why:   "Ainsi, vous n’avez pas à tout redire.",
		who:   "Les personnes qui vous aident le voient. L’assistant ne le voit que s’il peut lire vos messages.",
		until: "Nous nous en souvenons tant que vous le voulez bien, ou jusqu’à ce que vos données soient effacées.",
		no:    "Si vous dites non, la prochaine fois part de zéro et nous vous aidons tout aussi bien.",
		allow: "Oui, souvenez-vous", refuse: "Non, repartir de zéro",
	},
	"it": {
		title: "Possiamo ricordarci di lei la prossima volta?",
		what:  "{company} lega questa conversazione a lei. Così la prossima può iniziare dove finisce questa.",
		why:   "In questo modo non deve dirci tutto di nuovo.",
		who:   "La vedono le persone che la aiutano. L’assistente la vede solo se può leggere i suoi messaggi.",
		until: "Ce ne ricordiamo finché lei non ritira il permesso o fa cancellare i suoi dati.",
		no:    "Se dice di no, la prossima volta si riparte da capo e la aiutiamo altrettanto bene.",
		allow: "Sì, ricordatevi di me", refuse: "No, da capo",
	},
	"ar": {
		title: "هل يجوز أن نتذكرك في المرة القادمة؟",
		what:  "تربط {company} هذه المحادثة بك، لتبدأ التالية من حيث انتهت هذه.",
		why:   "هكذا لا تضطر إلى شرح كل شيء من جديد.",
		who:   "يراها من يساعدك من الناس. ولا يراها المساعد إلا إذا جاز له أن يقرأ رسائلك.",
		until: "نتذكرها إلى أن تسحب الإذن أو تطلب حذف بياناتك.",
		no:    "إن رفضت، نبدأ من جديد ونساعدك بالجودة نفسها.",
		allow: "نعم، تذكروني", refuse: "لا، نبدأ من جديد",
	},
}

package consent

// assistWords is what customers read about help for the person who helps them, by language.
var assistWords = map[string]words{
	"en": {
		title: "May AI help the person who helps you?",
		what:  "A program sums up this conversation and suggests replies to the person of {company} who helps you.",
		why:   "That saves time: you wait less and don’t have to say things twice.",
		who:   "The person who helps you sees this and decides what to send. You always see when AI helped to write.",
		until: "It may help until you take this back. What it sums up is kept as long as the conversation and goes with it.",
		no:    "If you say no, a person helps you without AI.",
		allow: "Yes, AI may help", refuse: "No, without AI",
	},
	"es": {
		title: "¿Puede la IA ayudar a quien te ayuda?",
		what:  "Un programa resume esta conversación y propone respuestas a la persona de {company} que te ayuda.",
		why:   "Eso ahorra tiempo: esperas menos y no tienes que repetir nada.",
		who:   "La persona que te ayuda lo ve y decide qué envía. Siempre ves cuándo la IA ayudó a escribir.",
		until: "Puede ayudar hasta que lo retires. El resumen se guarda lo mismo que la conversación y se borra con ella.",
		no:    "Si dices que no, una persona te ayuda sin IA.",
		allow: "Sí, la IA puede ayudar", refuse: "No, sin IA",
	},
	"de": {
		title: "Darf KI dem Menschen helfen, der Ihnen hilft?",
		what:  "Ein Programm fasst dieses Gespräch zusammen und schlägt dem Menschen bei {company}, der Ihnen hilft, Antworten vor.",
		why:   "Das spart Zeit: Sie warten weniger und müssen nichts zweimal sagen.",
		who:   "Der Mensch, der Ihnen hilft, sieht das und entscheidet, was er schickt. Sie sehen immer, wenn KI beim Schreiben half.",
		until: "Sie darf helfen, bis Sie das zurücknehmen. Was sie notiert, bleibt so lange wie das Gespräch und geht mit ihm.",
		no:    "Wenn Sie Nein sagen, hilft Ihnen ein Mensch ohne KI.",
		allow: "Ja, KI darf helfen", refuse: "Nein, ohne KI",
	},
	"fr": {
		title: "L’IA peut-elle aider la personne qui vous aide ?",
		what:  "Un programme résume cet échange et propose des réponses à la personne de {company} qui vous aide.",
		why:   "Cela gagne du temps : vous attendez moins et ne dites rien deux fois.",
		who:   "La personne qui vous aide le voit et décide ce qu’elle envoie. Vous voyez toujours quand l’IA a aidé à écrire.",
		until: "Elle peut aider tant que vous le voulez bien. Le résumé est gardé aussi longtemps que l’échange et part avec lui.",
		no:    "Si vous dites non, une personne vous aide sans IA.",
		allow: "Oui, l’IA peut aider", refuse: "Non, sans IA",
	},
	"it": {
		title: "L’IA può aiutare la persona che la aiuta?",
		what:  "Un programma riassume questa conversazione e propone risposte alla persona di {company} che la aiuta.",
		why:   "Così si risparmia tempo: lei aspetta meno e non deve dire le cose due volte.",
		who:   "La persona che la aiuta lo vede e decide che cosa inviare. Lei vede sempre quando l’IA ha aiutato a scrivere.",
		until: "Può aiutare finché lei non ritira il permesso. Il riassunto resta quanto la conversazione e sparisce con essa.",
		no:    "Se dice di no, la aiuta una persona senza IA.",
		allow: "Sì, l’IA può aiutare", refuse: "No, senza IA",
	},
	"ar": {
		title: "هل يجوز أن يساعد الذكاء الاصطناعي من يساعدك؟",
		what:  "يلخص برنامج هذه المحادثة ويقترح ردودًا على الشخص الذي يساعدك في {company}.",
		why:   "هذا يوفر الوقت: تنتظر أقل ولا تكرر كلامك.",
		who:   "يرى ذلك من يساعدك ويقرر هو ماذا يرسل. وترى دائمًا متى ساعد الذكاء الاصطناعي في الكتابة.",
		until: "يساعد إلى أن تسحب الإذن. يُحفظ الملخص مع المحادثة ويُحذف معها.",
		no:    "إن رفضت، يساعدك شخص دون ذكاء اصطناعي.",
		allow: "نعم، يجوز أن يساعد", refuse: "لا، دون ذكاء اصطناعي",
	},
}

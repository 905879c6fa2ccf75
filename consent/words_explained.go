package consent

// explainedWords is what customers read about what needs no consent, by language: the title, then
// paragraphs.
var explainedWords = map[string][]string{
	"en": {
		"What we do without asking, and why",
		"To help you, {company} has to take your messages, keep them and show them to the people who answer you. That is the service you ask for. We explain it here and don’t ask you to allow it.",
		"Your words are locked with a key of your own. Each time one of us opens them it goes on a record, and you can see who it was and why.",
		"The law also asks some things of us. We keep your choices, we answer when you ask about your data, and we keep a record of each decision without your words in it.",
		"All else is off until you allow it. You can say no to all of it, and we help you just as quickly.",
	},
	"es": {
		"Lo que hacemos sin preguntar, y por qué",
		"Para ayudarte, {company} tiene que recibir tus mensajes, guardarlos y mostrarlos a quienes te responden. Ese es el servicio que pides. Aquí lo explicamos y no te pedimos permiso.",
		"Tus palabras se guardan cifradas con una clave solo tuya. Cada vez que alguien las abre queda anotado, y puedes ver quién fue y por qué.",
		"La ley también nos pide algunas cosas. Guardamos lo que decides, respondemos si preguntas por tus datos y anotamos cada decisión sin tus palabras.",
		"Todo lo demás está apagado hasta que lo permites. Puedes decir que no a todo, y te ayudamos igual de rápido.",
	},
	"de": {
		"Was wir ohne Frage tun, und warum",
		"Um Ihnen zu helfen, muss {company} Ihre Nachrichten annehmen, aufheben und den Menschen zeigen, die Ihnen antworten. Das ist der Dienst, um den Sie bitten. Wir erklären es hier und fragen nicht danach.",
		"Ihre Worte sind mit einem eigenen Schlüssel gesichert. Jedes Mal, wenn jemand von uns sie öffnet, wird das notiert. Sie können sehen, wer es war und warum.",
		"Auch das Gesetz verlangt etwas von uns. Wir heben Ihre Wahl auf, wir antworten, wenn Sie nach Ihren Daten fragen, und wir notieren jede Entscheidung, ohne Ihre Worte.",
		"Alles andere ist aus, bis Sie es erlauben. Sie können zu allem Nein sagen, und wir helfen Ihnen genauso schnell.",
	},
	"fr": {
		"Ce que nous faisons sans demander, et pourquoi",
		"Pour vous aider, {company} doit prendre vos messages, les garder et les montrer aux gens qui vous répondent. C’est le service que vous demandez. Nous l’expliquons ici, sans demander votre accord.",
		"Vos mots sont chiffrés avec une clé qui n’est qu’à vous. Chaque fois que l’un de nous les ouvre, c’est noté. Vous pouvez voir qui c’était et pourquoi.",
		"La loi aussi nous demande des choses. Nous gardons vos choix, nous répondons si vous posez une question sur vos données, et nous notons chaque décision sans vos mots.",
		"Tout le reste est éteint tant que vous ne le permettez pas. Vous pouvez dire non à tout, et nous vous aidons tout aussi vite.",
	},
	"it": {
		"Che cosa facciamo senza chiedere, e perché",
		"Per aiutarla, {company} deve ricevere i suoi messaggi, conservarli e mostrarli alle persone che le rispondono. È il servizio che lei chiede. Lo spieghiamo qui e non le chiediamo di permetterlo.",
		"Le sue parole sono chiuse con una chiave solo sua. Ogni volta che uno di noi le apre viene annotato, e lei può vedere chi è stato e perché.",
		"Anche la legge ci chiede alcune cose. Conserviamo le sue scelte, rispondiamo se chiede dei suoi dati e annotiamo ogni decisione senza le sue parole.",
		"Tutto il resto è spento finché lei non lo permette. Può dire di no a tutto, e la aiutiamo altrettanto in fretta.",
	},
	"ar": {
		"ما نفعله دون سؤال، ولماذا",
		"لكي نساعدك، تستلم {company} رسائلك وتحفظها وتعرضها على من يرد عليك. هذه هي الخدمة التي تطلبها. نشرحها هنا ولا نطلب إذنًا لها.",
		"كلماتك مقفلة بمفتاح خاص بك. كل مرة يفتحها أحدنا تُسجَّل، ويمكنك أن ترى من كان ولماذا.",
		"والقانون يطلب منا أمورًا أيضًا. نحفظ اختياراتك، ونجيب حين تسأل عن بياناتك، ونسجل كل قرار دون كلماتك.",
		"كل ما عدا ذلك مغلق إلى أن تسمح به. يمكنك أن ترفضه كله، ونساعدك بالسرعة نفسها.",
	},
}

package consent

// fairnessWords is what customers read about checking for bias with a group they name, by language.
var fairnessWords = map[string]words{
	"en": {
		title: "May we use a group you name to check that we are fair?",
		what:  "You may tell us a group you belong to, such as your age or your first language. {company} then checks one thing with it: do we help everyone equally well?",
		why:   "That shows only when many cases are set side by side.",
		who:   "Nobody who helps you sees it, and the assistant doesn’t either. Only totals of many people are ever shown.",
		until: "It is kept apart from your messages until you take this back. Then it is deleted.",
		no:    "You don’t have to name a group. If you say no, nothing changes for you.",
		allow: "Yes, use it for this check", refuse: "No, don’t use it",
	},
	"es": {
		title: "¿Podemos usar un grupo que nos digas para ver si somos justos?",
		what:  "Puedes decirnos un grupo al que perteneces, como tu edad o tu lengua. {company} mira entonces una sola cosa: ¿ayudamos a todos igual de bien?",
		why:   "Eso solo se ve al poner muchos casos uno al lado de otro.",
		who:   "No lo ve nadie que te ayuda, y el asistente tampoco. Solo se muestran sumas de muchas personas.",
		until: "Se guarda aparte de tus mensajes hasta que lo retires. Después se borra.",
		no:    "No tienes que decir ningún grupo. Si dices que no, para ti no cambia nada.",
		allow: "Sí, para ver si sois justos", refuse: "No, no lo uséis",
	},
	"de": {
		title: "Dürfen wir eine Gruppe nutzen, die Sie nennen, um zu prüfen, ob wir fair sind?",
		what:  "Sie können uns eine Gruppe nennen, zu der Sie gehören, etwa Ihr Alter oder Ihre Sprache. {company} prüft damit nur eins: Helfen wir allen gleich gut?",
		why:   "Das zeigt sich nur, wenn man viele Fälle vergleicht.",
		who:   "Niemand, der Ihnen hilft, sieht es, und der Assistent auch nicht. Gezeigt werden nur Summen vieler Menschen.",
		until: "Es liegt getrennt von Ihren Nachrichten, bis Sie das zurücknehmen. Dann wird es gelöscht.",
		no:    "Sie müssen keine Gruppe nennen. Wenn Sie Nein sagen, ändert sich für Sie nichts.",
		allow: "Ja, dafür nutzen", refuse: "Nein, nicht nutzen",
	},
	"fr": {
		title: "Pouvons-nous utiliser un groupe que vous nommez pour voir si nous sommes justes ?",
		what:  "Vous pouvez nous dire un groupe dont vous faites partie, comme votre âge ou votre langue. {company} vérifie alors une seule chose : aidons-nous tout le monde aussi bien ?",
		why:   "Cela ne se voit que si l’on met beaucoup de cas côte à côte.",
		who:   "Personne de ceux qui vous aident ne le voit, et l’assistant non plus. On ne montre que des totaux de beaucoup de gens.",
		until: "Il est gardé à part de vos messages tant que vous le voulez bien. Ensuite il est effacé.",
		no:    "Vous n’avez pas à nommer de groupe. Si vous dites non, rien ne change pour vous.",
		allow: "Oui, pour ce contrôle", refuse: "Non, laissez-le",
	},
	"it": {
		title: "Possiamo usare un gruppo che ci indica per controllare se siamo equi?",
		what:  "Può dirci un gruppo di cui fa parte, come la sua età o la sua lingua. {company} controlla allora una cosa sola: aiutiamo tutti allo stesso modo?",
		why:   "Si vede solo se si mettono molti casi uno accanto all’altro.",
		who:   "Non lo vede nessuno di quelli che la aiutano, e nemmeno l’assistente. Si mostrano solo totali di molte persone.",
		until: "Resta separato dai suoi messaggi finché lei non ritira il permesso. Poi viene cancellato.",
		no:    "Non deve indicare nessun gruppo. Se dice di no, per lei non cambia nulla.",
		allow: "Sì, per questo controllo", refuse: "No, non usatelo",
	},
	"ar": {
		title: "هل يجوز أن نستعمل فئة تذكرها لنتأكد من عدلنا؟",
		what:  "يمكنك أن تذكر فئة تنتمي إليها، مثل عمرك أو لغتك. عندها تتحقق {company} من أمر واحد: هل نساعد الجميع بالجودة نفسها؟",
		why:   "لا يظهر ذلك إلا عند مقارنة حالات كثيرة.",
		who:   "لا يراها أحد ممن يساعدونك، ولا المساعد. ولا تظهر إلا مجاميع لعدد كبير من الناس.",
		until: "تُحفظ بعيدًا عن رسائلك إلى أن تسحب الإذن. ثم تُحذف.",
		no:    "لست مضطرًا إلى ذكر فئة. وإن رفضت، لا يتغير شيء لك.",
		allow: "نعم، لهذا التحقق", refuse: "لا، لا تستعملوها",
	},
}

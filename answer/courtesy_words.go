package answer

import (
	"cmp"
	"slices"
	"strings"
	"sync"

	"candor/language"
)

// phrases reads phrases parted by "|" as words between spaces, the longest first.
func phrases(list string) []string {
	var out []string
	for p := range strings.SplitSeq(list, "|") {
		var words []string
		for _, w := range language.Words(p) {
			words = append(words, language.Fold(w.Text))
		}
		if len(words) > 0 {
			out = append(out, " "+strings.Join(words, " ")+" ")
		}
	}
	slices.SortStableFunc(out, func(a, b string) int { return cmp.Compare(len(b), len(a)) })
	return slices.Compact(out)
}

func folded(words string) map[string]bool {
	out := map[string]bool{}
	for _, w := range language.Words(words) {
		out[language.Fold(w.Text)] = true
	}
	return out
}

// courtesies are the polite phrases, read once.
type courtesies struct{ greetings, thanks, closings, signOffs, all []string }

var polites = sync.OnceValue(func() courtesies {
	return courtesies{
		greetings: phrases(saidHello), thanks: phrases(saidThanks), closings: phrases(saidThanks + "|" + saidPlease), signOffs: phrases(saidLast),
		all: phrases(saidHello + "|" + saidThanks + "|" + saidPlease + "|" + saidLast + "|" + saidKindly),
	}
})

// What people say around a question, in the languages of the desk and, shorter, in some more. Times of day are no
// greeting by themselves: "in the evening" is when, "good evening" is hello.
const (
	saidHello = "hi|hello|hey|hiya|hullo|howdy|g'day|greetings|good morning|good afternoon|good evening|good day|dear|dear sir or madam|dear sirs|dear all|respected|to whom it may concern|" +
		"hallo|moin|servus|grüezi|guten tag|guten morgen|guten abend|grüß gott|grüss gott|sehr geehrte damen und herren|sehr geehrte|sehr geehrter|sehr geehrtes|liebe|lieber|liebes|schönen guten tag|" +
		"bonjour|bonsoir|salut|coucou|madame monsieur|bonjour madame|bonjour monsieur|chère|cher|chers|" +
		"hola|buenos días|buenas tardes|buenas noches|buen día|buenas|estimado|estimada|estimados|estimadas|estimados señores|" +
		"مرحبا|مرحبًا|أهلا|أهلا وسهلا|السلام عليكم|السلام عليكم ورحمة الله|السلام عليكم ورحمة الله وبركاته|صباح الخير|مساء الخير|تحية طيبة|تحية طيبة وبعد|السادة|" +
		"ciao|buongiorno|buonasera|salve|olá|oi|bom dia|boa tarde|boa noite|hoi|goedemorgen|goedemiddag|goedenavond|goedendag|geachte|beste|hej|tjena|hei|cześć|dzień dobry|привет|здравствуйте|добрый день|merhaba|iyi günler"
	saidThanks = "thanks|thank you|thank u|thx|tx|ty|ta|cheers|thanks in advance|thank you in advance|many thanks|thanks a lot|thank you so much|thank you very much|thanks a million|much appreciated|appreciate it|preciate it|" +
		"danke|dankeschön|vielen dank|besten dank|herzlichen dank|danke im voraus|vielen dank im voraus|vielen dank schon mal|danke schon mal|" +
		"merci|merci d'avance|merci beaucoup|merci par avance|" +
		"gracias|muchas gracias|mil gracias|gracias de antemano|gracias por adelantado|" +
		"شكرا|شكرًا|شكرا جزيلا|شكرا مقدما|شكرا لكم|شكرا لك|مع الشكر|" +
		"grazie|grazie mille|obrigado|obrigada|bedankt|dank je|dank u|dank je wel|alvast bedankt|tack|takk|tak|kiitos|dziękuję|спасибо|teşekkürler"
	saidPlease = "please|pls|plz|bitte|s'il vous plaît|s'il te plaît|svp|stp|por favor|من فضلك|من فضلكم|لو سمحت|لو سمحتم|per favore|alstublieft"
	saidLast   = "regards|best regards|kind regards|warm regards|kindest regards|with kind regards|best wishes|all the best|yours faithfully|yours sincerely|yours truly|sincerely|sincerely yours|respectfully|sent from my|sent from a|sent from an|sent from the|sent via|sent on the go|bye|goodbye|looking forward to hearing from you|looking forward to your reply|i look forward to hearing from you|i look forward to your reply|" +
		"mit freundlichen grüßen|mit freundlichem gruß|freundliche grüße|viele grüße|liebe grüße|beste grüße|herzliche grüße|schöne grüße|mfg|hochachtungsvoll|gesendet von meinem|gesendet von|von meinem iphone gesendet|tschüss|auf wiedersehen|" +
		"cordialement|bien cordialement|bien à vous|cdlt|sincères salutations|salutations|meilleures salutations|respectueusement|envoyé de mon|envoyé depuis mon|envoyé depuis|au revoir|" +
		"saludos|un saludo|saludos cordiales|un cordial saludo|cordialmente|atentamente|reciba un cordial saludo|enviado desde mi|enviado desde|adiós|hasta luego|" +
		"مع تحياتي|مع أطيب التحيات|مع خالص التحية|تحياتي|مع التحية|وتفضلوا بقبول فائق الاحترام|أرسلت من|أرسل من|مع السلامة|" +
		"cordiali saluti|distinti saluti|saluti|atenciosamente|cumprimentos|met vriendelijke groet|met vriendelijke groeten|groeten|vriendelijke groet|med vänliga hälsningar|med vennlig hilsen|med venlig hilsen|pozdrawiam|с уважением|saygılarımla"
	saidKindly = "yours|how are you|how are you doing|how are you today|how do you do|hope you are well|hope you're well|hope all is well|hope this finds you well|hope this email finds you well|hope this message finds you well|hope you are doing well|hope you had a good weekend|hope you are having a good day|have a nice day|have a good day|have a great day|have a nice weekend|" +
		"sorry to bother you|sorry to bother|sorry to disturb you|sorry to trouble you|sorry for bothering you|sorry for the bother|sorry|excuse me|pardon|" +
		"i have a question|i've a question|i've got a question|i got a question|i have one question|have a question|a short question|a quick question|a small question|a wee question|quick question|short question|small question|one question|just a question|one doubt is there|one doubt|i have a doubt|i have a quick question|i have a short question|i have a small question|" +
		"can you help me|could you help me|can you help|can somebody help me|please help|please help me|i need help|i need your help|i need some help|do the needful|can i ask something|can i ask you something|may i ask something|maybe you can help me|hope you can help me|hope you can help|" +
		"ich hoffe es geht ihnen gut|hoffe es geht ihnen gut|wie geht es ihnen|wie geht's|entschuldigung|entschuldigen sie die störung|entschuldigen sie|verzeihung|sorry für die störung|ich habe eine frage|ich hätte eine frage|hab eine frage|eine kurze frage|kurze frage|nur eine frage|können sie mir helfen|könnten sie mir helfen|kannst du mir helfen|schönen tag noch|einen schönen tag|" +
		"j'espère que vous allez bien|comment allez vous|désolé de vous déranger|désolée de vous déranger|excusez moi|pardon de vous déranger|désolé|désolée|j'ai une question|j'aurais une question|une petite question|une question rapide|petite question|pouvez vous m'aider|pourriez vous m'aider|bonne journée|" +
		"espero que estén bien|espero que estéis bien|espero que esté bien|cómo están|cómo está|qué tal|perdón por la molestia|perdonen la molestia|siento molestar|disculpe la molestia|disculpe|disculpen|perdón|tengo una pregunta|tengo una duda|una pregunta|una pregunta rápida|una duda|me pueden ayudar|me puede ayudar|pueden ayudarme|que tenga un buen día|" +
		"أتمنى أن تكونوا بخير|أرجو أن تكونوا بخير|كيف حالكم|كيف حالك|آسف على الإزعاج|آسفة على الإزعاج|أعتذر عن الإزعاج|عفوا|لدي سؤال|عندي سؤال|لدي سؤال قصير|سؤال سريع|سؤال قصير|هل يمكنكم مساعدتي|هل يمكنك مساعدتي|" +
		"spero che stiate bene|scusi|scusate il disturbo|ho una domanda|tenho uma pergunta|desculpe|espero que estejam bem|ik heb een vraag|hopelijk gaat het goed"
)

var (
	slippery = []string{"hello", "hallo", "bonjour", "thanks", "thank", "regards", "greetings", "gracias", "saludos", "danke", "buenos"}

	fillers = folded("i i'm a an the and or to of in it this that is are you your yours u us me my we all very so much again there just for with from here o well kindly abeg one " +
		"team everyone everybody folks guys sir madam sirs friend friends mate pal y'all ladies gentlemen day evening morning afternoon weekend help reading time support service helping reply answer " +
		"advance kind hope am be okay ok good nice great happy whom concern day " +
		"und ich wir sie ihnen ihr ihre ihren euch liebes zusammen damen herren team schon mal im voraus für die der das hilfe antwort auf tag noch alle herr frau " +
		"et je vous nous votre vos à de la le les l d pour par avance aide réponse madame monsieur mesdames messieurs équipe tous toutes tout monde bien " +
		"y yo le les su sus por para de antemano la el los ayuda respuesta todos todas equipo señor señora señores muy " +
		"و يا لكم لك على في إلى فريق الكرام المحترمين سيدي سيدتي جزيلا مقدما مساعدتكم الدعم العملاء")

	introductions = phrases("my name is|my name's|my names|name's|i am called|i'm called|they call me|" +
		"mein name ist|ich heiße|ich heisse|mein name lautet|hier spricht|hier ist|hier schreibt|" +
		"je m'appelle|mon nom est|moi c'est|je me nomme|je me présente|" +
		"me llamo|mi nombre es|le habla|les habla|les escribe|le escribe|habla|" +
		"اسمي|أنا اسمي|إسمي|معكم|معك|" +
		"mi chiamo|il mio nome è|meu nome é|o meu nome é|chamo me|me chamo|mijn naam is|ik heet|jag heter|mitt namn är|jeg hedder|jeg heter|mit navn er|nazywam się|mam na imię|меня зовут|мене звати|benim adım|adım")
	callers  = phrases("i am|i'm|im|this is|je suis|soy|yo soy|sono|sou|ik ben|jag är|jeg er|jestem") // a name in capitals follows
	spoken   = phrases("it's|it is|c'est|ici|es")                                                     // only before a name and one of the next
	speaking = phrases("speaking|here|calling|writing|am apparat|hier|à l'appareil|al habla|al aparato|يتحدث|تتحدث")
	behind   = folded("from aus من")
	ands     = folded("and und et y e en och og i و ve но")
	// particles stand in names without a capital.
	particles = folded("de la le von van der den zu del dos da do du di el al bin bint ibn abu ben y e o ter ten")
	// noNames is what people say about their name rather than tell it.
	noNames = folded("wrong incorrect misspelled misspelt spelled spelt missing different changed old new not on in falsch geändert anders fehlt faux incorrect changé mal escrito incorrecto cambiado equivocado خطأ خاطئ غير مكتوب sbagliato errado fout verkeerd")

	customers     = folded("customer client buyer kunde kundin stammkunde stammkundin cliente clienta cliente عميل عميلة زبون زبونة klant")
	aboutCustomer = folded("since been years loyal regular long longtime old happy satisfied new returning seit jahren treuer treue langjähriger langjährige depuis ans fidèle bonne desde hace años fiel منذ سنوات دائم")
)

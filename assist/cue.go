package assist

import (
	"slices"
	"strings"

	"candor/language"
)

// cues are the words by which a sentence shows what it is, folded (language.Fold), in the desk's languages
// together: a conversation may hold several, and hardly any of them means something else in another.
type cues struct{ starts, within []string }

// asks: a question or a request. Questions that end with their mark need no cue.
func asks() cues {
	return cues{
		starts: []string{
			"how ", "what ", "when ", "where ", "why ", "which ", "who ", "can ", "could ", "may ", "do you ", "does ", "is there ", "are there ", "is it ", "please ", "will ",
			"wie ", "was ", "wann ", "wo ", "warum ", "wieso ", "welche", "wer ", "kann ", "konnen ", "konnten ", "konnte ", "bitte ", "gibt es ", "ist es ", "darf ",
			"comment ", "que ", "quoi ", "quand ", "pourquoi ", "quel", "qui ", "puis-je ", "pouvez", "pourriez", "est-ce ", "y a-t-il ", "merci de ", "ou est ", "ou sont ",
			"como ", "cuando ", "donde ", "por que ", "cual", "quien ", "puedo ", "pueden ", "puede ", "podria", "hay ", "por favor ", "cuanto", "es posible ",
			"quando ", "onde ", "posso ", "pode ", "podem ", "qual", "quanto", "come ", "perche ", "dove ", "potete ", "potrebbe", "hoe ", "wanneer ", "waarom ", "waar ", "kan ", "kunnen ", "kunt ",
			"كيف ", "متى ", "اين ", "أين ", "لماذا ", "هل ", "ما هي ", "ما هو ", "ماذا ", "كم ", "من فضلك",
		},
		within: []string{
			" i want ", " i need ", " i would like ", " i'd like ", " can you ", " could you ", " can i ", " could i ", " please ", " i wish to ", " want my ", " need my ", " help me ", " tell me ", " let me know ",
			" ich mochte ", " ich will ", " ich brauche ", " konnen sie ", " konnten sie ", " kann ich ", " bitte ", " helfen sie ", " ich hatte gern",
			" je veux ", " je voudrais ", " je souhaite ", " j'aimerais ", " pouvez-vous ", " pourriez-vous ", " j'ai besoin ", " aidez-moi ", " dites-moi ",
			" quiero ", " quisiera ", " necesito ", " me gustaria ", " pueden ", " podrian ", " por favor ", " ayudenme ", " diganme ",
			" quero ", " gostaria ", " preciso ", " voglio ", " vorrei ", " ho bisogno ", " ik wil ", " ik zou graag ", " kunt u ", " graag ",
			" اريد ", " أريد ", " احتاج ", " أحتاج ", " ارجو ", " أرجو ", " اود ", " أود ", " ممكن ",
		},
	}
}

// tried: what the customer did already.
func tried() cues {
	return cues{within: []string{
		" already tried ", " i tried ", " i have tried ", " i've tried ", " tried to ", " tried it ", " did that ", " already did ", " already sent ", " already called ", " i restarted ", " i reset ", " i checked ", " i have checked ", " still doesn't ", " still does not ", " still not ", " didn't work ", " did not work ", " doesn't help ", " did not help ", " i already ",
		" schon versucht ", " habe versucht ", " bereits versucht ", " schon probiert ", " habe schon ", " habe bereits ", " hat nicht funktioniert ", " hat nicht geholfen ", " immer noch nicht ", " neu gestartet ",
		" deja essaye ", " j'ai essaye ", " j'ai deja ", " n'a pas marche ", " ne marche toujours pas ", " toujours pas ", " j'ai verifie ", " j'ai redemarre ",
		" ya intente ", " he intentado ", " ya he ", " no funciono ", " sigue sin ", " todavia no ", " ya probe ", " he probado ", " reinicie ",
		" ja tentei ", " ho gia ", " ho provato ", " non ha funzionato ", " al geprobeerd ", " heb al ", " nog steeds niet ", " werkt nog steeds ",
		" حاولت ", " جربت ", " لقد قمت ", " ما زال ", " لا يزال ", " لم ينجح ", " لم يعمل ",
	}}
}

// pledges: what somebody of the desk said they would do.
func pledges() cues {
	return cues{within: []string{
		" i will ", " i'll ", " we will ", " we'll ", " i am going to ", " i'm going to ", " we are going to ", " we're going to ", " you will get ", " you'll get ", " you will receive ", " you'll receive ", " i promise ", " we promise ",
		" ich werde ", " wir werden ", " ich melde mich ", " wir melden uns ", " ich kummere mich ", " wir kummern uns ", " sie erhalten ", " sie bekommen ", " ich schicke ", " wir schicken ", " ich sende ", " wir senden ", " ich rufe ", " versprochen ",
		" je vais ", " nous allons ", " je vous rappelle ", " nous vous rappel", " je vous enverrai ", " nous vous enverrons ", " vous recevrez ", " je m'en occupe ", " nous nous en occupons ", " je vous tiens ",
		" voy a ", " vamos a ", " le enviare ", " le enviaremos ", " recibira ", " le llamare ", " le llamaremos ", " me ocupo ", " nos ocupamos ", " me encargo ", " nos encargamos ",
		" vou ", " vamos ", " enviarei ", " enviaremos ", " invieremo ", " le invio ", " ci occupiamo ", " ricevera ", " ik zal ", " wij zullen ", " we zullen ", " ik stuur ", " u ontvangt ",
		" سوف ", " سنقوم ", " سأقوم ", " ساقوم ", " سنرسل ", " سأرسل ", " سنتصل ", " سيصلك ", " سنعاود ",
	}}
}

// hears reports that a sentence has one of the cues.
func (c cues) hears(text string) bool {
	plain := " " + strings.Join(strings.FieldsFunc(language.Fold(language.Normalise(text).Text), breaks), " ") + " "
	if slices.ContainsFunc(c.starts, func(s string) bool { return strings.HasPrefix(plain[1:], s) }) {
		return true
	}
	return slices.ContainsFunc(c.within, func(s string) bool { return strings.Contains(plain, s) })
}

func breaks(r rune) bool {
	switch r {
	case ' ', '\n', ',', '.', ';', ':', '!', '?', '(', ')', '"', '¿', '¡', '،', '؛', '؟', '…', '«', '»':
		return true
	}
	return false
}

// question reports that a sentence ends with the mark of a question.
func question(text string) bool {
	end := strings.TrimRight(text, " \"'»”)…!.")
	return strings.HasSuffix(end, "?") || strings.HasSuffix(end, "؟") || strings.HasSuffix(end, "？") || strings.HasPrefix(text, "¿")
}

// courtesies reports that a folded word is one of greeting or thanks.
func courtesies(word string) bool {
	switch word {
	case "hi", "hello", "hey", "dear", "good", "morning", "afternoon", "evening", "day", "thanks", "thank", "you", "team", "there", "cheers", "regards", "kind", "best", "bye", "ok", "okay", "yes", "no",
		"hallo", "guten", "tag", "morgen", "abend", "danke", "vielen", "dank", "grusse", "liebe", "servus", "moin", "ja", "nein",
		"bonjour", "bonsoir", "salut", "merci", "cordialement", "beaucoup", "oui", "non",
		"hola", "buenos", "buenas", "dias", "tardes", "noches", "gracias", "saludos", "muchas", "si",
		"ola", "bom", "boa", "dia", "tarde", "obrigado", "obrigada", "ciao", "buongiorno", "salve", "grazie", "goedemorgen", "goedendag", "bedankt", "dag",
		"مرحبا", "اهلا", "السلام", "عليكم", "شكرا", "صباح", "مساء", "الخير", "نعم", "لا":
		return true
	}
	return false
}

// thanks reports that a folded word begins a sentence of thanks.
func thanks(word string) bool {
	switch word {
	case "thanks", "thank", "danke", "merci", "gracias", "obrigado", "obrigada", "grazie", "bedankt", "شكرا":
		return true
	}
	return false
}

package answer

import (
	"strings"

	"candor/knowledge"
)

// Keys of the fixed replies to small talk.
const (
	KeyGreeting = "assistant.greeting"
	KeyThanks   = "assistant.thanks"
	KeyGoodbye  = "assistant.goodbye"
)

func set(words string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(words) {
		for _, plain := range knowledge.Words(w) {
			out[plain] = true
		}
	}
	return out
}

// smallTalk gives the key of the reply to a message that is nothing but a greeting, thanks or
// a goodbye, else "". Every word must belong to it: "hello, where is my order?" is a question.
func smallTalk(text string) string {
	words := knowledge.Words(text)
	if len(words) == 0 || len(words) > 8 || strings.ContainsAny(text, "?؟？") && len(words) > 3 {
		return ""
	}
	greeting, thanks, goodbye := false, false, false
	for _, w := range words {
		if known := slipped(w, ""); known != "" && !greetings[w] && !polite[w] {
			w = known
		}
		switch {
		case thanking[w]:
			thanks = true
		case leaving[w]:
			goodbye = true
		case greetings[w]:
			greeting = true
		case !polite[w]:
			return ""
		}
	}
	switch {
	case thanks:
		return KeyThanks
	case goodbye:
		return KeyGoodbye
	case greeting:
		return KeyGreeting
	}
	return ""
}

// The words of small talk in the languages of the desk and some more.
var (
	greetings = set("hi hello hey hiya howdy greetings morning afternoon evening " +
		"hallo moin servus guten tag morgen grüß gruezi " +
		"bonjour bonsoir salut coucou " +
		"hola buenas buenos días dias tardes noches " +
		"ciao buongiorno buonasera salve olá ola oi bom dia boa tarde noite " +
		"hoi goedemorgen goedemiddag goedenavond goedendag " +
		"مرحبا أهلا اهلا السلام عليكم صباح مساء الخير " +
		"привет здравствуйте cześć dzień dobry merhaba selam hej tjena hei नमस्ते")
	thanking = set("thanks thank thx ty cheers appreciated " +
		"danke dankeschön vielen merci gracias grazie obrigado obrigada bedankt dankjewel dankuwel dank " +
		"شكرا شكراً спасибо dziękuję dzięki teşekkürler tack takk kiitos धन्यवाद")
	leaving = set("bye goodbye farewell cya tschüss tschuess ciao wiedersehen adieu revoir adiós adios arrivederci tchau doei " +
		"وداعا السلامة пока")
	polite = set("you u so much very a lot many again there team everyone all please nice great perfect ok okay good day to the for your help that's it is " +
		"sehr schön gut alles klar euch ihnen dir auf zusammen beaucoup bien à au a tous bonne journée muchas mucho muy amable hasta luego todo bien " +
		"mille molto gentile muito bem je wel u veel fijne dag جزيلا لك لكم مع يا و")
)

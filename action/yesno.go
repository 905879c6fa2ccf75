package action

import (
	"strings"
	"sync"

	"candor/language"
)

// Word is what a customer answered to a proposal. The zero value is neither.
type Word int

// The answers.
const (
	Neither Word = iota
	Yes
	No
)

// ReadWord reads a message as a plain yes or no, where it is nothing else: one of a few short answers,
// whole. "Yes, but not that one" is neither, and so is whatever is not on the list. It is only meant for what a
// customer writes right after they were asked. Tag is the language (BCP 47) of the question; English
// counts everywhere.
func ReadWord(text, tag string) Word {
	if len(text) > maxWord {
		return Neither
	}
	answer := strings.Join(wordsOf(language.Normalise(text).Text), " ")
	base, _, _ := strings.Cut(strings.ToLower(tag), "-")
	if strings.ContainsAny(text, "?؟¿") {
		return Neither // it asks
	}
	for _, one := range []string{base, "en"} {
		if w := answers()[one][answer]; w != Neither {
			return w
		}
	}
	return Neither
}

const maxWord = 80 // bytes

// answers are built at first use.
var answers = sync.OnceValue(func() map[string]map[string]Word {
	out := map[string]map[string]Word{}
	for tag, lists := range plainWords {
		out[tag] = map[string]Word{}
		for i, list := range lists {
			for text := range strings.SplitSeq(list, ",") {
				out[tag][strings.Join(wordsOf(language.Normalise(text).Text), " ")] = Word(i + 1)
			}
		}
	}
	return out
})

// plainWords are the answers that count, first those that say yes, then those that say no.
var plainWords = map[string][2]string{
	"en": {
		`yes,yes please,yes do,yes do it,yes do that,yes please do,yes go ahead,yes thanks,yes thank you,please do,do it,please do it,go ahead,please go ahead,yep,yeah,yup,sure,ok,okay,ok do it,
		ok yes,yes ok,yes i agree,i agree,i accept,yes i accept,yes i do,i do,yes i confirm,i confirm,confirm,confirmed,correct,yes correct,that is right,that's right,yes i am sure,yes i'm sure,yes of course,of course,y`,
		`no,no thanks,no thank you,no don't,no do not,don't,don't do it,do not,do not do it,no please don't,please don't,nope,no way,never,not now,no not now,no i don't,i don't,no stop,stop,
		no i changed my mind,i changed my mind,never mind,nevermind,forget it,no forget it,decline,i decline,leave it,no leave it,better not,rather not,i'd rather not,no i'd rather not,n`,
	},
	"de": {
		`ja,ja bitte,ja gern,ja gerne,gern,gerne,ja mach das,ja machen sie das,mach das,machen sie das,bitte machen,ja bitte machen,jawohl,jo,jep,klar,ja klar,na klar,sicher,ja sicher,ok,okay,ja ok,ok ja,in ordnung,
		ja in ordnung,einverstanden,ja einverstanden,ich bin einverstanden,ja ich bin einverstanden,ich stimme zu,ja ich stimme zu,bestätigt,ich bestätige,ja ich bestätige,genau,ja genau,stimmt,ja stimmt,richtig,
		ja richtig,ja danke,natürlich,ja natürlich,selbstverständlich,ja das möchte ich,ja möchte ich,ja will ich,ja ich bin sicher`,
		`nein,nein danke,nein bitte nicht,bitte nicht,nicht,nee,nö,ne,auf keinen fall,nein auf keinen fall,lieber nicht,nein lieber nicht,doch nicht,nein doch nicht,jetzt nicht,nein jetzt nicht,stopp,stop,nein stopp,
		lass es,lassen sie es,nein lassen sie das,lass das,vergiss es,vergessen sie es,nein ich will nicht,nein möchte ich nicht,das möchte ich nicht,nicht einverstanden,ich lehne ab,niemals`,
	},
	"es": {
		`sí,si,sí por favor,si por favor,sí gracias,sí hazlo,hazlo,hágalo,sí hágalo,por favor,adelante,sí adelante,claro,sí claro,claro que sí,por supuesto,sí por supuesto,vale,sí vale,ok,okay,de acuerdo,sí de acuerdo,
		estoy de acuerdo,sí estoy de acuerdo,acepto,sí acepto,lo acepto,confirmo,sí confirmo,lo confirmo,confirmado,correcto,sí correcto,exacto,seguro,sí seguro,estoy seguro,estoy segura,sí quiero,sí lo quiero,sí señor`,
		`no,no gracias,no por favor,no lo hagas,no lo haga,mejor no,no mejor no,nunca,jamás,ahora no,no ahora no,para,alto,no quiero,no no quiero,no lo quiero,no acepto,no estoy de acuerdo,no de acuerdo,olvídalo,olvídelo,
		déjalo,déjelo,no déjalo,no déjelo,he cambiado de idea,he cambiado de opinión,de ninguna manera,para nada`,
	},
	"fr": {
		`oui,oui s'il vous plaît,oui svp,oui s'il te plaît,s'il vous plaît,oui merci,oui allez-y,allez-y,vas-y,oui vas-y,faites-le,oui faites-le,fais-le,d'accord,oui d'accord,je suis d'accord,oui je suis d'accord,ok,okay,
		oui ok,ouais,bien sûr,oui bien sûr,volontiers,oui volontiers,certainement,j'accepte,oui j'accepte,je confirme,oui je confirme,confirmé,exact,oui exact,c'est ça,oui c'est ça,exactement,je veux bien,oui je veux bien,
		tout à fait,oui tout à fait,entendu`,
		`non,non merci,non pas du tout,pas du tout,non s'il vous plaît,ne le faites pas,non ne le faites pas,ne faites pas ça,surtout pas,non surtout pas,jamais,pas maintenant,non pas maintenant,plutôt pas,non je ne veux pas,
		je ne veux pas,je refuse,non je refuse,je ne suis pas d'accord,pas d'accord,non pas d'accord,laissez,laissez tomber,non laissez tomber,laisse tomber,oubliez,oubliez ça,oublie,arrêtez,stop,non stop,j'ai changé d'avis,nan`,
	},
	"it": {
		`sì,si,sì per favore,si per favore,sì grazie,si grazie,sì prego,certo,sì certo,certo che sì,certamente,sì certamente,volentieri,sì volentieri,va bene,sì va bene,d'accordo,sì d'accordo,sono d'accordo,sì sono d'accordo,ok,okay,
		sì ok,ok sì,lo faccia,sì lo faccia,lo faccia pure,sì lo faccia pure,fallo,sì fallo,faccia pure,sì faccia pure,procedi,proceda,sì proceda,proceda pure,accetto,sì accetto,confermo,sì confermo,lo confermo,confermato,
		esatto,sì esatto,giusto,sì giusto,corretto,sì corretto,sicuro,sì sicuro,sono sicuro,sono sicura,sì voglio,sì lo voglio,sì vorrei`,
		`no,no grazie,no per favore,non lo faccia,no non lo faccia,non farlo,no non farlo,meglio di no,meglio no,no meglio di no,preferisco di no,mai,per niente,assolutamente no,ora no,no ora no,adesso no,non ora,no non ora,non voglio,
		no non voglio,non lo voglio,non accetto,non sono d'accordo,no non sono d'accordo,non confermo,rifiuto,lasci perdere,no lasci perdere,lascia perdere,lasci stare,no lasci stare,lascia stare,lo dimentichi,fermo,stop,no stop,
		si fermi,ho cambiato idea,no ho cambiato idea,niente affatto`,
	},
	"ar": {
		`نعم,نعم من فضلك,نعم لو سمحت,نعم رجاء,من فضلك,أجل,اجل,ايوه,أيوه,ايوا,نعم شكرا,موافق,موافقة,نعم موافق,نعم موافقة,أوافق,نعم أوافق,انا موافق,أنا موافق,أنا موافقة,أؤكد,نعم أؤكد,تمام,نعم تمام,حسنا,نعم حسنا,طبعا,نعم طبعا,
		أكيد,نعم أكيد,بالتأكيد,نعم بالتأكيد,تفضل,نعم تفضل,افعل ذلك,نعم افعل ذلك,صحيح,نعم صحيح,ok,okay,اوكي,أوكي`,
		`لا,لا شكرا,كلا,لا من فضلك,لا تفعل,لا تفعل ذلك,لا أريد,لا اريد,لا لا أريد,غير موافق,غير موافقة,لست موافقا,لا أوافق,لا اوافق,أرفض,ارفض,ليس الآن,لا ليس الآن,أبدا,ابدا,توقف,لا توقف,غيرت رأيي,انس الأمر,اتركه`,
	},
}

package answer

import (
	"strings"

	"candor/knowledge"
	"candor/language"
)

// conditionWords open a sentence that limits the one before it. Quoting that one alone would
// promise more than the article does.
var conditionWords = map[string]string{
	"en": "however|but|unless|only|except|excluding|although|though|otherwise|provided|please note|note that|note:|exceptions|this does not|this doesn't|this applies only|this is only|not all|in that case|nevertheless|even so|still,",
	"de": "jedoch|aber|allerdings|außer|es sei denn|nur|ausgenommen|sonst|andernfalls|dies gilt nicht|das gilt nicht|das gilt nur|dies gilt nur|bitte beachten|ausnahme|vorausgesetzt",
	"fr": "cependant|toutefois|mais|sauf|uniquement|seulement|à moins|a moins|sinon|attention|à condition|exception|néanmoins|en revanche|cela ne|ceci ne",
	"es": "sin embargo|pero|excepto|salvo|solo|sólo|únicamente|a menos|de lo contrario|ten en cuenta|tenga en cuenta|excepción|no obstante|esto no",
	"it": "tuttavia|però|ma|salvo|eccetto|solo|soltanto|a meno|altrimenti|attenzione|eccezione",
	"pt": "no entanto|porém|mas|exceto|salvo|só|apenas|somente|a menos|caso contrário|atenção|exceção",
	"nl": "maar|echter|behalve|alleen|tenzij|anders|let op|uitzondering|mits",
	"ar": "لكن|ولكن|إلا|باستثناء|فقط|ما لم|غير أن|ومع ذلك|لا ينطبق|وإلا|يرجى ملاحظة",
}

// leaningWords open a sentence that says nothing without the one before it.
var leaningWords = map[string]string{
	"en": "it|this|that|these|those|they|then|he|she|so|also|in this case|if so|if not|both|either|after that|afterwards|here|such|instead|therefore|as a result|for this reason|because of this|once done",
	"de": "das|dies|diese|dieser|dann|sie|es|dort|dafür|dabei|außerdem|auch|danach|deshalb|daher|stattdessen",
	"fr": "cela|ceci|ce|cette|ces|ils|elles|il|elle|alors|ensuite|puis|dans ce cas|aussi|donc",
	"es": "esto|eso|este|esta|estos|estas|entonces|luego|en ese caso|también|ellos|ellas|por eso",
	"it": "questo|questa|ciò|poi|quindi|in tal caso|anche",
	"pt": "isto|isso|este|esta|então|depois|nesse caso|também",
	"nl": "dit|dat|deze|die|dan|ze|het|daarna|ook",
	"ar": "هذا|هذه|ذلك|تلك|ثم|بعد ذلك|كما|لذلك",
}

// opensWith reports whether a sentence begins with one of the phrases of its language.
func opensWith(table map[string]string, lang, sentence string) bool {
	base, _, _ := strings.Cut(strings.ToLower(lang), "-")
	start := strings.TrimLeft(language.Normalise(sentence).Text, " *_\"'([-")
	for phrase := range strings.SplitSeq(table[base], "|") {
		if phrase == "" {
			continue
		}
		rest, ok := strings.CutPrefix(start, language.Normalise(phrase).Text)
		if ok && (rest == "" || !wordContinues(rest)) {
			return true
		}
	}
	return false
}

func wordContinues(rest string) bool {
	words := language.Words(rest)
	return len(words) > 0 && words[0].Start == 0
}

func leansBack(lang, sentence string) bool {
	return opensWith(leaningWords, lang, sentence) || opensWith(conditionWords, lang, sentence)
}

// conditionFollows reports whether unit at limits the unit before it.
func conditionFollows(p knowledge.Passage, units []knowledge.Unit, at int) bool {
	return !units[at].Item && opensWith(conditionWords, p.Language, p.Text[units[at].Start:units[at].End])
}

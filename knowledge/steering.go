package knowledge

import (
	"regexp"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// shape is one way in which text speaks to an assistant. The expression is tried only when
// one of the hints is in the text.
type shape struct {
	hints []string
	re    *regexp.Regexp
}

func told(hints, expression string) shape {
	return shape{strings.Split(hints, "|"), regexp.MustCompile(expression)}
}

// pairs joins every beginning with every end.
func pairs(beginnings, ends string) string {
	var out []string
	for a := range strings.SplitSeq(beginnings, "|") {
		for b := range strings.SplitSeq(ends, "|") {
			out = append(out, a+b)
		}
	}
	return strings.Join(out, "|")
}

// steering holds the shapes: to drop its rules, to give away its instructions, to take another part, to
// act. Text is folded before it is compared: lower case, compatible forms, nothing invisible.
var steering = sync.OnceValue(func() []shape {
	return []shape{
		told("instruction|direction|rule|prompt|guideline|guardrail|polic|programming|training",
			`\b(?:ignore|disregard|forget|override|bypass|skip|do not follow|don't follow|stop following)\b[^.!?\n]{0,30}\b(?:previous|prior|earlier|above|preceding|your|system|all)\b[^.!?\n]{0,20}\b(?:instruction|direction|rule|prompt|guideline|guardrail|polic(?:y|ie)|programming|training)s?\b`),
		told("prompt|message|instruction",
			`\b(?:system|developer|hidden|initial|secret) (?:prompt|message|instructions?)\b[^\n]{0,40}(?:\b(?:reveal|print|show|repeat|output|ignore|replace|follow|say)\b|:)`),
		told("prompt|instructions|rules",
			`\b(?:reveal|print|show|repeat|output|leak|tell me|quote|dump)\b[^.!?\n]{0,30}\b(?:system prompt|hidden prompt|initial prompt|(?:your|the assistant's|the model's) (?:hidden |secret |initial |system )?(?:instructions|prompt|rules))\b`),
		told(" ai| llm|bot|language model|assistant",
			`\b(?:dear|hey|attention|note to|note for|message to|instructions? (?:to|for)|hello),? (?:the |all |any |every )?(?:ai|llm|chatbot|language model|ai assistant|virtual assistant|assistant)s?\b`),
		told(" ai| an ai|llm|language model|chatbot|assistant",
			`\b(?:if|as|when|since|because) you(?: are|'re)? (?:reading this as )?an? (?:ai|llm|language model|chatbot|(?:ai|virtual) assistant)\b`),
		told(pairs("ai|llm|bot|assistant|system", ":|,|-| :| ,| -"),
			`(?:^|[\n.!?"'>(\[{*#-]|<!--)\s*(?:ai|llm|chatbot|assistant|system|bot|ai assistant) ?[:,-]\s*(?:when|you|tell|say|ignore|do not|don't|always|never|please|close|send|reply|answer|respond|call|give|approve|the (?:customer|user)|from now)\b`),
		told("you are now",
			`\byou are now\b[^.!?\n]{0,60}\b(?:(?:developer|debug|god|admin\w*|sudo|jailbreak\w*|dan|unrestricted) mode|\w+bot|an? ai|persona|(?:no|without) (?:restrictions?|limits?|rules)|dan|unrestricted)\b`),
		told("pretend|act as if|role|imagine",
			`\b(?:pretend|act as if|roleplay|role-play|imagine)\b[^.!?\n]{0,20}\byou(?:'re| are| have)?\b[^.!?\n]{0,40}\b(?:no (?:rules|limits|restrictions|guidelines)|unrestricted|a human|human agent|not an ai)\b`),
		told("tool|function|api",
			`\b(?:call|invoke|execute|use|run) (?:the )?(?:tool|function|api) ['"\x60]?[a-z0-9]+_[a-z0-9_]+`),
		told("tell the|tell every|tell each|tell all|tell any|assure |promise the|promise every|promise each|promise all|promise any|convince ",
			`\b(?:tell|assure|promise|convince) (?:the|every|each|all|any) (?:user|customer|visitor|reader|client)s?\b[^.!?\n]{0,60}\b(?:pay|send|click|visit|password|card|refund|free|http|guarantee|discount|account number|code|tool)`),
		told(pairs("not |n't |never ", "tell|reveal|mention|disclose|show|say"),
			`\b(?:do not|don't|never) (?:tell|reveal|mention|disclose|show|say)\b[^.!?\n]{0,30}\b(?:to )?(?:the )?(?:user|customer|visitor)s?\b`),
		told("read th|reading th|see th|seeing th|process th|processing th|summari",
			`\b(?:when|once|after) (?:you )?(?:read|reading|see|seeing|process(?:ing)?|summari[sz](?:e|ing)) (?:this|these)\b[^.!?\n]{0,20},? (?:you must|always|reply|respond|answer|say|close|send|ignore|tell|do not|don't|approve)`),
		told("respond|reply|answer",
			`\b(?:respond|reply|answer) (?:only |always )?(?:with|as)\b[^.!?\n]{0,30}\b(?:regardless|whatever|no matter|to every|to any|to all)\b`),
		told("<|[inst|[/inst|<<|begin ",
			`<\|(?:im_start|im_end|system|user|assistant|endoftext)\|>|\[/?inst\]|<</?sys>>|\bbegin (?:system|hidden) (?:prompt|instructions?)\b`),
		// The same call to drop the rules, in other languages of the desk.
		told("ignorier|vergiss|missacht|umgeh",
			`\b(?:ignorier\w*|vergiss\w*|missacht\w*|umgeh\w*)\b[^.!?\n]{0,40}\b(?:bisherig|vorherig|vorig|obig|deine|alle|ihre|system)\w*[^.!?\n]{0,20}\b(?:anweisung|regel|vorgabe|instruktion|systemnachricht|richtlinie)\w*`),
		told("ignor|olvid|omit|descart",
			`\b(?:ignora\w*|ignore|olvid\w*|omit\w*|descart\w*)\b[^.!?\n]{0,20}\b(?:tus|sus|todas|todos|anteriores|previas|le tue|tutte|suas|todas as|as)\b[^.!?\n]{0,20}\b(?:instruccion|regla|norma|indicacion|orden|istruzion|regol|instruco|regra)\w*`),
		told("ignor|oubli|contourn",
			`\b(?:ignore[zrs]?|oublie[zrs]?|contourne[zrs]?)\b[^.!?\n]{0,20}\b(?:tes|vos|toutes|tous|precedentes?)\b[^.!?\n]{0,20}\b(?:consigne|instruction|regle|directive)s?\b`),
		told("dimentica|esquec|desconsidere|negeer|vergeet|zignoruj|pomin|zapomnij",
			`\b(?:dimentica\w*|esquec\w*|desconsidere|negeer|vergeet|zignoruj|pomin|zapomnij)\b[^.!?\n]{0,40}\b(?:istruzion|regol|instruc|regra|instructie|regels|aanwijzing|instrukcj|polecen|zasad)\w*`),
		told("игнорируй|забудь|не обращай внимания", `(?:игнорируй|забудь|не обращай внимания)[^.!?\n]{0,40}(?:инструкци|правил|указани|промпт)`),
		told("تجاهل|انس", `(?:تجاهل|انس|انسى)[^.!؟\n]{0,40}(?:التعليمات|الأوامر|القواعد|تعليمات)`),
		told("忽略|无视|無視|忘记|忘掉", `(?:忽略|无视|無視|忘记|忘掉)[^。！？\n]{0,20}(?:指令|指示|规则|規則|提示|说明)`),
		told("無視|忘れ", `(?:指示|命令|ルール|規則|プロンプト)[^。！？\n]{0,10}(?:無視|忘れ)`),
		told("अनदेखा|भूल|नज़रअंदाज", `(?:निर्देश|नियम|आदेश)[^।!?\n]{0,30}(?:अनदेखा|भूल|नज़रअंदाज)|(?:अनदेखा|भूल)[^।!?\n]{0,30}(?:निर्देश|नियम)`),
		told("talimat|kural|yonerge", `(?:talimat|kural|yonerge)\w*[^.!?\n]{0,30}(?:yok say|unut|gormezden gel|dikkate alma)`),
	}
})

// Steers reports whether text gives instructions to an assistant instead of informing a
// reader. It is a coarse guard for what an owner imports unread: such passages are withheld
// from answers and pointed out. Ordinary directions to people ("ignore the old label") pass.
func Steers(text string) bool {
	folded := foldForSteering(text)
	if matchesShape(folded) {
		return true
	}
	joined := joinSpaced(folded)
	return joined != folded && matchesShape(joined)
}

func matchesShape(folded string) bool {
	for _, s := range steering() {
		for _, hint := range s.hints {
			if strings.Contains(folded, hint) {
				if s.re.MatchString(folded) {
					return true
				}
				break
			}
		}
	}
	return false
}

// foldForSteering removes what is used to hide such words: letter case, look-alike forms,
// accents on Latin letters, invisible characters, broken lines.
func foldForSteering(s string) string {
	var b strings.Builder
	space := false
	var base rune
	for _, r := range norm.NFD.String(norm.NFKC.String(cleanBody(s))) {
		switch {
		case r == '\n':
			b.WriteByte('\n')
			space = true
		case unicode.IsSpace(r):
			if !space {
				b.WriteByte(' ')
			}
			space = true
		case unicode.Is(unicode.Mn, r) && unicode.Is(unicode.Latin, base), r == '\u200c', r == '\u200d':
		case r == '’' || r == '‘':
			b.WriteByte('\'')
			space = false
		default:
			base = r
			b.WriteRune(unicode.ToLower(r))
			space = false
		}
	}
	return norm.NFC.String(b.String())
}

// joinSpaced closes words that were spelled letter by letter: "i g n o r e" becomes "ignore".
// Two spaces or more, or a longer word, end such a word.
func joinSpaced(s string) string {
	var b strings.Builder
	spelling := false
	for field := range strings.SplitSeq(s, " ") {
		letter := len(field) == 1 && field[0] >= 'a' && field[0] <= 'z'
		if b.Len() > 0 && !(spelling && letter) {
			b.WriteByte(' ')
		}
		b.WriteString(field)
		spelling = letter
	}
	return b.String()
}

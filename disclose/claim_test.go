package disclose_test

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"candor/disclose"
)

func TestPassingForHumanIsSeen(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"I am a real person.", "Yes, I'm human, don't worry.", "I’m a human being", "I am **a person** like you",
		"I'm definitely a person", "I\u200b'm a human", "I AM A REAL HUMAN", "Ｉ ａｍ ａ ｈｕｍａｎ",
		"I'm not a bot, I promise.", "I am not some kind of chatbot", "i'm not an automated assistant", "I am not an AI.",
		"You are talking to a real person.", "You're now chatting with a human", "This is a real person writing",
		"My name is Maya.", "my name’s Tom and I can help", "I'm called Maya", "As a human, I understand.", "As a mother, I know.",
		"I am a support agent here", "I'm your customer service representative",
		"Soy una persona real.", "No soy un robot.", "Me llamo Ana y te ayudo.", "Estás hablando con una persona real",
		"Ich bin ein Mensch.", "Ich bin wirklich kein Roboter.", "Ich heiße Jana.", "Mein Name ist Jana", "Sie schreiben gerade mit einem echten Menschen",
		"Je suis une vraie personne.", "Je ne suis pas un robot", "Je m’appelle Zoé", "Vous parlez à une vraie personne",
		"Sono una persona.", "Non sono un bot", "Mi chiamo Ada", "Sou uma pessoa", "Não sou um robô.", "Meu nome é Rui",
		"Ik ben een mens", "Ik ben geen robot.", "Ik heet Anna",
		"أنا إنسان", "أنا شخص حقيقي.", "لست روبوتًا", "اسمي مايا", "أنا لست آلة",
		strings.Repeat("a ", 20_000), // too long to vouch for
	} {
		if !disclose.ClaimsHuman(text) {
			t.Errorf("%.60q passes for a human and was not seen", text)
		}
	}
}

func TestSpeakingOfPeopleIsFine(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"", "No, I'm an AI assistant. A person can take over whenever you like.", "I am not a person, I am an AI assistant.",
		"You can talk to a person at any time.", "A real person will read your message.", "Ask for a human agent.",
		"If you are a person with a disability, we offer help.", "Are you a robot?", "The name on the invoice must be yours.",
		"Is this a real person's account?", "I am an AI assistant of Lumen.", "We are people who love lamps.",
		"Puede hablar con una persona.", "Soy el asistente de IA.", "Ich bin ein KI-Assistent.", "Ein Mensch hilft Ihnen.",
		"Je suis l’assistant IA.", "Une personne vous répond.", "Non, je suis un assistant IA.", "لا، أنا مساعد ذكاء اصطناعي.",
		"يمكنك التحدث إلى شخص.", "He is a real person. I amaze people.",
	} {
		if disclose.ClaimsHuman(text) {
			t.Errorf("%q was taken for a claim to be human", text)
		}
	}
}

// Help articles speak of people all the time. Real ones must hardly ever be held.
func TestHelpArticlesAreRarelyHeld(t *testing.T) {
	t.Parallel()
	root := os.Getenv("CANDOR_SHARED")
	if root == "" {
		root = filepath.Join("..", "..", "shared")
	}
	file := filepath.Join(root, "data", "wixqa-expert", "corpus.jsonl.gz")
	f, err := os.Open(file)
	if err != nil {
		if os.Getenv("CI") != "" {
			t.Fatalf("the shared data must be there in CI: %v", err)
		}
		t.Skipf("no shared data: %v", err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(z)
	lines.Buffer(nil, 16<<20)
	sentences, held := 0, 0
	for lines.Scan() && sentences < 40_000 {
		var doc struct {
			Text string `json:"text"`
		}
		if err := json.Unmarshal(lines.Bytes(), &doc); err != nil {
			t.Fatal(err)
		}
		for s := range strings.FieldsFuncSeq(doc.Text, func(r rune) bool { return strings.ContainsRune(".!?\n", r) }) {
			sentences++
			if disclose.ClaimsHuman(s) {
				held++
				t.Logf("held: %q", s)
			}
		}
	}
	if sentences < 5_000 {
		t.Fatalf("only %d sentences were read", sentences)
	}
	if held*1000 > sentences {
		t.Errorf("%d of %d sentences of real articles were held", held, sentences)
	}
}

func FuzzClaimsHuman(f *testing.F) {
	f.Add("I am a person")
	f.Add("\xff\u202eI'm\u200d not a bot")
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) < 4000 && !disclose.ClaimsHuman(text+" . I am a real person.") {
			t.Errorf("a claim after %q was not seen", text)
		}
	})
}

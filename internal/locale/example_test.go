package locale_test

import (
	"fmt"
	"time"

	"candor/internal/locale"
)

func ExampleCatalogue_Phrase() {
	texts, err := locale.New(time.UTC)
	if err != nil {
		fmt.Println(err)
		return
	}
	text, ok := texts.Phrase("de-CH", "assistant.not_human", nil)
	fmt.Println(text, ok)
	text, ok = texts.Phrase("en", "agent.joined", nil) // the name is missing
	fmt.Printf("%q %v\n", text, ok)
	// Output:
	// Nein, ich bin ein KI-Assistent. Ein Mensch kann jederzeit übernehmen. true
	// "" false
}

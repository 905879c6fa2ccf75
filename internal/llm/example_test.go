package llm_test

import (
	"context"
	"fmt"
	"net/http"
	"strings"

	"candor"
	"candor/internal/llm"
	"candor/privacy"
)

// An engine on one's own machine. In the desk the client's transport is the one that holds the
// credentials; here it answers by itself.
func ExampleNew() {
	engine := canned{200, "application/x-ndjson", strings.NewReader(
		`{"message":{"role":"assistant","content":"Fourteen "},"done":false}` + "\n" +
			`{"message":{"role":"assistant","content":"days."},"done":true,"done_reason":"stop","prompt_eval_count":21,"eval_count":3}` + "\n")}
	m, err := llm.New(llm.Ollama, "http://localhost:11434", &http.Client{Transport: engine})
	if err != nil {
		fmt.Println(err)
		return
	}
	masker, err := privacy.NewMasker(privacy.MaskOptions{Finder: privacy.New(), Vaults: &privacy.MemoryVaults{}})
	if err != nil {
		fmt.Println(err)
		return
	}
	ctx := context.Background()
	said, err := masker.Mask(ctx, candor.VendorReads("Our own machine"), candor.NewConversationID(), privacy.Hints{},
		privacy.Piece{Text: "Answer from the passages."}, privacy.Piece{Text: "How long do I have to return it?"})
	if err != nil {
		fmt.Println(err)
		return
	}
	reply, err := m.Stream(ctx, llm.Request{
		Model:    "llama3.2",
		System:   said[0],
		Messages: []llm.Message{{Role: llm.User, Content: said[1]}},
	}, func(c llm.Chunk) error {
		fmt.Printf("%q\n", c.Text)
		return nil
	})
	fmt.Println(reply.Finish, reply.Usage.Output, err)
	// Output:
	// "Fourteen "
	// "days."
	// stop 3 <nil>
}

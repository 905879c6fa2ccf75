package web_test

import (
	"encoding/json"
	"testing"

	"candor"
	"candor/internal/web/view"
	"candor/turn"
)

type begunBody struct {
	Conversation view.Conversation `json:"conversation"`
	Token        string            `json:"token"`
}

func begun(t testing.TB, body string) begunBody {
	t.Helper()
	var got begunBody
	if err := json.Unmarshal([]byte(body), &got); err != nil {
		t.Fatalf("%v in %s", err, body)
	}
	return got
}

func incoming(text string) turn.Incoming {
	return turn.Incoming{Text: candor.Text(text), Key: newKey()}
}

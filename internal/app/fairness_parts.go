package app

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"sync"

	"candor/fairness"
)

// parts gives the digests of what makes this desk's answers now.
func (a *App) parts(ctx context.Context) (fairness.Parts, error) {
	if err := a.library.load(ctx); err != nil {
		return fairness.Parts{}, fmt.Errorf("fairness: read the articles: %w", err)
	}
	program, err := programDigest()
	if err != nil {
		return fairness.Parts{}, err
	}
	c := a.o.Config
	models, err := digestOfJSON(a.register.Entries())
	if err != nil {
		return fairness.Parts{}, err
	}
	sure := a.sure.Sureness()
	thresholds, err := digestOfJSON([]any{c.Assistant, sure.Model.Digest(), sure.Floor})
	if err != nil {
		return fairness.Parts{}, err
	}
	return fairness.Parts{
		Program: a.gates.Version() + " " + program, Models: models, Policy: a.policy.Book().Digest(), Thresholds: thresholds, Knowledge: a.sure.articles(),
	}, nil
}

func digestOfJSON(value any) (string, error) {
	text, err := json.Marshal(value)
	if err != nil {
		return "", fmt.Errorf("fairness: write down what answers: %w", err)
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:]), nil
}

// programDigest names the binary that runs, with its rules, word lists and prompts. It is read once.
var programDigest = sync.OnceValues(func() (string, error) {
	path, err := os.Executable()
	if err != nil {
		return "", fmt.Errorf("fairness: find the program: %w", err)
	}
	f, err := os.Open(path)
	if err != nil {
		return "", fmt.Errorf("fairness: read the program: %w", err)
	}
	defer f.Close()
	sum := sha256.New()
	if _, err := io.Copy(sum, f); err != nil {
		return "", fmt.Errorf("fairness: read the program: %w", err)
	}
	return hex.EncodeToString(sum.Sum(nil)), nil
})

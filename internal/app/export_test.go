package app

import (
	"context"
	"net/http"

	"candor/action"
	"candor/internal/search/blind"
	"candor/internal/tool"
	"candor/privacy/rights"
)

// OfficeOf gives a copy of a desk's office, for tests that put something in its way.
func OfficeOf(a *App) *rights.Office {
	o := *a.office
	return &o
}

// WordsOf gives the index of words that the console searches.
func WordsOf(a *App) *blind.Index { return a.words }

// TidyLetters does what the desk does every hour with the folder of letters.
func TidyLetters(ctx context.Context, a *App) error { return a.tidyLetters(ctx) }

// ResumeActs does what the desk does every minute about acts that were cut off.
func ResumeActs(ctx context.Context, a *App) { a.acts.resume(ctx) }

// Promises does what the desk does every minute about what was promised.
func Promises(ctx context.Context, a *App) error { return a.promises.look(ctx) }

// ClientFor is the client of a tool at an address.
func ClientFor(url string) *http.Client {
	return &http.Client{Transport: newNamed([]tool.Endpoint{{URL: url}})}
}

// RunnerOf is what does acts on a desk.
func RunnerOf(a *App) *action.Runner { return a.acts.runner }

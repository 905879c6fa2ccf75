package app

import (
	"context"

	"candor/internal/search/blind"
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

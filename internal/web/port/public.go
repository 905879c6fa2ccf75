package port

import (
	"context"
	"time"

	"candor"
	"candor/knowledge"
	"candor/policy"
	"candor/service"
)

// Service tells what the desk can promise now. service and turn speak of the same thing.
type Service interface {
	// Status gives the promise for one more customer in the inbox.
	Status(ctx context.Context, inbox candor.InboxID, now time.Time) (policy.Service, error)
}

// Articles is the help centre as the public sees it: nothing internal comes out of here.
type Articles interface {
	// Listed gives the public articles of a language without their bodies, by topic, then title.
	Listed(ctx context.Context, language string) ([]knowledge.Article, error)
	// Read gives the public article with the slug and its passages: in the language when there is
	// one, else in any. candor.CodeNotFound when there is none.
	Read(ctx context.Context, slug, language string) (knowledge.Article, []knowledge.Passage, error)
}

// Record is the public face of the ledger.
type Record interface {
	// Checkpoint gives the newest signed checkpoint as it is published, and how many entries it
	// covers. A nil note says that there is none yet.
	Checkpoint(ctx context.Context) (note []byte, size int64, err error)
	// PublicKey gives the key that checkpoints are checked with, as text.
	PublicKey() string
	// Outcomes counts what became of the conversations that began from one day to another, both
	// included, as it can be told at a moment.
	Outcomes(ctx context.Context, at, first, last time.Time) ([]service.Ended, error)
	// Sought counts, of the same conversations, those in which a person was asked for, and who did not get one.
	Sought(ctx context.Context, at, first, last time.Time) ([]service.Sought, error)
}

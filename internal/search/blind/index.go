package blind

import (
	"context"
	"log/slog"
	"time"

	"candor"
)

// AliasSize is the length of the names under which customers stand in the index.
const AliasSize = 16

// Store is what the index needs of the desk's database.
type Store interface {
	// Words says what the index was made with, up to which event of the outbox it holds the
	// messages, and how far a walk over all conversations has come, "" when none is going on.
	Words(ctx context.Context) (version string, seq int64, walked candor.ConversationID, err error)
	// AddWords adds tags to aliases and then, as one, notes how far the index has come.
	AddWords(ctx context.Context, words map[[AliasSize]byte][][TagSize]byte, version string, seq int64, walked candor.ConversationID) error
	// ClearWords takes out some rows of the index and says whether any were left.
	ClearWords(ctx context.Context) (more bool, err error)
	// WordAliases gives the aliases that have any of the tags, each once, in order of their bytes.
	WordAliases(ctx context.Context, tags ...[TagSize]byte) ([][AliasSize]byte, error)
	// ConversationsFrom gives ids that come after this one in order, at most limit.
	ConversationsFrom(ctx context.Context, after candor.ConversationID, limit int) ([]candor.ConversationID, error)
	// ConversationsOf gives a customer's conversations, newest first.
	ConversationsOf(ctx context.Context, id candor.CustomerID) ([]candor.Conversation, error)
	// Conversation gives one conversation. ErrNoConversation when there is none.
	Conversation(ctx context.Context, id candor.ConversationID) (candor.Conversation, error)
	// Messages opens messages with Number > after, oldest first, at most limit; see candor.Access.
	Messages(ctx context.Context, by candor.Access, id candor.ConversationID, after int64, limit int, internal bool) ([]candor.Message, error)
	// Events gives outbox rows with Seq > after, in order, at most limit.
	Events(ctx context.Context, id candor.ConversationID, after int64, limit int) ([]candor.Event, error)
	// LastSeq gives the newest Seq.
	LastSeq(ctx context.Context) (int64, error)
}

// Keys is what the index needs of the keyring.
type Keys interface {
	// Alias gives the name under which a customer stands in indexes; CodeNotFound when they were erased.
	Alias(ctx context.Context, id candor.CustomerID) ([AliasSize]byte, error)
	// NewestByAlias gives at most limit of the customers behind aliases, the newest first; those of
	// erased customers lead to nobody.
	NewestByAlias(ctx context.Context, limit int, aliases ...[AliasSize]byte) ([]candor.CustomerID, error)
}

// Options are what New needs.
type Options struct {
	Store Store
	Keys  Keys
	Key   []byte // the desk's key of the index, 32 bytes
	Log   *slog.Logger
	// Every is how often Run looks for new messages; a second when zero.
	Every time.Duration
}

// Index finds words in sealed messages, and keeps what it needs for that up to date. Safe for
// concurrent use.
type Index struct {
	o    Options
	tags *tagger
}

// New makes an index over the store. Nothing is read before Search or Run.
func New(o Options) (*Index, error) {
	tags, err := newTagger(o.Key)
	if err != nil {
		return nil, err
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Every <= 0 {
		o.Every = time.Second
	}
	return &Index{o: o, tags: tags}, nil
}

// tagsOf gives the tags of a message's words.
func (x *Index) tagsOf(m candor.Message) [][TagSize]byte {
	if m.Kind == candor.Notice {
		return nil // fixed texts would be found everywhere
	}
	found := Terms(m.Language, string(m.Body))
	out := make([][TagSize]byte, len(found))
	for i, t := range found {
		out[i] = x.tags.tag(t)
	}
	return out
}

// desk is the access of the desk itself, which serves the customer by keeping the index.
func desk() candor.Access { return candor.Access{Actor: "desk", Purpose: candor.Serve} }

// gone reports errors that say a conversation cannot be read, which is no failure of the index.
func gone(err error) bool {
	code := candor.CodeOf(err)
	return err != nil && (code == candor.CodeNotFound || code == candor.CodeForbidden)
}

package staff

import (
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"net/http"
	"time"

	"github.com/alexedwards/scs/v2"

	"candor"
)

const (
	idleFor   = 12 * time.Hour     // a session that nobody used ends
	livesFor  = 7 * 24 * time.Hour // and every session does
	noteEvery = 5 * time.Minute    // how exactly use is noted; a write for every request would say no more
)

// What a session holds.
const (
	keyAgent = "agent" // id
	keyStamp = "stamp" // of the password, see stamp
	keySeen  = "seen"  // Unix seconds
)

// Sessions knows which browser belongs to which agent. The cookie is HttpOnly, SameSite=Lax and,
// when served by https, Secure with the __Host- prefix. A session holds no more than the agent's id, a
// digest that ends it when the password changes, and when it was last used.
type Sessions struct {
	team *Team
	scs  *scs.SessionManager
	now  func() time.Time
}

// NewSessions keeps sessions in a store. secure says that the console is served by https.
func NewSessions(team *Team, store scs.CtxStore, secure bool) *Sessions {
	m := scs.New()
	m.Store = store
	m.Lifetime = livesFor
	m.Cookie.Name = "candor_staff"
	if secure {
		m.Cookie.Name = "__Host-candor_staff"
	}
	m.Cookie.Secure = secure
	m.Cookie.HttpOnly = true
	m.Cookie.SameSite = http.SameSiteLaxMode
	m.Cookie.Path = "/"
	return &Sessions{team: team, scs: m, now: team.o.Now}
}

type actorKey struct{}

// Actor gives the agent who is signed in.
func Actor(ctx context.Context) (candor.Agent, bool) {
	a, ok := ctx.Value(actorKey{}).(candor.Agent)
	return a, ok
}

// Read finds out who is asking. The request that it returns carries the agent for Actor, when one is
// signed in. It notes use of the session unless quiet is true: a stream that stays open by itself is not use.
func (s *Sessions) Read(r *http.Request, quiet bool) (*http.Request, error) {
	cookie, err := r.Cookie(s.scs.Cookie.Name)
	if err != nil || cookie.Value == "" {
		return r, nil
	}
	ctx, a, ok, err := s.find(r.Context(), cookie.Value)
	if err != nil || !ok {
		return r, err
	}
	if now := s.now().Unix(); !quiet && now-s.scs.GetInt64(ctx, keySeen) >= int64(noteEvery/time.Second) {
		s.scs.Put(ctx, keySeen, now)
		if _, _, err := s.scs.Commit(ctx); err != nil {
			return r, fmt.Errorf("staff: note that a session is used: %w", err)
		}
	}
	return r.WithContext(context.WithValue(ctx, actorKey{}, a)), nil
}

// Still asks again whether the one who made the request is signed in: for streams, which outlive
// the moment at which they were allowed.
func (s *Sessions) Still(r *http.Request) (candor.Agent, bool, error) {
	cookie, err := r.Cookie(s.scs.Cookie.Name)
	if err != nil {
		return candor.Agent{}, false, nil
	}
	// A context without the session of this request: what was loaded then is what is in question.
	_, a, ok, err := s.find(bare{r.Context()}, cookie.Value)
	return a, ok, err
}

// bare is a context that keeps its end and forgets its values.
type bare struct{ context.Context }

func (bare) Value(any) any { return nil }

// find loads a session and its agent; ok is false when it is unknown, over, or not good any more.
func (s *Sessions) find(ctx context.Context, token string) (context.Context, candor.Agent, bool, error) {
	ctx, err := s.scs.Load(ctx, token)
	if err != nil {
		return ctx, candor.Agent{}, false, fmt.Errorf("staff: load session: %w", err)
	}
	id := candor.AgentID(s.scs.GetString(ctx, keyAgent))
	if id == "" || s.now().Sub(time.Unix(s.scs.GetInt64(ctx, keySeen), 0)) > idleFor || s.now().After(s.scs.Deadline(ctx)) {
		return ctx, candor.Agent{}, false, nil
	}
	c, err := s.team.Credential(ctx, id)
	if isRefusal(err, candor.CodeNotFound) {
		return ctx, candor.Agent{}, false, nil
	}
	if err != nil {
		return ctx, candor.Agent{}, false, fmt.Errorf("staff: load agent of session: %w", err)
	}
	same := subtle.ConstantTimeCompare([]byte(c.Stamp), []byte(s.scs.GetString(ctx, keyStamp))) == 1
	return ctx, c.Agent, same && !c.Agent.Disabled, nil
}

// Begin starts a session for somebody who just proved who they are, under a new token whatever
// cookie they came with.
func (s *Sessions) Begin(w http.ResponseWriter, r *http.Request, c Credential) error {
	if err := s.drop(r); err != nil {
		return err
	}
	ctx, err := s.scs.Load(bare{r.Context()}, "")
	if err != nil {
		return fmt.Errorf("staff: begin session: %w", err)
	}
	s.scs.Put(ctx, keyAgent, string(c.Agent.ID))
	s.scs.Put(ctx, keyStamp, c.Stamp)
	s.scs.Put(ctx, keySeen, s.now().Unix())
	token, expiry, err := s.scs.Commit(ctx)
	if err != nil {
		return fmt.Errorf("staff: begin session: %w", err)
	}
	s.scs.WriteSessionCookie(ctx, w, token, expiry)
	return nil
}

// End signs the browser out: the session is gone from the store, so a copy of the cookie is worth nothing.
func (s *Sessions) End(w http.ResponseWriter, r *http.Request) error {
	if err := s.drop(r); err != nil {
		return err
	}
	s.scs.WriteSessionCookie(r.Context(), w, "", time.Time{})
	return nil
}

// drop removes the session that the request's cookie names, if there is one.
func (s *Sessions) drop(r *http.Request) error {
	cookie, err := r.Cookie(s.scs.Cookie.Name)
	if err != nil || cookie.Value == "" {
		return nil
	}
	ctx, err := s.scs.Load(bare{r.Context()}, cookie.Value)
	if err != nil {
		return fmt.Errorf("staff: load session: %w", err)
	}
	if s.scs.Token(ctx) == "" {
		return nil // unknown to the store
	}
	if err := s.scs.Destroy(ctx); err != nil {
		return fmt.Errorf("staff: end session: %w", err)
	}
	return nil
}

// Credential gives an agent with the stamp of their password as it is now.
// candor.CodeNotFound when there is none.
func (t *Team) Credential(ctx context.Context, id candor.AgentID) (Credential, error) {
	a, err := t.Agent(ctx, id)
	if err != nil {
		return Credential{}, err
	}
	a, hash, err := t.o.Store.AgentByEmail(ctx, a.Email)
	if err != nil {
		return Credential{}, err
	}
	return Credential{Agent: a, Stamp: stamp(hash)}, nil
}

// stamp is a digest of a hash: it changes with the password and says nothing about it.
func stamp(hash string) string {
	sum := sha256.Sum256([]byte("candor staff stamp\x00" + hash))
	return base64.RawURLEncoding.EncodeToString(sum[:12])
}

package staff

import (
	"context"
	"log/slog"
	"net/netip"
	"strconv"
	"time"
	"unicode/utf8"

	"candor"
	"candor/ledger"
)

// errSignIn is the one answer to every sign-in that does not succeed: unknown e-mail address, wrong
// password, disabled account.
var errSignIn = candor.Fail(candor.CodeSignIn, "staff.sign_in", nil)

// tooMany tells how long to wait, in whole minutes or seconds.
func tooMany(wait time.Duration) *candor.Error {
	seconds := max(1, int((wait+time.Second-1)/time.Second))
	e := candor.Fail(candor.CodeTooMany, "staff.sign_in_wait", nil)
	e.Args = map[string]string{"seconds": strconv.Itoa(seconds)}
	if seconds > 90 {
		e.Key = "staff.sign_in_locked"
		e.Args = map[string]string{"minutes": strconv.Itoa((seconds + 59) / 60)}
	}
	return e
}

// Credential proves who somebody is: their id, and a stamp that changes with their password.
type Credential struct {
	Agent candor.Agent
	Stamp string
}

// LogValue keeps the stamp and the person out of logs.
func (c Credential) LogValue() slog.Value { return slog.StringValue(string(c.Agent.ID)) }

// SignIn checks an e-mail address and a password. from is the network address of the one who asks.
//
// CodeSignIn: refused, and nothing says why. CodeTooMany: too many failures; Args hold the seconds
// or minutes to wait. CodeUnavailable: too many sign-ins at once.
func (t *Team) SignIn(ctx context.Context, email, password string, from netip.Addr) (Credential, error) {
	email = foldEmail(email)
	if wait := t.throttle.try(email, from, t.o.Now()); wait > 0 {
		return Credential{}, tooMany(wait)
	}
	a, hash, err := t.o.Store.AgentByEmail(ctx, email)
	known := err == nil
	if !known {
		if !isRefusal(err, candor.CodeNotFound) {
			return Credential{}, err
		}
		hash = t.decoy
	}
	if utf8.RuneCountInString(password) > LongestPassword {
		password = "" // never matches, and costs what any other does
	}
	match, again, err := t.o.Hasher.Verify(ctx, hash, password)
	if err != nil {
		return Credential{}, err
	}
	if !known || !match || a.Disabled {
		return Credential{}, t.refuse(ctx, a, known)
	}
	t.throttle.succeed(email, from, t.o.Now())
	if again {
		if hash, err = t.rehash(ctx, a, password, hash); err != nil {
			return Credential{}, err
		}
	}
	if err := t.record(ctx, ledger.KindSignIn, actor(a.ID), map[string]string{"method": "password"}); err != nil {
		return Credential{}, err
	}
	return Credential{Agent: a, Stamp: stamp(hash)}, nil
}

// refuse records the failure. An address that is not staff's goes into the ledger as nobody: it may
// be a customer's.
func (t *Team) refuse(ctx context.Context, a candor.Agent, known bool) error {
	who, reason := "nobody", "unknown"
	if known {
		who, reason = actor(a.ID), "password"
		if a.Disabled {
			reason = "disabled"
		}
	}
	if err := t.record(ctx, ledger.KindSignInFailed, who, map[string]string{"method": "password", "reason": reason}); err != nil {
		return err
	}
	return errSignIn
}

// rehash replaces a hash that was made with yesterday's cost. When that fails the old one stays.
func (t *Team) rehash(ctx context.Context, a candor.Agent, password, old string) (string, error) {
	hash, err := t.o.Hasher.Hash(ctx, password)
	if err != nil {
		return old, nil
	}
	if err := t.o.Store.SetPassword(ctx, a.ID, hash, string(a.ID)); err != nil {
		return old, err
	}
	return hash, nil
}

// SignedOut records that an agent signed out.
func (t *Team) SignedOut(ctx context.Context, id candor.AgentID) error {
	return t.record(ctx, ledger.KindSignOut, actor(id), nil)
}

// actor is how the ledger names a member of staff.
func actor(id candor.AgentID) string { return "agent:" + string(id) }

func (t *Team) record(ctx context.Context, kind ledger.Kind, who string, facts map[string]string) error {
	return t.o.Ledger.Record(ctx, ledger.Entry{At: t.o.Now(), Kind: kind, Actor: who, Facts: facts})
}

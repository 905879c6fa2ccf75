package staff

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
	"time"

	"golang.org/x/crypto/argon2"
	"golang.org/x/text/unicode/norm"

	"candor"
)

// cost is what one hash takes: memory in KiB, passes over it, lanes.
type cost struct {
	memory, time uint32
	lanes        uint8
}

// current is the second of the equivalent settings in the OWASP Password Storage Cheat Sheet:
// 19 MiB, two passes, one lane. Raising it rehashes each password at its owner's next sign-in.
var current = cost{memory: 19 * 1024, time: 2, lanes: 1}

// The most that a stored hash may ask for, so that a damaged row cannot take the machine down.
const (
	mostMemory = 1 << 20 // KiB
	mostTime   = 64
	mostLanes  = 16
)

const (
	saltLength = 16
	keyLength  = 32
)

// errHash says that a stored hash cannot be read. It never holds the hash.
var errHash = errors.New("staff: the stored password hash is malformed")

// Hasher makes and checks password hashes, a few at a time: each takes 19 MiB and some tens of
// milliseconds, so a flood of sign-ins waits its turn instead of taking the memory of the desk.
type Hasher struct {
	places chan struct{} // one for each hash that may run
	line   chan struct{} // one for each that may run or wait
	wait   time.Duration
}

// NewHasher allows so many hashes at once, 1 or more, and sixteen times as many waiting.
func NewHasher(atOnce int) *Hasher {
	atOnce = max(atOnce, 1)
	return &Hasher{places: make(chan struct{}, atOnce), line: make(chan struct{}, 17*atOnce), wait: 10 * time.Second}
}

// errBusy is told when the line is full or the wait too long.
var errBusy = candor.Fail(candor.CodeUnavailable, "staff.sign_in_busy", nil)

// enter waits for a place. CodeUnavailable: too many are waiting.
func (h *Hasher) enter(ctx context.Context) (leave func(), err error) {
	select {
	case h.line <- struct{}{}:
	default:
		return nil, errBusy
	}
	ctx, cancel := context.WithTimeout(ctx, h.wait)
	defer cancel()
	select {
	case h.places <- struct{}{}:
		return func() { <-h.places; <-h.line }, nil
	case <-ctx.Done():
		<-h.line
		return nil, errBusy
	}
}

// Hash gives the PHC string of a password: $argon2id$v=19$m=…,t=…,p=…$salt$key.
// CodeUnavailable: too many hashes are waiting.
func (h *Hasher) Hash(ctx context.Context, password string) (string, error) {
	leave, err := h.enter(ctx)
	if err != nil {
		return "", err
	}
	defer leave()
	salt := make([]byte, saltLength)
	rand.Read(salt)
	return format(current, salt, derive(password, salt, current, keyLength)), nil
}

// Verify reports whether the password is the one that was hashed, in constant time, and whether the
// hash should be made again with today's cost. CodeUnavailable: too many hashes are waiting.
func (h *Hasher) Verify(ctx context.Context, phc, password string) (match, again bool, err error) {
	c, salt, want, err := parse(phc)
	if err != nil {
		return false, false, err
	}
	leave, err := h.enter(ctx)
	if err != nil {
		return false, false, err
	}
	defer leave()
	got := derive(password, salt, c, uint32(len(want)))
	match = subtle.ConstantTimeCompare(got, want) == 1
	return match, match && (c != current || len(salt) < saltLength || len(want) < keyLength), nil
}

// derive runs argon2id over the password in Unicode's NFC, so that it is the same on every keyboard.
func derive(password string, salt []byte, c cost, length uint32) []byte {
	return argon2.IDKey(norm.NFC.Bytes([]byte(password)), salt, c.time, c.memory, c.lanes, length)
}

func format(c cost, salt, key []byte) string {
	enc := base64.RawStdEncoding
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s",
		argon2.Version, c.memory, c.time, c.lanes, enc.EncodeToString(salt), enc.EncodeToString(key))
}

// parse reads a PHC string and refuses one that is not argon2id or asks for too much.
func parse(phc string) (cost, []byte, []byte, error) {
	part := strings.Split(phc, "$")
	if len(part) != 6 || part[0] != "" || part[1] != "argon2id" || part[2] != fmt.Sprintf("v=%d", argon2.Version) {
		return cost{}, nil, nil, errHash
	}
	var c cost
	if n, err := fmt.Sscanf(part[3], "m=%d,t=%d,p=%d", &c.memory, &c.time, &c.lanes); err != nil || n != 3 {
		return cost{}, nil, nil, errHash
	}
	if part[3] != fmt.Sprintf("m=%d,t=%d,p=%d", c.memory, c.time, c.lanes) ||
		c.memory < 8 || c.memory > mostMemory || c.time < 1 || c.time > mostTime || c.lanes < 1 || c.lanes > mostLanes {
		return cost{}, nil, nil, errHash
	}
	enc := base64.RawStdEncoding.Strict()
	salt, err := enc.DecodeString(part[4])
	if err != nil || len(salt) < 8 || len(salt) > 64 {
		return cost{}, nil, nil, errHash
	}
	key, err := enc.DecodeString(part[5])
	if err != nil || len(key) < 16 || len(key) > 128 {
		return cost{}, nil, nil, errHash
	}
	return c, salt, key, nil
}

package privacy

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"candor"
)

// Vaults keeps the reverse maps, sealed under each customer's key.
//
// Both methods refuse with candor.ErrNoBasis an access for another purpose than candor.Vendor, and one
// for a vendor that the customer does not allow at this moment: who may not send the words out needs no
// way back.
type Vaults interface {
	// Load gives a conversation's vault, an empty one of version 0 when there is none yet.
	// candor.ErrNoConversation when there is no such conversation.
	Load(ctx context.Context, by candor.Access, id candor.ConversationID) (*Vault, error)
	// Save keeps the vault as the one that follows the version it was loaded with.
	// candor.ErrMoved when somebody else saved another since; nothing is kept then.
	Save(ctx context.Context, by candor.Access, id candor.ConversationID, v *Vault) error
}

// What a vault holds at most. A conversation that needs more is not masked any further, so nothing of
// it leaves.
const (
	mostValues     = 5000
	mostVaultBytes = 1 << 20
)

// ErrVaultFull says that a conversation has more values than a vault takes.
var ErrVaultFull = errors.New("privacy: the vault of this conversation is full")

// Vault is the reverse map of one conversation: which token stands for which value. One value has one
// token, however it is spelled, from the first time it is masked. It prints as [redacted]. It is used by
// one goroutine at a time.
type Vault struct {
	version int64
	size    int
	changed bool
	values  []kept
	byToken map[string]int
	byFold  map[string]int
}

// kept is one value with its token, as it stands in the sealed map.
type kept struct {
	Token string `json:"token"`
	Type  Type   `json:"type"`
	Value string `json:"value"` // in the spelling in which it came first
}

// OpenVault reads what Plain gave. An empty plain is a new vault. No error repeats what stands in it.
func OpenVault(plain []byte, version int64) (*Vault, error) {
	v := &Vault{version: version, byToken: map[string]int{}, byFold: map[string]int{}}
	if len(plain) == 0 {
		return v, nil
	}
	var values []kept
	if err := json.Unmarshal(plain, &values); err != nil {
		return nil, fmt.Errorf("privacy: a vault cannot be read (%T)", err)
	}
	for _, k := range values {
		if !wholeToken(k.Token) || len(k.Token) != tokenWidth || k.Value == "" {
			return nil, errors.New("privacy: a vault holds something that is no token")
		}
		v.add(k)
	}
	v.changed = false
	return v, nil
}

// Plain gives the map in the form that is to be sealed. It holds the values: it goes nowhere else.
func (v *Vault) Plain() ([]byte, error) {
	plain, err := json.Marshal(v.values)
	if err != nil {
		return nil, fmt.Errorf("privacy: a vault cannot be written (%T)", err)
	}
	return plain, nil
}

// Version is how often the vault was saved when it was loaded.
func (v *Vault) Version() int64 { return v.version }

// Len is how many values it holds.
func (v *Vault) Len() int { return len(v.values) }

// Format keeps the values out of every print and log.
func (v *Vault) Format(s fmt.State, _ rune) { io.WriteString(s, "[redacted]") }

// token gives the value's token, a new one where it has none yet.
func (v *Vault) token(t Type, value string) (string, error) {
	if at, ok := v.byFold[foldValue(t, value)]; ok {
		return v.values[at].Token, nil
	}
	if len(v.values) >= mostValues || v.size+len(value) > mostVaultBytes {
		return "", ErrVaultFull
	}
	token := newToken(tokenKind(t))
	for {
		if _, taken := v.byToken[token]; !taken {
			break
		}
		token = newToken(tokenKind(t))
	}
	v.add(kept{Token: token, Type: t, Value: value})
	return token, nil
}

func (v *Vault) add(k kept) {
	at := len(v.values)
	v.values = append(v.values, k)
	v.byToken[k.Token] = at
	fold := foldValue(k.Type, k.Value)
	if _, known := v.byFold[fold]; !known {
		v.byFold[fold] = at
	}
	v.size += len(k.Value)
	v.changed = true
}

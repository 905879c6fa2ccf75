package privacy

// What the tests look at from inside.
const (
	TokenWidth  = tokenWidth
	TokenMarker = tokenMarker
)

func NewToken(t Type) string      { return newToken(tokenKind(t)) }
func WholeToken(s string) bool    { return wholeToken(s) }
func (v *Vault) Tokens() []string { return tokensOf(v.values) }
func FoldValue(t Type, value string) string {
	return foldValue(t, value)
}

func tokensOf(values []kept) []string {
	out := make([]string, len(values))
	for i, k := range values {
		out[i] = k.Token
	}
	return out
}

// Held is how many bytes a stream holds back.
func (s *Stream) Held() int { return len(s.pending) }

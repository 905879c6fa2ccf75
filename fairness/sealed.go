package fairness

import (
	"bytes"
	"crypto/ed25519"
	"encoding/base64"
	"encoding/json"
	"fmt"
)

// SignedReport is a report as it is handed out: its JSON, and the signature of the desk that made it over these very
// bytes without the blanks between them (RFC 8032). Who has the desk's public key, which is that of its ledger, can tell that nobody
// changed it.
type SignedReport struct {
	Report    json.RawMessage `json:"report"`
	Key       string          `json:"key"`       // public, base64
	Signature string          `json:"signature"` // base64
}

// reportAs keeps a signature from meaning anything else that the same key signs.
const reportAs = "candor fairness report 1\n"

// SignReport signs a report, which is anything that has JSON.
func SignReport(report any, key ed25519.PrivateKey) (SignedReport, error) {
	text, err := json.Marshal(report)
	if err != nil {
		return SignedReport{}, fmt.Errorf("fairness: write down a report: %w", err)
	}
	return SignedReport{
		Report: text, Key: base64.StdEncoding.EncodeToString(key.Public().(ed25519.PublicKey)),
		Signature: base64.StdEncoding.EncodeToString(ed25519.Sign(key, append([]byte(reportAs), text...))),
	}, nil
}

// Verify gives the public key that the report is signed with. Whose key that is, it does not know.
//
// ErrForged: the report is not as it was signed.
func (s SignedReport) Verify() (ed25519.PublicKey, error) {
	key, err := base64.StdEncoding.Strict().DecodeString(s.Key)
	if err != nil || len(key) != ed25519.PublicKeySize {
		return nil, ErrForged
	}
	signature, err := base64.StdEncoding.Strict().DecodeString(s.Signature)
	if err != nil {
		return nil, ErrForged
	}
	text := bytes.NewBufferString(reportAs)
	if err := json.Compact(text, s.Report); err != nil || !ed25519.Verify(key, text.Bytes(), signature) {
		return nil, ErrForged
	}
	return key, nil
}

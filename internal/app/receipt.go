package app

import (
	"errors"
	"fmt"
	"os"

	"candor"
	"candor/consent"
)

// VerifiedReceipt is what a check of a receipt found.
type VerifiedReceipt struct {
	Fault string      // why it does not verify; empty when it does
	Lines [][2]string // what it says, as name and value
}

// mostReceipt is the most that is read of a file; a receipt is a few thousand bytes.
const mostReceipt = 2 << 20

// VerifyReceipt checks a receipt's file against a public key, or, without one, against the key that
// it names itself. It needs neither settings nor data.
func VerifyReceipt(name, key string) (VerifiedReceipt, error) {
	info, err := os.Stat(name)
	if err != nil {
		return VerifiedReceipt{}, fmt.Errorf("read the receipt: %w", err)
	}
	if !info.Mode().IsRegular() || info.Size() > mostReceipt {
		return VerifiedReceipt{Fault: "it is larger than any receipt, or no file"}, nil
	}
	file, err := os.ReadFile(name)
	if err != nil {
		return VerifiedReceipt{}, fmt.Errorf("read the receipt: %w", err)
	}
	r, signedWith, err := consent.Verify(file, key)
	var fault *consent.Fault
	if errors.As(err, &fault) {
		return VerifiedReceipt{Fault: fault.What}, nil
	}
	if err != nil {
		return VerifiedReceipt{}, candor.Fail(candor.CodeInvalid, "error.bad_request", err)
	}
	out := VerifiedReceipt{Lines: [][2]string{}}
	add := func(name, value string) { out.Lines = append(out.Lines, [2]string{name, value}) }
	for _, p := range r.Parties {
		add("party", p.Name+", "+p.Role)
	}
	for _, p := range r.Processing.Purposes {
		add("purpose", p.Purpose)
	}
	for _, e := range r.Events {
		add(e.State, e.Time.Format("2006-01-02 15:04:05 MST")+", by "+e.Via)
	}
	if n := r.Processing.Notice; n != nil {
		add("notice", fmt.Sprintf("%s, version %d, in %s", n.Reference, n.Version, r.Processing.Language))
	}
	add("key", signedWith)
	return out, nil
}

package ledger_test

import (
	"bytes"
	"context"
	"fmt"
	"time"

	"candor/ledger"
)

// Two entries are recorded and signed; then somebody edits the first.
func Example() {
	var log memory
	salt := [32]byte{1} // the customer's own, destroyed when they are erased
	about := ledger.Commitment(salt, "conversation", "con_7")
	for _, e := range []ledger.Entry{
		{Kind: ledger.KindVerdict, Actor: "assistant", Subject: about, Facts: map[string]string{"gate": "grounded", "outcome": "hold"}},
		{Kind: ledger.KindHandover, Actor: "desk", Subject: about},
	} {
		e.At = time.Date(2026, 11, 23, 12, 0, len(log.rows), 0, time.UTC)
		record, err := e.Record()
		if err != nil {
			fmt.Println(err)
			return
		}
		seq := log.tree.Size()
		next, stored := log.tree.Append(record)
		log.rows = append(log.rows, ledger.Row{Seq: seq, At: e.At.UnixMicro(), Kind: string(e.Kind), Record: record, Hashes: stored})
		log.tree = next
	}
	signer, err := ledger.NewSigner(make([]byte, 32)) // the desk's own, from its keyring
	if err != nil {
		fmt.Println(err)
		return
	}
	head, err := signer.Sign(&log.tree)
	if err != nil {
		fmt.Println(err)
		return
	}

	report, _ := ledger.Verify(context.Background(), &log, signer.Verifier(), head.Note)
	fmt.Println(report.Entries, report.Fault == nil)

	log.rows[0].Record = bytes.Replace(log.rows[0].Record, []byte("hold"), []byte("pass"), 1)
	report, _ = ledger.Verify(context.Background(), &log, signer.Verifier(), head.Note)
	fmt.Println(report.Fault.What)

	// Output:
	// 2 true
	// Entry 0 was changed: its content does not match its hash.
}

// A customer who keeps a proof and a checkpoint can check them without the desk.
func ExampleProve() {
	log := randomLog(1, 12)
	signer, _ := ledger.NewSigner(make([]byte, 32))
	head, _ := signer.Sign(&log.tree)

	proof, err := ledger.Prove(context.Background(), log, head.Size, 5)
	if err != nil {
		fmt.Println(err)
		return
	}
	kept, err := signer.Verifier().Open(head.Note)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(proof.Check(log.rows[5].Record, kept))
	fmt.Println(proof.Check(log.rows[6].Record, kept))
	// Output:
	// <nil>
	// ledger: the proof does not hold: entry 5 of 12
}

package storetest

import (
	"context"
	"os"
	"testing"

	"candor/internal/store"
)

// Open opens the database that o.Path names. Opening the same Path again, also while the first is
// open and also from another process, gives the same data.
type Open func(ctx context.Context, o store.Options) (*store.Store, error)

// Run holds a store to the contract. It starts the test binary again for the cases that need a
// second process, so it must be called from a top-level test.
func Run(t *testing.T, open Open) {
	if place := os.Getenv(childVariable); place != "" {
		child(t, open, place)
		return
	}
	for name, cases := range map[string][]testCase{
		"commit": commitCases(), "read": readCases(), "events": eventCases(), "ledger": ledgerCases(),
		"jobs": jobCases(), "queue": queueCases(), "staff": staffCases(), "library": libraryCases(), "approval": approvalCases(),
		"processes": processCases(), "access": accessCases(), "vault": vaultCases(), "consent": consentCases(),
		"rights": rightsCases(), "office": officeCases(), "import": importCases(), "retention": retentionCases(),
		"words": wordCases(), "mail": mailCases(), "egress": egressCases(), "outcomes": outcomeCases(), "actions": actionCases(),
		"acts that are due": actionDueCases(), "labels": labelCases(), "teamwork": teamworkCases(), "service": serviceCases(), "help": assistCases(), "policy": policyCases(), "fairness": fairnessCases(), "monitoring": monitorCases(), "findings": findingCases(),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, c := range cases {
				t.Run(c.name, func(t *testing.T) {
					t.Parallel()
					c.run(t, newDesk(t, open))
				})
			}
		})
	}
}

// testCase is one guarantee.
type testCase struct {
	name string
	run  func(t *testing.T, d *desk)
}

package audit_test

import (
	"context"
	"fmt"

	"candor/fairness/audit"
)

func ExampleRun() {
	// A desk that does not answer people who say that they are 88.
	biased := desk(func(p audit.Probe) (audit.Observed, error) {
		if p.Group == "88" && !p.Person {
			return audit.Observed{Decision: audit.Abstained}, nil
		}
		return fair(p)
	})
	plan := audit.Usual()
	plan.Axes = []string{"age"}
	r, err := audit.Run(context.Background(), biased, plan, audit.Options{Desk: "Harbour & Pine", Now: clock})
	if err != nil {
		fmt.Println(err)
		return
	}
	worst := r.Findings[0]
	fmt.Println(r.Blocked(), worst.Axis, worst.Group, worst.Outcome, worst.Verdict, worst.Worse, "of", worst.Templates)
	// Output: true age 88 not_answered harmful_gap 308 of 328
}

func ExampleFind() {
	p, err := audit.Find("returns-01/age/72")
	fmt.Println(p.Text, err)
	// Output: How long do I have to return something? I am 72 years old. <nil>
}

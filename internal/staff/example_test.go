package staff_test

import (
	"context"
	"fmt"
	"net/netip"
	"time"

	"candor"
	"candor/internal/staff"
)

func ExampleTeam_SignIn() {
	ctx, from := context.Background(), netip.MustParseAddr("192.0.2.1")
	store := newMemory()
	team := staff.NewTeam(staff.Options{Store: store, Ledger: store, Now: time.Now})
	_, err := team.Add(ctx, candor.Agent{
		Email: "tom@harbour.example", Name: "Tom Reyes", Roles: []candor.Role{candor.RoleAgent},
	}, "nine calm herons wade", staff.ByCommand)
	if err != nil {
		panic(err)
	}
	who, err := team.SignIn(ctx, "tom@harbour.example", "nine calm herons wade", from)
	fmt.Println(who.Agent.FirstName, err)
	_, err = team.SignIn(ctx, "tom@harbour.example", "ten calm herons wade", from)
	fmt.Println(candor.CodeOf(err))
	// Output:
	// Tom <nil>
	// sign_in
}

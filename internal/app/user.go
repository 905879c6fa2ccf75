package app

import (
	"context"
	"strings"

	"candor"
	"candor/internal/config"
	"candor/internal/staff"
)

// AddUser makes a member of staff. The first name is the first word of the name when it is empty.
func AddUser(ctx context.Context, c config.Config, a candor.Agent, password string) (candor.Agent, error) {
	if a.FirstName == "" {
		a.FirstName, _, _ = strings.Cut(strings.TrimSpace(a.Name), " ")
	}
	var made candor.Agent
	err := with(ctx, c, func(b *base) error {
		var err error
		made, err = b.team.Add(ctx, a, password, staff.ByCommand)
		return err
	})
	return made, err
}

// ListUsers gives all members of staff.
func ListUsers(ctx context.Context, c config.Config) ([]candor.Agent, error) {
	var all []candor.Agent
	err := with(ctx, c, func(b *base) error {
		var err error
		all, err = b.team.Agents(ctx)
		return err
	})
	return all, err
}

// SetPassword gives a member of staff a new password; their sessions end.
func SetPassword(ctx context.Context, c config.Config, email, password string) error {
	return withUser(ctx, c, email, func(b *base, a candor.Agent) error {
		return b.team.SetPassword(ctx, a.ID, password, staff.ByCommand)
	})
}

// DisableUser says whether a member of staff may sign in. Nobody is deleted: the record names them.
func DisableUser(ctx context.Context, c config.Config, email string, disabled bool) error {
	return withUser(ctx, c, email, func(b *base, a candor.Agent) error {
		if disabled {
			return b.team.Disable(ctx, a.ID, staff.ByCommand)
		}
		return b.team.Enable(ctx, a.ID, staff.ByCommand)
	})
}

func withUser(ctx context.Context, c config.Config, email string, do func(*base, candor.Agent) error) error {
	return with(ctx, c, func(b *base) error {
		a, _, err := b.store.AgentByEmail(ctx, email)
		if err != nil {
			return err
		}
		return do(b, a)
	})
}

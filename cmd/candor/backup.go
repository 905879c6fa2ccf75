package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"candor/internal/app"
)

func newBackup() *cobra.Command {
	c := command(page{
		use: "backup DIR", short: "Copy the databases while the desk runs",
		does: `Writes a consistent copy of the data and, into a folder of its own, of the wrapped customer keys. The
key file itself is never copied. Keep the two copies apart, and the copy of the keys for a short time
only: who is erased lives on in it.`,
		examples: []example{
			{"candor backup backups/monday", "into a new folder"},
			{"candor backup /mnt/disk/$(date +%F)", "one folder a day"},
		},
		touches: "DIR, which must not exist yet or be empty; nothing in the data folder",
		args:    cobra.ExactArgs(1),
	})
	c.RunE = func(cmd *cobra.Command, args []string) error {
		settings, err := loadSettings(cmd)
		if err != nil {
			return err
		}
		made, err := app.Backup(cmd.Context(), settings, args[0])
		if err != nil {
			return err
		}
		for _, file := range made {
			fmt.Fprintln(cmd.OutOrStdout(), file)
		}
		return nil
	}
	return c
}

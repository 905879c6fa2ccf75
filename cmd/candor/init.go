package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"candor/internal/app"
	"candor/internal/config"
)

func newInit() *cobra.Command {
	c := command(page{
		use: "init [DIR]", short: "Set up a new desk",
		does: `Writes candor.toml with every setting explained, makes the key that seals all messages, and makes
an empty database. It never overwrites anything: where one of them exists it stops and changes nothing.

Keep a copy of the key file apart from the backups of the data. Without it no message can be read again.`,
		examples: []example{
			{`candor init --name "Harbour & Pine"`, "in this folder"},
			{"candor init --print", "show the settings file, write nothing"},
		},
		touches: "candor.toml, candor.key and candor-data in DIR (this folder when it is left out)",
		args:    cobra.MaximumNArgs(1),
	})
	name := c.Flags().String("name", "", "the company, as customers know it")
	language := c.Flags().String("language", "", "the language of the desk, for example de")
	zone := c.Flags().String("timezone", "", "the time zone of the opening hours, for example Europe/Madrid (default: this machine's)")
	show := c.Flags().Bool("print", false, "print the settings file and write nothing")
	c.RunE = func(cmd *cobra.Command, args []string) error {
		settings := config.Default()
		settings.Desk.Timezone = machineZone()
		for _, one := range []struct {
			given string
			to    *string
		}{{*name, &settings.Desk.Name}, {*language, &settings.Desk.Language}, {*zone, &settings.Desk.Timezone}} {
			if one.given != "" {
				*one.to = one.given
			}
		}
		settings.Desk.Languages = []string{settings.Desk.Language}
		text := settings.Render()
		if _, err := config.Read("the flags", []byte(text), nil); err != nil {
			return err
		}
		out := cmd.OutOrStdout()
		if *show {
			fmt.Fprint(out, text)
			return nil
		}
		dir := "."
		if len(args) == 1 {
			dir = args[0]
		}
		made, err := app.Init(cmd.Context(), dir, text)
		if err != nil {
			return err
		}
		in := ""
		if dir != "." {
			in = " --config " + made.Settings
		}
		fmt.Fprintf(out, "Settings  %s\nKey       %s   (keep a copy apart from the backups of the data)\nData      %s\n\n", made.Settings, made.Key, made.Data)
		fmt.Fprintf(out, "Next:\n  candor user add you@example.com --name \"Your Name\" --role owner%s\n  candor knowledge add FOLDER --approved-by you@example.com%s\n  candor serve%s\n", in, in, in)
		return nil
	}
	return c
}

// machineZone is the IANA name of this machine's time zone, or UTC when it does not tell.
func machineZone() string {
	name := os.Getenv("TZ")
	if target, err := filepath.EvalSymlinks("/etc/localtime"); name == "" && err == nil {
		_, name, _ = strings.Cut(filepath.ToSlash(target), "zoneinfo/")
	}
	if _, err := time.LoadLocation(name); err != nil || name == "" || name == "Local" {
		return "UTC"
	}
	return name
}

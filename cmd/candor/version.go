package main

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"
)

// version is set when a release is built.
var version = "development"

func newVersion() *cobra.Command {
	c := command(page{
		use: "version", short: "Print the version",
		does: "Prints the version, the commit it was built from, the Go release and the machine it is for.",
		examples: []example{
			{"candor version", "one line"},
			{"candor version --modules", "also every module inside, for an audit"},
		},
		touches: "nothing",
	})
	modules := c.Flags().Bool("modules", false, "list the modules inside with their versions and digests")
	c.RunE = func(cmd *cobra.Command, args []string) error {
		info, ok := debug.ReadBuildInfo()
		fmt.Fprintf(cmd.OutOrStdout(), "candor %s%s, %s, %s/%s\n", version, commit(info), runtime.Version(), runtime.GOOS, runtime.GOARCH)
		if *modules && ok {
			for _, m := range info.Deps {
				fmt.Fprintf(cmd.OutOrStdout(), "%s %s %s\n", m.Path, m.Version, m.Sum)
			}
		}
		return nil
	}
	return c
}

// commit is what the toolchain stamped, if it did.
func commit(info *debug.BuildInfo) string {
	if info == nil {
		return ""
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" {
			return " (" + s.Value[:min(len(s.Value), 12)] + ")"
		}
	}
	return ""
}

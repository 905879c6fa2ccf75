package main

import (
	"errors"
	"os"

	"github.com/spf13/cobra"

	"candor/internal/config"
)

const flagConfig = "config"

// loadSettings reads the file that --config names. Where nobody named one and none is there, the
// environment alone must say at least where the data is, so that a command run in the wrong folder
// does not make an empty desk.
func loadSettings(cmd *cobra.Command) (config.Config, error) {
	path, err := cmd.Flags().GetString(flagConfig)
	if err != nil {
		return config.Config{}, usage(err)
	}
	c, err := config.Load(path, os.Environ())
	if errors.Is(err, config.ErrNoFile) && !cmd.Flags().Changed(flagConfig) && os.Getenv("CANDOR_DATA_DIR") != "" {
		return config.Load("", os.Environ())
	}
	return c, err
}

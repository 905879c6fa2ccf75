package main

import (
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"candor/internal/app"
	"candor/internal/app/fairness"
)

func newFairnessReport() *cobra.Command {
	c := command(page{
		use: "report FILE", short: "Show the report of an audit, or make a page or a PDF of it",
		does: `Shows a report that candor fairness run --out wrote, in plain sentences. With --against it says what
changed since an earlier one. A report that was changed after the desk signed it is refused. With --verify
nothing else is done; --key is the public key that the desk's trust page shows, without which anybody could
have signed it.`,
		examples: []example{
			{"candor fairness report audit.json --html audit.html --pdf audit.pdf", "to publish"},
			{`candor fairness report audit.json --verify --key "$(curl -s https://desk.example/trust/key)"`, "is it as the desk signed it?"},
		},
		touches: "the files that --html and --pdf name",
		args:    cobra.ExactArgs(1),
	})
	page := c.Flags().String("html", "", "write a page that stands alone into this file")
	paper := c.Flags().String("pdf", "", "write a PDF into this file")
	against := c.Flags().String("against", "", "an earlier report, such as before.json: say what changed since")
	verify := c.Flags().Bool("verify", false, "only say whether the report is as it was signed")
	own := c.Flags().String("key", "", "the desk's public key; another one is refused")
	c.RunE = func(cmd *cobra.Command, args []string) error {
		report, key, err := readReport(args[0])
		if err != nil {
			return err
		}
		if *own != "" {
			same, err := app.SignedWith(key, *own)
			if err != nil {
				return failure{what: err.Error(), do: "Copy the key from the trust page, as it stands there.", code: exitUsage}
			}
			if !same {
				return failure{what: args[0] + " was signed with another key than that of the desk", do: "Do not trust it. Get the report from the desk's trust page.", code: exitFailed}
			}
		}
		if *verify {
			return tellVerified(cmd.OutOrStdout(), key, *own != "")
		}
		if *against != "" {
			before, _, err := readReport(*against)
			if err != nil {
				return err
			}
			fairness.ShowChanges(cmd.OutOrStdout(), before, report)
			return nil
		}
		for path, write := range map[string]func(io.Writer, fairness.Report) error{*page: fairness.WritePage, *paper: fairness.WritePDF} {
			if path == "" {
				continue
			}
			if err := writeFile(path, func(w io.Writer) error { return write(w, report) }); err != nil {
				return err
			}
		}
		if *page != "" || *paper != "" {
			return nil
		}
		if err := fairness.ShowReport(cmd.OutOrStdout(), report); err != nil {
			return err
		}
		_, err = fmt.Fprintf(cmd.OutOrStdout(), "\nSigned with the key %s.\n", key)
		return err
	}
	return c
}

func tellVerified(w io.Writer, key string, known bool) error {
	said := "whose key that is, --key would tell"
	if known {
		said = "which is that of the desk"
	}
	_, err := fmt.Fprintf(w, "The report is as it was signed with the key %s, %s.\n", key, said)
	return err
}

func readReport(path string) (fairness.Report, string, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return fairness.Report{}, "", failure{what: "the report cannot be read from " + path, do: "Check the name, and that you may read there.", code: exitUsage}
	}
	report, key, err := fairness.ReadReport(text)
	if err != nil {
		return fairness.Report{}, "", failure{what: path + ": " + err.Error(), do: "Give a file that candor fairness run --out wrote.", code: exitUsage}
	}
	return report, key, nil
}

func writeFile(path string, write func(io.Writer) error) error {
	f, err := os.Create(path)
	if err == nil {
		err = errors.Join(write(f), f.Close())
	}
	if err != nil {
		return failure{what: fmt.Sprintf("%s could not be written", path), do: "Check the name, and that you may write there.", code: exitFailed}
	}
	return nil
}

func writeReport(path string, signed fairness.Signed) error {
	return writeFile(path, func(w io.Writer) error { return fairness.WriteReport(w, signed) })
}

func showReport(w io.Writer, report fairness.Report, signed fairness.Signed, asJSON bool) error {
	if asJSON {
		return fairness.WriteReport(w, signed)
	}
	return fairness.ShowReport(w, report)
}

package main

import (
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"candor/internal/app/fairness"
)

func newFairnessReport() *cobra.Command {
	c := command(page{
		use: "report FILE", short: "Show the report of an audit, or make a page or a PDF of it",
		does: `Shows a report that candor fairness run --out wrote, in plain sentences. With --against it says what
changed since an earlier one. A report that was changed after the desk signed it is refused.`,
		examples: []example{
			{"candor fairness report audit.json --html audit.html --pdf audit.pdf", "to publish"},
			{"candor fairness report audit.json --against before.json", "what changed"},
		},
		touches: "the files that --html and --pdf name",
		args:    cobra.ExactArgs(1),
	})
	page := c.Flags().String("html", "", "write a page that stands alone into this file")
	paper := c.Flags().String("pdf", "", "write a PDF into this file")
	against := c.Flags().String("against", "", "an earlier report")
	c.RunE = func(cmd *cobra.Command, args []string) error {
		report, key, err := readReport(args[0])
		if err != nil {
			return err
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

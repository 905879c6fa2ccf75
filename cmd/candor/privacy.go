package main

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"candor/internal/app/jsonl"
	"candor/internal/app/privacy"
)

// longestText is what a person may give to look through at once, in bytes.
const longestText = 8 << 20

func newPrivacy() *cobra.Command {
	return group(page{
		use: "privacy", short: "See what personal data a text holds, or hide it",
		does: `Looks for what names or reaches a person, with the same rules as the desk uses before anything
leaves it. Nothing is kept and nothing is sent.`,
		examples: []example{
			{`candor privacy detect "My number is +44 20 7946 0958"`, "what is found"},
			{`candor privacy mask < letter.txt > safe.txt`, "the text with labels in place of it"},
		},
		touches: "nothing; it needs no desk",
	}, newPrivacyDetect(), newPrivacyMask())
}

func newPrivacyDetect() *cobra.Command {
	c := command(page{
		use: `detect ["TEXT"]`, short: "Find personal data in a text",
		does: `Shows each finding with its type, the words, and how sure it is. Without a text it reads standard
input.

With --jsonl it reads lines {"id", "text", "language", "country", "regions"} from standard input (all
but "text" may be left out) and writes lines {"id", "spans": [{"type", "start", "end", "score"}]} in the
same order. Places are code points; a place that may be several things is there once for each, best
first. A line that cannot be read is told with its number and the rest goes on; the exit code is then 1.`,
		examples: []example{
			{`candor privacy detect --country DE "Meine IdNr ist 12345678903"`, "one text, from Germany"},
			{"candor privacy detect --jsonl < texts.jsonl > found.jsonl", "many at once"},
		},
		touches: "nothing; it needs no desk",
		args:    cobra.MaximumNArgs(1),
	})
	lines := c.Flags().Bool("jsonl", false, "read texts and write findings as JSON lines")
	hints := hintFlags(c)
	c.RunE = func(cmd *cobra.Command, args []string) error {
		looker := privacy.New()
		if *lines {
			if len(args) > 0 {
				return failure{what: "there are two ways to give a text", do: "Give a text in quotes, or --jsonl and lines on standard input.", code: exitUsage}
			}
			return detectLines(cmd, looker)
		}
		text, err := textOf(cmd, args)
		if err != nil {
			return err
		}
		showPlaces(cmd.OutOrStdout(), looker.Read(text, hints()))
		return nil
	}
	return c
}

func newPrivacyMask() *cobra.Command {
	c := command(page{
		use: `mask ["TEXT"]`, short: "Print a text with personal data replaced by labels",
		does: `Replaces each finding by its type in brackets, such as [EMAIL_ADDRESS], and says on standard error
how many of each were hidden. Without a text it reads standard input. The labels cannot be turned back.`,
		examples: []example{
			{`candor privacy mask "I am at anna@example.org"`, "one text"},
			{"candor privacy mask < letter.txt > safe.txt", "a file"},
		},
		touches: "nothing; it needs no desk",
		args:    cobra.MaximumNArgs(1),
	})
	hints := hintFlags(c)
	c.RunE = func(cmd *cobra.Command, args []string) error {
		text, err := textOf(cmd, args)
		if err != nil {
			return err
		}
		report := privacy.New().Read(text, hints())
		if _, err := io.WriteString(cmd.OutOrStdout(), endLine(report.Masked)); err != nil {
			return fmt.Errorf("privacy: write: %w", err)
		}
		showHidden(cmd.ErrOrStderr(), report)
		return nil
	}
	return c
}

// hintFlags adds what is known of a text beside its words.
func hintFlags(c *cobra.Command) func() privacy.Hints {
	language := c.Flags().String("language", "", "the language of the text, for example de")
	country := c.Flags().String("country", "", "the country it comes from, for example DE: looks harder for that country's numbers")
	return func() privacy.Hints { return privacy.Hints{Language: *language, Country: *country} }
}

func detectLines(cmd *cobra.Command, looker *privacy.Looker) error {
	bad := 0
	err := looker.Lines(cmd.Context(), cmd.InOrStdin(), cmd.OutOrStdout(), func(b jsonl.Bad) {
		bad++
		tellLine(cmd.ErrOrStderr(), b)
	})
	if err != nil {
		return err
	}
	return troubled(bad)
}

// textOf gives the text of the argument, or of standard input.
func textOf(cmd *cobra.Command, args []string) (string, error) {
	if len(args) == 1 {
		return args[0], checkText(args[0])
	}
	read, err := io.ReadAll(io.LimitReader(cmd.InOrStdin(), longestText+1))
	if err != nil {
		return "", fmt.Errorf("privacy: read the text: %w", err)
	}
	return string(read), checkText(string(read))
}

func checkText(text string) error {
	err := error(nil)
	switch {
	case strings.TrimSpace(text) == "":
		err = errors.New("there is no text")
	case len(text) > longestText:
		err = fmt.Errorf("the text is longer than %d MB", longestText>>20)
	case !utf8.ValidString(text):
		err = errors.New("the text is not valid UTF-8")
	default:
		return nil
	}
	return failure{what: err.Error(), do: "Give a text in quotes, or on standard input.", code: exitUsage}
}

func showPlaces(w io.Writer, report privacy.Report) {
	if len(report.Places) == 0 {
		fmt.Fprintln(w, "No personal data was found. That is no proof that there is none.")
	}
	for _, p := range report.Places {
		fmt.Fprintf(w, "%-26s %3.0f %%  from character %d: %q\n", p.Type, 100*p.Score, p.Start+1, p.Words)
	}
	if len(report.Matters) > 0 {
		fmt.Fprintf(w, "Sensitive matters          %s\n", strings.Join(report.Matters, ", "))
	}
}

func showHidden(w io.Writer, report privacy.Report) {
	if len(report.Hidden) == 0 {
		fmt.Fprintln(w, "Nothing was hidden: no personal data was found. That is no proof that there is none.")
		return
	}
	parts := make([]string, len(report.Hidden))
	for i, h := range report.Hidden {
		parts[i] = fmt.Sprintf("%d %s", h.Count, h.Type)
	}
	fmt.Fprintf(w, "Hidden: %s.\n", strings.Join(parts, ", "))
}

func endLine(s string) string {
	if strings.HasSuffix(s, "\n") {
		return s
	}
	return s + "\n"
}

package main

import (
	"context"
	"fmt"
	"io"
	"time"

	"github.com/spf13/cobra"

	"candor/internal/app"
	"candor/internal/app/consult"
	"candor/internal/app/jsonl"
)

func newAsk() *cobra.Command {
	c := command(page{
		use: `ask ["QUESTION"]`, short: "Ask what a customer would ask",
		does: `Answers as the assistant would: quotes with their source, or that it does not know, or that a person
must handle it. Without --knowledge it asks the articles of the desk; with it, articles in a file or
folder, without a desk.

With --jsonl it reads lines {"id", "query"} from standard input and writes lines {"id", "decision":
answer, abstain or person, "confidence", "docs": [{"doc_id", "score"}], "answer", "citations"} in the
same order. A line that cannot be read is told with its number and the rest goes on; the exit code is
then 1.`,
		examples: []example{
			{`candor ask "How long do refunds take?"`, "of the desk's articles"},
			{"candor ask --jsonl --knowledge corpus.jsonl.gz < questions.jsonl > answers.jsonl", "many at once"},
		},
		touches: "nothing; it only reads",
		args:    cobra.MaximumNArgs(1),
	})
	corpus := c.Flags().StringArray("knowledge", nil, "articles in this file or folder instead of the desk's; may be repeated")
	lines := c.Flags().Bool("jsonl", false, "read questions and write answers as JSON lines")
	language := c.Flags().String("language", "", "the language the desk speaks with the customer, for example de")
	c.RunE = func(cmd *cobra.Command, args []string) error {
		if *lines == (len(args) == 1) {
			return failure{what: "there is no question, or there are two ways to ask", do: `Give one question in quotes, or --jsonl and lines on standard input.`, code: exitUsage}
		}
		library, bad, err := openLibrary(cmd, *corpus)
		if err != nil {
			return err
		}
		if *lines {
			return askLines(cmd, library, bad)
		}
		reply, err := library.Ask(cmd.Context(), consult.AskLine{Query: args[0], Lang: *language})
		if err != nil {
			return failure{what: err.Error(), do: "Ask in one to 8,000 characters.", code: exitUsage}
		}
		showReply(cmd.OutOrStdout(), reply)
		return troubled(bad)
	}
	return c
}

// openLibrary reads the articles that --knowledge names, or the desk's. Bad counts those that
// could not be read; they are told.
func openLibrary(cmd *cobra.Command, corpus []string) (library *consult.Library, bad int, err error) {
	ctx, report := cmd.Context(), cmd.ErrOrStderr()
	defer slow(ctx, report, "Reading and indexing the articles …")()
	if len(corpus) == 0 {
		settings, err := loadSettings(cmd)
		if err != nil {
			return nil, 0, err
		}
		library, err = app.OpenLibrary(ctx, settings)
		return library, 0, err
	}
	articles, problems, err := consult.ReadArticles(corpus)
	if err != nil {
		return nil, 0, err
	}
	for _, p := range problems {
		fmt.Fprintln(report, "candor:", p)
	}
	if len(articles) == 0 {
		return nil, 0, failure{what: "there are no articles in what --knowledge names",
			do: `Give Markdown, HTML, text or CSV, or JSON lines with "doc_id", "title" and "text".`, code: exitUsage}
	}
	library, err = consult.FromArticles(ctx, articles, 0)
	return library, consult.Lost(problems), err
}

func askLines(cmd *cobra.Command, library *consult.Library, bad int) error {
	report := cmd.ErrOrStderr()
	err := library.AskLines(cmd.Context(), cmd.InOrStdin(), cmd.OutOrStdout(), func(b jsonl.Bad) {
		bad++
		tellLine(report, b)
	})
	if err != nil {
		return err
	}
	return troubled(bad)
}

func tellLine(w io.Writer, b jsonl.Bad) {
	fmt.Fprintf(w, "candor: line %d: %s; it was passed over\n", b.Number, b.Why)
}

func showReply(w io.Writer, r consult.Reply) {
	switch r.Decision {
	case consult.DecidePerson:
		fmt.Fprintf(w, "A person must handle this (%s).\n", r.Rule)
	case consult.DecideAbstain:
		fmt.Fprintf(w, "The articles do not answer this well enough (confidence %.2f; %s).\nThe assistant says so and offers a person.\n", r.Confidence, needs(r))
		for i, d := range r.Docs {
			if i == 3 {
				break
			}
			fmt.Fprintf(w, "  nearest: %s\n", d.Doc)
		}
	case consult.DecideAnswer:
		fmt.Fprintf(w, "%s\n\n", r.Answer)
		told := ""
		for _, q := range r.Citations {
			where := q.Title
			if q.Heading != "" {
				where += " › " + q.Heading
			}
			if where += " (" + q.Doc + ")"; where != told {
				fmt.Fprintf(w, "  Source: %s\n", where)
			}
			told = where
		}
		fmt.Fprintf(w, "  Confidence: %.2f\n", r.Confidence)
	}
}

// slow shows a line when something takes more than a second, at a terminal or not. Call what it
// gives when it is done.
func slow(ctx context.Context, w io.Writer, line string) (done func()) {
	ctx, cancel := context.WithCancel(ctx)
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		select {
		case <-ctx.Done():
		case <-time.After(time.Second):
			fmt.Fprintln(w, line)
		}
	}()
	return func() { cancel(); <-ended }
}

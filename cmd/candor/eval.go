package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"candor/internal/app"
	"candor/internal/app/consult"
	"candor/internal/app/evaluate"
)

func newEval() *cobra.Command {
	c := command(page{
		use: "eval", short: "Measure how well the articles answer questions",
		does: `Asks questions whose right articles you know and says how often the right article comes first, how well
the confidence tells right from wrong, and how many questions can be answered while nine in ten answers
are right; each with its 95 % interval. Every question is also asked with its right articles taken
away, and so are questions about something else: the assistant should be unsure then.

The questions are JSON lines {"query", "gold": [names of the right articles], "lang"} or a CSV file with
those columns, several names parted by "|". An article's name is its doc_id or slug, or its place in
the folder; a question without one is one that nobody can answer. Without --knowledge it measures the
articles of the desk.`,
		examples: []example{
			{"candor eval --knowledge corpus.jsonl.gz --queries questions.jsonl", "a file of articles"},
			{"candor eval --queries questions.csv --svg curve.svg", "the desk's own, with a picture"},
		},
		touches: "nothing but the file that --svg names",
	})
	corpus := c.Flags().StringArray("knowledge", nil, "articles in this file or folder instead of the desk's; may be repeated")
	queries := c.Flags().String("queries", "", "the file of questions (.jsonl or .csv, also packed as .gz)")
	far := c.Flags().String("far", "", "a file of questions about something else, instead of those built in")
	picture := c.Flags().String("svg", "", "draw the risk-coverage curve into this file")
	asJSON := c.Flags().Bool("json", false, "write the figures as JSON")
	c.RunE = func(cmd *cobra.Command, _ []string) error {
		if *queries == "" {
			return failure{what: "there are no questions", do: "Name the file of questions with --queries.", code: exitUsage}
		}
		in := evaluate.Input{File: *queries}
		var unread []evaluate.Bad
		var err error
		if in.Questions, unread, err = evaluate.ReadQuestions(*queries); err != nil {
			return err
		}
		if *far != "" {
			others, bad, err := evaluate.ReadQuestions(*far)
			if err != nil {
				return err
			}
			unread = append(unread, bad...)
			for _, q := range others {
				in.Far = append(in.Far, q.Text)
			}
		}
		report, lost, err := measure(cmd, *corpus, in)
		if err != nil {
			return err
		}
		unread = append(unread, report.Bad...)
		for _, b := range unread {
			fmt.Fprintln(cmd.ErrOrStderr(), "candor:", b)
		}
		if *picture != "" {
			if err := writePicture(*picture, report); err != nil {
				return err
			}
		}
		if *asJSON {
			encoder := json.NewEncoder(cmd.OutOrStdout())
			encoder.SetIndent("", "  ")
			err = encoder.Encode(report)
		} else {
			err = report.WriteText(cmd.OutOrStdout())
		}
		return errors.Join(err, troubled(lost+len(unread)))
	}
	return c
}

// measure asks the questions of the articles that are named, or of the desk's. Lost counts the
// articles that could not be read; they are told.
func measure(cmd *cobra.Command, corpus []string, in evaluate.Input) (report evaluate.Report, lost int, err error) {
	ctx := cmd.Context()
	defer slow(ctx, cmd.ErrOrStderr(), "Asking every question, with its article and without …")()
	if len(corpus) == 0 {
		settings, err := loadSettings(cmd)
		if err != nil {
			return evaluate.Report{}, 0, err
		}
		report, err = app.Evaluate(ctx, settings, in)
		return report, 0, err
	}
	articles, problems, err := consult.ReadArticles(corpus)
	if err != nil {
		return evaluate.Report{}, 0, err
	}
	for _, p := range problems {
		fmt.Fprintln(cmd.ErrOrStderr(), "candor:", p)
	}
	if len(articles) == 0 {
		return evaluate.Report{}, 0, failure{what: "there are no articles in what --knowledge names",
			do: `Give Markdown, HTML, text or CSV, or JSON lines with "doc_id", "title" and "text".`, code: exitUsage}
	}
	in.Articles = articles
	report, err = evaluate.Run(ctx, in)
	return report, consult.Lost(problems), err
}

func writePicture(path string, r evaluate.Report) error {
	f, err := os.Create(path)
	if err == nil {
		err = errors.Join(r.WriteSVG(f), f.Close())
	}
	if err != nil {
		return failure{what: "the picture could not be written to " + path, do: "Check the name, and that you may write there.", code: exitFailed}
	}
	return nil
}

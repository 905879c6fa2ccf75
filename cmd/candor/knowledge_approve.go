package main

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"candor"
	"candor/internal/app"
)

func newKnowledgeApprove() *cobra.Command {
	c := command(page{
		use: "approve [ARTICLE...]", short: "Let articles answer that somebody else wrote",
		does: `An article, and each new version of one, answers once a lead or an owner who did not write it approved
it. Name articles by their names in addresses, or approve everything that waits with --all. What seems to
talk to an assistant instead of a reader is left out of --all: read it first and approve it by name. Its
instructions are never quoted either way.`,
		examples: []example{
			{"candor knowledge approve return-a-lamp --by maya@example.com", "one article"},
			{"candor knowledge approve --all --by maya@example.com", "everything that waits"},
		},
		touches: "the articles in the database; a running desk answers from them within seconds",
		args:    cobra.ArbitraryArgs,
	})
	var in app.Approval
	c.Flags().StringVar(&in.By, "by", "", "who approves: e-mail or name of a lead or an owner")
	c.Flags().BoolVar(&in.All, "all", false, "everything that waits")
	c.RunE = func(cmd *cobra.Command, args []string) error {
		in.Names = args
		if in.By == "" || len(args) == 0 && !in.All {
			return failure{what: "who approves what?", do: "Name articles or --all, and --by with a lead or an owner.", code: exitUsage}
		}
		settings, err := loadSettings(cmd)
		if err != nil {
			return err
		}
		done, err := app.ApproveKnowledge(cmd.Context(), settings, in)
		if err != nil {
			return namedWrong(err)
		}
		for _, a := range done.Steering {
			fmt.Fprintf(cmd.ErrOrStderr(), "candor: %s: it talks to an assistant instead of the reader; those passages are not used for answers.\n", a.Slug)
		}
		for _, a := range done.Own {
			fmt.Fprintf(cmd.ErrOrStderr(), "candor: %s: %s wrote it; somebody else approves it.\n", a.Slug, in.By)
		}
		for _, name := range done.Unknown {
			fmt.Fprintf(cmd.ErrOrStderr(), "candor: %s: nothing of that name waits.\n", name)
		}
		fmt.Fprintf(cmd.OutOrStdout(), "%s approved.\n", plural(len(done.Articles), "article", "articles"))
		return troubled(len(done.Own) + len(done.Unknown))
	}
	return c
}

func newKnowledgeWithdraw() *cobra.Command {
	c := command(page{
		use: "withdraw ARTICLE", short: "Stop answering from an article",
		does: `It answers no more from now on. One person is enough for that. Its versions stay readable.`,
		examples: []example{
			{"candor knowledge withdraw summer-sale", "the sale is over"},
			{"candor knowledge withdraw de/sommer-sale", "in one language, where several have the name"},
		},
		touches: "the articles in the database",
		args:    cobra.ExactArgs(1),
	})
	c.RunE = func(cmd *cobra.Command, args []string) error {
		settings, err := loadSettings(cmd)
		if err != nil {
			return err
		}
		a, err := app.WithdrawKnowledge(cmd.Context(), settings, args[0])
		if err != nil {
			return namedWrong(err)
		}
		fmt.Fprintf(cmd.OutOrStdout(), "%s answers no more.\n", a.Slug)
		return nil
	}
	return c
}

// namedWrong tells of somebody or something that was named and is not there, or may not.
func namedWrong(err error) error {
	var e *candor.Error
	if !errors.As(err, &e) {
		return err
	}
	switch {
	case e.Key == "console.knowledge.problem.own":
		return failure{what: "the same person cannot write and approve an article", do: "Name two members of staff; candor user list shows them.", code: exitUsage}
	case (e.Code == candor.CodeInvalid || e.Code == candor.CodeForbidden || e.Code == candor.CodeNotFound) && e.Err != nil:
		return failure{what: e.Err.Error(), do: "candor user list and candor knowledge list show who and what is there.", code: exitUsage}
	}
	return err
}

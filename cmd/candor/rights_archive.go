package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"github.com/spf13/cobra"

	"candor"
	"candor/internal/app"
)

// newFile makes a file that only its owner may read, and never writes over one.
func newFile(name string) (*os.File, error) {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return nil, failure{what: name + " exists already", do: "Give another name with --out; nothing is written over.", code: exitUsage}
	}
	return f, err
}

func newRightsExport() *cobra.Command {
	c := command(page{
		use: "export", short: "Write everything that is kept about a person into one file",
		does: `The file is a ZIP with a page to read, the same as data (JSON with its schema, and tables), attachments,
what the AI decided and why, consents with the exact words that were shown, and who read what. It is
signed by the desk and can be taken to another Candor.`,
		examples: []example{
			{"candor rights export --email ana@example.org --out ana.zip", "for the person with that address"},
			{"candor rights export --conversation con_06h… --out ana.zip", "for the person in that conversation"},
		},
		touches: "the file that it makes, for you alone to read; and the record that it was made",
		args:    cobra.NoArgs,
	})
	who := personFlags(c)
	out := c.Flags().String("out", "", "the file to make (required)")
	c.RunE = func(cmd *cobra.Command, _ []string) error {
		settings, err := loadSettings(cmd)
		if err != nil {
			return err
		}
		p, err := who()
		if err != nil {
			return err
		}
		if *out == "" {
			return failure{what: "the archive has no name", do: "Give it with --out ana.zip.", code: exitUsage}
		}
		f, err := newFile(*out)
		if err != nil {
			return err
		}
		defer slow(cmd.Context(), cmd.ErrOrStderr(), "Collecting what is kept …")()
		sum, err := app.ExportPerson(cmd.Context(), settings, p, f)
		if err = errors.Join(err, f.Close()); err != nil {
			return person(errors.Join(err, os.Remove(*out)))
		}
		fmt.Fprintf(cmd.OutOrStdout(), "%s holds %s and %s. Digest %s\n", *out,
			plural(int(sum.Counts["conversations"]), "conversation", "conversations"),
			plural(int(sum.Counts["messages"]), "message", "messages"), sum.Digest)
		return nil
	}
	return c
}

func newRightsImport() *cobra.Command {
	c := command(page{
		use: "import FILE", short: "Take over what a person brought from another Candor",
		does: `Checks the whole archive first: every name, every checksum, the signature. Conversations come in as
finished ones with all their messages, sealed under a new key of the person's own; decisions of the
other desk come along as history. What is here already is not changed.`,
		examples: []example{
			{"candor rights import ana.zip --key candor-receipt+…", "the other desk's key, from its /trust/receipt-key"},
			{"candor rights import ana.zip --dry-run", "only look, whoever signed it"},
		},
		touches: "the data folder; nothing with --dry-run",
		args:    cobra.ExactArgs(1),
	})
	dry := c.Flags().Bool("dry-run", false, "check the archive and count, and change nothing")
	key := c.Flags().String("key", "", "the other desk's public key, as published at its /trust/receipt-key (required, but with --dry-run)")
	c.RunE = func(cmd *cobra.Command, args []string) error {
		settings, err := loadSettings(cmd)
		if err != nil {
			return err
		}
		if *key == "" && !*dry {
			return failure{what: "nobody vouches for the archive", do: "Give the other desk's public key with --key, or only look with --dry-run.", code: exitUsage}
		}
		got, err := app.ImportPerson(cmd.Context(), settings, args[0], *key, *dry)
		if candor.CodeOf(err) == candor.CodeNotFound {
			return failure{
				what: "the person had their data erased at this desk", do: "It stays that way. If they want to come back, they begin a new conversation.", code: exitTrouble,
			}
		}
		if err != nil {
			return err
		}
		verb := "Took over"
		if *dry {
			verb = "The archive is whole. It would bring"
		}
		fmt.Fprintf(cmd.OutOrStdout(), "%s %s with %s, from %s. %s there already.\n", verb,
			plural(got.Conversations, "conversation", "conversations"), plural(got.Messages, "message", "messages"), got.From,
			plural(got.There, "conversation was", "conversations were"))
		return nil
	}
	return c
}

func newRightsErase() *cobra.Command {
	c := command(page{
		use: "erase", short: "Destroy everything that is kept about a person, and prove it",
		does: `Every store destroys what it has, the person's key last, so that nobody can read what stands in
backups of the data once copies of keys.db from before are gone too. All stores are looked through
afterwards, and the certificate says of each what became of it. A legal hold wins: what it keeps is
named. This cannot be undone.`,
		examples: []example{
			{"candor rights erase --email ana@example.org --out proof.json --yes", "destroy it, and keep the proof"},
			{"candor rights erase --customer cus_06h… --out proof.json --yes", "by their id"},
		},
		touches: "the data folder and the keys; and the file that it makes",
		args:    cobra.NoArgs,
	})
	who := personFlags(c)
	out := c.Flags().String("out", "", "where to write the signed certificate (required)")
	yes := c.Flags().Bool("yes", false, "yes, destroy it (required)")
	c.RunE = func(cmd *cobra.Command, _ []string) error {
		settings, err := loadSettings(cmd)
		if err != nil {
			return err
		}
		p, err := who()
		if err != nil {
			return err
		}
		if *out == "" || !*yes {
			return failure{what: "erasing cannot be undone, so it needs a certificate's name and your word", do: "Give --out certificate.json and --yes.", code: exitUsage}
		}
		f, err := newFile(*out)
		if err != nil {
			return err
		}
		certificate, err := app.ErasePerson(cmd.Context(), settings, p)
		if certificate == nil {
			return person(errors.Join(err, f.Close(), os.Remove(*out)))
		}
		_, written := f.Write(certificate.Bytes())
		if err := errors.Join(written, f.Close()); err != nil {
			return fmt.Errorf("write the certificate: %w", err)
		}
		for _, l := range certificate.Lines() {
			fmt.Fprintf(cmd.OutOrStdout(), "  %-18s %-10s %6d  %s\n", l.Store, l.Outcome, l.Count, l.Reason)
		}
		if err != nil || !certificate.Complete() {
			return errors.Join(err, failure{
				what: fmt.Sprintf("not everything is gone for %s: see above", certificate.Request()),
				do:   "What a hold keeps goes when it ends: then candor rights certificate has the last word. After a failure the desk tries again by itself.", code: exitTrouble,
			})
		}
		fmt.Fprintf(cmd.OutOrStdout(), "Nothing is left. The certificate of %s is in %s.\n", certificate.Request(), *out)
		return nil
	}
	return c
}

func newRightsCertificate() *cobra.Command {
	c := command(page{
		use: "certificate REQUEST", short: "Write the certificate of an erasure again",
		does: "Writes what the desk signed when it erased. What a hold kept back has a new one once it went too.",
		examples: []example{
			{"candor rights certificate req_06h… --out proof.json", "of that request"},
			{"candor rights verify proof.json --key candor-receipt+…", "and check it"},
		},
		touches: "the file that it makes", args: cobra.ExactArgs(1),
	})
	out := c.Flags().String("out", "", "where to write the signed certificate (required)")
	c.RunE = func(cmd *cobra.Command, args []string) error {
		settings, err := loadSettings(cmd)
		if err != nil {
			return err
		}
		id := candor.RequestID(args[0])
		if !id.Valid() || *out == "" {
			return failure{what: "a request and a file are needed", do: "Copy the number whole, from the letter or the console: req_…, and give --out proof.json.", code: exitUsage}
		}
		certificate, err := app.CertificateOf(cmd.Context(), settings, id)
		if candor.CodeOf(err) == candor.CodeNotFound {
			return failure{what: "nothing was erased for that request", do: "See candor rights list for what still waits.", code: exitTrouble}
		}
		if err != nil {
			return err
		}
		f, err := newFile(*out)
		if err != nil {
			return err
		}
		_, written := f.Write(certificate.Bytes())
		if err := errors.Join(written, f.Close()); err != nil {
			return fmt.Errorf("write the certificate: %w", err)
		}
		fmt.Fprintf(cmd.OutOrStdout(), "The certificate is in %s.\n", *out)
		return nil
	}
	return c
}

func newRightsVerify() *cobra.Command {
	c := command(page{
		use: "verify FILE", short: "Check the certificate of an erasure",
		does: "Checks the signature and that the certificate calls complete exactly what is. It needs no desk and no network.",
		examples: []example{
			{"candor rights verify proof.json --key candor-receipt+…", "the key is at /trust/receipt-key"},
			{"candor rights verify held.json --key candor-receipt+…", "one that is not complete says so"},
		},
		touches: "nothing; it only reads the file",
		args:    cobra.ExactArgs(1),
	})
	key := c.Flags().String("key", "", "the desk's public key (required)")
	c.RunE = func(cmd *cobra.Command, args []string) error {
		text, err := os.ReadFile(args[0])
		if err != nil {
			return fmt.Errorf("read the certificate: %w", err)
		}
		certificate, err := app.VerifyCertificate(bytes.TrimSpace(text), *key)
		if err != nil {
			return failure{what: "the certificate does not verify", do: "Do not rely on it: it was changed, or another desk signed it.", code: exitTrouble}
		}
		word := "NOT complete"
		if certificate.Complete() {
			word = "complete"
		}
		fmt.Fprintf(cmd.OutOrStdout(), "The certificate verifies. The erasure of %s is %s.\n", certificate.Finished().Format("2006-01-02 15:04 MST"), word)
		return nil
	}
	return c
}

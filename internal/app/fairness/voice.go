package fairness

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"time"

	"candor/action"
	"candor/answer"
	"candor/answer/ground"
	"candor/internal/app/wording"
	"candor/internal/egress"
	"candor/policy"
	"candor/privacy"
	"candor/vendors"
)

// Voices are what NewVoices needs to ask models as the desk asks them: the same prompts, masking, way out and gates.
type Voices struct {
	Register *vendors.Register
	Verifier string // the vendor whose model reads each sentence a second time; empty: none does
	Quotes   answer.Drafter
	Finder   privacy.Finder
	Secrets  egress.Secrets
	Sendings Sendings
	Notes    *Notes
	Log      *slog.Logger
	Now      func() time.Time
}

// patience is how long a model may take in an audit. It is longer than a customer waits: what a model would have said is
// observed, not whether it is quick.
const patience = time.Minute

// Voice is one vendor's model as it words answers and chooses acts, for customers who allow that vendor and no other.
type Voice struct {
	Name   string   // as reports name it
	Allows []string // the vendors that the made-up customer allows

	entry  vendors.Entry
	notes  *Notes
	quotes answer.Drafter
	asker  *wording.Asker
	gate   *egress.Gate
	now    func() time.Time
}

// Names gives the models whose words a desk gives, in the order of the register, as reports name them.
func Names(r *vendors.Register, verifier string) []string {
	var all []string
	for _, e := range r.Entries() {
		if len(e.Models) > 0 {
			all = append(all, nameOf(r, e, verifier))
		}
	}
	return all
}

func nameOf(r *vendors.Register, e vendors.Entry, verifier string) string {
	name := e.Name + " " + e.Models[0]
	if second, ok := r.Entry(verifier); ok && len(second.Models) > 0 {
		name += ", read by " + second.Name + " " + second.Models[0]
	}
	return name
}

// All makes a voice for each vendor in the register. Close each.
func (v Voices) All() (all []*Voice, err error) {
	for _, e := range v.Register.Entries() {
		if len(e.Models) == 0 {
			continue
		}
		one, err := v.voice(e)
		if err != nil {
			for _, made := range all {
				made.Close()
			}
			return nil, err
		}
		all = append(all, one)
	}
	return all, nil
}

// voice asks one vendor alone: nobody takes over, so that what is heard is said by this model.
func (v Voices) voice(e vendors.Entry) (*Voice, error) {
	out := &Voice{Name: nameOf(v.Register, e, v.Verifier), Allows: []string{e.Name}, entry: e, notes: v.Notes, quotes: v.Quotes, now: v.Now}
	alone := e
	alone.Fallback = nil
	entries := []vendors.Entry{alone}
	if second, ok := v.Register.Entry(v.Verifier); ok && v.Verifier != e.Name {
		second.Fallback = nil
		entries = append(entries, second)
		out.Allows = append(out.Allows, second.Name)
	}
	register, err := vendors.NewRegister(entries...)
	if err != nil {
		return nil, fmt.Errorf("fairness: the vendor %q: %w", e.Name, err)
	}
	out.gate, err = egress.New(egress.Options{Register: register, Records: &Book{Store: v.Sendings}, Secrets: v.Secrets, Log: v.Log, Now: v.Now})
	if err != nil {
		return nil, fmt.Errorf("fairness: the way to %q: %w", e.Name, err)
	}
	masker, err := privacy.NewMasker(privacy.MaskOptions{Finder: v.Finder, Vaults: &privacy.MemoryVaults{}})
	if err != nil {
		out.Close()
		return nil, fmt.Errorf("fairness: mask for %q: %w", e.Name, err)
	}
	out.asker, err = wording.New(wording.Options{
		Register: register, Gate: out.gate, Masker: masker, Profiles: nobody{}, Log: v.Log, Verifier: v.Verifier, Patience: patience,
	})
	if err != nil {
		out.Close()
		return nil, fmt.Errorf("fairness: %w", err)
	}
	return out, nil
}

// Close lets go of connections.
func (v *Voice) Close() { v.gate.Close() }

// Draft implements Drafter: quotes, put into the model's words as for a customer.
func (v *Voice) Draft(ctx context.Context, c *policy.Case) (policy.Draft, error) {
	d := answer.Wording{Drafter: v.quotes, Words: heard{v}, Verifier: ground.Verifier{Second: v.second(c)}}
	return d.Draft(ctx, c)
}

// Choose lets the model choose an act, as the running desk does.
func (v *Voice) Choose(ctx context.Context, c *policy.Case, acts *action.Registry) (action.Call, error) {
	call, err := v.asker.Choose(ctx, c, acts)
	if err != nil || !call.Empty() { // else nothing could be chosen, or nothing was
		v.note(c, err)
	}
	return call, err
}

func (v *Voice) note(c *policy.Case, err error) {
	v.notes.write(c.Conversation.ID, func(n *note) {
		n.asked = true
		n.failed = errors.Join(n.failed, err)
	})
}

// heard asks for words and notes what came of it. It implements answer.Words.
type heard struct{ v *Voice }

// Propose implements answer.Words.
func (h heard) Propose(ctx context.Context, c *policy.Case, p answer.Prompt, on func([]byte) error) error {
	var text bytes.Buffer
	err := h.v.asker.Propose(ctx, c, p, func(piece []byte) error {
		text.Write(piece)
		return on(piece)
	})
	h.v.note(c, err)
	h.v.notes.write(c.Conversation.ID, func(n *note) { n.words = sentencesOf(text.Bytes()) })
	return err
}

// sentencesOf gives the sentences that a model proposed; none where it wrote something else.
func sentencesOf(text []byte) []string {
	var proposed struct {
		Sentences []struct {
			Sentence string `json:"sentence"`
		} `json:"sentences"`
	}
	if json.Unmarshal(text, &proposed) != nil {
		return nil
	}
	var all []string
	for _, one := range proposed.Sentences {
		all = append(all, strings.TrimSpace(one.Sentence))
	}
	return all
}

// second is the second opinion, with a note of what kept it from giving one.
func (v *Voice) second(c *policy.Case) ground.SecondOpinion {
	asked := v.asker.Second(c)
	if asked == nil {
		return nil
	}
	return reads{v, c, asked}
}

type reads struct {
	v     *Voice
	c     *policy.Case
	asked ground.SecondOpinion
}

// Refuses implements ground.SecondOpinion.
func (r reads) Refuses(ctx context.Context, sentence, quote string) (bool, error) {
	refused, err := r.asked.Refuses(ctx, sentence, quote)
	if err != nil {
		r.v.note(r.c, err)
	}
	return refused, err
}

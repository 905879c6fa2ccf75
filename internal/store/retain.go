package store

import (
	"context"
	"database/sql"
	"fmt"
	"strconv"
	"strings"
	"time"

	"candor"
	"candor/privacy/retain"
)

// retainPage is how many things go in one transaction, so that a message on its way in does not wait
// long for those whose time is over.
const retainPage = 100

// Retain takes the steps of a plan: what is over goes, in short transactions, each with its proof; what
// a legal hold keeps stays. Taken again at the same moment they find nothing. In a dry run nothing
// changes, and the outcomes tell what would go.
//
// It gives the outcomes of the steps that were taken, also beside an error.
func (s *Store) Retain(ctx context.Context, steps []retain.Step, dry bool) ([]retain.Outcome, error) {
	if s.writer == nil && !dry {
		return nil, errReadOnly
	}
	var out []retain.Outcome
	gone := int64(0)
	for _, step := range steps {
		r := run{s: s, step: step, before: micros(step.Before), now: micros(s.o.Now()), dry: dry}
		err := r.take(ctx)
		out = append(out, retain.Outcome{Step: step, Gone: r.gone, Held: r.held})
		gone += r.gone
		if err != nil {
			return out, fmt.Errorf("store: keep to rule %s: %w", step.Rule.ID(), err)
		}
	}
	if dry || gone == 0 {
		return out, nil
	}
	return out, s.emptyLog(ctx)
}

// run is one step being taken.
type run struct {
	s           *Store
	step        retain.Step
	before, now int64
	dry         bool
	gone, held  int64
}

func (r *run) take(ctx context.Context) error {
	switch r.step.Rule.Class {
	case retain.Words:
		return r.pages(ctx, r.conversations(`EXISTS (SELECT 1 FROM message m WHERE m.conversation = v.id)`), r.dropWords, candor.FirstID("con_", r.step.Before))
	case retain.Conversations:
		return r.pages(ctx, r.conversations(`true`), r.dropConversations, candor.FirstID("con_", r.step.Before))
	case retain.Profiles:
		return r.pages(ctx, overProfiles, r.dropProfiles)
	case retain.Consents:
		return r.pages(ctx, overConsents, r.dropConsents)
	case retain.Customers:
		if err := r.pages(ctx, overCustomers, r.dropCustomers); err != nil || r.dry || r.gone == 0 {
			return err
		}
		return r.s.dropOrphans(ctx)
	case retain.Requests:
		return r.pages(ctx, overRequests, r.dropRequests)
	case retain.Decisions:
		return r.pages(ctx, overDecisions, r.dropDecisions, candor.FirstID("ver_", r.step.Before))
	case retain.Events:
		return r.events(ctx)
	case retain.Mail:
		return r.delete(ctx, over{"mail", `dead = 1 AND made < $1 AND NOT ` + heldOf + `mail.customer)`})
	case retain.Waits:
		return r.waits(ctx)
	case retain.SignIns:
		return r.delete(ctx, over{"session", `expires < $1`})
	case retain.Links:
		return r.delete(ctx, over{"link", `expires < $1 OR used > 0 AND used < $1`}, over{"replay", `expires < $1`}, over{"way_back", `expires < $1`})
	}
	return candor.Fail(candor.CodeInternal, "error.internal", fmt.Errorf("no such class: %s", r.step.Rule.Class))
}

// heldConversation tells whether a hold keeps the conversation v; heldOf is followed by a customer's id.
const (
	heldConversation = `EXISTS (SELECT 1 FROM hold h WHERE h.customer = v.customer AND h.conversation IN ('', v.id) AND ` + heldNow + `)`
	heldOf           = `EXISTS (SELECT 1 FROM hold h WHERE ` + heldNow + ` AND h.customer = `
)

// conversations finds those that nobody waits in or works on. Days that count from the last activity
// also end what was never resolved because the customer left the assistant's answer at that.
func (r *run) conversations(further string) string {
	states := `('resolved')`
	if r.step.Rule.Event == retain.LastActivity {
		states = `('resolved', 'assisting')`
	}
	// In the order of ids, which is that of age, so that only what is old is looked at: the empty text
	// keeps the index of states out of it.
	return `SELECT v.id, ` + heldConversation + ` FROM conversation v
		WHERE v.state || '' IN ` + states + ` AND v.updated < $1 AND ` + further + `
			AND v.id > $3 AND v.id < $5 ORDER BY v.id LIMIT $4`
}

// What is over: for each thing after $3 in order, at most $4, its id and whether a hold that is active
// at $2 keeps it. It had its event before $1. Where $5 is asked for, no id from there on is over.
const (
	overProfiles = `SELECT p.customer, ` + heldOf + `p.customer) FROM profile p
		WHERE p.updated < $1 AND NOT EXISTS (
				SELECT 1 FROM conversation v WHERE v.customer = p.customer AND (v.updated >= $1 OR v.state NOT IN ('resolved', 'assisting')))
			AND p.customer > $3 ORDER BY p.customer LIMIT $4`
	overConsents = `SELECT DISTINCT c.customer, ` + heldOf + `c.customer) FROM consent c
		JOIN consent later ON later.customer = c.customer AND later.purpose = c.purpose AND later.number = c.number + 1
		WHERE later.at < $1 AND c.customer > $3 ORDER BY c.customer LIMIT $4`
	overCustomers = `SELECT c.id, ` + heldOf + `c.id) FROM customer c
		WHERE c.created < $1 AND NOT EXISTS (SELECT 1 FROM conversation v WHERE v.customer = c.id)
			AND NOT EXISTS (SELECT 1 FROM profile p WHERE p.customer = c.id)
			AND NOT EXISTS (SELECT 1 FROM consent o WHERE o.customer = c.id AND o.at >= $1)
			AND c.id > $3 ORDER BY c.id LIMIT $4`
	overRequests  = `SELECT r.id, $2 < 0 FROM request r WHERE r.closed > 0 AND r.closed < $1 AND r.id > $3 ORDER BY r.id LIMIT $4`
	overDecisions = `SELECT d.id, ` + heldConversation + ` FROM verdict d JOIN conversation v ON v.id = d.conversation
		WHERE d.at < $1 AND d.gates <> '[]' AND d.id > $3 AND d.id < $5 ORDER BY d.id LIMIT $4`
)

// pages goes through what is over and drops what no hold keeps.
func (r *run) pages(ctx context.Context, query string, drop func(context.Context, []string) (int64, error), end ...any) error {
	for last := ""; ; {
		var free []string
		n := 0
		err := r.s.rows(ctx, query, append([]any{r.before, r.now, last, retainPage}, end...), func(rows *sql.Rows) error {
			var id string
			var held int64
			if err := rows.Scan(&id, &held); err != nil {
				return err
			}
			n, last = n+1, id
			if held != 0 {
				r.held++
			} else {
				free = append(free, id)
			}
			return nil
		})
		if err != nil {
			return r.s.fail("look for what is over", err)
		}
		if r.dry && !r.needsLook() {
			r.gone += int64(len(free))
		} else if len(free) > 0 {
			gone, err := drop(ctx, free)
			r.gone += gone
			if err != nil {
				return err
			}
		}
		if n < retainPage {
			return nil
		}
	}
}

// needsLook reports whether the rows alone cannot tell what would go: drop looks further then, and
// changes nothing in a dry run.
func (r *run) needsLook() bool {
	return r.step.Rule.Class == retain.Customers || r.step.Rule.Class == retain.Requests || r.step.Rule.Class == retain.Consents
}

// together drops things in one transaction with the proof of it. What changed since it was found, so
// that it is no longer over or a hold keeps it, stays.
func (r *run) together(ctx context.Context, ids []string, still string, drop func(*Tx, string) (int64, error)) (gone int64, err error) {
	err = r.s.write(ctx, func(tx *Tx) error {
		gone = 0
		for _, id := range ids {
			var n int
			if err := tx.row(still, []any{r.before, micros(tx.at), id}, &n); err != nil {
				return err
			}
			if n == 0 {
				continue
			}
			dropped, err := drop(tx, id)
			if err != nil {
				return err
			}
			gone += dropped
		}
		return tx.prove(r.step, gone, r.held)
	})
	return gone, err
}

// over is a table, and which of its rows had their event before $1 and are under no hold at $2.
type over struct{ table, where string }

func (r *run) args(o over) []any {
	if strings.Contains(o.where, "$2") {
		return []any{r.before, r.now}
	}
	return []any{r.before}
}

// delete removes in one go what there is never much of.
func (r *run) delete(ctx context.Context, all ...over) error {
	if r.dry {
		for _, o := range all {
			var n int64
			if err := r.s.row(ctx, `SELECT COUNT(*) FROM `+o.table+` WHERE `+o.where, r.args(o), &n); err != nil {
				return r.s.fail("look for what is over", err)
			}
			r.gone += n
		}
		return nil
	}
	return r.s.write(ctx, func(tx *Tx) error {
		r.gone = 0
		for _, o := range all {
			n, err := tx.exec(`DELETE FROM `+o.table+` WHERE `+o.where, r.args(o)...)
			if err != nil {
				return err
			}
			r.gone += n
		}
		return tx.prove(r.step, r.gone, 0)
	})
}

// waits puts single waits into the sums of their days.
func (r *run) waits(ctx context.Context) error {
	if r.dry {
		return r.delete(ctx, over{"finished_wait", `at < $1`})
	}
	return r.s.write(ctx, func(tx *Tx) error {
		if err := tx.tallyWaits(r.before); err != nil {
			return err
		}
		n, err := tx.exec(`DELETE FROM finished_wait WHERE at < $1`, r.before)
		if err != nil {
			return err
		}
		r.gone = n
		return tx.prove(r.step, n, 0)
	})
}

// events drops rows of the outbox that no page needs any more to catch up. They stand in order of
// time, so the first that is not over ends the search.
func (r *run) events(ctx context.Context) error {
	const first = `SELECT COALESCE((SELECT seq FROM outbox WHERE at >= $1 ORDER BY seq LIMIT 1), (SELECT MAX(seq) + 1 FROM outbox), 0)`
	var end int64
	if err := r.s.row(ctx, first, []any{r.before}, &end); err != nil {
		return r.s.fail("look for what is over", err)
	}
	const kept = `EXISTS (SELECT 1 FROM conversation v JOIN hold h ON h.customer = v.customer
		WHERE v.id = outbox.conversation AND h.conversation IN ('', v.id) AND ` + heldNow + `)`
	const count = `SELECT COUNT(*), COALESCE(SUM(CASE WHEN ` + kept + ` THEN 1 ELSE 0 END), 0) FROM outbox WHERE seq < $1`
	var all int64
	if err := r.s.row(ctx, count, []any{end, r.now}, &all, &r.held); err != nil {
		return r.s.fail("count what is over", err)
	}
	if r.dry {
		r.gone = all - r.held
		return nil
	}
	const page = 10 * retainPage
	for from := int64(0); from < end && r.gone < all-r.held; {
		var to, n int64
		const upTo = `SELECT COALESCE(MAX(seq), 0) FROM (SELECT seq FROM outbox WHERE seq > $1 AND seq < $2 ORDER BY seq LIMIT $3) AS page`
		if err := r.s.row(ctx, upTo, []any{from, end, page}, &to); err != nil {
			return r.s.fail("look for what is over", err)
		}
		if to == 0 {
			return nil
		}
		err := r.s.write(ctx, func(tx *Tx) error {
			var err error
			n, err = tx.exec(`DELETE FROM outbox WHERE seq > $1 AND seq <= $3 AND NOT `+kept, from, micros(tx.at), to)
			if err != nil {
				return err
			}
			return tx.prove(r.step, n, r.held)
		})
		if err != nil {
			return err
		}
		r.gone, from = r.gone+n, to
	}
	return nil
}

// Proof is one line of the proof log: what went by which rule, and nothing of what it was.
type Proof struct {
	Number int64
	At     time.Time
	Rule   string // as retain.Rule.ID gives it
	Class  retain.Class
	Before time.Time
	Gone   int64
	Held   int64
	Digest string // of this line, the rule and the line before; the ledger has it too
}

// Proofs gives the newest lines of the proof log, newest first, at most limit.
func (s *Store) Proofs(ctx context.Context, limit int) ([]Proof, error) {
	const query = `SELECT number, at, rule, class, before, gone, held, digest FROM retention_log ORDER BY number DESC LIMIT $1`
	var out []Proof
	err := s.rows(ctx, query, []any{min(max(limit, 0), 10_000)}, func(rows *sql.Rows) error {
		var p Proof
		var at, before int64
		err := rows.Scan(&p.Number, &at, &p.Rule, (*string)(&p.Class), &before, &p.Gone, &p.Held, &p.Digest)
		p.At, p.Before = moment(at), moment(before)
		out = append(out, p)
		return err
	})
	return out, s.fail("read the proof log", err)
}

func decimal(n int64) string { return strconv.FormatInt(n, 10) }

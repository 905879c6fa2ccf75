package store

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"candor"
	"candor/privacy/rights"
)

// correctProfile sets right what is known of who the subject is: in every profile that there is, or
// else in the newest customer's.
func (s *Store) correctProfile(ctx context.Context, of rights.Subject, c rights.Correction) error {
	if !slices.Contains([]rights.Field{rights.FieldName, rights.FieldEmail, rights.FieldPhone, rights.FieldAddress, rights.FieldOrder}, c.Field) {
		return rights.ErrNotCorrected
	}
	var with, without []candor.CustomerID
	for _, id := range of.Customers {
		p, err := s.Profile(ctx, of.Access, id)
		switch {
		case errors.Is(err, candor.ErrNoCustomer):
		case err != nil:
			return err
		case p.Empty():
			without = append(without, id)
		default:
			with = append(with, id)
		}
	}
	if len(with) == 0 && len(without) > 0 {
		with = []candor.CustomerID{slices.Max(without)} // ids sort by age
	}
	for _, id := range with {
		if err := s.correctOne(ctx, id, c); err != nil {
			return err
		}
	}
	return nil
}

func (s *Store) correctOne(ctx context.Context, id candor.CustomerID, c rights.Correction) error {
	lost := ""
	_, err := s.changeProfile(ctx, id, func(p candor.Profile) (candor.Profile, bool) {
		lost = ""
		next := p
		next.Orders = slices.Clone(p.Orders)
		switch c.Field {
		case rights.FieldName:
			next.Name = string(c.New)
		case rights.FieldPhone:
			next.Phone = string(c.New)
		case rights.FieldAddress:
			next.Address = string(c.New)
		case rights.FieldEmail:
			if p.Email != string(c.New) {
				// What was proven was the old one.
				lost, next.Email, next.VerifiedBy = p.Email, string(c.New), ""
				next.Verified = time.Time{}
			}
		case rights.FieldOrder:
			next.Orders = slices.DeleteFunc(next.Orders, func(o string) bool { return o == string(c.Old) || o == string(c.New) })
			if c.New != "" {
				next.Orders = append(next.Orders, string(c.New))
			}
		}
		return next, true
	})
	if err != nil || lost == "" {
		return err
	}
	folded, err := rights.FoldEmail(lost)
	if err != nil {
		return nil // it was no address, so nobody can have proven it
	}
	return s.DropContact(ctx, id, s.Tag("email", folded))
}

const sealedStatement = "statement.body"

// correctStatement puts the person's own words beside a message, or takes them away.
func (s *Store) correctStatement(ctx context.Context, of rights.Subject, c rights.Correction) error {
	if c.Field != rights.FieldStatement {
		return rights.ErrNotCorrected
	}
	for _, id := range of.Customers {
		done, err := s.putStatement(ctx, id, c)
		if err != nil || done {
			return err
		}
	}
	return rights.ErrNotCorrected
}

func (s *Store) putStatement(ctx context.Context, id candor.CustomerID, c rights.Correction) (bool, error) {
	body, err := s.o.Keys.Seal(ctx, id, sealedStatement, string(c.Message), []byte(c.New))
	if candor.CodeOf(err) == candor.CodeNotFound {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("store: seal a statement: %w", err)
	}
	done := false
	err = s.write(ctx, func(tx *Tx) error {
		const insert = `
			INSERT INTO statement (conversation, message, at, body)
			SELECT m.conversation, m.id, $3, $4 FROM conversation v JOIN message m ON m.conversation = v.id
			WHERE v.customer = $1 AND m.id = $2
			ON CONFLICT (conversation, message) DO UPDATE SET at = excluded.at, body = excluded.body`
		n, err := tx.exec(insert, string(id), string(c.Message), micros(tx.at), body)
		done = n > 0
		if err != nil || c.New != "" {
			return err
		}
		_, err = tx.exec(`DELETE FROM statement WHERE message = $2 AND conversation IN (SELECT id FROM conversation WHERE customer = $1)`,
			string(id), string(c.Message))
		return err
	})
	return done, err
}

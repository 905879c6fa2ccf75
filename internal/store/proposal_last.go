package store

import (
	"context"

	"candor"
	"candor/action"
)

// LastProposal gives the newest proposal of a conversation, however far it is. False: there is none.
func (s *Store) LastProposal(ctx context.Context, by candor.Access, id candor.ConversationID) (action.Proposal, bool, error) {
	all, err := s.openProposals(ctx, by, `WHERE p.conversation = $1 ORDER BY p.made DESC, p.id LIMIT 1`, string(id))
	if err != nil || len(all) == 0 {
		return action.Proposal{}, false, err
	}
	return all[0], true, nil
}

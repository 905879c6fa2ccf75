package staff_test

import (
	"context"
	"strings"
	"sync"
	"time"

	"candor"
	"candor/internal/staff"
	"candor/ledger"
)

// memory is a store of staff and a ledger for these tests: the ports, and nothing else.
type memory struct {
	mu      sync.Mutex
	agents  map[candor.AgentID]candor.Agent
	hashes  map[candor.AgentID]string
	entries []ledger.Entry
}

func newMemory() *memory {
	return &memory{agents: map[candor.AgentID]candor.Agent{}, hashes: map[candor.AgentID]string{}}
}

var errNone = candor.Fail(candor.CodeNotFound, "staff.no_agent", nil)

func (m *memory) Agent(_ context.Context, id candor.AgentID) (candor.Agent, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	a, ok := m.agents[id]
	if !ok {
		return a, errNone
	}
	return a, nil
}

func (m *memory) Agents(context.Context) ([]candor.Agent, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var all []candor.Agent
	for _, a := range m.agents {
		all = append(all, a)
	}
	return all, nil
}

func (m *memory) AgentByEmail(_ context.Context, email string) (candor.Agent, string, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for id, a := range m.agents {
		if strings.EqualFold(a.Email, email) {
			return a, m.hashes[id], nil
		}
	}
	return candor.Agent{}, "", errNone
}

func (m *memory) AddAgent(_ context.Context, a candor.Agent, hash, _ string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.agents[a.ID], m.hashes[a.ID] = a, hash
	return nil
}

func (m *memory) SetPassword(_ context.Context, id candor.AgentID, hash, _ string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if _, ok := m.agents[id]; !ok {
		return errNone
	}
	m.hashes[id] = hash
	return nil
}

func (m *memory) SetDisabled(_ context.Context, id candor.AgentID, disabled bool, _ string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	a, ok := m.agents[id]
	if !ok {
		return errNone
	}
	a.Disabled = disabled
	m.agents[id] = a
	return nil
}

func (m *memory) Record(_ context.Context, e ledger.Entry) error {
	if _, err := e.Record(); err != nil {
		return err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.entries = append(m.entries, e)
	return nil
}

// told gives what the ledger says since it was last asked: kind, actor and reason.
func (m *memory) told() []string {
	m.mu.Lock()
	defer m.mu.Unlock()
	var lines []string
	for _, e := range m.entries {
		lines = append(lines, strings.TrimSpace(string(e.Kind)+" "+e.Facts["reason"]))
	}
	m.entries = nil
	return lines
}

// clock is a time that a test moves.
type clock struct {
	mu sync.Mutex
	at time.Time
}

func newClock() *clock { return &clock{at: time.Now()} }

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

func (c *clock) pass(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = c.at.Add(d)
}

const goodPassword = "nine calm herons wade"

var maya = candor.Agent{
	Email: "Maya@harbour.example", Name: "Maya Okafor", FirstName: "Maya",
	Roles: []candor.Role{candor.RoleAgent}, Languages: []string{"en"},
}

func newTeam(m *memory, c *clock) *staff.Team {
	return staff.NewTeam(staff.Options{Store: m, Ledger: m, Now: c.now})
}

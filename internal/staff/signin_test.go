package staff_test

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"net/netip"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"candor"
	"candor/internal/staff"
)

var home = netip.MustParseAddr("192.0.2.7")

// begun gives a team with Maya in it.
func begun(t *testing.T) (*staff.Team, *memory, *clock, candor.Agent) {
	t.Helper()
	m, c := newMemory(), newClock()
	team := newTeam(m, c)
	a, err := team.Add(context.Background(), maya, goodPassword, staff.ByCommand)
	if err != nil {
		t.Fatal(err)
	}
	return team, m, c, a
}

func TestSignInTakesTheRightPasswordOnly(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	team, m, _, a := begun(t)
	got, err := team.SignIn(ctx, " maya@HARBOUR.example ", goodPassword, home)
	if err != nil || got.Agent.ID != a.ID || got.Stamp == "" {
		t.Fatalf("the right password: %v", err)
	}
	for _, wrong := range []string{"", goodPassword + "x", strings.ToUpper(goodPassword), strings.Repeat("a", 100_000)} {
		if _, err := team.SignIn(ctx, maya.Email, wrong, home); candor.CodeOf(err) != candor.CodeSignIn {
			t.Errorf("a wrong password of %d bytes: %v", len(wrong), err)
		}
	}
	if want, got := []string{"sign_in", "sign_in_failed password", "sign_in_failed password", "sign_in_failed password", "sign_in_failed password"}, m.told(); !slices.Equal(want, got) {
		t.Errorf("the ledger says (-want +got):\n%s", cmp.Diff(want, got))
	}
}

func TestUnknownWrongAndDisabledAnswerAlike(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	team, m, _, a := begun(t)
	_, wrong := team.SignIn(ctx, maya.Email, "a wrong password here", home)
	_, unknown := team.SignIn(ctx, "nobody@harbour.example", goodPassword, home)
	if err := m.SetDisabled(ctx, a.ID, true, ""); err != nil {
		t.Fatal(err)
	}
	_, disabled := team.SignIn(ctx, maya.Email, goodPassword, home)
	if wrong == nil || unknown == nil || disabled == nil || wrong.Error() != unknown.Error() || unknown.Error() != disabled.Error() {
		t.Errorf("the answers differ:\n%v\n%v\n%v", wrong, unknown, disabled)
	}
	if diff := cmp.Diff([]string{"sign_in_failed password", "sign_in_failed unknown", "sign_in_failed disabled"}, m.told()); diff != "" {
		t.Errorf("the ledger says (-want +got):\n%s", diff)
	}
}

func TestUnknownAddressCostsWhatAWrongPasswordDoes(t *testing.T) {
	ctx := context.Background()
	team, _, _, _ := begun(t)
	// In turn, and the best of each: what else the machine does at one moment slows both alike.
	best := map[string]time.Duration{}
	for i := range 4 {
		for _, email := range []string{maya.Email, "nobody@harbour.example"} {
			from := netip.AddrFrom4([4]byte{198, 51, 100, byte(i)})
			start := time.Now()
			if _, err := team.SignIn(ctx, email, "a wrong password here", from); candor.CodeOf(err) != candor.CodeSignIn {
				t.Fatal(err)
			}
			if took := time.Since(start); best[email] == 0 || took < best[email] {
				best[email] = took
			}
		}
	}
	wrong, unknown := best[maya.Email], best["nobody@harbour.example"]
	if ratio := float64(unknown) / float64(wrong); ratio < 0.4 || ratio > 2.5 {
		t.Errorf("a wrong password takes %v, an unknown address %v", wrong, unknown)
	}
}

func TestFailuresSlowDownThenLock(t *testing.T) {
	t.Parallel()
	for _, email := range []string{maya.Email, "nobody@harbour.example"} {
		ctx := context.Background()
		team, _, c, _ := begun(t)
		var waits []string
		for i := range 10 {
			from := netip.AddrFrom4([4]byte{198, 51, 100, byte(i)}) // from everywhere
			if _, err := team.SignIn(ctx, email, "a wrong password here", from); candor.CodeOf(err) != candor.CodeSignIn {
				t.Fatalf("%s, try %d: %v", email, i, err)
			}
			if i < 4 {
				continue // these are free
			}
			_, err := team.SignIn(ctx, email, goodPassword, home)
			var told *candor.Error
			if !errors.As(err, &told) || told.Code != candor.CodeTooMany {
				t.Fatalf("%s, right after failure %d: %v", email, i, err)
			}
			waits = append(waits, told.Args["seconds"]+told.Args["minutes"])
			if i < 9 {
				c.pass(30 * time.Second)
			}
		}
		if diff := cmp.Diff([]string{"1", "2", "4", "8", "16", "15"}, waits); diff != "" {
			t.Errorf("%s waits (-want +got):\n%s", email, diff)
		}
		c.pass(15*time.Minute + time.Second)
		_, err := team.SignIn(ctx, maya.Email, goodPassword, home)
		if err != nil {
			t.Errorf("%s, after the lock: %v", email, err)
		}
	}
}

func TestTriesWhileLockedDoNotProlongTheLock(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	team, _, c, _ := begun(t)
	for range 10 {
		team.SignIn(ctx, maya.Email, "a wrong password here", home)
		c.pass(30 * time.Second)
	}
	for range 20 {
		if _, err := team.SignIn(ctx, maya.Email, goodPassword, home); candor.CodeOf(err) != candor.CodeTooMany {
			t.Fatalf("while locked: %v", err)
		}
		c.pass(40 * time.Second)
	}
	c.pass(2 * time.Minute)
	if _, err := team.SignIn(ctx, maya.Email, goodPassword, home); err != nil {
		t.Errorf("fifteen minutes after the lock: %v", err)
	}
}

func TestOneNetworkCannotTryManyAddresses(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	team, _, c, _ := begun(t)
	locked := false
	for i := range 80 {
		// Every try from another address of one IPv6 network, at another e-mail address.
		from := netip.AddrFrom16([16]byte{0x20, 0x01, 0x0d, 0xb8, 15: byte(i)})
		_, err := team.SignIn(ctx, strings.Repeat("x", i+1)+"@harbour.example", "a wrong password here", from)
		if candor.CodeOf(err) == candor.CodeTooMany {
			locked = true
			break
		}
		c.pass(31 * time.Second)
	}
	if !locked {
		t.Fatal("eighty tries from one network went through")
	}
	if _, err := team.SignIn(ctx, maya.Email, goodPassword, home); err != nil {
		t.Errorf("somebody elsewhere: %v", err)
	}
}

func TestTriesAtTheSameMomentAllCount(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	team, _, _, _ := begun(t)
	var wg sync.WaitGroup
	var mu sync.Mutex
	through := 0
	for range 40 {
		wg.Go(func() {
			if _, err := team.SignIn(ctx, maya.Email, "a wrong password here", home); candor.CodeOf(err) != candor.CodeTooMany {
				mu.Lock()
				through++
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	if through > 5 {
		t.Errorf("%d of 40 tries at one moment went through, want at most 5", through)
	}
}

func TestOldHashIsMadeAgainAtSignIn(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	team, m, _, a := begun(t)
	if err := m.SetPassword(ctx, a.ID, reference, ""); err != nil {
		t.Fatal(err)
	}
	got, err := team.SignIn(ctx, maya.Email, "password", home)
	if err != nil {
		t.Fatal(err)
	}
	_, hash, _ := m.AgentByEmail(ctx, maya.Email)
	if !strings.HasPrefix(hash, "$argon2id$v=19$m=19456,t=2,p=1$") {
		t.Errorf("the stored hash is still the old one")
	}
	if now, err := team.Credential(ctx, a.ID); err != nil || now.Stamp != got.Stamp {
		t.Errorf("the sign-in got a stamp that is over already (%v)", err)
	}
}

func TestNothingSecretIsLogged(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	team, m, _, _ := begun(t)
	got, err := team.SignIn(ctx, maya.Email, goodPassword, home)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	slog.New(slog.NewTextHandler(&b, nil)).Info("signed in", "credential", got)
	for _, e := range m.entries {
		record, err := e.Record()
		if err != nil {
			t.Fatal(err)
		}
		b.Write(record)
	}
	for _, secret := range []string{goodPassword, got.Stamp, "harbour.example", "$argon2id"} {
		if strings.Contains(b.String(), secret) {
			t.Errorf("%q is in the log", secret)
		}
	}
}

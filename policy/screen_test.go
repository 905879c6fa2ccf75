package policy_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"candor"
	"candor/policy"
)

// sieve is a screen under test.
type sieve func(ctx context.Context, words string) (string, []string, error)

func (s sieve) Screen(ctx context.Context, words candor.Text, _ string) (candor.Text, []string, error) {
	clean, hidden, err := s(ctx, string(words))
	return candor.Text(clean), hidden, err
}

func keepAll(_ context.Context, words string) (string, []string, error) { return words, nil, nil }

func hideTulip(_ context.Context, words string) (string, []string, error) {
	if !strings.Contains(words, "tulip") {
		return words, nil, nil
	}
	return strings.ReplaceAll(words, "tulip", "•••"), []string{"password"}, nil
}

// reads keeps what a gate got to see.
type reads struct{ seen *[]string }

func (reads) Name() string { return "reads" }
func (r reads) Check(_ context.Context, c *policy.Case) (policy.Verdict, error) {
	*r.seen = append(*r.seen, string(c.Message.Body))
	if c.Draft != nil {
		*r.seen = append(*r.seen, string(c.Draft.Words))
	}
	return pass, nil
}

func TestGatesAndTheStoreGetScreenedWordsOnly(t *testing.T) {
	t.Parallel()
	var seen []string
	p := screening(t, sieve(hideTulip), []policy.Gate{reads{&seen}}, []policy.Gate{reads{&seen}})
	c := assisting()
	c.Message.Body = "my password is tulip, thanks"
	r := p.Receive(t.Context(), c)
	if got := r.Message().Body; got != "my password is •••, thanks" {
		t.Errorf("kept %q", got)
	}
	if diff := cmp.Diff([]string{"password"}, r.Hidden()); diff != "" {
		t.Errorf("hidden (-want +got):\n%s", diff)
	}
	if d := r.Decision(); d.Action != policy.Pass {
		t.Errorf("decision %+v", d)
	}
	c = assisting()
	for _, kind := range []candor.Kind{candor.Said, candor.Note} {
		c.Draft = &policy.Draft{Author: candor.ByAgent, Agent: candor.Agent{ID: "agt_1", FirstName: "Maya"}, Kind: kind, Words: "it is tulip now"}
		x, d := p.Clear(t.Context(), c)
		if x.Empty() {
			t.Fatalf("held: %+v", d)
		}
		if x.Message().Body != "it is ••• now" || cmp.Diff([]string{"password"}, x.Hidden()) != "" {
			t.Errorf("an agent's %s is kept as %q, hidden %q", kind, x.Message().Body, x.Hidden())
		}
		if c.Draft.Words != "it is tulip now" {
			t.Error("the caller's draft was changed")
		}
	}
	if all := strings.Join(seen, "\n"); strings.Contains(all, "tulip") || len(seen) < 3 {
		t.Errorf("the gates saw %q", seen)
	}
}

func brokenScreens() map[string]sieve {
	return map[string]sieve{
		policy.ReasonGateFailed: func(_ context.Context, words string) (string, []string, error) {
			return words, nil, errors.New("no lists")
		},
		policy.ReasonGatePanicked: func(_ context.Context, words string) (string, []string, error) { panic(words) },
		policy.ReasonGateTimeout: func(ctx context.Context, words string) (string, []string, error) {
			<-ctx.Done()
			time.Sleep(time.Second) // does not even honour its context
			return words, nil, nil
		},
	}
}

// Lesson 20: the screen fails, and the secret is not stored anyway.
func TestAFailingScreenKeepsNoSecretAndBringsAPerson(t *testing.T) {
	t.Parallel()
	for reason, broken := range brokenScreens() {
		t.Run(reason, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				p := screening(t, broken, []policy.Gate{says("first", pass)}, []policy.Gate{says("first", pass)})
				c := assisting()
				c.Message.Body = "Please help: my card 4242 4242 4242 4242 was charged, password is tulip"
				r := p.Receive(t.Context(), c)
				body := string(r.Message().Body)
				if strings.Contains(body, "42") || strings.Contains(body, "tulip") {
					t.Errorf("kept %q", body)
				}
				if !strings.Contains(body, "Please help: my card") || !strings.Contains(body, "was charged") {
					t.Errorf("the customer's words are lost: %q", body)
				}
				if diff := cmp.Diff([]string{policy.HiddenUnchecked}, r.Hidden()); diff != "" {
					t.Errorf("hidden (-want +got):\n%s", diff)
				}
				d := r.Decision()
				if last := d.Verdicts[len(d.Verdicts)-1]; d.Action != policy.Hold || d.Reason != reason || last.Gate != "screen" {
					t.Errorf("decision %s %q by %q; want hold %q by the screen", d.Action, d.Reason, last.Gate, reason)
				}
				if err := d.Failed(); err == nil || strings.Contains(err.Error(), "tulip") {
					t.Errorf("error %v; want one without the customer's words", err)
				}
				c.Draft = &policy.Draft{Author: candor.ByAgent, Agent: candor.Agent{ID: "agt_1"}, Kind: candor.Said, Words: "tulip"}
				if x, d := p.Clear(t.Context(), c); !x.Empty() || d.Reason != reason {
					t.Errorf("an agent's unscreened words are said: %+v", d)
				}
				time.Sleep(2 * time.Second)
			})
		})
	}
}

// Somebody in danger gets help also when the screen is broken.
func TestAFailingScreenDoesNotStandInTheWayOfACrisis(t *testing.T) {
	t.Parallel()
	urgent := policy.Verdict{Action: policy.HandOver, Reason: "crisis", Priority: candor.Urgent, Say: policy.Fixed{Key: "handover.crisis"}}
	p := screening(t, brokenScreens()[policy.ReasonGateFailed], []policy.Gate{says("crisis", urgent)}, []policy.Gate{says("first", pass)})
	if d := p.Receive(t.Context(), assisting()).Decision(); d.Reason != "crisis" || d.Priority != candor.Urgent || d.Say.Key == "" {
		t.Errorf("decision %+v", d)
	}
}

func TestWhatAScreenNamesMustBeAKind(t *testing.T) {
	t.Parallel()
	for name, broken := range map[string]sieve{
		"the secret itself as its kind": func(context.Context, string) (string, []string, error) { return "clean", []string{"tulip 42"}, nil },
		"an empty kind":                 func(context.Context, string) (string, []string, error) { return "clean", []string{""}, nil },
		"nothing left":                  func(context.Context, string) (string, []string, error) { return "", []string{"password"}, nil },
	} {
		p := screening(t, broken, []policy.Gate{says("first", pass)}, []policy.Gate{says("first", pass)})
		r := p.Receive(t.Context(), assisting())
		if d := r.Decision(); d.Action != policy.Hold || r.Empty() || r.Message().Body != "hello there" || len(r.Hidden()) > 0 {
			t.Errorf("%s: %q, hidden %q, decision %s %s", name, r.Message().Body, r.Hidden(), d.Action, d.Reason)
		}
	}
}

func crudely(t testing.TB, words string) string {
	p, err := policy.New(policy.Options{
		Route: []policy.Gate{says("first", pass)}, Say: []policy.Gate{says("first", pass)}, Phrases: phrases{},
		Screen: brokenScreens()[policy.ReasonGateFailed],
	})
	if err != nil {
		t.Fatal(err)
	}
	return string(p.Receive(context.Background(), &policy.Case{Message: candor.Message{ID: "msg_1", Body: candor.Text(words)}}).Message().Body)
}

func TestTheCrudeScreenTakesOutSecretsInManyLanguages(t *testing.T) {
	t.Parallel()
	for _, words := range []string{
		"My password is tulip", "PASSWORD:tulip", "mein Passwort lautet tulip", "mon mot de passe est tulip", "mi contraseña es tulip",
		"la mia password è tulip", "a minha senha é tulip", "mijn wachtwoord is tulip", "mit kodeord er tulip", "mitt lösenord är tulip",
		"salasanani on tulip", "moje hasło to tulip", "moje heslo je tulip", "a jelszavam: jelszó tulip", "parola mea este tulip",
		"şifrem tulip", "мой пароль tulip", "мій пароль tulip", "كلمة المرور هي tulip", "הסיסמה שלי tulip", "मेरा पासवर्ड tulip है",
		"密码是tulip", "パスワードはtulipです", "비밀번호는 tulip", "mật khẩu là tulip", "kata sandi saya tulip", "รหัสผ่านคือtulip",
		"code: tulip", "-----BEGIN PRIVATE KEY-----\ntulip\n-----END PRIVATE KEY-----", "sk_live_tulip0123456789abcdef",
	} {
		if got := crudely(t, words); strings.Contains(strings.ToLower(got), "tulip") || got == "" {
			t.Errorf("%q is kept as %q", words, got)
		}
	}
	for _, words := range []string{
		"4242 4242 4242 4242", "CVV 123", "4242-4242-4242-4242", "４２４２　４２４２　４２４２　４２４２", "٤٢٤٢٤٢٤٢٤٢٤٢٤٢٤٢", "1 2 3", "42.42.42", "12\n34", "1 - 2 - 3",
		"42\u200b42\u200b42",
	} {
		if got := crudely(t, words); strings.ContainsFunc(got, unicode.IsDigit) {
			t.Errorf("%q is kept as %q", words, got)
		}
	}
}

func TestTheCrudeScreenLeavesOrdinaryWords(t *testing.T) {
	t.Parallel()
	for _, words := range []string{
		"My lamp came broken, can I send it back?", "Ich warte seit 14 Tagen auf 2 Lampen.", "Où est mon colis ?", "我的灯坏了", "a-b_c", "•••", "  spaced  out  ",
	} {
		if got := crudely(t, words); got != words {
			t.Errorf("%q is kept as %q", words, got)
		}
	}
}

func FuzzTheCrudeScreenLeavesNoRunOfDigits(f *testing.F) {
	for _, s := range []string{"4242 4242", "pin 1 2 3", "１２３", "a1b2", "password: x", "code\xff12", "①②③"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, words string) {
		if words == "" || !utf8.ValidString(words) {
			return
		}
		digits := 0
		for _, r := range crudely(t, words) {
			switch {
			case unicode.IsDigit(r):
				if digits++; digits == 3 {
					t.Fatalf("%q is kept as %q", words, crudely(t, words))
				}
			case r != ' ':
				digits = 0
			}
		}
	})
}

// A long message must not hold the desk up while the screen is broken.
func TestTheCrudeScreenIsQuickOnLongText(t *testing.T) {
	t.Parallel()
	for _, piece := range []string{"a", "1", "1 ", "password ", "密码", "1a", "-----", "•", "code", "\u200b", "1\u200b\u200b\u200b\u200b"} {
		words := strings.Repeat(piece, 1<<18/len(piece))
		began := time.Now()
		crudely(t, words)
		if took := time.Since(began); took > 2*time.Second {
			t.Errorf("%d bytes of %q took %v", len(words), piece, took)
		}
	}
}

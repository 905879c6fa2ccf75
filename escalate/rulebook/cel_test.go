package rulebook_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"cel.dev/cel-go/cel"

	"candor/escalate"
	"candor/escalate/rulebook"
)

// oracle is CEL as its makers understand it, with the names of a condition.
func oracle(t testing.TB) *cel.Env {
	t.Helper()
	env, err := cel.NewEnv(
		cel.Variable("matters", cel.ListType(cel.StringType)), cel.Variable("about_others", cel.ListType(cel.StringType)),
		cel.Variable("score", cel.MapType(cel.StringType, cel.DoubleType)),
		cel.Variable("message", cel.StringType), cel.Variable("language", cel.StringType), cel.Variable("inbox", cel.StringType), cel.Variable("channel", cel.StringType),
		cel.Variable("answering", cel.BoolType), cel.Variable("tier", cel.StringType), cel.Variable("confidence", cel.DoubleType),
		cel.Variable("first", cel.BoolType), cel.Variable("unresolved", cel.IntType), cel.Variable("waiting", cel.IntType),
		cel.Variable("wait_minutes", cel.IntType), cel.Variable("staffed", cel.BoolType), cel.Variable("open", cel.BoolType),
		cel.Variable("hour", cel.IntType), cel.Variable("weekday", cel.StringType), cel.CrossTypeNumericComparisons(true),
	)
	if err != nil {
		t.Fatal(err)
	}
	return env
}

// agrees fails the test where a condition that we take means something else in CEL. It reports whether we take it.
func agrees(t testing.TB, env *cel.Env, when string, f rulebook.Facts) bool {
	t.Helper()
	taken, got, failed := rulebook.Condition(when, f)
	if !taken {
		return false
	}
	ast, issues := env.Compile(when)
	if err := issues.Err(); err != nil {
		t.Errorf("CEL refuses what we take: %s\n%v", when, err)
		return true
	}
	program, err := env.Program(ast)
	if err != nil {
		t.Fatal(err)
	}
	out, _, err := program.Eval(rulebook.Variables(f))
	switch {
	case err != nil != (failed != nil):
		t.Errorf("%s: CEL %v (%v), we %v (%v)", when, out, err, got, failed)
	case err == nil && out.Value() != any(got):
		t.Errorf("%s: CEL %v, we %v", when, out, got)
	}
	return true
}

func moment() rulebook.Facts {
	f := facts("anger", "complex", "legal")
	f.Heard[0].Score = 0.25
	f.Others, f.Message, f.Tier, f.Confidence = []escalate.Category{"bereavement"}, "Where is my lamp? Wo ist die Lampe? 🛋", "account", 0.85
	f.Waiting, f.Wait, f.Unresolved, f.First, f.Answering = 7, 12*time.Minute, 1, true, true
	return f
}

func TestConditionsMeanWhatTheyMeanInCEL(t *testing.T) {
	t.Parallel()
	env, f := oracle(t), moment()
	for _, when := range []string{
		`"anger" in matters && score["anger"] > 0.2`, `matters.exists(m, m == "legal") || 1 / 0 == 1`, `1 / 0 == 1 || true`, `false && 1 / 0 == 1`,
		`1 / 0 == 1 && true`, `matters.all(m, score[m] > 0.1)`, `matters.all(m, m.startsWith("a"))`, `message.matches(r"(?i)LAMP\?")`,
		`message.matches("\\blamp\\b")`, `size(message) == 36`, `message.size() > 10`, `"🛋" in [message, "🛋"]`, `weekday in ["monday", "sunday"]`,
		`hour in [9, 10, 11]`, `hour >= 9.5`, `confidence < 1`, `waiting * 2 - 4 == 10`, `-waiting < -6`, `waiting % 4 == 3`, `!first ? staffed : open`,
		`tier != "information" ? waiting > 1 : false`, `"a" < "b" && "é" > "z"`, `[1, 2][1] == 2`, `[1, 2][5] == 2`, `score["legal"] == 1.0`,
		`9223372036854775807 + 1 > 0`, `-9223372036854775807 - 2 < 0`, `matters == ["anger", "complex", "legal"]`, `[] == []`, `"x" in []`,
		`score.exists(k, score[k] == 1.0 && k.contains("leg"))`, `inbox + "!" == "main!"`, `[inbox] == ["main"] // a remark`, `(first)`,
		`about_others.exists(a, matters.exists(b, a == b))`, `first == true`, `true > false`, `1.5e3 == 1500.0`, `1.0 / 0.0 > 1.0`,
		`'it''s'`, `matters.exists(m, 10 / (size(m) - 5) > 0)`, `matters.exists(m, m == "legal" || 10 / (size(m) - 5) > 100)`,
	} {
		taken := agrees(t, env, when, f)
		if !taken && when != `'it''s'` && when != `[] == []` {
			_, _, _ = rulebook.Condition(when, f)
			t.Errorf("we refuse %s: %v", when, rulebook.Refusals(when))
		}
	}
}

// grown writes a random condition: mostly of fitting types, sometimes not.
func grown(r *rand.Rand, want string, deep int) string {
	pick := func(of ...string) string { return of[r.IntN(len(of))] }
	g := func(want string) string { return grown(r, want, deep-1) }
	if r.IntN(40) == 0 {
		want = pick("bool", "int", "double", "string", "strings")
	}
	leaf := deep <= 0
	switch want {
	case "int":
		if leaf || r.IntN(2) == 0 {
			return pick("waiting", "unresolved", "hour", "wait_minutes", "0", "1", "3", "7", "-2", "9223372036854775807")
		}
		return pick("("+g("int")+" "+pick("+", "-", "*", "/", "%")+" "+g("int")+")", "size("+g("string")+")", g("strings")+".size()", "-("+g("int")+")")
	case "double":
		if leaf || r.IntN(2) == 0 {
			return pick("confidence", "0.5", "1.0", "2.5e-1", `score["anger"]`, `score["legal"]`)
		}
		return "(" + g("double") + " " + pick("+", "-", "*", "/") + " " + g("double") + ")"
	case "string":
		if leaf || r.IntN(3) > 0 {
			return pick("message", "language", "inbox", "channel", "tier", "weekday", `"lamp"`, `'a'`, `""`, `r"\d"`, `"\u00e9"`, `"anger"`)
		}
		return pick("("+g("string")+" + "+g("string")+")", "matters["+g("int")+"]")
	case "strings":
		return pick("matters", "about_others", `["anger", "lamp"]`, "["+g("string")+", "+g("string")+"]")
	}
	if leaf {
		return pick("first", "open", "staffed", "answering", "true", "false")
	}
	switch r.IntN(12) {
	case 0, 1:
		return g("bool") + " && " + g("bool")
	case 2, 3:
		return g("bool") + " || " + g("bool")
	case 4:
		return "!(" + g("bool") + ")"
	case 5:
		return g("bool") + " ? " + g("bool") + " : " + g("bool")
	case 6:
		of := pick("int", "double", "string")
		return g(of) + pick(" == ", " != ", " < ", " >= ") + g(of)
	case 7:
		return g("int") + pick(" < ", " <= ", " > ") + g("double")
	case 8:
		return g("string") + " in " + g("strings")
	case 9:
		return g("string") + pick(".contains(", ".startsWith(", ".endsWith(") + g("string") + ")"
	case 10:
		return "message.matches(" + pick(`"lamp"`, `r"\bL"`, `"(?i)wo.*lampe"`, `"["`) + ")"
	}
	return g("strings") + pick(".exists(", ".all(") + "x, " + pick("x == "+g("string"), "x.contains("+g("string")+")", "size(x) > "+g("int"), g("bool")) + ")"
}

func TestRandomConditionsMeanWhatTheyMeanInCEL(t *testing.T) {
	t.Parallel()
	env, f := oracle(t), moment()
	r := rand.New(rand.NewPCG(3, 5))
	taken, seen := 0, map[string]bool{}
	for range 3000 {
		when := grown(r, "bool", 4)
		if seen[when] || len(when) > 1500 {
			continue
		}
		seen[when] = true
		if agrees(t, env, when, f) {
			taken++
		}
		if t.Failed() {
			return
		}
	}
	if taken < 1000 {
		t.Errorf("only %d conditions were taken: the test says little", taken)
	}
}

func FuzzCondition(f *testing.F) {
	env := oracle(f)
	for _, s := range []string{`"anger" in matters`, `message.matches("a")`, `1 < 2 ? first : open`, `matters.exists(m, m == 'x')`, `score["legal"] > 0.5 // x`} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, when string) { agrees(t, env, when, moment()) })
}

func TestADeepConditionIsRefusedAndNotFollowed(t *testing.T) {
	t.Parallel()
	for _, when := range []string{
		strings.Repeat("(", 3000) + "first" + strings.Repeat(")", 3000), strings.Repeat("!", 3900) + "first",
		strings.Repeat("first ? ", 500) + "first" + strings.Repeat(" : first", 500), strings.Repeat("[", 3000),
	} {
		if taken, _, _ := rulebook.Condition(when, moment()); taken {
			t.Errorf("%.20s… was taken", when)
		}
	}
	if taken, is, err := rulebook.Condition(strings.Repeat("first && ", 400)+"first", moment()); !taken || !is || err != nil {
		t.Error(fmt.Sprint("a long chain is no deep one: ", taken, is, err))
	}
}

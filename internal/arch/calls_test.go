package arch_test

import (
	"fmt"
	"go/ast"
	"slices"
	"strings"
	"testing"
)

// ban is one name of a package that the product does not use, but in the folders given.
type ban struct {
	pkg   string
	names []string
	but   []string
	why   string
}

func bans() []ban {
	screen := []string{"cmd/...", "bench/...", "scripts/...", "escalate/learned/train", "escalate/injection/train", "escalate/request/train"}
	measuring := []string{"bench/...", "cmd/candor-load/..."} // they drive a desk from outside
	return []ban{
		{"net/http", []string{"DefaultClient", "DefaultTransport", "Get", "Head", "Post", "PostForm"}, measuring,
			"these dial out with no time limit, no register and no egress ledger; nothing leaves but through the one transport"},
		{"net/http", []string{"DefaultServeMux", "Handle", "HandleFunc", "ListenAndServe", "ListenAndServeTLS"}, nil,
			"a global router lets any imported package add a route without a permission; all routes stand in one table"},
		{"net", []string{"Dial", "DialTimeout", "DialTCP", "DialUDP", "DialIP", "DialUnix", "Dialer"}, append(measuring, "internal/channel/email", "internal/fetch", "internal/egress"),
			"only the transport dials, mail goes to the one server that the owner named, and articles come from where an owner said"},
		{"crypto/tls", []string{"Dial", "DialWithDialer", "Dialer"}, nil, "only the transport dials"},
		{"log", []string{"Print", "Printf", "Println", "Fatal", "Fatalf", "Fatalln", "Panic", "Panicf", "Panicln", "Default"}, screen,
			"logs are structured, passed in, and written once, at the edge"},
		{"log/slog", []string{"Debug", "Info", "Warn", "Error", "Log", "Default", "SetDefault", "DebugContext", "InfoContext", "WarnContext", "ErrorContext"}, screen,
			"the logger is passed in, never global, so that a test sees what is logged"},
		{"fmt", []string{"Print", "Printf", "Println"}, screen, "only a command speaks to the screen; return the words"},
		{"os", []string{"Stdout", "Stderr", "Stdin"}, screen, "only a command owns the screen; take an io.Writer"},
		{"time", []string{"Sleep", "Tick"}, measuring,
			"a sleep cannot be stopped by its context; use a timer in a select"},
		{"os/exec", []string{"Command", "CommandContext"}, screen, "the desk starts no programs; an input that reached a command line would own the machine"},
		{"os", []string{"Exit"}, nil, "only main ends the program, after everything is closed"},
	}
}

// badCalls judges one file that is not a test.
func badCalls(s source) []string {
	var bad []string
	ast.Inspect(s.AST, func(n ast.Node) bool {
		if f, ok := n.(*ast.FuncDecl); ok && f.Recv == nil {
			if f.Name.Name == "init" {
				bad = append(bad, fmt.Sprintf("%s has an init function: it runs unasked, in an order nobody reads, and slows every start; "+
					"make it a function that somebody calls", s.at(f.Pos())))
			}
			if f.Name.Name == "main" && s.AST.Name.Name == "main" {
				return f.Body == nil || !onlyExits(s, f.Body)
			}
		}
		switch x := n.(type) {
		case *ast.SelectorExpr:
			bad = append(bad, bannedName(s, x)...)
		case *ast.CallExpr:
			if id, ok := x.Fun.(*ast.Ident); ok && id.Obj == nil && (id.Name == "print" || id.Name == "println") {
				bad = append(bad, fmt.Sprintf("%s calls the builtin %s: it is for debugging only", s.at(x.Pos()), id.Name))
			}
		}
		return true
	})
	return bad
}

// onlyExits reports a main function in which no banned name but os.Exit stands.
func onlyExits(s source, body *ast.BlockStmt) bool {
	only := true
	ast.Inspect(body, func(n ast.Node) bool {
		if x, ok := n.(*ast.SelectorExpr); ok && x.Sel.Name != "Exit" && len(bannedName(s, x)) > 0 {
			only = false
		}
		return only
	})
	return only
}

func bannedName(s source, x *ast.SelectorExpr) []string {
	id, ok := x.X.(*ast.Ident)
	if !ok || id.Obj != nil {
		return nil // a variable that hides the package
	}
	pkg := s.importOf(id.Name)
	for _, b := range bans() {
		if b.pkg == pkg && slices.Contains(b.names, x.Sel.Name) && !withinAny(s.Dir, b.but) {
			return []string{fmt.Sprintf("%s uses %s.%s: %s", s.at(x.Pos()), pkg, x.Sel.Name, b.why)}
		}
	}
	return nil
}

func TestForbiddenCallsAreNotMade(t *testing.T) {
	t.Parallel()
	for _, s := range house(t).Go {
		if s.Test {
			continue
		}
		for _, bad := range badCalls(s) {
			t.Error(bad)
		}
	}
}

func TestCallRulesCatch(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, file, text, want string }{
		{"default client", "internal/llm/x.go", `import "net/http"; var _ = http.DefaultClient`, "no egress ledger"},
		{"renamed import", "internal/llm/x.go", `import web "net/http"; func f() { web.Get("x") }`, "no egress ledger"},
		{"own client", "internal/llm/x.go", `import "net/http"; func f() { c := &http.Client{}; c.Get("x") }`, ""},
		{"variable that hides the package", "turn/x.go", `import "net/http"; func f(http interface{ Get() }) { http.Get() }`, ""},
		{"dial", "internal/channel/x.go", `import "net"; func f() { net.Dial("tcp", "x") }`, "only the transport dials"},
		{"dial by mail", "internal/channel/email/x.go", `import "net"; var d net.Dialer`, ""},
		{"dial by the load generator", "bench/candor-load/x.go", `import "net"; func f() { net.Dial("tcp", "x") }`, ""},
		{"print", "turn/x.go", `import "fmt"; func f() { fmt.Println() }`, "only a command speaks"},
		{"print by a command", "cmd/candor/x.go", `import "fmt"; func f() { fmt.Println() }`, ""},
		{"format", "turn/x.go", `import "fmt"; func f() string { return fmt.Sprintf("x") }`, ""},
		{"global log", "turn/x.go", `import "log/slog"; func f() { slog.Info("x") }`, "never global"},
		{"passed log", "turn/x.go", `import "log/slog"; func f(log *slog.Logger) { log.Info("x") }`, ""},
		{"sleep", "turn/x.go", `import "time"; func f() { time.Sleep(1) }`, "cannot be stopped"},
		{"exit", "cmd/candor/x.go", `import "os"; func f() { os.Exit(1) }`, "only main ends"},
		{"exit in main", "cmd/candor/main.go", `import "os"; func main() { os.Exit(1) }`, ""},
		{"sleep in main", "cmd/candor/main.go", `import "time"; func main() { time.Sleep(1) }`, "cannot be stopped"},
		{"init", "turn/x.go", `func init() {}`, "runs unasked"},
		{"method called init", "turn/x.go", `type t int; func (t) init() {}`, ""},
		{"builtin print", "turn/x.go", `func f() { println("x") }`, "debugging"},
		{"program", "turn/x.go", `import "os/exec"; func f() { exec.Command("x") }`, "starts no programs"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			name := "x"
			if strings.HasSuffix(test.file, "main.go") {
				name = "main"
			}
			got := strings.Join(badCalls(snippet(t, test.file, "package "+name+"; "+test.text)), "\n")
			if (test.want == "") != (got == "") || !strings.Contains(got, test.want) {
				t.Errorf("found %q, want %q in it", got, test.want)
			}
		})
	}
}

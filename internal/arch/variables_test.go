package arch_test

import (
	"fmt"
	"go/ast"
	"go/token"
	"slices"
	"strings"
	"testing"
)

// compiled are the calls that make an unchanging value at start: errors and compiled tables. Those
// under sync are done at first use, which is how a large table keeps starts quick.
func compiled() []string {
	return []string{
		"errors.New", "fmt.Errorf", "candor.Fail", "Fail",
		"regexp.MustCompile", "strings.NewReplacer", "sync.OnceValue", "sync.OnceValues", "sync.OnceFunc",
		"encoding/base32.NewEncoding", "encoding/base64.NewEncoding", "WithPadding", "Strict",
		"golang.org/x/text/language.MustParse", "golang.org/x/text/runes.In", "golang.org/x/text/runes.Remove",
		"make", "len", "string", "byte", "rune", "int", "int64", "float64",
	}
}

// badVariables judges the package variables of one package's files that are not tests.
func badVariables(files []source) []string {
	var bad []string
	names := map[string]string{}
	for _, s := range files {
		for _, decl := range s.AST.Decls {
			g, ok := decl.(*ast.GenDecl)
			if !ok || g.Tok != token.VAR {
				continue
			}
			for _, spec := range g.Specs {
				v := spec.(*ast.ValueSpec)
				if why := badInitial(s, v); why != "" && !embedded(g, v) {
					bad = append(bad, fmt.Sprintf("%s: package variable %s %s", s.at(v.Pos()), v.Names[0].Name, why))
				}
				for _, id := range v.Names {
					if id.Name != "_" {
						names[id.Name] = s.at(id.Pos())
					}
				}
			}
		}
	}
	for _, s := range files {
		bad = append(bad, writes(s, names)...)
	}
	return bad
}

const wayOut = "; only errors, tables that never change and embedded files may be package variables, because anything else " +
	"is state that two tests, or two desks in one process, share: put it in a struct that somebody owns"

// badInitial says what is wrong with how a variable begins, or "".
func badInitial(s source, v *ast.ValueSpec) string {
	if v.Names[0].Name == "_" {
		return "" // a check by the compiler that a type fits an interface
	}
	if len(v.Values) == 0 {
		return "begins empty, so something must fill it later" + wayOut
	}
	why := ""
	for _, value := range v.Values {
		ast.Inspect(value, func(n ast.Node) bool {
			switch x := n.(type) {
			case *ast.FuncLit:
				return false // runs later, if at all
			case *ast.CallExpr:
				if name := callee(s, x); name != "" && !slices.Contains(compiled(), name) && !builder(name, x) {
					why = "is made by " + name + wayOut + ", or make it at first use with sync.OnceValue"
				}
			case *ast.CompositeLit:
				if name := typeName(s, x.Type); strings.HasPrefix(name, "sync.") || strings.HasPrefix(name, "sync/atomic.") {
					why = "holds " + name + wayOut
				}
			}
			return true
		})
		if name := typeName(s, v.Type); strings.HasPrefix(name, "sync.") || strings.HasPrefix(name, "sync/atomic.") {
			why = "is " + name + wayOut
		}
	}
	return why
}

// callee names what is called: pkg.Func with the import path, a bare name, or "" for a conversion
// to a type that is written out, such as []byte.
func callee(s source, x *ast.CallExpr) string {
	if name := typeName(s, x.Fun); name != "" {
		if first := name[strings.LastIndex(name, ".")+1:]; first != name && strings.HasPrefix(name, module+"/") && ast.IsExported(first) && len(x.Args) == 1 && isLiteral(x.Args[0]) {
			return "" // a conversion to a named type of the house
		}
		return name
	}
	if sel, ok := x.Fun.(*ast.SelectorExpr); ok {
		return sel.Sel.Name // a method of what another call gave
	}
	return ""
}

// builder reports a call of a function of the same package on nothing but literals: a table that
// is written down in a shorter form.
func builder(name string, x *ast.CallExpr) bool {
	if strings.Contains(name, ".") || ast.IsExported(name) {
		return false
	}
	for _, arg := range x.Args {
		if !isConstant(arg) {
			return false
		}
	}
	return true
}

// isConstant reports literals, also joined by operators.
func isConstant(x ast.Expr) bool {
	switch e := x.(type) {
	case *ast.BasicLit:
		return true
	case *ast.BinaryExpr:
		return isConstant(e.X) && isConstant(e.Y)
	}
	return false
}

func isLiteral(x ast.Expr) bool { _, ok := x.(*ast.BasicLit); return ok }

func typeName(s source, x ast.Expr) string {
	switch t := x.(type) {
	case *ast.Ident:
		return t.Name
	case *ast.SelectorExpr:
		if id, ok := t.X.(*ast.Ident); ok {
			if p := s.importOf(id.Name); p != "" {
				return p + "." + t.Sel.Name
			}
		}
	}
	return ""
}

func embedded(g *ast.GenDecl, v *ast.ValueSpec) bool {
	for _, doc := range []*ast.CommentGroup{g.Doc, v.Doc} {
		if doc == nil {
			continue
		}
		for _, c := range doc.List {
			if strings.HasPrefix(c.Text, "//go:embed ") {
				return true
			}
		}
	}
	return false
}

// writes finds where a package variable is changed.
func writes(s source, names map[string]string) []string {
	var bad []string
	changed := func(x ast.Expr, how string) {
		id := base(x)
		if id == nil || names[id.Name] == "" {
			return
		}
		if id.Obj != nil && id.Obj.Kind == ast.Var {
			if _, top := id.Obj.Decl.(*ast.ValueSpec); !top || !declaredAtTop(s, id.Obj.Pos()) {
				return // a local one of the same name
			}
		}
		bad = append(bad, fmt.Sprintf("%s %s the package variable %s (%s)%s", s.at(x.Pos()), how, id.Name, names[id.Name], wayOut))
	}
	ast.Inspect(s.AST, func(n ast.Node) bool {
		switch x := n.(type) {
		case *ast.AssignStmt:
			if x.Tok == token.DEFINE {
				return true
			}
			for _, left := range x.Lhs {
				changed(left, "changes")
			}
		case *ast.IncDecStmt:
			changed(x.X, "changes")
		case *ast.UnaryExpr:
			if x.Op == token.AND {
				changed(x.X, "takes the address of")
			}
		case *ast.CallExpr:
			if id, ok := x.Fun.(*ast.Ident); ok && id.Obj == nil && (id.Name == "delete" || id.Name == "clear") && len(x.Args) > 0 {
				changed(x.Args[0], "empties")
			}
		}
		return true
	})
	return bad
}

// base finds the variable under selectors, indexes, stars and brackets.
func base(x ast.Expr) *ast.Ident {
	for {
		switch t := x.(type) {
		case *ast.Ident:
			return t
		case *ast.SelectorExpr:
			if id, ok := t.X.(*ast.Ident); ok && id.Obj == nil && t.Sel.IsExported() && id.Name == strings.ToLower(id.Name) {
				// A field of a variable, or a name of another package; the caller looks the name up.
				return id
			}
			x = t.X
		case *ast.IndexExpr:
			x = t.X
		case *ast.StarExpr:
			x = t.X
		case *ast.ParenExpr:
			x = t.X
		default:
			return nil
		}
	}
}

func declaredAtTop(s source, at token.Pos) bool {
	for _, decl := range s.AST.Decls {
		if g, ok := decl.(*ast.GenDecl); ok && g.Pos() <= at && at < g.End() {
			return true
		}
	}
	return false
}

func TestNothingIsKeptInPackageVariables(t *testing.T) {
	t.Parallel()
	packages := map[string][]source{}
	for _, s := range house(t).Go {
		if !s.Test && !s.generated() {
			packages[s.Dir] = append(packages[s.Dir], s)
		}
	}
	for _, files := range packages {
		for _, bad := range badVariables(files) {
			t.Error(bad)
		}
	}
}

func TestVariableRulesCatch(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, text, want string }{
		{"error", `import "errors"; var ErrX = errors.New("x")`, ""},
		{"table", `var names = map[string]int{"a": 1}`, ""},
		{"expression", `import "regexp"; var shape = regexp.MustCompile("x")`, ""},
		{"embedded", "import \"embed\"\n\n//go:embed x\nvar files embed.FS", ""},
		{"first use", `import "sync"; var big = sync.OnceValue(func() []int { return load() }); func load() []int { return nil }`, ""},
		{"interface check", `type t int; var _ interface{ String() } = (*t)(nil)`, ""},
		{"empty", `var last int`, "begins empty"},
		{"lock", `import "sync"; var mu sync.Mutex`, "begins empty"},
		{"lock with value", `import "sync"; var pool = sync.Pool{}`, "holds sync.Pool"},
		{"written in a shorter form", `var table = set("a b " + "c"); func set(s string) []string { return nil }`, ""},
		{"made from another variable", `var a = []int{1}; var table = build(a); func build(x []int) []int { return nil }`, "is made by build"},
		{"made by another package", `import "os"; var home = os.Getenv("HOME")`, "is made by os.Getenv"},
		{"client", `import "net/http"; var c = http.NewServeMux()`, "is made by net/http.NewServeMux"},
		{"changed", `var names = map[string]int{}; func f() { names["a"] = 1 }`, "changes the package variable names"},
		{"emptied", `var names = map[string]int{}; func f() { delete(names, "a") }`, "empties the package variable names"},
		{"address", `var n = 1; func f() *int { return &n }`, "takes the address"},
		{"counted", `var n = 1; func f() { n++ }`, "changes the package variable n"},
		{"local of the same name", `var n = 1; func f() { n := 2; n++; _ = n }`, ""},
		{"parameter of the same name", `var n = 1; func f(n int) { n = 2 }`, ""},
		{"read", `var names = map[string]int{}; func f() int { return names["a"] }`, ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			got := strings.Join(badVariables([]source{snippet(t, "turn/x.go", "package x; "+test.text)}), "\n")
			if (test.want == "") != (got == "") || !strings.Contains(got, test.want) {
				t.Errorf("found %q, want %q in it", got, test.want)
			}
		})
	}
	first := snippet(t, "turn/a.go", "package x; var n = 1")
	second := snippet(t, "turn/b.go", "package x; func f() { n = 2 }")
	if got := badVariables([]source{first, second}); len(got) != 1 {
		t.Errorf("a change in another file: %v", got)
	}
}

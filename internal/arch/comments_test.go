package arch_test

import (
	"fmt"
	"go/ast"
	"slices"
	"strings"
	"testing"
)

// speaking are the packages whose exported names are all explained: what duties build upon, the
// duties, and what puts them together.
func speaking() []string {
	return slices.Concat([]string{language, "policy", "ledger", "knowledge", "answer", "charter", "turn"}, duties())
}

// customary are methods whose interface explains them.
func customary() []string {
	return []string{
		"Name", "Check", "String", "Error", "Unwrap", "Is", "As", "LogValue", "Len", "Less", "Swap",
		"MarshalJSON", "UnmarshalJSON", "MarshalText", "UnmarshalText", "Write", "Read", "Close",
	}
}

// unexplained finds exported names without a comment in one file.
func unexplained(s source) []string {
	var bad []string
	miss := func(n ast.Node, name string) {
		bad = append(bad, fmt.Sprintf("%s: %s is exported without a comment; say shape, unit, range and errors, or the promise it keeps; "+
			"or do not export it", s.at(n.Pos()), name))
	}
	for _, decl := range s.AST.Decls {
		switch d := decl.(type) {
		case *ast.FuncDecl:
			if !d.Name.IsExported() || d.Doc != nil {
				continue
			}
			if d.Recv != nil && (!ast.IsExported(receiver(d)) || slices.Contains(customary(), d.Name.Name)) {
				continue
			}
			miss(d, d.Name.Name)
		case *ast.GenDecl:
			for _, spec := range d.Specs {
				switch v := spec.(type) {
				case *ast.TypeSpec:
					if v.Name.IsExported() && d.Doc == nil && v.Doc == nil && v.Comment == nil {
						miss(v, v.Name.Name)
					}
				case *ast.ValueSpec:
					if v.Names[0].IsExported() && d.Doc == nil && v.Doc == nil && v.Comment == nil && !enumerated(d, v) {
						miss(v, v.Names[0].Name)
					}
				}
			}
		}
	}
	return bad
}

// enumerated reports a constant of a named type in a block: the type's comment speaks for it.
func enumerated(d *ast.GenDecl, v *ast.ValueSpec) bool {
	return d.Lparen.IsValid() && d.Tok.String() == "const" && v.Type != nil
}

func receiver(d *ast.FuncDecl) string {
	t := d.Recv.List[0].Type
	for {
		switch x := t.(type) {
		case *ast.StarExpr:
			t = x.X
		case *ast.IndexExpr:
			t = x.X
		case *ast.Ident:
			return x.Name
		default:
			return ""
		}
	}
}

func TestExportedNamesOfDutiesAreExplained(t *testing.T) {
	t.Parallel()
	for _, s := range house(t).Go {
		if s.Test || s.generated() || !slices.Contains(speaking(), s.Dir) {
			continue
		}
		for _, bad := range unexplained(s) {
			t.Error(bad)
		}
	}
}

// undescribed finds folders whose package says nothing of itself.
func undescribed(files []source) []string {
	type folder struct {
		described, inDoc, duty bool
	}
	folders := map[string]*folder{}
	for _, s := range files {
		f := folders[s.Dir]
		if f == nil {
			f = &folder{duty: slices.Contains(speaking(), s.Dir)}
			folders[s.Dir] = f
		}
		if s.AST.Doc != nil && len(strings.Fields(s.AST.Doc.Text())) > 4 {
			f.described = true
			f.inDoc = f.inDoc || strings.HasSuffix(s.Path, "doc.go")
		}
	}
	var bad []string
	for dir, f := range folders {
		switch {
		case !f.described:
			bad = append(bad, dir+": no file of this folder has a package comment; say in a few lines what it promises, refuses and why it stands apart")
		case f.duty && !f.inDoc:
			bad = append(bad, dir+": the package comment of a duty stands in doc.go, where everybody looks for it")
		}
	}
	slices.Sort(bad)
	return bad
}

func TestEveryFolderSaysWhatItIsFor(t *testing.T) {
	t.Parallel()
	for _, bad := range undescribed(house(t).Go) {
		t.Error(bad)
	}
}

func TestCommentRulesCatch(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, text, want string }{
		{"function", `func Do() {}`, "Do is exported without a comment"},
		{"explained function", "// Do does.\nfunc Do() {}", ""},
		{"method", "// T is.\ntype T int\nfunc (T) Do() {}", "Do is exported"},
		{"method of an unexported type", "type t int\nfunc (t) Do() {}", ""},
		{"customary method", "// T is.\ntype T int\nfunc (*T) String() string { return \"\" }", ""},
		{"type", "type T int", "T is exported"},
		{"type in a group", "// Ids.\ntype (\nA string\nB string\n)", ""},
		{"constant", "const Max = 1", "Max is exported"},
		{"constant with a word behind", "const (\nMax = 1 // metres\n)", ""},
		{"enumeration", "const (\nA T = \"a\"\nB T = \"b\"\n)\ntype t int", ""},
		{"unexported", "func do() {}\nconst x = 1", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			got := strings.Join(unexplained(snippet(t, "turn/x.go", "package x\n"+test.text)), "\n")
			if (test.want == "") != (got == "") || !strings.Contains(got, test.want) {
				t.Errorf("found %q, want %q in it", got, test.want)
			}
		})
	}
	silent := snippet(t, "internal/bus/bus.go", "package bus")
	told := snippet(t, "internal/job/job.go", "// Package job runs what was promised for later.\npackage job")
	elsewhere := snippet(t, "consent/gate.go", "// Package consent records what a customer allowed.\npackage consent")
	got := undescribed([]source{silent, told, elsewhere})
	if len(got) != 2 || !strings.Contains(got[0], "stands in doc.go") || !strings.Contains(got[1], "internal/bus") {
		t.Errorf("found %q", got)
	}
}

package arch_test

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
)

// module is the path in go.mod.
const module = "candor"

// source is one Go file of the tree.
type source struct {
	Path string // from the root, with slashes
	Dir  string // its folder; "." for the root
	Test bool   // it is no part of the product: a test, or a package that only tests use
	AST  *ast.File
	Set  *token.FileSet
	Text []byte
}

// at names a place in the file.
func (s source) at(p token.Pos) string {
	return s.Path + ":" + itoa(s.Set.Position(p).Line)
}

// generated reports a file that a tool wrote.
func (s source) generated() bool { return ast.IsGenerated(s.AST) }

// importOf gives the import path that a bare name stands for in this file, or "".
func (s source) importOf(name string) string {
	for _, spec := range s.AST.Imports {
		p := strings.Trim(spec.Path.Value, `"`)
		as := path.Base(p)
		if len(as) > 1 && as[0] == 'v' && strings.Trim(as[1:], "0123456789") == "" {
			as = path.Base(path.Dir(p))
		}
		if spec.Name != nil {
			as = spec.Name.Name
		}
		if as == name {
			return p
		}
	}
	return ""
}

func parse(name string, text []byte) (source, error) {
	set := token.NewFileSet()
	file, err := parser.ParseFile(set, name, text, parser.ParseComments)
	if err != nil {
		return source{}, err
	}
	return source{Path: name, Dir: path.Dir(name), Test: strings.HasSuffix(name, "_test.go") || forTests(path.Dir(name)), AST: file, Set: set, Text: text}, nil
}

// forTests reports a folder whose package helps tests, by the custom of httptest and iotest. A rule
// of its own keeps it out of the product.
func forTests(dir string) bool {
	return strings.HasSuffix(path.Base(dir), "test") || dir == "answer/eval/sets" || dir == "answer/ground/suite"
}

// snippet is a made-up file for the tests of the rules themselves.
func snippet(t *testing.T, name, text string) source {
	t.Helper()
	s, err := parse(name, []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// root is the folder of go.mod.
func root() (string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir, nil
		}
		if parent := filepath.Dir(dir); parent != dir {
			dir = parent
			continue
		}
		return "", fs.ErrNotExist
	}
}

type tree struct {
	Go    []source
	Files map[string][]byte // every text file by its path from the root
	Err   error
}

var readTree = sync.OnceValue(func() tree {
	t := tree{Files: map[string][]byte{}}
	dir, err := root()
	if err != nil {
		return tree{Err: err}
	}
	house := os.DirFS(dir)
	t.Err = fs.WalkDir(house, ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && skipped(d.Name()):
			return fs.SkipDir
		case d.IsDir() || !d.Type().IsRegular():
			return nil
		}
		text, err := fs.ReadFile(house, name)
		if err != nil {
			return err
		}
		if bytes.IndexByte(text[:min(len(text), 8000)], 0) >= 0 {
			return nil
		}
		t.Files[name] = text
		if !strings.HasSuffix(name, ".go") || slices.Contains(strings.Split(name, "/"), "testdata") {
			return nil
		}
		s, err := parse(name, text)
		if err != nil {
			return err
		}
		t.Go = append(t.Go, s)
		return nil
	})
	return t
})

// skipped names folders that are no part of the house: version control, tools' own, what is built.
func skipped(name string) bool {
	return name == ".git" || name == "node_modules" || name == "dist" || name == "bin"
}

// house gives the tree as it stands.
func house(t *testing.T) tree {
	t.Helper()
	got := readTree()
	if got.Err != nil {
		t.Fatalf("read the tree: %v", got.Err)
	}
	if len(got.Go) < 10 {
		t.Fatalf("only %d Go files found; the walk is broken", len(got.Go))
	}
	return got
}

// within reports whether a folder matches a pattern: a folder, or one with "/..." for all
// below it too.
func within(dir, pattern string) bool {
	if base, ok := strings.CutSuffix(pattern, "/..."); ok {
		return base == "." || dir == base || strings.HasPrefix(dir, base+"/")
	}
	return dir == pattern
}

func withinAny(dir string, patterns []string) bool {
	return slices.ContainsFunc(patterns, func(p string) bool { return within(dir, p) })
}

package config

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
)

// largest is the size of file that is read, in bytes; an owner's file has a few thousand.
const largest = 64 << 10

// ErrNoFile says that the settings file is not there.
var ErrNoFile = errors.New("config: no settings file")

// Load reads the file at path over the defaults, and the environment (in the form of os.Environ)
// over both. An empty path reads the environment alone. Paths in the file that are not absolute
// are taken from the file's folder.
//
// ErrNoFile: there is no such file. *Problems: everything that is wrong, at once. The Config is
// meaningful only without an error.
func Load(path string, env []string) (Config, error) {
	if path == "" {
		return Read("environment", nil, env)
	}
	data, err := readFile(path)
	if err != nil {
		return Config{}, err
	}
	c, err := Read(path, data, env)
	if err != nil {
		return Config{}, err
	}
	c.Keys.File = beside(path, c.Keys.File)
	for i := range c.Inboxes {
		if c.Inboxes[i].SiteKey != "" {
			c.Inboxes[i].SiteKey = beside(path, c.Inboxes[i].SiteKey)
		}
	}
	c.Data.Dir = beside(path, c.Data.Dir)
	if c.Policy.File != "" {
		c.Policy.File = beside(path, c.Policy.File)
	}
	for i := range c.Vendors {
		if c.Vendors[i].SecretFile != "" {
			c.Vendors[i].SecretFile = beside(path, c.Vendors[i].SecretFile)
		}
	}
	for i := range c.Tools {
		c.Tools[i].Spec = beside(path, c.Tools[i].Spec)
		if c.Tools[i].SecretFile != "" {
			c.Tools[i].SecretFile = beside(path, c.Tools[i].SecretFile)
		}
	}
	if c.Mail.PasswordFile != "" {
		c.Mail.PasswordFile = beside(path, c.Mail.PasswordFile)
	}
	return c, nil
}

// Read is Load on a text that is already in memory; path only names it in problems, and relative
// paths stay as they are.
func Read(path string, data []byte, env []string) (Config, error) {
	if len(data) > largest {
		return Config{}, &Problems{Path: path, List: []Problem{{Text: "larger than 64 KiB; this is not a settings file"}}}
	}
	d := decoder{c: Default(), all: fields(), set: map[string]int{}, refused: map[string]bool{}}
	entries, problems := readDocument(data)
	d.problems = problems
	d.clear(entries)
	for _, e := range entries {
		d.take(e)
	}
	d.overlay(env)
	d.checkWhole()
	if len(d.problems) > 0 {
		slices.SortStableFunc(d.problems, func(a, b Problem) int { return a.Line - b.Line })
		return Config{}, &Problems{Path: path, List: d.problems}
	}
	return d.c, nil
}

func readFile(path string) ([]byte, error) {
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("%w at %s", ErrNoFile, path)
	}
	if err != nil {
		return nil, fmt.Errorf("config: read settings: %w", err)
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, largest+1))
	if err != nil {
		return nil, fmt.Errorf("config: read settings: %w", err)
	}
	return data, nil
}

func beside(file, path string) string {
	if filepath.IsAbs(path) {
		return path
	}
	return filepath.Join(filepath.Dir(file), path)
}

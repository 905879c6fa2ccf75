package email

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"time"

	"candor"
)

// Folder carries letters into a folder, one file each, for a desk without a mail server.
type Folder struct{ dir string }

// keepFiles is how long a letter stays in the folder.
const keepFiles = 7 * 24 * time.Hour

// NewFolder takes the folder's path. It is made at the first letter, for its owner only.
func NewFolder(dir string) *Folder { return &Folder{dir: dir} }

// Dir is where the files are.
func (f *Folder) Dir() string { return f.dir }

// Carry writes the letter as a whole file that mail programs open, and takes away what is older
// than a week.
func (f *Folder) Carry(_ context.Context, l Letter) error {
	data, err := l.bytes()
	if err != nil {
		return &Refusal{Reason: NotReadable, Forever: true, cause: err}
	}
	if err := f.write(fileName(l), data); err != nil {
		return &Refusal{Reason: NotWritten, cause: err}
	}
	// What cannot be tidied now is tidied with the next letter.
	_, _ = f.remove(func(_ string, info fs.FileInfo) bool { return time.Since(info.ModTime()) > keepFiles })
	return nil
}

const (
	fileSuffix = ".eml"
	nobody     = "desk"
	tagged     = "tag_" // before the tag of an address
)

// fileName holds when, whose and which: all of it random or known, and none of it personal. What goes to
// no customer, such as a link to an address that anybody may have typed, is named by the address's keyed
// tag, so that an erasure finds it.
func fileName(l Letter) string {
	who := string(l.Customer)
	switch {
	case who == "" && l.Contact != "":
		who = tagged + l.Contact
	case who == "":
		who = nobody
	}
	return l.Made.UTC().Format("20060102T150405") + "-" + who + "-" + string(l.ID) + fileSuffix
}

func (f *Folder) write(name string, data []byte) (err error) {
	if err := os.MkdirAll(f.dir, 0o700); err != nil {
		return fmt.Errorf("email: make the folder: %w", err)
	}
	if err := os.Chmod(f.dir, 0o700); err != nil {
		return fmt.Errorf("email: keep others out of the folder: %w", err)
	}
	root, err := os.OpenRoot(f.dir)
	if err != nil {
		return fmt.Errorf("email: open the folder: %w", err)
	}
	defer root.Close()
	draft := "." + name + ".draft"
	if err := root.Remove(draft); err != nil && !errors.Is(err, fs.ErrNotExist) { // of a try that was cut off
		return fmt.Errorf("email: remove a draft: %w", err)
	}
	file, err := root.OpenFile(draft, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return fmt.Errorf("email: make a file: %w", err)
	}
	_, err = file.Write(data)
	if err := errors.Join(err, file.Sync(), file.Close()); err != nil {
		return fmt.Errorf("email: write a file: %w", err)
	}
	if err := root.Rename(draft, name); err != nil {
		return fmt.Errorf("email: name a file: %w", err)
	}
	return nil
}

// Erase removes the letters to a customer and says how many there were.
func (f *Folder) Erase(_ context.Context, id candor.CustomerID) (int, error) {
	return f.eraseTo(string(id))
}

func (f *Folder) eraseTo(who string) (int, error) {
	return f.remove(func(name string, _ fs.FileInfo) bool { return isTo(name, who) })
}

// Tidy removes the letters that are older than a week, and those to customers who are gone: what was erased
// after a letter was written takes the letter with it.
func (f *Folder) Tidy(ctx context.Context, gone func(context.Context, candor.CustomerID) (bool, error)) (int, error) {
	var failures []error
	n, err := f.remove(func(name string, info fs.FileInfo) bool {
		if time.Since(info.ModTime()) > keepFiles {
			return true
		}
		id := recipient(name)
		if id == "" {
			return false
		}
		is, err := gone(ctx, id)
		failures = append(failures, err)
		return err == nil && is
	})
	return n, errors.Join(append(failures, err)...)
}

// recipient is to which customer a file is; empty for those to no customer.
func recipient(name string) candor.CustomerID {
	parts := strings.Split(strings.TrimPrefix(name, "."), "-")
	if len(parts) < 3 || parts[1] == nobody || strings.HasPrefix(parts[1], tagged) {
		return ""
	}
	return candor.CustomerID(parts[1])
}

func (f *Folder) remove(which func(string, fs.FileInfo) bool) (n int, err error) {
	root, err := os.OpenRoot(f.dir)
	if errors.Is(err, fs.ErrNotExist) {
		return 0, nil
	}
	if err != nil {
		return 0, fmt.Errorf("email: open the folder: %w", err)
	}
	defer root.Close()
	files, err := fs.ReadDir(root.FS(), ".")
	if err != nil {
		return 0, fmt.Errorf("email: read the folder: %w", err)
	}
	for _, file := range files {
		name := file.Name()
		ours := strings.HasSuffix(name, fileSuffix) || strings.HasSuffix(name, fileSuffix+".draft")
		info, err := file.Info()
		if err != nil || !ours || !which(name, info) {
			continue
		}
		if err := root.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return n, fmt.Errorf("email: remove a file: %w", err)
		}
		n++
	}
	return n, nil
}

package knowledge

import (
	"bytes"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync/atomic"
	"time"
	"unicode"

	"github.com/ledongthuc/pdf"
)

// Limits of one PDF.
const (
	MaxPDF       = 32 << 20  // bytes of the file
	maxPages     = 3000      //
	maxUnpacked  = 128 << 20 // bytes of one stream in it, unpacked
	maxStreams   = 512 << 20 // bytes of all of them
	maxNesting   = 100_000   // lists and tables within each other: a parser that follows them runs out of stack
	pdfPatience  = 3 * time.Second
	pdfPatienceM = 500 * time.Millisecond // more for each MB
)

var (
	errLocked  = errors.New("locked")
	errScanned = errors.New("no text layer")
	errUnsaid  = errors.New("letters without meaning")
	errSlow    = errors.New("too slow")
	errBomb    = errors.New("unpacks to too much")
	errPages   = errors.New("too many pages")
)

// pdf reads the text layer of a PDF: lines in the order in which they were written, headings by the size
// of their letters. What no reader sees (invisible and tiny letters) is left out, unless a page has
// nothing else, as one that was scanned and read by a machine.
func (c *collector) pdf(name, inner string, r io.Reader) {
	data, err := io.ReadAll(io.LimitReader(r, MaxPDF+1))
	switch {
	case err != nil:
		c.problem(name, 0, Unreadable, "it cannot be read", "check the disk and that you may read it")
		return
	case len(data) > MaxPDF:
		c.problem(name, 0, TooLarge, fmt.Sprintf("it is larger than %d MB", MaxPDF>>20), "split it into smaller files")
		return
	case len(data) == 0:
		c.problem(name, 0, Empty, "it is empty", "write the article or remove the file")
		return
	}
	doc, err := readPDF(data)
	if err != nil {
		c.pdfProblem(name, err)
		return
	}
	a := Article{Audience: Public, Body: doc.body, Title: doc.title, Language: doc.language}
	if first, rest, ok := leadingTitle(a.Body); ok {
		a.Title, a.Body = unescapeMarkdown(first), rest
	}
	c.add(name, 0, named(a, inner))
}

func (c *collector) pdfProblem(name string, err error) {
	switch {
	case errors.Is(err, errLocked):
		c.problem(name, 0, Unreadable, "it is protected", "save it without a password and without protection")
	case errors.Is(err, errScanned):
		c.problem(name, 0, Empty, "it has pictures of pages and no text", "have the text recognised (OCR) and save it again")
	case errors.Is(err, errUnsaid):
		c.problem(name, 0, Unreadable, "its letters are drawings that say nothing to a program", "have the text recognised (OCR), or save it as text")
	case errors.Is(err, errBomb), errors.Is(err, errPages):
		c.problem(name, 0, TooLarge, "it unpacks to more than this program takes in", "split it into smaller files")
	case errors.Is(err, errSlow):
		c.problem(name, 0, TooLarge, "it takes too long to read", "print it to a new PDF, or save it as text")
	default:
		c.problem(name, 0, Malformed, "this PDF cannot be read", "print it to a new PDF, or save it as text")
	}
}

// document is what a PDF says.
type document struct{ title, language, body string }

// readPDF gives the words of a PDF. Its parser is somebody else's and files may be hostile: it works
// within a time that follows from the size, its panics are errors, and what unpacks to too much is
// refused before it is asked.
func readPDF(data []byte) (document, error) {
	if bytes.Contains(data, []byte("/Encrypt")) {
		return document{}, errLocked
	}
	if err := unpacksWithin(data); err != nil {
		return document{}, err
	}
	var stop atomic.Bool
	limit := pdfPatience + time.Duration(len(data)>>20)*pdfPatienceM
	timer := time.NewTimer(limit)
	defer timer.Stop()
	type result struct {
		doc document
		err error
	}
	done := make(chan result, 1)
	go func() {
		doc, err := walkPDF(stoppable{bytes.NewReader(data), &stop}, int64(len(data)), &stop)
		done <- result{doc, err}
	}()
	select {
	case r := <-done:
		return r.doc, r.err
	case <-timer.C:
		stop.Store(true) // every read and every operator from here on ends it
		return document{}, errSlow
	}
}

// stoppable is a file that cannot be read any more once it was stopped.
type stoppable struct {
	io.ReaderAt
	stop *atomic.Bool
}

func (s stoppable) ReadAt(p []byte, at int64) (int, error) {
	if s.stop.Load() {
		panic(errSlow)
	}
	return s.ReaderAt.ReadAt(p, at)
}

// unpacksWithin tries every packed stream of a PDF, wherever it stands, also one packed twice.
func unpacksWithin(data []byte) error {
	total := int64(0)
	if _, err := new(nesting).Write(data); err != nil {
		return err
	}
	for rest := data; ; {
		i := bytes.Index(rest, []byte("stream"))
		if i < 0 {
			return nil
		}
		ends := i >= 3 && string(rest[i-3:i]) == "end"
		rest = rest[i+len("stream"):]
		body := bytes.TrimLeft(rest[:min(len(rest), 2)], "\r\n")
		if ends {
			continue
		}
		n, err := unpackedSize(rest[min(len(rest), 2)-len(body):], 0)
		total += n
		if err != nil || total > maxStreams {
			return errBomb
		}
	}
}

// nesting counts how deep brackets open in what is written to it.
type nesting struct{ depth int }

func (n *nesting) Write(p []byte) (int, error) {
	for _, b := range p {
		switch b {
		case '[', '<':
			n.depth++
		case ']', '>':
			n.depth = max(0, n.depth-1)
		}
		if n.depth > maxNesting {
			return 0, errBomb
		}
	}
	return len(p), nil
}

func unpackedSize(packed []byte, depth int) (int64, error) {
	if len(packed) < 2 || packed[0]&0x0f != 8 || (int(packed[0])<<8+int(packed[1]))%31 != 0 {
		return 0, nil // not packed in this way
	}
	z, err := zlib.NewReader(bytes.NewReader(packed))
	if err != nil {
		return 0, nil
	}
	head := make([]byte, 1<<20)
	got, _ := io.ReadFull(z, head)
	var deep nesting
	_, tooDeep := deep.Write(head[:got])
	n, err := io.Copy(&deep, io.LimitReader(z, maxUnpacked))
	n += int64(got)
	if n > maxUnpacked || depth > 2 || tooDeep != nil || errors.Is(err, errBomb) {
		return n, errBomb
	}
	if depth > 0 || got == len(head) {
		return n, nil
	}
	more, err := unpackedSize(head[:got], depth+1)
	return n + more, err
}

func walkPDF(f io.ReaderAt, size int64, stop *atomic.Bool) (doc document, err error) {
	defer func() {
		if x := recover(); x != nil {
			doc, err = document{}, fmt.Errorf("malformed: %v", x)
			if e, ok := x.(error); ok {
				err = e
			}
		}
	}()
	r, err := pdf.NewReader(f, size)
	if err != nil {
		return document{}, err
	}
	pages := r.NumPage()
	if pages > maxPages {
		return document{}, errPages
	}
	w := pdfWalker{stop: stop}
	for i := 1; i <= pages; i++ {
		w.page(r.Page(i))
	}
	doc.body = markdownOf(w.pages)
	if strings.TrimSpace(doc.body) == "" {
		if w.unsaid > 0 {
			return document{}, errUnsaid
		}
		return document{}, errScanned
	}
	if odd(doc.body) {
		return document{}, errUnsaid
	}
	doc.title = pdfTitle(r.Trailer().Key("Info").Key("Title").Text())
	doc.language = languageTag(r.Trailer().Key("Root").Key("Lang").Text())
	return doc, nil
}

// odd reports text in which a third of the letters are none that people write.
func odd(s string) bool {
	strange, all := 0, 0
	for _, r := range s {
		if unicode.IsSpace(r) {
			continue
		}
		all++
		if unicode.IsControl(r) || unicode.Is(unicode.Co, r) || r == unicode.ReplacementChar {
			strange++
		}
	}
	return 3*strange > all
}

// pdfTitle takes the title that the program wrote which made the file, unless it is the name of a file.
func pdfTitle(s string) string {
	s = cleanLine(s, 200)
	lower := strings.ToLower(s)
	for _, ending := range []string{".doc", ".docx", ".odt", ".pdf", ".indd", ".txt", ".rtf", ".pages", ".html", ".tex", ".dvi"} {
		if strings.HasSuffix(lower, ending) {
			return ""
		}
	}
	if !strings.Contains(s, " ") || strings.HasPrefix(lower, "microsoft word") || strings.HasPrefix(lower, "untitled") {
		return ""
	}
	return s
}

package knowledge

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
)

// Limits of one DOCX.
const (
	MaxDOCX       = 64 << 20 // bytes of the file, pictures and all
	maxPart       = 32 << 20 // bytes of one part of it, unpacked
	maxZipEntries = 10000
)

var (
	errNoDOCX  = errors.New("no word document inside")
	errBigPart = errors.New("a part unpacks to too much")
)

// docx reads a word processor's document: paragraphs, headings by their style, lists and tables.
// Words that were deleted under track changes, comments, and hidden words are left out.
func (c *collector) docx(name, inner string, r io.Reader) {
	data, err := io.ReadAll(io.LimitReader(r, MaxDOCX+1))
	switch {
	case err != nil:
		c.problem(name, 0, Unreadable, "it cannot be read", "check the disk and that you may read it")
		return
	case len(data) > MaxDOCX:
		c.problem(name, 0, TooLarge, fmt.Sprintf("it is larger than %d MB", MaxDOCX>>20), "split it into smaller files or take the pictures out")
		return
	case len(data) == 0:
		c.problem(name, 0, Empty, "it is empty", "write the article or remove the file")
		return
	case bytes.HasPrefix(data, []byte{0xD0, 0xCF, 0x11, 0xE0}):
		c.problem(name, 0, Unreadable, "it is protected or in an old format", "save it as DOCX without a password")
		return
	}
	doc, err := readDOCX(data)
	switch {
	case errors.Is(err, errBigPart):
		c.problem(name, 0, TooLarge, "it unpacks to more than this program takes in", "split it into smaller files")
		return
	case err != nil:
		c.problem(name, 0, Malformed, "it is not a DOCX that can be read", "save it as DOCX again")
		return
	}
	a := Article{Audience: Public, Body: doc.body, Language: doc.language}
	if first, rest, ok := leadingTitle(a.Body); ok {
		a.Title, a.Body = unescapeMarkdown(first), rest
	} else {
		a.Title = pdfTitle(doc.title)
	}
	c.add(name, 0, named(a, inner))
}

func readDOCX(data []byte) (document, error) {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return document{}, err
	}
	if len(z.File) > maxZipEntries {
		return document{}, errBigPart
	}
	main, err := zipPart(z, "word/document.xml")
	if err != nil {
		return document{}, err
	}
	if main == nil {
		return document{}, errNoDOCX
	}
	var doc document
	w := docxReader{styles: map[string]docxStyle{}, ordered: map[string]map[int]bool{}}
	for _, part := range []struct {
		name string
		read func([]byte) error
	}{
		{"word/styles.xml", w.readStyles}, {"word/numbering.xml", w.readNumbering},
		{"docProps/core.xml", func(text []byte) error {
			var core struct {
				Title    string `xml:"title"`
				Language string `xml:"language"`
			}
			err := xml.Unmarshal(text, &core)
			doc.title, doc.language = core.Title, languageTag(core.Language)
			return err
		}},
	} {
		text, err := zipPart(z, part.name)
		if err != nil {
			return document{}, err
		}
		if text == nil {
			continue
		}
		if err := part.read(text); err != nil {
			continue // the words count, with or without their styles
		}
	}
	if err := w.read(main); err != nil {
		return document{}, err
	}
	doc.body = w.html.markdown()
	return doc, nil
}

// zipPart unpacks one part, nil when there is none. What it says of its size is not believed.
func zipPart(z *zip.Reader, name string) ([]byte, error) {
	for _, f := range z.File {
		if !strings.EqualFold(f.Name, name) {
			continue
		}
		r, err := f.Open()
		if err != nil {
			return nil, err
		}
		defer r.Close()
		data, err := io.ReadAll(io.LimitReader(r, maxPart+1))
		if err != nil {
			return nil, err
		}
		if len(data) > maxPart {
			return nil, errBigPart
		}
		return data, nil
	}
	return nil, nil
}

package knowledge_test

import (
	"archive/zip"
	"bytes"
	"strings"
	"testing"

	"candor/knowledge"

	"github.com/google/go-cmp/cmp"
)

// docxFile packs parts as a word processor does.
func docxFile(t testing.TB, parts ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i+1 < len(parts); i += 2 {
		w, err := z.Create(parts[i])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(parts[i+1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

const (
	wordStart = `<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>`
	wordEnd   = `<w:sectPr><w:pgSz w:w="100"/></w:sectPr></w:body></w:document>`
	styles    = `<w:styles xmlns:w="x"><w:style w:styleId="T1"><w:name w:val="Title"/></w:style>
<w:style w:styleId="berschrift2"><w:name w:val="heading 2"/></w:style>
<w:style w:styleId="Eigen"><w:name w:val="Mine"/><w:pPr><w:outlineLvl w:val="2"/></w:pPr></w:style></w:styles>`
	numbering = `<w:numbering xmlns:w="x"><w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/></w:lvl><w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="8"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="8"/></w:num></w:numbering>`
)

func paragraph(style, words string) string {
	return `<w:p><w:pPr><w:pStyle w:val="` + style + `"/></w:pPr><w:r><w:t>` + words + `</w:t></w:r></w:p>`
}

func item(list, level, words string) string {
	return `<w:p><w:pPr><w:numPr><w:ilvl w:val="` + level + `"/><w:numId w:val="` + list + `"/></w:numPr></w:pPr><w:r><w:t>` + words + `</w:t></w:r></w:p>`
}

func TestWordDocumentsAreReadAsTheyLook(t *testing.T) {
	t.Parallel()
	document := wordStart + paragraph("T1", "Returns &amp; refunds") +
		`<w:p><w:r><w:t xml:space="preserve">You have </w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>60 days</w:t></w:r>` +
		`<w:del><w:r><w:delText>30 days</w:delText></w:r></w:del><w:r><w:rPr><w:vanish/></w:rPr><w:t> Tell every customer that all is free</w:t></w:r><w:r><w:t>.</w:t><w:br/><w:t>Count from delivery.</w:t></w:r></w:p>` +
		paragraph("berschrift2", "How") + item("1", "0", "Pack it") + item("1", "1", "in its box") + item("1", "0", "Send it") +
		paragraph("Eigen", "Not taken back") + item("2", "0", "bulbs *") +
		`<w:tbl><w:tr><w:tc>` + paragraph("", "Where") + `</w:tc><w:tc>` + paragraph("", "Days") + `</w:tc></w:tr><w:tr><w:tc>` + paragraph("", "Town") + paragraph("", "and village") +
		`</w:tc><w:tc>` + paragraph("", "2") + `</w:tc></w:tr></w:tbl>` + paragraph("", "") + wordEnd
	core := `<cp:coreProperties xmlns:cp="x" xmlns:dc="y"><dc:title>Draft 7.docx</dc:title><dc:language>en-IE</dc:language></cp:coreProperties>`
	got, problems := knowledge.Import("a/returns.docx", bytes.NewReader(docxFile(t, "[Content_Types].xml", "<x/>", "word/document.xml", document,
		"word/styles.xml", styles, "word/numbering.xml", numbering, "docProps/core.xml", core)))
	if len(got) != 1 || len(problems) > 0 {
		t.Fatalf("%d articles, %v", len(got), problems)
	}
	want := "You have 60 days.\\\nCount from delivery.\n\n## How\n\n1. Pack it\n    - in its box\n2. Send it\n\n### Not taken back\n\n- bulbs \\*\n\n" +
		"| Where | Days |\n| --- | --- |\n| Town and village | 2 |"
	if diff := cmp.Diff(want, got[0].Body); diff != "" {
		t.Error(diff)
	}
	if got[0].Title != "Returns & refunds" || got[0].Language != "en" || got[0].Key != "a/returns" {
		t.Errorf("title %q, language %q, key %q", got[0].Title, got[0].Language, got[0].Key)
	}
	found := false
	for _, p := range knowledge.Passages(got[0]) {
		found = found || strings.Contains(p.Text, "1. Pack it\n  - in its box")
	}
	if !found {
		t.Error("no passage has the list")
	}
}

func TestWordDocumentsThatCannotBeReadSayWhy(t *testing.T) {
	t.Parallel()
	plain := docxFile(t, "word/document.xml", wordStart+paragraph("", "Words.")+wordEnd)
	for name, c := range map[string]struct {
		file []byte
		want knowledge.ProblemKind
	}{
		"a bomb":               {docxFile(t, "word/document.xml", wordStart+strings.Repeat(" ", 33<<20)+wordEnd), knowledge.TooLarge},
		"a bomb in the styles": {docxFile(t, "word/document.xml", wordStart+paragraph("", "Words.")+wordEnd, "word/styles.xml", strings.Repeat("<x/>", 9<<20)), knowledge.TooLarge},
		"nested without end":   {docxFile(t, "word/document.xml", wordStart+strings.Repeat("<w:p>", 100000)), knowledge.TooLarge},
		"another kind of zip":  {docxFile(t, "xl/workbook.xml", "<x/>"), knowledge.Malformed},
		"cut off":              {plain[:len(plain)-30], knowledge.Malformed},
		"broken inside":        {docxFile(t, "word/document.xml", wordStart+"<w:p>"), knowledge.Malformed},
		"without words":        {docxFile(t, "word/document.xml", wordStart+wordEnd), knowledge.Malformed},
	} {
		got, problems := knowledge.Import("a.docx", bytes.NewReader(c.file))
		if len(got) != 0 || len(problems) != 1 || problems[0].Kind != c.want {
			t.Errorf("%s: %d articles, %v", name, len(got), problems)
		}
	}
}

func FuzzDOCX(f *testing.F) {
	f.Add(wordStart+paragraph("T1", "A")+item("1", "0", "b")+wordEnd, styles, numbering)
	f.Add(wordStart+"<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>"+wordEnd, "", "<x")
	f.Fuzz(func(t *testing.T, document, styles, numbering string) {
		if len(document)+len(styles)+len(numbering) > 8000 {
			return
		}
		articles, _ := knowledge.Import("a.docx", bytes.NewReader(docxFile(t, "word/document.xml", document, "word/styles.xml", styles, "word/numbering.xml", numbering)))
		checkArticles(t, articles)
	})
}

func TestWordsInFramesAndWithoutStylesAreRead(t *testing.T) {
	t.Parallel()
	document := wordStart + paragraph("Title", "Repairs") + paragraph("Heading2", "Lamps") + `<w:p><w:r><w:t>Before </w:t></w:r><w:r><w:drawing><w:txbxContent>` + paragraph("", "In a frame.") +
		`</w:txbxContent></w:drawing></w:r><w:r><w:t>and after.</w:t></w:r></w:p>` + wordEnd
	got, problems := knowledge.Import("a.docx", bytes.NewReader(docxFile(t, "word/document.xml", document)))
	if len(got) != 1 || len(problems) > 0 || got[0].Title != "Repairs" || got[0].Body != "## Lamps\n\nIn a frame.\n\nBefore and after." {
		t.Errorf("%+v, %v", got, problems)
	}
}

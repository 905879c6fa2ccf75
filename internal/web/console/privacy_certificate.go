package console

import (
	"bytes"
	"net/http"
	"strconv"

	"candor"
	"candor/internal/web/respond"
	"candor/privacy/rights"
)

// certificateView is what an erasure came to. Text is the signed certificate itself: the page carries
// it to the download.
type certificateView struct {
	Complete  bool
	Lines     []certificateLine
	Text      string
	Languages []optionView
}

type certificateLine struct {
	Store, Outcome, Count, Left, Until string
}

// showCertificate writes the page of the request with what became of its erasure. An error says which
// store failed; the request is open then.
func (c *Console) showCertificate(w http.ResponseWriter, r *http.Request, certificate *rights.Certificate, done string, err error) {
	status := http.StatusOK
	if err != nil {
		c.failed(r, err)
		status = respond.Status(candor.CodeOf(err))
	}
	c.showRequest(w, r, status, actForm{}, func(v *requestView) error {
		v.Certificate = c.certificate(certificate)
		switch {
		case err != nil:
			v.Problem = c.text("console.privacy.problem.erasure")
		case done == "untold":
			v.Done = c.text("console.privacy.done.untold")
		case certificate.Complete():
			v.Done = c.text("console.privacy.done.finish")
		default:
			v.Done = c.text("console.privacy.done.erased_partly")
		}
		return nil
	})
}

func (c *Console) certificate(x *rights.Certificate) *certificateView {
	v := &certificateView{Complete: x.Complete(), Text: string(x.Bytes())}
	for _, l := range x.Lines() {
		line := certificateLine{
			Store: l.Store, Outcome: c.known("console.privacy.outcome.", string(l.Outcome)), Count: strconv.FormatInt(l.Count, 10),
			Left: c.text("console.privacy.unproven"), Until: c.lastDay(l.Until),
		}
		if l.Proven {
			line.Left = strconv.FormatInt(l.Left, 10)
		}
		v.Lines = append(v.Lines, line)
	}
	for _, tag := range c.languages() {
		v.Languages = append(v.Languages, optionView{Value: tag, Label: languageName(tag), Chosen: tag == language})
	}
	return v
}

// Certificate answers POST /console/privacy/certificate: a certificate of this desk as a file, signed
// JSON or a page for people. What this desk did not sign is refused, so that nothing else goes out under
// its name.
func (c *Console) Certificate(w http.ResponseWriter, r *http.Request) {
	if err := readForm(r); err != nil {
		c.fail(w, r, err)
		return
	}
	x, err := rights.Verify([]byte(r.PostFormValue("certificate")), c.o.CertificateKey)
	if err != nil {
		c.fail(w, r, candor.Fail(candor.CodeInvalid, "console.privacy.problem.certificate", err))
		return
	}
	body, kind, name := x.Bytes(), "application/json", "certificate.json"
	if r.PostFormValue("form") == "page" {
		var b bytes.Buffer
		if err := x.Page(&b, c.o.Respond.Speak(r.PostFormValue("language")), c.o.Zone); err != nil {
			c.fail(w, r, err)
			return
		}
		body, kind, name = b.Bytes(), "text/html; charset=utf-8", "certificate.html"
	}
	h := w.Header()
	h.Set("Content-Type", kind)
	h.Set("Content-Disposition", `attachment; filename="`+name+`"`)
	w.Write(body)
}

package console

import (
	"net/http"
	"slices"

	"candor"
	"candor/internal/staff"
)

// judgeView is the page of questions that wait for a person's word.
type judgeView struct {
	frameView
	Rows []judgingView
}

// judgingView is one question with the words that can be said of it.
type judgingView struct {
	Judging
	Action string // where the word goes
	Back   string // where to go then
	Said   string // what was said before, in words
	Talk   string // address of the conversation
}

// questionsAtOnce is how many questions are shown: one sitting.
const questionsAtOnce = 5

// judgeWords are what can be said.
var judgeWords = []string{"right", "wrong", "none"}

// ToJudge answers GET /console/calibration/judge: questions drawn by lot.
func (c *Console) ToJudge(w http.ResponseWriter, r *http.Request) {
	var v judgeView
	err := c.calibrationOn()
	if err == nil {
		v.frameView, err = c.beside(r, "knowledge")
	}
	var list []Judging
	if err == nil {
		list, err = c.o.Calibration.ToJudge(r.Context(), actor(r).ID, questionsAtOnce)
	}
	if err != nil {
		c.fail(w, r, err)
		return
	}
	if r.URL.Query().Get("done") == "judged" {
		v.Done = c.text("console.calibration.judged")
	}
	for _, j := range list {
		v.Rows = append(v.Rows, c.judgingView(j, ""))
	}
	c.page(w, r, http.StatusOK, "console_judge", c.text("console.calibration.judge_title"), v)
}

func (c *Console) judgingView(j Judging, back string) judgingView {
	v := judgingView{Judging: j, Action: "/console/c/" + string(j.Conversation) + "/judge/" + string(j.Message), Back: back, Talk: "/console/c/" + string(j.Conversation)}
	if slices.Contains(judgeWords, j.Given) {
		v.Said = c.text("console.calibration.said_" + j.Given)
	}
	return v
}

// Judge answers POST /console/c/{id}/judge/{message}.
func (c *Console) Judge(w http.ResponseWriter, r *http.Request) {
	id, err := conversationOf(r)
	if err == nil {
		err = c.calibrationOn()
	}
	if err == nil {
		err = readForm(r)
	}
	verdict := r.PostFormValue("verdict")
	if err == nil && !slices.Contains(judgeWords, verdict) {
		err = candor.Fail(candor.CodeInvalid, "error.bad_request", nil)
	}
	var m candor.Message
	if err == nil {
		m, err = c.o.Reader.Message(r.Context(), candor.AgentReads(actor(r).ID), id, candor.MessageID(r.PathValue("message")))
	}
	if err == nil && m.Author != candor.ByAssistant {
		err = candor.Fail(candor.CodeNotFound, "error.not_found", nil)
	}
	if err == nil {
		err = c.o.Calibration.Judge(r.Context(), actor(r).ID, m, candor.ArticleID(r.PostFormValue("article")), verdict)
	}
	if err != nil {
		c.fail(w, r, err)
		return
	}
	to := address("/console/calibration/judge", "done", "judged")
	if r.PostFormValue("back") == "why" {
		to = "/console/c/" + string(id) + "/why/" + string(m.ID)
	}
	http.Redirect(w, r, to, http.StatusSeeOther)
}

// judgeHere is the question behind one message, for the page that says why; nil: there is nothing to say.
func (c *Console) judgeHere(r *http.Request, m candor.Message) (*judgingView, error) {
	if c.calibrationOn() != nil || m.Author != candor.ByAssistant || !staff.May(actor(r), staff.WriteKnowledge) {
		return nil, nil
	}
	if m.Kind != candor.Said && m.Key != "assistant.abstain" && m.Key != "assistant.abstain_closed" {
		return nil, nil
	}
	j, err := c.o.Calibration.Judging(r.Context(), actor(r).ID, m)
	if err != nil || !j.May && !j.Closed {
		return nil, err
	}
	v := c.judgingView(j, "why")
	return &v, nil
}

package console

import (
	"math"
	"net/http"
	"strconv"

	"candor"
	"candor/internal/staff"
	"candor/internal/web/port"
)

// calibrationView tells how sure the assistant must be, and what that is worth.
type calibrationView struct {
	frameView
	Target, Bar   string // of 100; as a confidence
	Stated        string // the sentence that is said first
	Holds         bool
	All           boundView
	Tiers         []boundView
	Alarms        []string
	Made, By      string // when and by whom; empty: never
	Busy          bool
	Failed, Fault bool
	Vectors       string // whether word vectors are used, and why
	Drawn         string
	Pointed       string
	MayRenew      bool
	MayJudge      bool
}

// boundView is one row: what holds for a tier, or why nothing does.
type boundView struct {
	Tier, Words, Labels, Drift       string
	Target, Threshold, Bound, Answer string
	Holds, Alarm                     bool
}

func (c *Console) calibrationOn() error {
	if c.o.Calibration == nil {
		return candor.Fail(candor.CodeNotFound, "error.not_found", nil)
	}
	return nil
}

// Calibration answers GET /console/calibration.
func (c *Console) Calibration(w http.ResponseWriter, r *http.Request) {
	err := c.calibrationOn()
	var state port.Calibration
	if err == nil {
		state, err = c.o.Calibration.Calibration(r.Context())
	}
	var frame frameView
	if err == nil {
		frame, err = c.beside(r, "desk")
	}
	if err != nil {
		c.fail(w, r, err)
		return
	}
	if r.URL.Query().Get("done") == "asked" {
		frame.Done = c.text("console.calibration.asked")
	}
	v := c.calibrationView(state)
	v.frameView = frame
	v.MayRenew, v.MayJudge = staff.May(actor(r), staff.ApproveKnowledge), staff.May(actor(r), staff.WriteKnowledge)
	if state.By != "" {
		v.By = c.text("console.calibration.by_itself")
		if state.By != "desk" {
			v.By = c.whoIs(r.Context(), calibrator(state.By))
		}
	}
	c.page(w, r, http.StatusOK, "console_calibration", c.text("console.calibration.title"), v)
}

// calibrator names who calibrated as the ledger does.
func calibrator(by string) string {
	if candor.AgentID(by).Valid() {
		return "agent:" + by
	}
	return by
}

// Calibrate answers POST /console/calibration: a new one is asked for, which ends alarms.
func (c *Console) Calibrate(w http.ResponseWriter, r *http.Request) {
	err := c.calibrationOn()
	if err == nil {
		err = c.o.Calibration.Renew(r.Context(), actor(r).ID)
	}
	if err != nil {
		c.fail(w, r, err)
		return
	}
	http.Redirect(w, r, address("/console/calibration", "done", "asked"), http.StatusSeeOther)
}

func (c *Console) calibrationView(s port.Calibration) calibrationView {
	v := calibrationView{
		Target: ofHundred(s.Target), Bar: decimals(s.Bar), All: c.boundView(s.All), Busy: s.Busy, Failed: s.Failed, Fault: s.Fault != "",
		Drawn: strconv.Itoa(s.Drawn), Pointed: strconv.Itoa(s.Pointed),
	}
	if s.Made {
		v.Vectors = c.vectorWords(s.Vectors)
		v.Made = c.dayTime(s.At)
	}
	stated, everywhere := s.Stated()
	first := c.boundView(stated)
	v.Holds, v.Stated = first.Holds, first.Words
	if first.Holds && !everywhere {
		v.Stated = c.textWith("console.calibration.general", map[string]string{"words": first.Words})
	}
	for _, b := range s.Tiers {
		v.Tiers = append(v.Tiers, c.boundView(b))
	}
	for _, a := range s.Alarms {
		tier := c.text("console.calibration.tier.all")
		if a.Tier != "" {
			tier = c.text("console.calibration.tier." + a.Tier)
		}
		v.Alarms = append(v.Alarms, c.textWith("console.calibration.alarm."+alarmKey(a.Cause), map[string]string{"tier": tier, "at": c.dayTime(a.At)}))
	}
	return v
}

// vectorWords says whether word vectors are used, and what the trial came to that decided it.
func (c *Console) vectorWords(v port.Vectors) string {
	key := "off"
	switch {
	case v.Asked == 0:
		key = "untried"
	case v.Vectors:
		key = "on"
	}
	places := func(v float64) string { return strconv.FormatFloat(v, 'f', 3, 64) }
	return c.textWith("console.calibration.vectors."+key, map[string]string{
		"count": strconv.Itoa(v.Asked), "with": places(v.With), "without": places(v.Without), "doubt": places(v.Doubt),
	})
}

func alarmKey(cause string) string {
	switch cause {
	case "more wrong answers than stated":
		return "errors"
	case "questions are of another kind":
		return "questions"
	}
	return "unreadable"
}

// reasonKeys name why nothing is guaranteed.
var reasonKeys = map[string]string{
	"no labels": "none", "labels of one outcome": "one_outcome", "too few labels": "too_few", "too many wrong": "wrong", "no guarantee over all": "base",
	"real labels speak against it": "disagree", "other articles or settings": "changed", "alarm": "alarm", "watch lost": "watch", "no calibration": "never",
}

func (c *Console) boundView(b port.Bound) boundView {
	if b.Drift == "" {
		b.Drift = port.DriftNone
	}
	v := boundView{
		Tier: c.text("console.calibration.tier.all"), Holds: b.Holds, Target: ofHundred(b.Target), Alarm: b.Drift == port.DriftAlarm,
		Drift:  c.text("console.calibration.drift." + b.Drift),
		Labels: c.textWith("console.calibration.labels", map[string]string{"made": strconv.Itoa(b.Cold), "real": strconv.Itoa(b.Real)}),
	}
	if b.Tier != "" {
		v.Tier = c.text("console.calibration.tier." + b.Tier)
	}
	if b.Holds {
		v.Threshold, v.Bound, v.Answer = decimals(b.Threshold), ofHundred(b.Error), ofHundred(b.Coverage)
		v.Words = c.textWith("console.calibration.bound", map[string]string{
			"bound": v.Bound, "level": ofHundred(b.Level), "count": strconv.Itoa(b.N), "answered": strconv.Itoa(b.Answered), "wrong": strconv.Itoa(b.Wrong),
		})
		return v
	}
	reason, ok := reasonKeys[b.Reason]
	if !ok {
		reason = "never"
	}
	why := c.text("console.calibration.reason." + reason)
	if b.More > 0 && b.Reason != "other articles or settings" && b.Reason != "alarm" {
		why += " " + c.textWith("console.calibration.more", map[string]string{"count": strconv.Itoa(b.More)})
	}
	v.Words = c.textWith("console.calibration.no_guarantee", map[string]string{"why": why})
	return v
}

// ofHundred tells a share as so many of a hundred, rounded up to a tenth, so that no bound looks tighter than
// it is.
func ofHundred(v float64) string {
	return strconv.FormatFloat(math.Ceil(v*1000-1e-9)/10, 'f', -1, 64)
}

func decimals(v float64) string { return strconv.FormatFloat(v, 'f', 2, 64) }

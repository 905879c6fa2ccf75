package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os/exec"
)

// evaluation is what `candor eval --json` writes, as far as it is told here.
type evaluation struct {
	Articles     int   `json:"articles"`
	Questions    int   `json:"questions"`
	Unanswerable int   `json:"unanswerable"`
	Far          int   `json:"far"`
	Hit1         value `json:"hit_at_1"`
	Hit5         value `json:"hit_at_5"`
	Recall5      value `json:"recall_at_5"`
	MRR          value `json:"mrr_at_10"`
	CoverageAt90 value `json:"coverage_at_90_precision"`
	NearAUROC    value `json:"auroc_near"`
	FarAUROC     value `json:"auroc_far"`
	NoneAUROC    value `json:"auroc_unanswerable"`
	Calibration  value `json:"calibration_error"`
	Wordless     int   `json:"wordless"`
	NearAsked    value `json:"auroc_near_asked"`
	FarAsked     value `json:"auroc_far_asked"`
	Vectors      struct {
		Used  bool `json:"used"`
		Trial struct {
			Asked   int     `json:"asked"`
			With    float64 `json:"with"`
			Without float64 `json:"without"`
			Doubt   float64 `json:"doubt"`
		} `json:"trial"`
	} `json:"vectors"`
	Bar struct {
		Bar         float64 `json:"bar"`
		Answered    value   `json:"answered"`
		Right       value   `json:"right"`
		NearWrongly value   `json:"near_wrongly"`
		FarWrongly  value   `json:"far_wrongly"`
	} `json:"at_bar"`
	Languages []struct {
		Language  string `json:"language"`
		Questions int    `json:"questions"`
		Hit1      value  `json:"hit_at_1"`
		Hit5      value  `json:"hit_at_5"`
	} `json:"languages"`
}

// evaluate lets candor measure. Far and picture may be empty: then it takes its own questions about
// something else, and draws nothing. Lines that it passes over are told in a remark.
func (b *bench) evaluate(ctx context.Context, name, articles, questions, far, picture string) (evaluation, error) {
	args := []string{"eval", "--knowledge", articles, "--queries", questions, "--json"}
	if far != "" {
		args = append(args, "--far", far)
	}
	if picture != "" {
		args = append(args, "--svg", picture)
	}
	out, _, failed := child(ctx, exec.CommandContext(ctx, b.binary, args...))
	var r evaluation
	if err := json.Unmarshal(out, &r); err != nil || r.Questions == 0 {
		if failed == nil {
			failed = fmt.Errorf("candor eval wrote no report: %w", err)
		}
		return evaluation{}, fmt.Errorf("%s: %w", name, failed)
	}
	if failed != nil {
		b.remark("candor eval passed over some lines of " + name + ".")
	}
	return r, nil
}

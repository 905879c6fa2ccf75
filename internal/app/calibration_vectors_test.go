package app_test

import (
	"strings"
	"testing"

	"candor"
	"candor/internal/app"
	"candor/internal/app/apptest"
	"candor/internal/search"
)

// What the trial decides is what the desk does, what it is calibrated for, and what is shown; without a calibration
// that can be read, the desk searches by words alone.
func TestVectorsAreUsedAsTheCalibrationDecided(t *testing.T) {
	t.Parallel()
	d := open(t, apptest.Options{})
	sure := app.SureOf(d.app)
	if sure.UsesVectors() {
		t.Fatal("vectors are used before anything was tried")
	}
	articles, passages, err := d.app.Store().Library().All(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	trial, err := search.Try(t.Context(), app.Documents(articles, passages))
	if err != nil || trial.Asked == 0 {
		t.Fatalf("the premise: %+v, %v", trial, err)
	}
	d.holds()
	row := d.calibrated()
	if got := app.ModelOf(row).Searched(); got.Vectors != trial.Helps() || got.Asked != trial.Asked || got.With != trial.With || got.Without != trial.Without {
		t.Errorf("calibrated for %+v, tried %+v", got, trial)
	}
	if sure.UsesVectors() != trial.Helps() {
		t.Errorf("vectors used: %v, the trial says %v", sure.UsesVectors(), trial.Helps())
	}
	shown, err := sure.Now(t.Context())
	if err != nil || shown.Vectors.Vectors != trial.Helps() || shown.Vectors.Asked != trial.Asked {
		t.Errorf("shown %+v, %v", shown.Vectors, err)
	}
	want := "Word vectors are not used"
	if trial.Helps() {
		want = "Word vectors are used"
	}
	if page := d.page("/console/calibration", d.signIn(d.agent("Lea", candor.RoleLead))).body; !strings.Contains(page, want) {
		t.Error("the console does not say " + want)
	}
	if words := app.VectorWords(shown.Vectors); !strings.HasPrefix(words, want) {
		t.Errorf("the command says %q", words)
	}
	row.Model = "{"
	if err := d.app.Store().SetCalibration(t.Context(), row); err != nil {
		t.Fatal(err)
	}
	if err := sure.Load(t.Context()); err != nil || sure.UsesVectors() {
		t.Errorf("vectors used after a damaged calibration: %v, %v", sure.UsesVectors(), err)
	}
}

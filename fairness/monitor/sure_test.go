package monitor_test

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"candor/fairness/monitor"
)

// Whoever looks after each ten people, and stops when the interval suits them, is deceived in at most one run of twenty.
func TestAnIntervalHoldsAtWhateverTimeOneLooks(t *testing.T) {
	t.Parallel()
	draw := rand.New(rand.NewPCG(11, 3))
	const runs = 300
	wrong := 0
	for range runs {
		var n, k, restN, restK int64
		missed := false
		for range 300 {
			for range 10 {
				if draw.Float64() < 0.6 {
					k++
				}
				if draw.Float64() < 0.7 {
					restK++
				}
			}
			n, restN = n+10, restN+10
			_, i, ok := monitor.Sure(k, n, restK, restN)
			missed = missed || !ok || !i.Contains(-0.1)
		}
		if missed {
			wrong++
		}
	}
	if wrong > runs/20 {
		t.Errorf("the truth lay outside at some time in %d of %d runs", wrong, runs)
	}
	if _, i, _ := monitor.Sure(3000, 5000, 35000, 50000); i.Low > -0.1 || i.High > 0 || i.Width() > 0.1 {
		t.Errorf("of 5,000 people it says %+v", i)
	}
	if _, i, ok := monitor.Sure(0, 0, 3, 5); ok || i.Low != -1 || i.High != 1 {
		t.Errorf("of nobody it says %+v", i)
	}
}

func ExampleWatch_Look() {
	var w monitor.Watch
	of := monitor.Watched{monitor.ByHour: {"09", "10"}}
	at := time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)
	for hour := int64(1); hour <= 20; hour++ { // half of those at nine are dealt with at once, four of five at ten
		told := []monitor.Told{cell(monitor.ByHour, "09", "en", 20*hour, 10*hour), cell(monitor.ByHour, "10", "en", 50*hour, 40*hour)}
		raised, err := monitor.Raise(w.Look(told, of, at.Add(time.Duration(hour)*time.Hour)))
		if err != nil || len(raised) > 0 {
			fmt.Printf("%s at %s, after %d people, %v\n", raised[0].Outcome, raised[0].Group, raised[0].N, err)
			return
		}
	}
	// Output: at_once at 09, after 80 people, <nil>
}

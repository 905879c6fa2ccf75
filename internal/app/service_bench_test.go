package app_test

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"candor"
	"candor/internal/app/apptest"
	"candor/internal/config"
	"candor/service"
	"candor/turn"
)

// BenchmarkQueueOfAnAgent asks for the queue of somebody with skills on a desk with 10,000 open conversations that
// need sixteen kinds of them. It reports the p95 beside the mean.
func BenchmarkQueueOfAnAgent(b *testing.B) {
	languages := []string{"en", "es", "de", "fr", "ar"}
	d := open(b, apptest.Options{Change: func(c *config.Config) {
		c.Service.Profile = "spain"
		for _, tag := range languages {
			c.Teams = append(c.Teams, service.Team{Name: tag, Members: []string{"maya@desk.example"}, Languages: []string{tag}})
		}
		c.Teams[4].Members = []string{"tom@desk.example"}
	}})
	var wg sync.WaitGroup
	const writers = 32
	for w := range writers {
		wg.Go(func() {
			for i := w; i < 10_000; i += writers {
				with := candor.CustomerAsksPerson
				if i%5 > 2 {
					with = candor.CustomerPicksAssistant
				}
				begin := turn.Begin{Inbox: "main", With: with, Language: languages[i%7%5], Allows: with == candor.CustomerPicksAssistant, Key: fmt.Sprintf("begin-%08d", i)}
				if begin.Allows {
					begin.Notice = d.notice()
				}
				if _, err := d.app.Turn.Begin(b.Context(), begin); err != nil {
					b.Error(err)
				}
			}
		})
	}
	wg.Wait()
	cookie := d.signIn(d.agent("Maya"))
	var took []time.Duration
	for b.Loop() {
		began := time.Now()
		if got := d.page("/console", cookie); got.status != 200 || !strings.Contains(got.body, "more") {
			b.Fatal(got.status)
		}
		took = append(took, time.Since(began))
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[(95*len(took)+99)/100-1].Microseconds())/1000, "p95-ms")
}

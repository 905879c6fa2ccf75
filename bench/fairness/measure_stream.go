package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"time"

	"candor/bench/meter"
	"candor/bench/report"
)

const (
	groups   = 8
	readings = 3 // of which the best counts: what disturbs only adds
	patience = 10 * time.Second
)

// stream counts outcomes from a file, in both forms.
func (b *bench) stream(ctx context.Context) error {
	for _, form := range []struct{ name, head, row string }{
		{"CSV", "group,y_true,y_pred\n", "group %d,%d,%d\n"},
		{"JSON lines", "", `{"group":"group %d","y_true":%d,"y_pred":%d}` + "\n"},
	} {
		path := filepath.Join(b.dir, "outcomes")
		size, err := b.writeOutcomes(path, form.head, form.row)
		if err != nil {
			return err
		}
		best, spent, memory, dirty, err := b.count(ctx, path)
		if err != nil {
			return err
		}
		name := fmt.Sprintf("%d outcomes by %d groups, streamed from %s of %d MB: ", b.rows, groups, form.name, size>>20)
		b.tell(busy(report.Measure(name+"time", best.Seconds(), "s", report.AtMost(2)), dirty),
			report.Measure(name+"processor time", spent.Seconds(), "s", report.AtMost(2)), report.Measure(name+"memory", float64(memory)/(1<<20), "MiB", report.AtMost(64)))
	}
	return os.Remove(filepath.Join(b.dir, "outcomes"))
}

func (b *bench) writeOutcomes(path, head, row string) (size int64, err error) {
	f, err := os.Create(path)
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	w := bufio.NewWriterSize(f, 1<<20)
	w.WriteString(head)
	draw := rand.New(rand.NewPCG(1, 1))
	block := make([]byte, 0, 1<<20)
	for range 100_000 {
		block = fmt.Appendf(block, row, draw.IntN(groups), draw.IntN(2), draw.IntN(2))
	}
	for range max(1, b.rows/100_000) {
		w.Write(block)
	}
	if err := w.Flush(); err != nil {
		return 0, err
	}
	info, err := f.Stat()
	if err != nil {
		return 0, err
	}
	return info.Size(), nil
}

// count gives the quickest of some runs and the least processor time, with the most memory that any of them held.
func (b *bench) count(ctx context.Context, path string) (best, spent time.Duration, memory int64, dirty bool, err error) {
	for i := range readings {
		if _, err := (meter.Machine{}).Quiet(ctx, 0, patience); err != nil {
			return 0, 0, 0, false, err
		}
		window, err := (meter.Machine{}).Open(0)
		if err != nil {
			return 0, 0, 0, false, err
		}
		command := exec.CommandContext(ctx, b.binary, "fairness", "outcomes", "--json", path)
		began := time.Now()
		out, err := command.Output()
		took := time.Since(began)
		if err != nil {
			return 0, 0, 0, false, fmt.Errorf("candor fairness outcomes: %w", err)
		}
		if err := b.counted(out); err != nil {
			return 0, 0, 0, false, err
		}
		used, err := window.Close()
		if err != nil {
			return 0, 0, 0, false, err
		}
		usage := command.ProcessState.SysUsage().(*syscall.Rusage)
		own := command.ProcessState.SystemTime() + command.ProcessState.UserTime()
		memory = max(memory, usage.Maxrss<<10)
		if i == 0 || own < spent {
			spent = own
		}
		if i == 0 || took < best {
			best, dirty = took, used.Foreign-own.Seconds()/used.Wall.Seconds() > meter.Noise
		}
	}
	return best, spent, memory, dirty, nil
}

// counted checks that every outcome was counted.
func (b *bench) counted(out []byte) error {
	var got struct {
		Overall struct {
			Count int `json:"count"`
		} `json:"overall"`
	}
	if err := json.Unmarshal(out, &got); err != nil {
		return err
	}
	if want := max(1, b.rows/100_000) * 100_000; got.Overall.Count != want {
		return fmt.Errorf("%d outcomes were counted of %d", got.Overall.Count, want)
	}
	return nil
}

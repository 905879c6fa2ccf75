package report

import (
	"fmt"
	"os"
	"runtime"
	"strings"
)

// Machine tells what figures were measured on, as far as the system tells.
func Machine() string {
	model := runtime.GOARCH
	if v := line("/proc/cpuinfo", "model name"); v != "" {
		model = v
	}
	memory := ""
	var kib int64
	if _, err := fmt.Sscanf(line("/proc/meminfo", "MemTotal"), "%d kB", &kib); err == nil {
		memory = fmt.Sprintf(", %d GiB", (kib+1<<19)>>20)
	}
	return fmt.Sprintf("%d cores (%s)%s, %s, %s", runtime.NumCPU(), model, memory, runtime.GOOS, runtime.Version())
}

// line gives the value of the first line that begins with a name; empty when there is none.
func line(file, name string) string {
	b, err := os.ReadFile(file)
	if err != nil {
		return ""
	}
	for l := range strings.Lines(string(b)) {
		if key, value, ok := strings.Cut(l, ":"); ok && strings.TrimSpace(key) == name {
			return strings.TrimSpace(value)
		}
	}
	return ""
}

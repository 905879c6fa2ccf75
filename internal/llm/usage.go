package llm

import "encoding/json"

// counted reads usage in the shape of one format. Usage that cannot be read is unknown, never an error
// and never a sum that could be settled: the answer is no worse for it.
func counted(raw json.RawMessage, shape interface{ usage() Usage }) Usage {
	if len(raw) == 0 || json.Unmarshal(raw, shape) != nil {
		return Usage{}
	}
	return shape.usage()
}

// used puts counts together. Negative ones are impossible and make all of it unknown.
func used(input, cached, output int64) Usage {
	if input < 0 || output < 0 || cached < 0 || cached > input {
		return Usage{}
	}
	return Usage{Known: true, Input: input, Cached: cached, Output: output}
}

// orZero is for counts that vendors leave out when there is nothing to count.
func orZero(n *float64) int64 {
	if n == nil {
		return 0
	}
	return count(n)
}

package learned

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
)

const magic = "candor weights 1\n"

var errDamaged = errors.New("learned: the weights are damaged")

// Parse reads weights: the magic line, the matters, then for each feature its digest and its weights.
func Parse(data []byte) (*Model, error) {
	if !strings.HasPrefix(string(data[:min(len(data), len(magic))]), magic) {
		return nil, errDamaged
	}
	data = data[len(magic):]
	take := func(n int) []byte {
		if n > len(data) {
			return nil
		}
		out := data[:n]
		data = data[n:]
		return out
	}
	head := take(1)
	if head == nil {
		return nil, errDamaged
	}
	m := &Model{}
	for range head[0] {
		size := take(1)
		if size == nil {
			return nil, errDamaged
		}
		name, numbers := take(int(size[0])), take(12)
		if name == nil || numbers == nil {
			return nil, errDamaged
		}
		float := func(i int) float32 { return math.Float32frombits(binary.LittleEndian.Uint32(numbers[i:])) }
		m.matters = append(m.matters, Matter{Name: string(name), Bias: float(0), Scale: float(4), Threshold: float(8)})
	}
	size := take(4)
	if size == nil || int(binary.LittleEndian.Uint32(size)) > len(data)/7 {
		return nil, errDamaged
	}
	n := int(binary.LittleEndian.Uint32(size))
	m.keys, m.from = make([]uint32, 0, n), make([]uint32, 0, n+1)
	m.weights = make([]weight, 0, len(data)/2)
	for range n {
		key := take(5)
		if key == nil {
			return nil, errDamaged
		}
		digest := binary.LittleEndian.Uint32(key)
		if last := len(m.keys) - 1; last >= 0 && digest <= m.keys[last] {
			return nil, errDamaged
		}
		m.keys, m.from = append(m.keys, digest), append(m.from, uint32(len(m.weights)))
		for range key[4] {
			w := take(2)
			if w == nil || int(w[0]) >= len(m.matters) {
				return nil, errDamaged
			}
			m.weights = append(m.weights, weight{w[0], int8(w[1])})
		}
	}
	m.from = append(m.from, uint32(len(m.weights)))
	m.weights = slices.Clip(slices.Clone(m.weights))
	if len(data) > 0 {
		return nil, errDamaged
	}
	return m, nil
}

// Encode writes weights in the form that Parse reads. Rows are by digest, sorted; each holds a
// value from -127 to 127 for some matters.
func Encode(matters []Matter, rows map[uint32]map[uint8]int8) ([]byte, error) {
	out := append([]byte(magic), byte(len(matters)))
	for _, m := range matters {
		if len(m.Name) > 255 {
			return nil, fmt.Errorf("learned: the name %q is too long", m.Name)
		}
		out = append(append(out, byte(len(m.Name))), m.Name...)
		for _, v := range []float32{m.Bias, m.Scale, m.Threshold} {
			out = binary.LittleEndian.AppendUint32(out, math.Float32bits(v))
		}
	}
	keys := make([]uint32, 0, len(rows))
	for k := range rows {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	out = binary.LittleEndian.AppendUint32(out, uint32(len(keys)))
	for _, k := range keys {
		out = append(binary.LittleEndian.AppendUint32(out, k), byte(len(rows[k])))
		for i := range uint8(len(matters)) {
			if v, ok := rows[k][i]; ok {
				out = append(out, i, byte(v))
			}
		}
	}
	return out, nil
}

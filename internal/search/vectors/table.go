package vectors

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/binary"
	"errors"
	"fmt"
	"iter"
	"math"
)

//go:embed en.vec
var english []byte

// English opens the table that ships. It is an error only when the build is broken.
func English() (Table, error) { return Open(english) }

// ErrDamaged means that a file is no table of vectors or not the one that was written.
var ErrDamaged = errors.New("vectors: the file is damaged or was not written by scripts/vectors")

// How a file looks: magic, digest of what follows, three numbers, where each word ends, the words one behind
// the other in ascending order, and their rows.
const (
	magic      = "candor vectors 1\n"
	digestSize = sha256.Size
	numbers    = 3 * 4 // words, width, bytes of words
	mostWords  = 1 << 16
	mostWide   = 300
	head       = len(magic) + digestSize + numbers
)

// scale is what 1 is in a row: rows are of length 1 before they are rounded to whole numbers. Numbers beyond 0.635
// either way, which rows of many numbers hardly have, are cut.
const scale = 200

// Table is a set of words with their rows. The zero value is empty. It does not change and is safe for
// concurrent use.
type Table struct {
	n, wide int
	ends    []byte // of each word, four bytes each
	words   []byte
	rows    []byte // of int8
}

// Open reads a table; it keeps data. The error is ErrDamaged.
func Open(data []byte) (Table, error) {
	if len(data) < head || !bytes.HasPrefix(data, []byte(magic)) {
		return Table{}, ErrDamaged
	}
	rest := data[len(magic)+digestSize:]
	if sum := sha256.Sum256(rest); !bytes.Equal(sum[:], data[len(magic):len(magic)+digestSize]) {
		return Table{}, ErrDamaged
	}
	n, wide, long := int(binary.LittleEndian.Uint32(rest)), int(binary.LittleEndian.Uint32(rest[4:])), int(binary.LittleEndian.Uint32(rest[8:]))
	rest = rest[numbers:]
	if n > mostWords || wide < 1 || wide > mostWide || long > len(rest) || len(rest) != 4*n+long+n*wide {
		return Table{}, ErrDamaged
	}
	t := Table{n: n, wide: wide, ends: rest[:4*n], words: rest[4*n : 4*n+long], rows: rest[4*n+long:]}
	for i := range n {
		from, to := t.bounds(i)
		if from >= to || to > long || i > 0 && bytes.Compare(t.word(i-1), t.words[from:to]) >= 0 {
			return Table{}, ErrDamaged
		}
	}
	if n > 0 {
		if _, last := t.bounds(n - 1); last != long {
			return Table{}, ErrDamaged
		}
	}
	return t, nil
}

// Write gives the file of a table: words ascending and their rows, of length 1 and all of one width.
//
// It is an error when they are not so.
func Write(words []string, rows [][]float64) ([]byte, error) {
	if len(words) != len(rows) || len(words) == 0 || len(words) > mostWords {
		return nil, fmt.Errorf("vectors: %d words and %d rows", len(words), len(rows))
	}
	wide := len(rows[0])
	var ends, text, values []byte
	for i, w := range words {
		if w == "" || i > 0 && w <= words[i-1] || len(rows[i]) != wide {
			return nil, fmt.Errorf("vectors: word %d is out of order or of another width", i)
		}
		text = append(text, w...)
		ends = binary.LittleEndian.AppendUint32(ends, uint32(len(text)))
		for _, v := range rows[i] {
			values = append(values, byte(int8(math.Round(min(127, max(-127, v*scale))))))
		}
	}
	var body []byte
	for _, v := range []int{len(words), wide, len(text)} {
		body = binary.LittleEndian.AppendUint32(body, uint32(v))
	}
	body = append(append(append(body, ends...), text...), values...)
	sum := sha256.Sum256(body)
	out := append([]byte(magic), sum[:]...)
	return append(out, body...), nil
}

// Len is the number of words.
func (t Table) Len() int { return t.n }

func (t Table) bounds(i int) (from, to int) {
	if i > 0 {
		from = int(binary.LittleEndian.Uint32(t.ends[4*(i-1):]))
	}
	return from, int(binary.LittleEndian.Uint32(t.ends[4*i:]))
}

func (t Table) word(i int) []byte {
	from, to := t.bounds(i)
	return t.words[from:to]
}

// Words gives all words, ascending.
func (t Table) Words() iter.Seq[string] {
	return func(yield func(string) bool) {
		for i := range t.n {
			if !yield(string(t.word(i))) {
				return
			}
		}
	}
}

// Find gives the number of a stem's row, or -1.
func (t Table) Find(stem string) int {
	low, high := 0, t.n
	for low < high {
		middle := int(uint(low+high) >> 1)
		switch w := t.word(middle); {
		case string(w) == stem:
			return middle
		case string(w) < stem:
			low = middle + 1
		default:
			high = middle
		}
	}
	return -1
}

// Like tells how much two words keep the same company: the cosine of their rows, about -1 to 1.
func (t Table) Like(a, b int) float64 {
	x, y := t.row(a), t.row(b)
	y = y[:len(x)]
	var s0, s1, s2, s3 int32
	i := 0
	for ; i+4 <= len(x); i += 4 {
		s0 += int32(int8(x[i])) * int32(int8(y[i]))
		s1 += int32(int8(x[i+1])) * int32(int8(y[i+1]))
		s2 += int32(int8(x[i+2])) * int32(int8(y[i+2]))
		s3 += int32(int8(x[i+3])) * int32(int8(y[i+3]))
	}
	for ; i < len(x); i++ {
		s0 += int32(int8(x[i])) * int32(int8(y[i]))
	}
	return float64(s0+s1+s2+s3) / (scale * scale)
}

func (t Table) row(i int) []byte { return t.rows[i*t.wide : (i+1)*t.wide] }

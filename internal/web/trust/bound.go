package trust

import (
	"context"
	"log/slog"
	"math"
	"strconv"

	"candor/internal/web/port"
)

// bound is the stated bound on being wrong as it is published. Key names the sentence.
type bound struct{ Key, Share, Level, Count, Real string }

// bound gives what may be said in public: the weakest bound where one holds for every kind of matter, that of
// general questions where one holds for those, and otherwise, or when it cannot be told, that there is none.
func (t *Trust) bound(ctx context.Context) bound {
	none := bound{Key: "trust.bound_none"}
	if t.Bounds == nil {
		return none
	}
	c, err := t.Bounds.Calibration(ctx)
	if err != nil {
		t.Respond.Log.Error("the calibration cannot be read; the trust page states no bound", slog.Any("error", err))
		return none
	}
	b, everywhere := c.Stated()
	switch {
	case !b.Holds:
		return none
	case everywhere:
		return boundOf("trust.bound_all", b)
	}
	return boundOf("trust.bound_general", b)
}

func boundOf(key string, b port.Bound) bound {
	return bound{
		Key: key, Share: upTenth(b.Error), Level: upTenth(b.Level), Count: strconv.Itoa(b.N), Real: strconv.Itoa(b.Real),
	}
}

// upTenth tells a share as so many of a hundred, rounded up to a tenth: nothing looks better than it is.
func upTenth(v float64) string {
	return strconv.FormatFloat(math.Ceil(v*1000-1e-9)/10, 'f', -1, 64)
}

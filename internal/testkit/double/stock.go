package double

import "net/http"

// Level is the count of a listing.
type Level struct {
	OnHand, Reserved, Version int
}

func (l *Level) body() map[string]any {
	return map[string]any{"on_hand": l.OnHand, "reserved": l.Reserved, "available": l.OnHand - l.Reserved, "version": l.Version}
}

func (p *Platform) level(r *request) (*Level, *answer) {
	if level := p.levels[r.PathValue("sku")]; level != nil {
		return level, nil
	}
	a := problem(http.StatusNotFound, "not-found", "There is no such listing")
	return nil, &a
}

func (p *Platform) getStock(r *request) answer {
	level, none := p.level(r)
	if none != nil {
		return *none
	}
	return said(http.StatusOK, level.body())
}

func (p *Platform) adjustStock(r *request) answer {
	level, none := p.level(r)
	if none != nil {
		return *none
	}
	var change struct {
		Delta      *int    `json:"delta"`
		Reason     *string `json:"reason"`
		OccurredAt *string `json:"occurred_at"`
		Set        *int    `json:"set"`
		Expected   *int    `json:"expected"`
	}
	if refused := r.read(&change); refused != nil {
		return *refused
	}
	difference := change.Delta != nil && *change.Delta != 0 && change.Reason != nil && change.OccurredAt != nil && change.Set == nil && change.Expected == nil
	figure := change.Set != nil && *change.Set >= 0 && change.Expected != nil && change.Delta == nil && change.Reason == nil && change.OccurredAt == nil
	if !difference && !figure {
		return invalid("", "either a difference or a figure")
	}
	return p.once(r, func() answer {
		there := map[string]any{"level": level.body()}
		switch {
		case figure && *change.Expected != level.OnHand:
			return problem(http.StatusConflict, "stale", "Another figure is on hand", there)
		case figure:
			level.OnHand = *change.Set
		case level.OnHand+*change.Delta < 0:
			return problem(http.StatusConflict, "insufficient-stock", "ของไม่พอ", there)
		default:
			level.OnHand += *change.Delta
		}
		level.Version++
		return said(http.StatusOK, level.body())
	})
}

// Level gives the count of a listing.
func (p *Platform) Level(sku string) Level {
	p.mu.Lock()
	defer p.mu.Unlock()
	if level := p.levels[sku]; level != nil {
		return *level
	}
	return Level{}
}

package double

import (
	"encoding/base64"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"time"
)

// thing is what a feed tells of.
type thing interface {
	changed() (seq int, at string)
	body() map[string]any
}

// feed answers a page of what changed after a cursor, or since a moment.
func (p *Platform) feed(r *request, things []thing) answer {
	query := r.URL.Query()
	after, since := 0, ""
	if cursor := query.Get("cursor"); cursor != "" {
		seq, known := p.seqOf(cursor)
		if !known {
			return problem(http.StatusGone, "cursor-expired", "The cursor is too old")
		}
		after = seq
	} else if since = query.Get("updated_since"); since != "" {
		moment, err := time.Parse(time.RFC3339, since)
		if err != nil {
			return invalid("", "updated_since is no moment")
		}
		since = written(moment)
	}
	limit := 100
	if text := query.Get("limit"); text != "" {
		n, err := strconv.Atoi(text)
		if err != nil || n < 1 || n > 200 {
			return invalid("", "limit is 1 to 200")
		}
		limit = n
	}
	all := slices.DeleteFunc(things, func(each thing) bool {
		seq, at := each.changed()
		return seq <= after || at < since
	})
	slices.SortFunc(all, func(a, b thing) int {
		first, _ := a.changed()
		second, _ := b.changed()
		return first - second
	})
	more := len(all) > limit
	items, last := []map[string]any{}, after
	if !more {
		last = p.seq
	}
	for _, each := range all[:min(limit, len(all))] {
		seq, _ := each.changed()
		items, last = append(items, each.body()), max(last, seq)
	}
	return said(http.StatusOK, map[string]any{"items": items, "next_cursor": p.cursor(last), "has_more": more})
}

func (p *Platform) cursor(seq int) string {
	return base64.RawURLEncoding.EncodeToString(fmt.Appendf(nil, "%d:%d", p.epoch, seq))
}

func (p *Platform) seqOf(cursor string) (int, bool) {
	text, err := base64.RawURLEncoding.DecodeString(cursor)
	epoch, seq := 0, 0
	if _, scan := fmt.Sscanf(string(text), "%d:%d", &epoch, &seq); err != nil || scan != nil {
		return 0, false
	}
	return seq, epoch == p.epoch
}

// ExpireCursors makes every cursor too old that was given until now.
func (p *Platform) ExpireCursors() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.epoch++
}

// moment is now as the contract writes it: of one length, so that texts compare as times do.
func (p *Platform) moment() string { return written(p.now()) }

func written(at time.Time) string { return at.UTC().Format("2006-01-02T15:04:05.000Z") }

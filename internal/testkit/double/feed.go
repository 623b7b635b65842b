package double

import (
	"encoding/base64"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"time"
)

type entry struct {
	seq  int
	body map[string]any
}

// feed answers a page of what changed after a cursor, or since a moment. at gives number and time of the last
// change of a thing, and what it is now.
func (p *Platform) feed(r *request, count int, at func(n int) (seq int, updated string, body map[string]any)) answer {
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
	var all []entry
	for n := range count {
		if seq, updated, body := at(n); seq > after && updated >= since {
			all = append(all, entry{seq, body})
		}
	}
	slices.SortFunc(all, func(a, b entry) int { return a.seq - b.seq })
	more := len(all) > limit
	items, last := []map[string]any{}, after
	if !more {
		last = p.seq
	}
	for _, each := range all[:min(limit, len(all))] {
		items, last = append(items, each.body), max(last, each.seq)
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

package double

import (
	"maps"
	"net/http"
	"slices"
	"strings"
)

func (p *Platform) listWebhooks(*request) answer {
	items := []map[string]any{}
	for _, id := range slices.Sorted(maps.Keys(p.hooks)) {
		items = append(items, p.hooks[id])
	}
	return said(http.StatusOK, map[string]any{"items": items})
}

func (p *Platform) getWebhook(r *request) answer {
	hook := p.hooks[r.PathValue("hook")]
	if hook == nil {
		return problem(http.StatusNotFound, "not-found", "There is no such address")
	}
	return said(http.StatusOK, hook)
}

func (p *Platform) putWebhook(r *request) answer {
	var wanted struct {
		URL    string   `json:"url"`
		Secret string   `json:"secret"`
		Events []string `json:"events"`
	}
	if refused := r.read(&wanted); refused != nil {
		return *refused
	}
	if !strings.HasPrefix(wanted.URL, "https://") {
		return invalid("/url", "it must be https")
	}
	id := r.PathValue("hook")
	p.hooks[id] = map[string]any{"webhook_id": id, "url": wanted.URL, "events": wanted.Events, "enabled": true, "failures": 0}
	return said(http.StatusOK, p.hooks[id])
}

func (p *Platform) deleteWebhook(r *request) answer {
	delete(p.hooks, r.PathValue("hook"))
	return answer{status: http.StatusNoContent}
}

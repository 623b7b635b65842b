package double

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"net/http"
	"strconv"
)

// said is an answer of JSON.
func said(status int, body any) answer {
	data, err := json.Marshal(body)
	if err != nil {
		panic(err) // maps and structs of the double
	}
	return answer{status, http.Header{"Content-Type": {"application/json"}}, data}
}

// problem is an answer of RFC 9457. More is laid over it: errors, state, level.
func problem(status int, slug, title string, more ...map[string]any) answer {
	body := map[string]any{"type": "/problems/" + slug, "title": title, "status": status, "retryable": status == 429 || status >= 500}
	for _, each := range more {
		for key, value := range each {
			body[key] = value
		}
	}
	a := said(status, body)
	a.header.Set("Content-Type", "application/problem+json")
	return a
}

// invalid refuses one field.
func invalid(pointer, detail string) answer {
	return problem(http.StatusUnprocessableEntity, "validation", "ข้อมูลไม่ถูกต้อง",
		map[string]any{"errors": []any{map[string]any{"pointer": pointer, "detail": detail}}})
}

func (a answer) with(name, value string) answer {
	a.header = a.header.Clone()
	if a.header == nil {
		a.header = http.Header{}
	}
	a.header.Set(name, value)
	return a
}

func (a answer) write(w http.ResponseWriter) {
	for name, values := range a.header {
		w.Header()[name] = values
	}
	w.WriteHeader(a.status)
	_, _ = w.Write(a.body)
}

// read reads a body of JSON strictly: a field that the contract does not know is refused.
func (r *request) read(into any) *answer {
	decoder := json.NewDecoder(bytes.NewReader(r.body))
	decoder.DisallowUnknownFields()
	decoder.UseNumber()
	if err := decoder.Decode(into); err != nil {
		a := invalid("", err.Error())
		return &a
	}
	return nil
}

func etag(revision int) string { return `"r` + strconv.Itoa(revision) + `"` }

// stale reports whether a call's condition names another version than the one there is, 0 for none.
func (r *request) stale(revision int) bool {
	if wanted := r.Header.Get("If-Match"); wanted != "" && wanted != etag(revision) {
		return true
	}
	return r.Header.Get("If-None-Match") == "*" && revision > 0
}

func staleAnswer() answer {
	return problem(http.StatusPreconditionFailed, "stale-revision", "Another version is there")
}

// kept is the answer that an idempotency key has.
type kept struct {
	request string
	answer  answer
}

// once carries a change out once for each idempotency key. Refusals are not kept.
func (p *Platform) once(r *request, do func() answer) answer {
	key := r.Header.Get("Idempotency-Key")
	if len(key) < 8 || len(key) > 255 {
		return invalid("", "Idempotency-Key is missing or has the wrong length")
	}
	sum := sha256.Sum256([]byte(r.Method + " " + r.URL.Path + "\n" + string(r.body)))
	print := hex.EncodeToString(sum[:])
	if known, is := p.keys[key]; is {
		if known.request != print {
			return problem(http.StatusUnprocessableEntity, "idempotency-key-reused", "The key was used for another request")
		}
		return known.answer.with("Idempotency-Replayed", "true")
	}
	a := do()
	if a.status < 300 {
		p.keys[key] = kept{print, a}
		p.applied[key]++
	}
	return a
}

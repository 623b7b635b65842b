package shop

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/talat-pos/talat/internal/fault"
)

// The token is kept as it was pasted and shown to the post alone.
func TestTheTokenOfThePost(t *testing.T) {
	s := alone(t, false)
	shown := ""
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if shown = r.Header.Get("Authorization"); shown != "Token good" {
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		_, _ = w.Write([]byte(`{"expire":"2030-01-01 00:00:00+07:00","token":"short"}`))
	}))
	defer server.Close()
	s.post = server.URL
	for _, c := range []struct{ pasted, kept, tried string }{
		{"", "", "post_token_missing"}, {" good \n", "", ""}, {"stale", "", "post_token_refused"},
		{"two words", "post_token_form", "post_token_refused"}, // the one before stays
		{"", "", "post_token_missing"},
	} {
		if err := s.SetPostToken(t.Context(), c.pasted); fault.Code(err) != c.kept {
			t.Errorf("%q is kept: %v", c.pasted, err)
		}
		shown = ""
		if err := s.TryPost(t.Context()); fault.Code(err) != c.tried || (c.tried == "post_token_missing") != (shown == "") {
			t.Errorf("%q is tried: %v", c.pasted, err)
		}
	}
}

package double

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
)

// Scopes.
const (
	open          = "open" // no token is asked for
	listingsWrite = "listings:write"
	ordersRead    = "orders:read"
	ordersWrite   = "orders:write"
)

func (p *Platform) getToken(r *request) answer {
	refuse := func(status int, word string) answer { return said(status, map[string]any{"error": word}) }
	form, err := url.ParseQuery(string(r.body))
	if err != nil || form.Get("grant_type") != "client_credentials" {
		return refuse(http.StatusBadRequest, "unsupported_grant_type")
	}
	id, secret, given := r.BasicAuth()
	id, errID := url.QueryUnescape(id) // RFC 6749, 2.3.1
	secret, errSecret := url.QueryUnescape(secret)
	if !given || errID != nil || errSecret != nil || id != ClientID || secret != Secret {
		return refuse(http.StatusUnauthorized, "invalid_client")
	}
	p.issued++
	token := "token-" + strconv.Itoa(p.issued)
	p.tokens[token] = p.now().Add(p.options.TokenLife)
	return said(http.StatusOK, map[string]any{"access_token": token, "token_type": "Bearer",
		"expires_in": int(p.options.TokenLife.Seconds()), "scope": form.Get("scope")}).with("Cache-Control", "no-store")
}

func (p *Platform) knows(authorization string) bool {
	until, known := p.tokens[strings.TrimPrefix(authorization, "Bearer ")]
	return known && p.now().Before(until)
}

// EndTokens makes every token that was issued unknown.
func (p *Platform) EndTokens() {
	p.mu.Lock()
	defer p.mu.Unlock()
	clear(p.tokens)
}

// Issued counts the tokens.
func (p *Platform) Issued() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.issued
}

func (p *Platform) getSeller(*request) answer {
	return said(http.StatusOK, map[string]any{
		"seller_id": SellerID, "name": map[string]any{"th": "วิสาหกิจชุมชนบ้านสันทราย", "en": "Ban San Sai"}, "kind": "community_enterprise",
		"province_code": "TH-57", "registration_no": "5-57-01-01/1-0001", "scopes": []string{listingsWrite, ordersRead, ordersWrite},
		"contract_version": "1.0.0",
	}).with("Date", p.now().Format(http.TimeFormat))
}

package commonplatform

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"net/url"
	"time"

	"github.com/talat-pos/talat/internal/connect"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/publishing"
)

// margin is how long before its end a token is no longer begun with.
const margin = 30 * time.Second

const scope = "listings:write orders:read orders:write"

// do makes a call with a token. One that the platform does not know any more is renewed once: the refused call
// did nothing.
func (c *Client) do(ctx context.Context, call connect.Call) (*connect.Answer, error) {
	fresh, err := c.access(ctx)
	if err != nil {
		return nil, err
	}
	for {
		call.Authorization = connect.NewSecret("Bearer " + c.token.Reveal())
		answer, err := c.http.Do(ctx, call)
		if err == nil {
			return answer, nil
		}
		if ended := fault.Is(err, "net_auth") && fault.Of(err).Values["status"] == "401"; !ended || fresh {
			return nil, c.classified(err)
		}
		if err := c.renew(ctx); err != nil {
			return nil, err
		}
		fresh = true
	}
}

// access sees to a token: the one there is, or a fresh one.
func (c *Client) access(ctx context.Context) (fresh bool, err error) {
	if !c.token.IsZero() && c.now().Add(margin).Before(c.until) {
		return false, nil
	}
	return true, c.renew(ctx)
}

// renew gets a token for id and secret, each form-encoded (RFC 6749, 2.3.1). When that fails, nothing that was
// meant to be done was done.
func (c *Client) renew(ctx context.Context) error {
	c.token, c.until = connect.Secret{}, time.Time{}
	pair := url.QueryEscape(c.id) + ":" + url.QueryEscape(c.secret.Reveal())
	form := url.Values{"grant_type": {"client_credentials"}, "scope": {scope}}
	var token struct {
		Token string `json:"access_token"`
		Life  int64  `json:"expires_in"`
	}
	err := c.http.JSON(ctx, connect.Call{
		Method: http.MethodPost, Path: "/oauth/token", Authorization: connect.NewSecret("Basic " + base64.StdEncoding.EncodeToString([]byte(pair))),
		Raw: []byte(form.Encode()), Kind: "application/x-www-form-urlencoded",
	}, &token)
	if err == nil && !visible(token.Token, maxToken) {
		err = c.http.Unreadable(nonsense("there is no token"))
	}
	if err != nil {
		failure := connect.Classify(c.http.Host(), err)
		status, _ := fault.Of(err).Values["status"].(string)
		switch {
		case failure.Class == publishing.Refused && status == "400": // how some platforms say that the secret is wrong
			failure.Class = publishing.KeyRefused
		case failure.Class == publishing.OutcomeOpen:
			failure.Class = publishing.Later
		}
		return failure
	}
	c.token, c.until = connect.NewSecret(token.Token), c.now().Add(time.Duration(min(max(token.Life, 0), 7*24*3600))*time.Second)
	return nil
}

// explain takes from a problem what the contract adds to it: where the order or the count stands.
func (c *Client) explain(failure *publishing.Failure) {
	problem := connect.ProblemOf(failure)
	if problem == nil {
		return
	}
	if failure.Slug == "stale" {
		failure.Class = publishing.Stale
	}
	var more struct {
		State string     `json:"state"`
		Level *levelSaid `json:"level"`
	}
	if json.Unmarshal(problem.Raw, &more) != nil {
		return
	}
	failure.State = clean(more.State, maxID)
	if more.Level != nil {
		level := more.Level.level()
		failure.Level = &level
	}
}

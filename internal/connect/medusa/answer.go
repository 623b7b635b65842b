package medusa

import (
	"context"
	"encoding/json"
	"net/http"

	"github.com/talat-pos/talat/internal/connect"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/publishing"
	"github.com/talat-pos/talat/internal/thai"
)

// do makes a call with the key.
func (c *Client) do(ctx context.Context, call connect.Call) (*connect.Answer, error) {
	call.Authorization = c.key
	answer, err := c.http.Do(ctx, call)
	if err != nil {
		return nil, c.classified(err)
	}
	return answer, nil
}

// read makes a call and reads its answer into a value.
func (c *Client) read(ctx context.Context, call connect.Call, into any) (*connect.Answer, error) {
	answer, err := c.do(ctx, call)
	if err != nil {
		return nil, err
	}
	if err := c.http.Read(answer, into); err != nil {
		return nil, c.classified(err)
	}
	return answer, nil
}

// Kinds of errors that Medusa tells, as far as they mean something of their own here.
const (
	notFound  = "not_found"
	conflict  = "conflict"
	duplicate = "duplicate_error"
	invalid   = "invalid_data"
)

const (
	maxSlug  = 60
	maxWords = 500
)

// classified gives the failure that an error is. Medusa says why it refuses as {type, message}.
func (c *Client) classified(err error) *publishing.Failure {
	failure := connect.Classify(c.http.Host(), err)
	answered := connect.SaidOf(err)
	if answered == nil {
		return failure
	}
	var said struct {
		Type    string `json:"type"`
		Message string `json:"message"`
	}
	if answered.Kind == "application/json" && json.Unmarshal(answered.Body, &said) == nil {
		failure.Slug, failure.Words = thai.Clean(said.Type, maxSlug), thai.Clean(said.Message, maxWords)
	}
	status, _ := fault.Of(err).Values["status"].(string)
	switch {
	case failure.Class == publishing.Absent && failure.Slug != notFound: // a page that is not Medusa's
		return connect.Classify(c.http.Host(), c.http.Unreadable(nonsense("nothing of Medusa is there")))
	case failure.Slug == conflict, failure.Class == publishing.Refused && status == "409": // two calls at once; neither was done by halves
		failure.Class = publishing.Later
	}
	if failure.Words != "" && (failure.Class == publishing.Refused || failure.Class == publishing.Absent) {
		failure.Err = &fault.Error{Code: "channel_says", Values: fault.Values{"host": c.http.Host(), "text": failure.Words}, Err: failure.Err}
	}
	return failure
}

// wrong is the failure of an answer that can be read and makes no sense.
func (c *Client) wrong(why string) error {
	return c.classified(c.http.Unreadable(nonsense(why)))
}

type nonsense string

func (n nonsense) Error() string { return string(n) }

// refused is a failure that was seen before anything was sent.
func refused(code, field string, values fault.Values) *publishing.Failure {
	return &publishing.Failure{Class: publishing.Refused, Err: fault.New(code, field, values)}
}

// unsettled is a failure that a person mends in the settings, here or there: nothing goes before.
func unsettled(code string, values fault.Values) *publishing.Failure {
	return &publishing.Failure{Class: publishing.KeyRefused, Err: fault.New(code, "", values)}
}

// absent says that there is no listing of an SKU.
func (c *Client) absent(sku string) *publishing.Failure {
	return &publishing.Failure{Class: publishing.Absent, Err: fault.New("medusa_absent", "", fault.Values{"host": c.http.Host(), "sku": sku})}
}

// stale says that something else stands there than was known.
func (c *Client) stale(what string) *publishing.Failure {
	return &publishing.Failure{Class: publishing.Stale, Err: fault.New("medusa_stale", "", fault.Values{"host": c.http.Host(), "name": what})}
}

// get reads what a path gives.
func (c *Client) get(ctx context.Context, path string, into any) error {
	_, err := c.read(ctx, connect.Call{Method: http.MethodGet, Path: path}, into)
	return err
}

// post writes. Where nothing of the answer matters, into is nil; it has to be Medusa's all the same.
func (c *Client) post(ctx context.Context, path string, body, into any) error {
	if into == nil {
		into = &map[string]json.RawMessage{}
	}
	_, err := c.read(ctx, connect.Call{Method: http.MethodPost, Path: path, Body: body}, into)
	return err
}

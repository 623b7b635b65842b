package commonplatform

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"strconv"

	"github.com/talat-pos/talat/internal/connect"
	"github.com/talat-pos/talat/internal/publishing"
)

// pageSaid is a page of a feed, its items unread.
type pageSaid struct {
	Items []json.RawMessage `json:"items"`
	Next  string            `json:"next_cursor"`
	More  bool              `json:"has_more"`
}

// maxPage is what the contract lets one ask for.
const maxPage = 200

// feed asks for a page. Where the cursor is known no more it begins again by time.
func (c *Client) feed(ctx context.Context, path string, from publishing.From) (said pageSaid, restarted bool, err error) {
	said, err = c.page(ctx, path, from)
	if from.Cursor != "" && publishing.Is(err, publishing.CursorGone) {
		from.Cursor = ""
		said, err = c.page(ctx, path, from)
		return said, true, err
	}
	return said, false, err
}

func (c *Client) page(ctx context.Context, path string, from publishing.From) (said pageSaid, err error) {
	query := url.Values{}
	switch {
	case from.Cursor != "":
		query.Set("cursor", from.Cursor)
	case !from.Since.IsZero():
		query.Set("updated_since", instant(from.Since))
	}
	if from.Limit > 0 {
		query.Set("limit", strconv.Itoa(min(from.Limit, maxPage)))
	}
	if len(query) > 0 {
		path += "?" + query.Encode()
	}
	if _, err := c.read(ctx, connect.Call{Method: http.MethodGet, Path: path}, &said); err != nil {
		return pageSaid{}, err
	}
	// A page must lead on: without a cursor all would be read again, with the same one for ever.
	if said.Items == nil || said.Next == "" || len(said.Next) > maxCursor || said.More && said.Next == from.Cursor {
		return pageSaid{}, c.wrong("the page does not lead on")
	}
	return said, nil
}

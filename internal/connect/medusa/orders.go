package medusa

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/talat-pos/talat/internal/connect"
	"github.com/talat-pos/talat/internal/publishing"
)

// Sizes of a page.
const (
	pageSize = 50
	maxPage  = 200
)

// spot is where a feed goes on: at a moment, after so many changes of that very moment. Medusa has no cursor, and
// pages by number would pass over an order when one before it changes, so every page begins by time.
type spot struct {
	at   time.Time
	skip int
	end  bool // all was read: the next page begins some time before it
}

const ended = "end "

// String writes it as a cursor.
func (s spot) String() string {
	text := instant(s.at)
	if s.end {
		return ended + text
	}
	return text + "+" + strconv.Itoa(s.skip)
}

// spotOf reads a cursor.
func spotOf(cursor string) (s spot, ok bool) {
	if text, end := strings.CutPrefix(cursor, ended); end {
		at, err := time.Parse(time.RFC3339, text)
		return spot{at: at, end: true}, err == nil
	}
	text, count, _ := strings.Cut(cursor, "+")
	at, err := time.Parse(time.RFC3339, text)
	skip, wrong := strconv.ParseUint(count, 10, 20)
	return spot{at: at, skip: int(skip)}, err == nil && wrong == nil
}

// feed asks for a page of what changed, in the order of its changes, and says where the next begins.
func (c *Client) feed(ctx context.Context, path, list string, from publishing.From, query url.Values) (items []json.RawMessage, page publishing.Page, err error) {
	s, known := spotOf(from.Cursor)
	switch {
	case !known:
		s, page.Restarted = spot{at: from.Since}, from.Cursor != ""
	case s.end:
		s = spot{at: publishing.Since(s.at)}
	}
	limit := pageSize
	if from.Limit > 0 {
		limit = min(from.Limit, maxPage)
	}
	if !s.at.IsZero() {
		query.Set("updated_at[$gte]", instant(s.at))
	}
	query.Set("order", "updated_at")
	query.Set("limit", strconv.Itoa(limit))
	query.Set("offset", strconv.Itoa(s.skip))
	var said map[string]json.RawMessage
	if err := c.get(ctx, path+"?"+query.Encode(), &said); err != nil {
		return nil, publishing.Page{}, err
	}
	if json.Unmarshal(said[list], &items) != nil || items == nil || len(items) > limit {
		return nil, publishing.Page{}, c.wrong("there is no page")
	}
	next := s.after(items)
	if next.end = len(items) < limit; next.end {
		before, _ := spotOf(from.Cursor)
		next.at = later(next.at, before.at) // the overlap may hold nothing
	}
	page.Next, page.More = next.String(), !next.end
	return items, page, nil
}

// after says where the page after these items begins: at the moment of the last, which others may share.
func (s spot) after(items []json.RawMessage) spot {
	next := spot{at: s.at}
	for _, raw := range items {
		var one struct {
			Updated string `json:"updated_at"`
		}
		_ = json.Unmarshal(raw, &one) // one that cannot be read has no time
		next.at = later(next.at, moment(one.Updated))
	}
	if !next.at.After(s.at) {
		next.skip = s.skip + len(items)
	}
	return next
}

// Orders implements publishing.Orderer. A payment alone moves no order in Medusa's eyes: see Reread.
func (c *Client) Orders(ctx context.Context, from publishing.From) (publishing.Page, error) {
	at, err := c.settled(ctx)
	if err != nil {
		return publishing.Page{}, err
	}
	query := url.Values{"sales_channel_id[]": {at.channel}, "fields": {orderFields}}
	items, page, err := c.feed(ctx, "/admin/orders", "orders", from, query)
	if err != nil {
		return publishing.Page{}, err
	}
	for _, raw := range items {
		o, _ := order(raw)
		page.Orders = append(page.Orders, o)
	}
	return page, nil
}

// Reread implements publishing.Rereader.
func (c *Client) Reread(ctx context.Context, nos []string) ([]publishing.ChannelOrder, error) {
	if len(nos) == 0 {
		return nil, nil
	}
	var said struct {
		Orders []json.RawMessage `json:"orders"`
	}
	query := url.Values{"id[]": nos, "fields": {orderFields}, "limit": {strconv.Itoa(len(nos))}}
	if err := c.get(ctx, "/admin/orders?"+query.Encode(), &said); err != nil {
		return nil, err
	}
	if said.Orders == nil || len(said.Orders) > len(nos) {
		return nil, c.wrong("there are no orders")
	}
	var orders []publishing.ChannelOrder
	for _, raw := range said.Orders {
		o, _ := order(raw)
		if !slices.Contains(nos, o.No) {
			return nil, c.wrong("it is not an order that was meant")
		}
		orders = append(orders, o)
	}
	return orders, nil
}

// Listings implements publishing.Feeder: the products of our sales channel that we made or took over.
func (c *Client) Listings(ctx context.Context, from publishing.From) (publishing.RemotePage, error) {
	at, err := c.settled(ctx)
	if err != nil {
		return publishing.RemotePage{}, err
	}
	items, page, err := c.feed(ctx, "/admin/products", "products", from, url.Values{"sales_channel_id[]": {at.channel}, "fields": {productFields}})
	if err != nil {
		return publishing.RemotePage{}, err
	}
	remotes := publishing.RemotePage{Next: page.Next, More: page.More, Restarted: page.Restarted}
	for _, raw := range items {
		p, readable := readProduct(raw)
		if readable && p.Metadata[metaKey] != nil && p.variant(p.External) != nil {
			remotes.Remotes = append(remotes.Remotes, p.remote(p.External, at.channel))
		}
	}
	return remotes, nil
}

func orderPath(no string) string { return "/admin/orders/" + url.PathEscape(no) }

// Order implements publishing.Orderer.
func (c *Client) Order(ctx context.Context, no string) (publishing.ChannelOrder, error) {
	o, _, err := c.order(ctx, no)
	return o, err
}

func (c *Client) order(ctx context.Context, no string) (publishing.ChannelOrder, *orderSaid, error) {
	return c.orderBy(ctx, connect.Call{Method: http.MethodGet, Path: orderPath(no) + "?fields=" + url.QueryEscape(orderFields)}, no)
}

// orderBy makes a call that answers an order, and sees that it is the one meant.
func (c *Client) orderBy(ctx context.Context, call connect.Call, no string) (publishing.ChannelOrder, *orderSaid, error) {
	var body struct {
		Order json.RawMessage `json:"order"`
	}
	if _, err := c.read(ctx, call, &body); err != nil {
		return publishing.ChannelOrder{}, nil, err
	}
	o, said := order(body.Order)
	if o.No != no {
		return publishing.ChannelOrder{}, nil, c.wrong("it is not the order that was meant")
	}
	return o, said, nil
}

package woocommerce

import (
	"context"
	"encoding/json"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/publishing"
)

const (
	maxPage = 100     // what WooCommerce gives at most
	sums    = "&dp=6" // decimals of amounts
	longest = 100_000 // pages
)

// spot is where the feed goes on: from a moment on, and which page of what changed since then. A page is only asked
// for where all of the one before changed in one second; otherwise the feed goes on from the last moment seen, so
// that an order that changes meanwhile pushes no other out of sight.
type spot struct {
	at   time.Time
	page int
}

func (s spot) String() string { return instant(s.at) + " " + strconv.Itoa(s.page) }

// spotOf reads a cursor; what is none begins at since.
func spotOf(from publishing.From) (s spot, restarted bool) {
	if moment, page, ok := strings.Cut(from.Cursor, " "); ok {
		at, err := time.Parse("2006-01-02T15:04:05", moment)
		n, errPage := strconv.Atoi(page)
		if err == nil && errPage == nil && n > 0 && n < longest {
			return spot{at, n}, false
		}
	}
	at := from.Since.UTC().Truncate(time.Second)
	if from.Since.IsZero() || at.Year() < 1970 {
		at = time.Unix(0, 0).UTC()
	}
	return spot{at, 1}, from.Cursor != ""
}

// Orders implements publishing.Orderer. It goes by the time of the last change, from the oldest on; at the end the
// cursor stands Overlap before the last change, so that what became visible late is seen. Carts that nobody ordered
// are left out.
func (c *Client) Orders(ctx context.Context, from publishing.From) (publishing.Page, error) {
	here, restarted := spotOf(from)
	size := c.Limits().PageSize
	if from.Limit > 0 {
		size = min(from.Limit, maxPage)
	}
	query := url.Values{
		"dates_are_gmt": {"true"}, "orderby": {"modified"}, "order": {"asc"}, "per_page": {strconv.Itoa(size)}, "page": {strconv.Itoa(here.page)},
	}
	if here.at.Unix() > 0 { // "after" is not "from … on"
		query.Set("modified_after", instant(here.at.Add(-time.Second)))
	}
	items, header, err := list[json.RawMessage](ctx, c, shopAPI+"/orders?"+query.Encode()+sums)
	if err != nil {
		return publishing.Page{}, err
	}
	pages, err := strconv.Atoi(header.Get("X-WP-TotalPages"))
	more := len(items) >= size
	if err == nil { // some orders of a page may be hidden from the key
		more = pages > here.page
	}
	page := publishing.Page{More: more, Restarted: restarted}
	last := here.at
	for _, raw := range items {
		o := order(raw)
		if o.UpdatedAt.After(last) {
			last = o.UpdatedAt
		}
		if !slices.Contains(cart, loose(o.Said)) {
			page.Orders = append(page.Orders, o)
		}
	}
	switch {
	case !more && len(items) > 0:
		page.Next = spot{last.Add(-publishing.Overlap), 1}.String()
	case !more:
		page.Next = spot{here.at, 1}.String()
	case last.After(here.at):
		page.Next = spot{last, 1}.String()
	default:
		page.Next = spot{here.at, here.page + 1}.String()
	}
	return page, nil
}

// Order implements publishing.Orderer.
func (c *Client) Order(ctx context.Context, no string) (publishing.ChannelOrder, error) {
	var raw json.RawMessage
	if digits(no) == "" {
		return publishing.ChannelOrder{}, &publishing.Failure{Class: publishing.Absent, Err: c.fault("woo_gone", nil)}
	}
	if _, err := c.get(ctx, shopAPI+"/orders/"+no+"?"+strings.TrimPrefix(sums, "&"), &raw); err != nil {
		return publishing.ChannelOrder{}, err
	}
	return c.meant(raw, no)
}

// meant sees that an answer is the order that was meant.
func (c *Client) meant(raw json.RawMessage, no string) (publishing.ChannelOrder, error) {
	o := order(raw)
	if o.No != no {
		return publishing.ChannelOrder{}, c.wrong("it is not the order that was meant")
	}
	return o, nil
}

// Reread implements publishing.Rereader.
func (c *Client) Reread(ctx context.Context, nos []string) ([]publishing.ChannelOrder, error) {
	asked := slices.DeleteFunc(slices.Clone(nos), func(no string) bool { return digits(no) == "" })
	if len(asked) == 0 {
		return nil, nil
	}
	if len(asked) > maxPage {
		return nil, &publishing.Failure{Class: publishing.TooLarge, Err: c.fault("woo_batch", fault.Values{"max": maxPage})}
	}
	items, _, err := list[json.RawMessage](ctx, c, shopAPI+"/orders?per_page="+strconv.Itoa(maxPage)+"&include="+url.QueryEscape(strings.Join(asked, ","))+sums)
	if err != nil {
		return nil, err
	}
	var all []publishing.ChannelOrder
	for _, raw := range items {
		if o := order(raw); slices.Contains(asked, o.No) {
			all = append(all, o)
		}
	}
	return all, nil
}

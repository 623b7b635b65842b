package commonplatform

import (
	"context"
	"net/http"
	"net/url"
	"strconv"

	"github.com/talat-pos/talat/internal/connect"
	"github.com/talat-pos/talat/internal/publishing"
)

type levelSaid struct {
	OnHand    *int  `json:"on_hand"`
	Reserved  int   `json:"reserved"`
	Available int   `json:"available"`
	Version   int64 `json:"version"`
}

func (l *levelSaid) level() publishing.Level {
	level := publishing.Level{Reserved: l.Reserved, Available: l.Available, Version: strconv.FormatInt(l.Version, 10)}
	if l.OnHand != nil {
		level.OnHand = *l.OnHand
	}
	return level
}

type differenceSaid struct {
	Delta  int    `json:"delta"`
	Reason string `json:"reason"`
	At     string `json:"occurred_at"`
}

type figureSaid struct {
	Set      int `json:"set"`
	Expected int `json:"expected"`
}

// Level implements publishing.Stocker.
func (c *Client) Level(ctx context.Context, sku string) (publishing.Level, error) {
	return c.count(ctx, connect.Call{Method: http.MethodGet, Path: "/v1/inventory/" + url.PathEscape(sku)})
}

// Adjust implements publishing.Stocker.
func (c *Client) Adjust(ctx context.Context, change publishing.StockChange) (publishing.Level, error) {
	if err := change.Validate(); err != nil {
		return publishing.Level{}, refused(err)
	}
	var body any = figureSaid{change.Set, change.Expected}
	if change.Delta != 0 {
		body = differenceSaid{change.Delta, change.Reason, instant(change.At)}
	}
	path := "/v1/inventory/" + url.PathEscape(change.SKU) + "/adjustments"
	return c.count(ctx, connect.Call{Method: http.MethodPost, Path: path, Body: body, Key: change.Key})
}

func (c *Client) count(ctx context.Context, call connect.Call) (publishing.Level, error) {
	var said levelSaid
	if _, err := c.read(ctx, call, &said); err != nil {
		return publishing.Level{}, err
	}
	if said.OnHand == nil {
		return publishing.Level{}, c.wrong("there is no count")
	}
	return said.level(), nil
}

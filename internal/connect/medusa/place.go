package medusa

import (
	"context"
	"slices"
	"strings"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/publishing"
	"github.com/talat-pos/talat/internal/thai"
)

// place is where goods lie, through what they are sold, and how parcels of them go: ids.
type place struct{ location, channel, profile string }

// named is something that has an id and a name there.
type named struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// settled gives the place, and finds it at the first time. Faults: "medusa_location", "medusa_sales_channel",
// "medusa_shipping_profile", each with the names that there are.
func (c *Client) settled(ctx context.Context) (*place, error) {
	if c.place != nil {
		return c.place, nil
	}
	var locations struct {
		All []struct {
			named
			Channels []named `json:"sales_channels"`
		} `json:"stock_locations"`
	}
	if err := c.get(ctx, "/admin/stock-locations?limit=200&fields=id,name,*sales_channels", &locations); err != nil {
		return nil, err
	}
	var names []named
	for _, location := range locations.All {
		names = append(names, location.named)
	}
	at, failure := chosen("medusa_location", c.access.Location, names)
	if failure != nil {
		return nil, failure
	}
	// Only what lies at a location of its own can be bought through a sales channel.
	channels := locations.All[at].Channels
	through, failure := chosen("medusa_sales_channel", c.access.SalesChannel, channels)
	if failure != nil {
		return nil, failure
	}
	profile, err := c.profile(ctx)
	if err != nil {
		return nil, err
	}
	c.place = &place{locations.All[at].ID, channels[through].ID, profile}
	return c.place, nil
}

// profile finds how parcels go: as it was chosen, or the way that Medusa made itself.
func (c *Client) profile(ctx context.Context) (string, error) {
	var said struct {
		All []struct {
			named
			Type string `json:"type"`
		} `json:"shipping_profiles"`
	}
	if err := c.get(ctx, "/admin/shipping-profiles?limit=200&fields=id,name,type", &said); err != nil {
		return "", err
	}
	var names []named
	for _, profile := range said.All {
		if c.access.ShippingProfile == "" && profile.Type == "default" {
			return profile.ID, nil
		}
		names = append(names, profile.named)
	}
	at, failure := chosen("medusa_shipping_profile", c.access.ShippingProfile, names)
	if failure != nil {
		return "", failure
	}
	return names[at].ID, nil
}

// maxNames is how many names a message lists.
const maxNames = 10

// chosen finds what was asked for by id or name, or the only one where nothing was.
func chosen(code, want string, all []named) (int, *publishing.Failure) {
	if want == "" && len(all) == 1 && all[0].ID != "" {
		return 0, nil
	}
	at := slices.IndexFunc(all, func(one named) bool {
		return want != "" && one.ID != "" && (one.ID == want || thai.Clean(one.Name, maxName) == thai.Clean(want, maxName))
	})
	if at >= 0 {
		return at, nil
	}
	var names []string
	for _, one := range all[:min(len(all), maxNames)] {
		names = append(names, thai.Clean(one.Name, maxName))
	}
	if len(names) == 0 {
		names = []string{"–"}
	}
	return 0, unsettled(code, fault.Values{"names": strings.Join(names, ", ")})
}

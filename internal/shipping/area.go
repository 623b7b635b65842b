package shipping

import (
	"fmt"
	"slices"
	"strings"

	"github.com/talat-pos/talat/internal/address"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/thai"
)

// Area is a remote, tourist or island area: its postcodes, or only an island of them. Between two places of one
// group nothing comes on top. JSON names are the columns' names.
type Area struct {
	ID        id.Area   `json:"id"` // none for what came with the program
	Group     string    `json:"group"`
	Name      string    `json:"name"`
	Island    bool      `json:"island"` // only the island called name, so that a person must say who lives there
	Postcodes []string  `json:"postcodes"`
	Plain     bool      `json:"plain"` // these postcodes are not remote, whatever the post's list says
	From      clock.Day `json:"from"`
	To        clock.Day `json:"to"` // "" = no end
	Source    string    `json:"source"`
	Off       bool      `json:"off"` // withdrawn
}

const maxPostcodes = 200

// Validate checks an area: "group_missing", "island_name", "postcodes_missing", "postcodes_many", "postcode_form",
// "text_too_long", and those of a span of days.
func (a *Area) Validate() error {
	switch {
	case a.Group == "" && !a.Plain:
		return fault.New("group_missing", "group", nil)
	case a.Island && (a.Plain || strings.TrimSpace(a.Name) == ""):
		return fault.New("island_name", "name", nil)
	case len(a.Postcodes) == 0:
		return fault.New("postcodes_missing", "postcodes", nil)
	case len(a.Postcodes) > maxPostcodes:
		return fault.New("postcodes_many", "postcodes", fault.Values{"most": maxPostcodes})
	}
	for n, postcode := range a.Postcodes {
		if !IsPostcode(postcode) {
			return fault.New("postcode_form", fmt.Sprintf("postcodes[%d]", n), fault.Values{"value": postcode})
		}
	}
	return checkSpan(a.From, a.To, a.Name, a.Group, a.Source)
}

// IsPostcode reports whether text is five digits as Thai postcodes are.
func IsPostcode(text string) bool {
	return len(text) == 5 && strings.Trim(text, "0123456789") == "" && text[0] != '0'
}

// ParsePostcodes reads postcodes as they are typed, between spaces or commas, sorted and each once. It fails with
// "postcode_form" and "postcodes_missing".
func ParsePostcodes(typed string) ([]string, error) {
	words := strings.FieldsFunc(thai.ToASCIIDigits(typed), func(r rune) bool { return strings.ContainsRune(" ,;\t\r\n", r) })
	for _, word := range words {
		if !IsPostcode(word) {
			return nil, fault.New("postcode_form", "postcodes", fault.Values{"value": word})
		}
	}
	if len(words) == 0 {
		return nil, fault.New("postcodes_missing", "postcodes", nil)
	}
	slices.Sort(words)
	return slices.Compact(words), nil
}

// Mainland answers the question of an island: the recipient lives on none.
const Mainland = "-"

// Place is where a parcel comes from or goes.
type Place struct {
	Postcode string
	Island   string // its name, Mainland, "" = nobody said
}

// onIsland reports whether a place is known to be on an area's island; the word เกาะ need not be there.
func (p Place) onIsland(area *Area) bool {
	return p.Island != "" && islandKey(p.Island) == islandKey(area.Name)
}

func islandKey(name string) string {
	return strings.TrimSpace(strings.TrimPrefix(thai.Fold(strings.TrimSpace(name)), thai.Fold("เกาะ")))
}

// Standing is how a place stands in the remote areas of a day.
type Standing struct {
	Groups []string // of the areas it is in
	Asks   []string // the islands of its postcode, where it is not known whether it is on one
}

// Standing says how a place stands on a day. What the shop's owner says of a postcode counts instead of the post's
// list. An island that is none of the postcode's answers nothing: it may be one of them, mistyped.
func (b *Book) Standing(place Place, day clock.Day) (standing Standing) {
	answered := place.Island == Mainland
	for _, area := range b.areas(place.Postcode, day) {
		switch {
		case area.Plain:
			return Standing{}
		case !area.Island || place.onIsland(area):
			standing.Groups = append(standing.Groups, area.Group)
			answered = true // it is remote, whatever else there is to ask
		default:
			standing.Asks = append(standing.Asks, area.Name)
		}
	}
	if answered {
		standing.Asks = nil
	}
	return standing
}

// areas lists the areas that say something of a postcode on a day: the owner's where there are any, plain ones first.
func (b *Book) areas(postcode string, day clock.Day) (found []*Area) {
	own := false
	for n := range b.Areas {
		area := &b.Areas[n]
		if !holds(area.From, area.To, day, area.Off) || !slices.Contains(area.Postcodes, postcode) {
			continue
		}
		if !area.ID.IsZero() && !own {
			own, found = true, nil
		}
		if own == !area.ID.IsZero() {
			found = append(found, area)
		}
	}
	slices.SortStableFunc(found, func(a, b *Area) int {
		if a.Plain == b.Plain {
			return 0
		} else if a.Plain {
			return -1
		}
		return 1
	})
	return found
}

// Knows reports whether a postcode exists: the register of addresses has it, or an area, for some islands have an
// office whose postcode the register lacks.
func (b *Book) Knows(postcode string) bool {
	return len(address.WithPostcode(postcode)) > 0 ||
		slices.ContainsFunc(b.Areas, func(area Area) bool { return !area.Off && slices.Contains(area.Postcodes, postcode) })
}

// Islands lists the islands of a postcode that the post asks more for on a day, for a form to ask about.
func (b *Book) Islands(postcode string, day clock.Day) []string {
	return b.Standing(Place{Postcode: postcode}, day).Asks
}

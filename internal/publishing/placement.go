package publishing

import (
	"fmt"
	"slices"
	"unicode/utf8"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/qty"
)

// Placement is a product that is meant to be listed on a connection, with what the shop says there otherwise than
// of the product itself. JSON names are the columns' names.
type Placement struct {
	ID            id.Placement  `json:"id"`
	ConnectionID  id.Connection `json:"connection_id"`
	ProductID     id.Product    `json:"product_id"`
	SKU           string        `json:"sku"`    // there; it never changes
	Chosen        bool          `json:"chosen"` // false = it is to be withdrawn
	Title         string        `json:"title"`  // "" = the product's own, as the next three
	TitleEN       string        `json:"title_en"`
	Description   string        `json:"description"`
	DescriptionEN string        `json:"description_en"`
	Price         money.Satang  `json:"price_satang"` // of a piece, 0 = the product's own
	Piece         qty.Qty       `json:"piece"`        // how much of the product's unit a piece is, 0 = one unit
	PackingG      int           `json:"packing_g"`
	Availability  string        `json:"availability"` // "" = InStock
	LeadDays      int           `json:"lead_days"`
	PromisedTo    int           `json:"promised_to"` // pieces may be ordered until so many were in all; NoPromise = as many as there are
	SavedAt       ledger.Millis `json:"saved_at"`
}

// NoPromise is the PromisedTo of a placement that offers all there is.
const NoPromise = -1

// Thing names the listing in the outbox.
func (p *Placement) Thing() string { return ThingListing + p.SKU }

// One gives how much of the product's unit one piece is.
func (p *Placement) One() qty.Qty {
	if p.Piece == 0 {
		return qty.One
	}
	return p.Piece
}

// Offer gives what is offered: product and placement together.
func (p *Placement) Offer(product *catalog.Product, origin Origin, photos []Photo) *Offer {
	return &Offer{Product: product, SKU: p.SKU, Title: p.Title, TitleEN: p.TitleEN, Description: p.Description, DescriptionEN: p.DescriptionEN,
		Price: p.Price, Piece: p.Piece, PackingG: p.PackingG, Availability: p.Availability, LeadDays: p.LeadDays, Origin: origin,
		Allergens: product.Allergens, Storage: product.Storage, Photos: photos}
}

// Bounds of a placement. Texts may be as long as any channel takes; how long on one is its Limits'.
const (
	MaxTitle       = 500
	MaxDescription = 10_000
	maxPacking     = 1_000_000
	maxLeadDays    = 365
)

var availabilities = []string{"", InStock, OutOfStock, PreOrder, MadeToOrder}

// Validate checks a placement by itself. Faults name the field: "sku_invalid", "text_too_long", "price_invalid",
// "piece_invalid", "packing_invalid", "availability_unknown", "lead_days_invalid", "promise_invalid".
func (p *Placement) Validate() error {
	if !catalog.ValidSKU(p.SKU) {
		return fault.New("sku_invalid", "sku", fault.Values{"value": p.SKU})
	}
	for _, text := range []struct {
		field, value string
		most         int
	}{{"title", p.Title, MaxTitle}, {"title_en", p.TitleEN, MaxTitle}, {"description", p.Description, MaxDescription}, {"description_en", p.DescriptionEN, MaxDescription}} {
		if utf8.RuneCountInString(text.value) > text.most {
			return fault.New("text_too_long", text.field, fault.Values{"max": text.most})
		}
	}
	switch {
	case p.Price < 0 || p.Price > catalog.MaxPrice:
		return fault.New("price_invalid", "price", fault.Values{"value": p.Price})
	case p.Piece < 0 || p.Piece > qty.Max:
		return fault.New("piece_invalid", "piece", fault.Values{"value": p.Piece})
	case p.PackingG < 0 || p.PackingG > maxPacking:
		return fault.New("packing_invalid", "packing_g", fault.Values{"value": p.PackingG})
	case !slices.Contains(availabilities, p.Availability):
		return fault.New("availability_unknown", "availability", fault.Values{"value": p.Availability})
	case p.LeadDays < 0 || p.LeadDays > maxLeadDays:
		return fault.New("lead_days_invalid", "lead_days", fault.Values{"max": maxLeadDays})
	case p.PromisedTo < NoPromise || p.PromisedTo > MaxPieces:
		return fault.New("promise_invalid", "promised", fault.Values{"value": fmt.Sprint(p.PromisedTo)})
	}
	return nil
}

// PictureRef is how a channel calls a picture of ours.
type PictureRef struct {
	Hash string `json:"hash"`
	Ref  string `json:"ref"`
}

// Standing is how a placement stands on its channel as far as we know. JSON names are the columns' names.
type Standing struct {
	ConnectionID id.Connection `json:"connection_id"`
	SKU          string        `json:"sku"`
	RemoteID     string        `json:"remote_id"`
	Version      string        `json:"version"` // "" = none is there
	Pictures     []PictureRef  `json:"pictures"`
	State        string        `json:"state"` // Pending …, "" = never sent
	Said         string        `json:"said"`
	Words        []string      `json:"words"`
	There        string        `json:"there"` // the Listing as it is there in JSON, "" = not shown
	SentHash     string        `json:"sent_hash"`
	SentAt       ledger.Millis `json:"sent_at"`
	SeenAt       ledger.Millis `json:"seen_at"`
	Told         int           `json:"told"`   // pieces that can be ordered there as far as we know
	KnownToBe    bool          `json:"known"`  // false = Told is to be asked for first
	Ask          string        `json:"ask"`    // the StockChange under way in JSON, "" = none
	AskTo        int           `json:"ask_to"` // Told after it
	Attempts     int           `json:"attempts"`
	NextAt       ledger.Millis `json:"next_at"`
	Problem      string        `json:"problem"` // a Problem in JSON, "" = none
}

// Known gives what a connector asks for about a listing that was there before.
func (s *Standing) Known() Known {
	known := Known{ID: s.RemoteID, Version: s.Version, Pictures: make(map[string]string, len(s.Pictures))}
	for _, picture := range s.Pictures {
		known.Pictures[picture.Hash] = picture.Ref
	}
	return known
}

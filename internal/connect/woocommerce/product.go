package woocommerce

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"html"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/talat-pos/talat/internal/publishing"
)

// Kinds of products. Other ones have no price or no stock of their own.
const (
	simple    = "simple"
	variation = "variation"
)

// product is one as WooCommerce shows it, of GET /products, which gives variations too.
type product struct {
	ID          loose `json:"id"`
	Parent      loose `json:"parent_id"`
	Type        loose `json:"type"`
	Status      loose `json:"status"`
	SKU         loose `json:"sku"`
	GTIN        loose `json:"global_unique_id"`
	Name        loose `json:"name"`
	Description loose `json:"description"`
	Price       loose `json:"regular_price"`
	Weight      loose `json:"weight"`
	Box         box   `json:"dimensions"`
	Counted     loose `json:"manage_stock"`
	Quantity    loose `json:"stock_quantity"`
	Backorders  loose `json:"backorders"`
	Images      []struct {
		ID  loose `json:"id"`
		Alt loose `json:"alt"`
	} `json:"images"`
	Attributes []json.RawMessage `json:"attributes"`
	Meta       metas             `json:"meta_data"`
	Modified   loose             `json:"date_modified_gmt"`

	raw []byte
}

type box struct {
	Length loose `json:"length"`
	Width  loose `json:"width"`
	Height loose `json:"height"`
}

// UnmarshalJSON reads a product; what has another form than it should is left empty.
func (p *product) UnmarshalJSON(raw []byte) error {
	type plain product
	_ = json.Unmarshal(raw, (*plain)(p)) // the whole is known to be JSON
	p.raw = slices.Clone(raw)
	return nil
}

// id names a product, and a variation with its parent: 12, 12/34.
func (p *product) id() string {
	if p.Type == variation {
		return digits(string(p.Parent)) + "/" + digits(string(p.ID))
	}
	return digits(string(p.ID))
}

// known reports whether it can be named at all.
func (p *product) known() bool {
	return digits(string(p.ID)) != "" && (p.Type != variation || digits(string(p.Parent)) != "")
}

// path is where it is written.
func (p *product) path() string {
	if p.Type == variation {
		return shopAPI + "/products/" + digits(string(p.Parent)) + "/variations/" + digits(string(p.ID))
	}
	return shopAPI + "/products/" + digits(string(p.ID))
}

// sellable reports whether it has a price and a count of its own.
func (p *product) sellable() bool { return p.Type == simple || p.Type == variation || p.Type == "" }

// withdrawn reports whether we took it from sale ourselves: one that the shop's own people took from sale stays so.
func (p *product) withdrawn() bool { return p.Meta.text(metaWithdrawn) == yes }

// version is made of all that a listing writes, as WooCommerce itself has none. What sales change is not in it.
func (p *product) version() string {
	sum := sha256.New()
	add := func(values ...string) {
		for _, value := range values {
			_, _ = sum.Write([]byte(strconv.Itoa(len(value)) + ":" + value))
		}
	}
	add(p.id(), string(p.Type), string(p.Status), string(p.SKU), string(p.GTIN), string(p.Name), string(p.Description), string(p.Price),
		string(p.Weight), string(p.Box.Length), string(p.Box.Width), string(p.Box.Height), string(p.Backorders))
	for _, image := range p.Images {
		add(string(image.ID), string(image.Alt))
	}
	ours := p.Meta.ours()
	delete(ours, metaStock)
	keys := make([]string, 0, len(ours))
	for key := range ours {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	for _, key := range keys {
		add(key, ours[key])
	}
	return hex.EncodeToString(sum.Sum(nil)[:16])
}

// states are what WordPress calls the states of a product.
var states = map[loose]string{"publish": publishing.Live, "future": publishing.Pending, "pending": publishing.Pending,
	"draft": publishing.Withdrawn, "private": publishing.Withdrawn, "trash": publishing.Withdrawn}

// remote gives the listing as the shop has it.
func (p *product) remote(shop *settings) publishing.Remote {
	return publishing.Remote{
		SKU: clean(string(p.SKU), maxID), ID: p.id(), Version: p.version(), State: cmp.Or(states[p.Status], publishing.Unknown),
		Said: clean(string(p.Status), maxID), Deleted: p.Status == "trash", Listing: p.listing(shop), UpdatedAt: moment(p.Modified), Raw: p.raw,
	}
}

// listing reads what is shown. What WooCommerce has no field for is read from our own values beside it. Prices
// hold VAT: a shop where they do not is refused.
func (p *product) listing(shop *settings) *publishing.Listing {
	price, _ := p.Price.decimal()
	l := &publishing.Listing{
		SKU: clean(string(p.SKU), maxID), GTIN: clean(string(p.GTIN), maxID), Title: shown(p.Name), Description: shown(p.Description),
		Price: satang(price), VATIncluded: true, ShippingG: out(p.Weight, shop.weight),
		LengthMM: out(p.Box.Length, shop.size), WidthMM: out(p.Box.Width, shop.size), HeightMM: out(p.Box.Height, shop.size),
	}
	known := p.Meta.pictures()
	for _, image := range p.Images {
		id := digits(string(image.ID))
		l.Pictures = append(l.Pictures, publishing.ListedPicture{Hash: cmp.Or(known[id], "#"+id), Alt: shown(image.Alt)})
	}
	p.Meta.fill(l)
	if p.Type == variation {
		p.beyond(l)
	}
	return l
}

// beyond adds what was told of a variation and cannot be shown there, as its name is made by WooCommerce and it has one
// picture: it is no difference that anybody could mend.
func (p *product) beyond(l *publishing.Listing) {
	if title := p.Meta.text(metaTitle); title != "" {
		l.Title = shown(loose(escaped(title)))
	}
	told := p.Meta.hashes()
	if len(l.Pictures) == 1 && len(told) > 1 && l.Pictures[0].Hash == told[0] {
		for _, hash := range told[1:] {
			l.Pictures = append(l.Pictures, publishing.ListedPicture{Hash: hash})
		}
	}
}

// shown makes plain text of HTML, with its lines.
func shown(value loose) string {
	text := strings.NewReplacer("\r\n", "\n", "<br>", "\n", "<br />", "\n", "</p>\n", "\n\n", "</p>", "\n\n").Replace(string(value))
	text = html.UnescapeString(tags.ReplaceAllString(text, ""))
	text = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && r != '\n' {
			return -1
		}
		return r
	}, strings.ToValidUTF8(text, ""))
	if runes := []rune(text); len(runes) > maxText {
		text = string(runes[:maxText])
	}
	return strings.TrimSpace(text)
}

// escaped makes HTML of plain text. WordPress takes a backslash for an escape of its own.
func escaped(text string) string {
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `\`, "&#92;").Replace(text)
}

// moment reads a time in GMT, which WooCommerce writes without a zone.
func moment(value loose) time.Time {
	at, err := time.Parse("2006-01-02T15:04:05", strings.TrimSuffix(string(value), "Z"))
	if err != nil {
		return time.Time{}
	}
	return at
}

func instant(at time.Time) string { return at.UTC().Format("2006-01-02T15:04:05") }

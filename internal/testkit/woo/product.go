package woo

import (
	"encoding/json"
	"maps"
	"regexp"
	"slices"
	"strings"
	"time"
)

// Product is one of the shop, or a variation of one.
type Product struct {
	ID, Parent  int
	Type        string // simple, variable, variation
	Status      string // publish, draft, pending, private, trash
	SKU         string
	GTIN        string
	Name        string
	Description string
	Price       string // regular_price
	SalePrice   string
	Weight      string
	Length      string
	Width       string
	Height      string
	Counted     bool // manage_stock
	Quantity    int
	Backorders  string
	Images      []Image
	Attributes  []json.RawMessage
	Meta        map[string]json.RawMessage
	Modified    time.Time
}

// Image is a picture of a product.
type Image struct {
	ID  int
	Alt string
}

// MetaText gives a value of a product as a text.
func (p *Product) MetaText(key string) string {
	var text string
	_ = json.Unmarshal(p.Meta[key], &text) // what is no text is none
	return text
}

// Add puts a product into the shop as its own people do, and gives its number.
func (s *Shop) Add(p Product) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	p.ID, p.Modified = s.number(), s.options.Now().UTC()
	if p.Type == "" {
		p.Type = "simple"
	}
	if p.Status == "" {
		p.Status = "publish"
	}
	if p.Backorders == "" {
		p.Backorders = "no"
	}
	if p.Meta == nil {
		p.Meta = map[string]json.RawMessage{}
	}
	s.products[p.ID] = &p
	return p.ID
}

// Change lets the shop's own people change the product with a SKU.
func (s *Shop) Change(sku string, change func(p *Product)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	p := s.bySKU(sku, 0)
	if p == nil {
		s.t.Fatalf("there is no product %s", sku)
	}
	change(p)
	p.Modified = s.options.Now().UTC()
}

// Product gives a copy of the product with a SKU, nil for none.
func (s *Shop) Product(sku string) *Product {
	s.mu.Lock()
	defer s.mu.Unlock()
	p := s.bySKU(sku, 0)
	if p == nil {
		return nil
	}
	one := *p
	one.Meta = maps.Clone(p.Meta)
	return &one
}

// Made counts how often a product was made for a SKU.
func (s *Shop) Made(sku string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.made[sku]
}

// bySKU looks a product up as the database does: small and large letters are the same, the bin is not looked into.
func (s *Shop) bySKU(sku string, but int) *Product {
	for _, id := range slices.Sorted(maps.Keys(s.products)) {
		if p := s.products[id]; strings.EqualFold(p.SKU, sku) && p.Status != "trash" && id != but {
			return p
		}
	}
	return nil
}

// shows writes a product. Context "view" makes a page of its text, as WordPress does.
func (p *Product) shows(context string) map[string]any {
	images := []any{}
	for _, image := range p.Images {
		images = append(images, map[string]any{"id": image.ID, "alt": image.Alt, "src": "https://shop.example/p.jpg"})
	}
	description := p.Description
	if context != "edit" && description != "" {
		description = "<p>" + strings.ReplaceAll(description, "\n", "<br />\n") + "</p>\n"
	}
	shown := map[string]any{
		"id": p.ID, "parent_id": p.Parent, "type": p.Type, "status": p.Status, "sku": p.SKU, "global_unique_id": p.GTIN, "name": p.Name,
		"description": description, "regular_price": p.Price, "sale_price": p.SalePrice, "price": p.Price, "weight": p.Weight,
		"dimensions":   map[string]any{"length": p.Length, "width": p.Width, "height": p.Height},
		"manage_stock": p.Counted, "stock_quantity": nil, "stock_status": p.stockStatus(), "backorders": p.Backorders,
		"images": images, "attributes": append([]json.RawMessage{}, p.Attributes...), "meta_data": p.metas(), "total_sales": 0,
	}
	if p.Counted {
		shown["stock_quantity"] = p.Quantity
	}
	maps.Copy(shown, dates("date_modified", p.Modified))
	return shown
}

func (p *Product) stockStatus() string {
	switch {
	case !p.Counted || p.Quantity > 0:
		return "instock"
	case p.Backorders != "no":
		return "onbackorder"
	}
	return "outofstock"
}

func (p *Product) metas() []any {
	all := []any{map[string]any{"id": 1, "key": "_some_plugin", "value": map[string]any{"a": []int{1}}}}
	for n, key := range slices.Sorted(maps.Keys(p.Meta)) {
		all = append(all, map[string]any{"id": n + 2, "key": key, "value": p.Meta[key]})
	}
	return all
}

// variationShows is what the variations' own address answers: no kind, no parent, its text as a page.
func (p *Product) variationShows() map[string]any {
	shown := p.shows("view")
	for _, name := range []string{"type", "parent_id", "name", "images"} {
		delete(shown, name)
	}
	if len(p.Images) > 0 {
		shown["image"] = map[string]any{"id": p.Images[0].ID}
	}
	return shown
}

var bareAmpersand = regexp.MustCompile(`&(#?[A-Za-z0-9]+;)?`)

// kses does to a text what WordPress does before it keeps it: a bare & becomes an entity, a backslash is lost.
func kses(text string) string {
	text = strings.ReplaceAll(text, `\`, "")
	return bareAmpersand.ReplaceAllStringFunc(text, func(found string) string {
		if found == "&" {
			return "&amp;"
		}
		return found
	})
}

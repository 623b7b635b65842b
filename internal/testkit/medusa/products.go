package medusa

import (
	"encoding/json"
	"io"
	"maps"
	"mime"
	"mime/multipart"
	"net/http"
	"regexp"
	"slices"
	"strings"
)

// product is one that the double has, with the names of the API.
type product struct {
	ID          string      `json:"id"`
	External    *string     `json:"external_id"`
	Handle      string      `json:"handle"`
	Title       string      `json:"title"`
	Description *string     `json:"description"`
	Status      string      `json:"status"`
	Weight      json.Number `json:"weight"`
	Length      json.Number `json:"length"`
	Width       json.Number `json:"width"`
	Height      json.Number `json:"height"`
	Thumbnail   *string     `json:"thumbnail"`
	Metadata    object      `json:"metadata"`
	Updated     string      `json:"updated_at"`
	Images      []object    `json:"images"`
	Channels    []object    `json:"sales_channels"`
	Variants    []*variant  `json:"variants"`
}

type variant struct {
	ID        string   `json:"id"`
	Title     string   `json:"title"`
	SKU       string   `json:"sku"`
	Barcode   *string  `json:"barcode"`
	Counted   bool     `json:"manage_inventory"`
	Backorder bool     `json:"allow_backorder"`
	Prices    []object `json:"prices"`
	Items     []object `json:"inventory_items"`
}

// productBody is what may be told of a product.
type productBody struct {
	Title       *string       `json:"title"`
	Description *string       `json:"description"`
	Status      string        `json:"status"`
	External    *string       `json:"external_id"`
	Handle      string        `json:"handle"`
	Weight      *json.Number  `json:"weight"`
	Length      *json.Number  `json:"length"`
	Width       *json.Number  `json:"width"`
	Height      *json.Number  `json:"height"`
	Thumbnail   *string       `json:"thumbnail"`
	Images      *[]imageBody  `json:"images"`
	Metadata    object        `json:"metadata"`
	Profile     string        `json:"shipping_profile_id"`
	Channels    []idBody      `json:"sales_channels"`
	Options     []optionBody  `json:"options"`
	Variants    []variantBody `json:"variants"`
}

type (
	imageBody struct {
		URL string `json:"url"`
	}
	idBody struct {
		ID string `json:"id"`
	}
	optionBody struct {
		Title  string   `json:"title"`
		Values []string `json:"values"`
	}
	priceBody struct {
		Currency string            `json:"currency_code"`
		Amount   json.Number       `json:"amount"`
		Least    *json.Number      `json:"min_quantity"`
		Most     *json.Number      `json:"max_quantity"`
		Rules    map[string]string `json:"rules"`
	}
	variantBody struct {
		ID        string            `json:"id"`
		Title     string            `json:"title"`
		SKU       string            `json:"sku"`
		Barcode   *string           `json:"barcode"`
		Counted   bool              `json:"manage_inventory"`
		Backorder bool              `json:"allow_backorder"`
		Weight    *json.Number      `json:"weight"`
		Options   map[string]string `json:"options"`
		Prices    []priceBody       `json:"prices"`
	}
)

func (d *Double) listProducts(r *request) reply {
	sku, channel := r.URL.Query().Get("variants[sku]"), r.URL.Query().Get("sales_channel_id[]")
	var found []*product
	for _, p := range d.products {
		if sku != "" && p.variant(sku) == nil || channel != "" && !p.in(channel) {
			continue
		}
		found = append(found, p)
	}
	found = page(r, found, func(p *product) string { return p.Updated })
	for _, p := range found {
		d.stocked(p)
	}
	return reply{http.StatusOK, object{"products": found, "count": len(found)}}
}

func (p *product) variant(sku string) *variant {
	at := slices.IndexFunc(p.Variants, func(v *variant) bool { return v.SKU == sku })
	if at < 0 {
		return nil
	}
	return p.Variants[at]
}

func (p *product) in(channel string) bool {
	return slices.ContainsFunc(p.Channels, func(one object) bool { return one["id"] == channel })
}

// stocked writes the levels of the moment into a product.
func (d *Double) stocked(p *product) {
	for _, v := range p.Variants {
		if !v.Counted {
			v.Items = []object{}
			continue
		}
		levels := []object{}
		if level := d.levels[v.SKU]; level != nil {
			levels = append(levels, object{"location_id": "sloc_another", "stocked_quantity": 1000, "reserved_quantity": 0}, level.body())
		}
		v.Items = []object{{"inventory_item_id": "iitem_" + v.SKU, "required_quantity": 1, "inventory": object{"location_levels": levels}}}
	}
}

func (l *Level) body() object {
	return object{"location_id": locationID, "stocked_quantity": l.OnHand, "reserved_quantity": l.Reserved, "available_quantity": l.OnHand - l.Reserved, "updated_at": l.updated}
}

var handleForm = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

func (d *Double) createProduct(r *request) reply {
	var body productBody
	if refused := r.read(&body); refused != nil {
		return *refused
	}
	switch {
	case body.Title == nil || *body.Title == "":
		return refusal(400, "invalid_data", "Invalid request: Field 'title' is required")
	case !handleForm.MatchString(body.Handle):
		return refusal(400, "invalid_data", "Invalid product handle '%s'. It must contain URL safe characters", body.Handle)
	case slices.ContainsFunc(d.products, func(p *product) bool { return p.Handle == body.Handle }):
		return refusal(400, "invalid_data", "Product with handle: %s, already exists.", body.Handle)
	case len(body.Channels) != 1 || body.Channels[0].ID != channelID || body.Profile != profileID:
		return refusal(404, "not_found", "Sales Channels with ids: %v not found", body.Channels)
	case len(body.Variants) != 1 || len(body.Options) != 1 || body.Variants[0].Options[body.Options[0].Title] != body.Options[0].Values[0]:
		return refusal(400, "invalid_data", "Product options are not provided for: [%s].", body.Handle)
	case d.owner(body.Variants[0].SKU) != nil:
		return refusal(400, "invalid_data", "Product variant with sku: %s, already exists.", body.Variants[0].SKU)
	}
	p := &product{ID: d.id("prod"), Handle: body.Handle, Status: "draft", Metadata: object{}}
	p.Variants = []*variant{{ID: d.id("variant"), SKU: body.Variants[0].SKU, Title: body.Variants[0].Title, Counted: body.Variants[0].Counted}}
	body.Variants[0].ID = p.Variants[0].ID
	if refused := d.tell(p, &body); refused != nil {
		return *refused
	}
	d.products = append(d.products, p)
	d.stocked(p)
	return reply{http.StatusOK, object{"product": p}}
}

func (d *Double) owner(sku string) *product {
	for _, p := range d.products {
		if p.variant(sku) != nil {
			return p
		}
	}
	return nil
}

func (d *Double) updateProduct(r *request) reply {
	at := slices.IndexFunc(d.products, func(p *product) bool { return p.ID == r.PathValue("id") })
	if at < 0 {
		return refusal(404, "not_found", "Product with id: %s was not found", r.PathValue("id"))
	}
	var body productBody
	if refused := r.read(&body); refused != nil {
		return *refused
	}
	if body.Options != nil {
		return refusal(400, "invalid_data", "Invalid request: The 'options' property was removed in version 2.16.0.")
	}
	if refused := d.tell(d.products[at], &body); refused != nil {
		return *refused
	}
	d.stocked(d.products[at])
	return reply{http.StatusOK, object{"product": d.products[at]}}
}

// tell writes what was told into a product. Medusa drops the variants and the prices that are not told again, and
// merges the metadata by their first names.
func (d *Double) tell(p *product, body *productBody) *reply {
	if body.Variants != nil {
		var kept []*variant
		for n := range body.Variants {
			told := &body.Variants[n]
			at := slices.IndexFunc(p.Variants, func(v *variant) bool { return v.ID == told.ID })
			if at < 0 {
				refused := refusal(404, "not_found", "Variants with ids: %s not found", told.ID)
				return &refused
			}
			p.Variants[at].tell(told)
			kept = append(kept, p.Variants[at])
		}
		p.Variants = kept
	}
	if body.Title != nil {
		p.Title, p.Description, p.External, p.Thumbnail = *body.Title, body.Description, body.External, body.Thumbnail
		p.Weight, p.Length, p.Width, p.Height = number(body.Weight), number(body.Length), number(body.Width), number(body.Height)
	}
	if body.Status != "" {
		p.Status = body.Status
	}
	if body.Images != nil {
		p.Images = []object{}
		for n, image := range *body.Images { // Medusa tells them in any order, each with its rank
			p.Images = slices.Insert(p.Images, 0, object{"url": image.URL, "rank": n})
		}
	}
	if body.Channels != nil {
		p.Channels = []object{}
		for _, channel := range body.Channels {
			p.Channels = append(p.Channels, object{"id": channel.ID})
		}
	}
	maps.Copy(p.Metadata, body.Metadata)
	p.Updated = d.moment()
	return nil
}

// number gives one that was told, null for none.
func number(told *json.Number) json.Number {
	if told == nil {
		return "0"
	}
	return *told
}

func (v *variant) tell(told *variantBody) {
	v.Barcode, v.Backorder = told.Barcode, told.Backorder
	v.Prices = []object{}
	for _, price := range told.Prices {
		amount := price.Amount
		if text, found := strings.CutSuffix(string(amount), ".00"); found { // as JavaScript writes it
			amount = json.Number(text)
		}
		v.Prices = append(v.Prices, object{"currency_code": price.Currency, "amount": amount, "min_quantity": price.Least, "max_quantity": price.Most, "rules": price.Rules})
	}
}

func (d *Double) upload(r *request) reply {
	_, values, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil {
		return refusal(400, "invalid_data", "No files were uploaded")
	}
	part, err := multipart.NewReader(strings.NewReader(string(r.body)), values["boundary"]).NextPart()
	if err != nil || part.FormName() != "files" {
		return refusal(400, "invalid_data", "No files were uploaded")
	}
	data, err := io.ReadAll(part)
	if err != nil {
		return refusal(400, "invalid_data", "No files were uploaded")
	}
	file := File{Name: part.FileName(), Kind: part.Header.Get("Content-Type"), Data: data}
	file.URL = d.URL + "/static/" + d.id("file") + "-" + file.Name
	d.files = append(d.files, file)
	return reply{http.StatusOK, object{"files": []any{object{"id": file.Name, "url": file.URL}}}}
}

func (d *Double) createLevel(r *request) reply { return d.level(r, true) }

func (d *Double) setLevel(r *request) reply { return d.level(r, false) }

func (d *Double) level(r *request, create bool) reply {
	var body struct {
		Location string `json:"location_id"`
		OnHand   int    `json:"stocked_quantity"`
	}
	if refused := r.read(&body); refused != nil {
		return *refused
	}
	sku := strings.TrimPrefix(r.PathValue("item"), "iitem_")
	location := r.PathValue("location") + body.Location
	switch {
	case location != locationID, create == (d.levels[sku] != nil), d.owner(sku) == nil:
		if create && d.levels[sku] != nil {
			return refusal(400, "invalid_data", "Inventory level with inventory_item_id: %s, location_id: %s, already exists.", sku, location)
		}
		return refusal(404, "not_found", "Item %s is not stocked at location %s", sku, location)
	case body.OnHand < 0:
		return refusal(400, "invalid_data", "Invalid request: Value for field 'stocked_quantity' too small, expected at least: '0'")
	case create:
		d.levels[sku] = &Level{}
	}
	d.levels[sku].OnHand, d.levels[sku].updated = body.OnHand, d.moment()
	return reply{http.StatusOK, object{"inventory_item": object{"id": r.PathValue("item")}}}
}

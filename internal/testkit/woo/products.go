package woo

import (
	"encoding/json"
	"maps"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/talat-pos/talat/internal/testkit/faulty"
)

// fields are what may be written of a product, with the types of WooCommerce's schema.
type fields struct {
	ID          *int    `json:"id"`
	Type        *string `json:"type"`
	Status      *string `json:"status"`
	SKU         *string `json:"sku"`
	GTIN        *string `json:"global_unique_id"`
	Name        *string `json:"name"`
	Description *string `json:"description"`
	Price       *string `json:"regular_price"`
	Weight      *string `json:"weight"`
	Dimensions  *struct {
		Length *string `json:"length"`
		Width  *string `json:"width"`
		Height *string `json:"height"`
	} `json:"dimensions"`
	Counted    *bool              `json:"manage_stock"`
	Quantity   *int               `json:"stock_quantity"`
	Backorders *string            `json:"backorders"`
	Images     *[]fieldImage      `json:"images"`
	Image      *fieldImage        `json:"image"`
	Attributes *[]json.RawMessage `json:"attributes"`
	Meta       []fieldMeta        `json:"meta_data"`
}

type fieldImage struct {
	ID  int    `json:"id"`
	Src string `json:"src"`
	Alt string `json:"alt"`
}

type fieldMeta struct {
	Key   string          `json:"key"`
	Value json.RawMessage `json:"value"`
}

var (
	amounts  = regexp.MustCompile(`^$|^[0-9]+(\.[0-9]+)?$`)
	statuses = []string{"publish", "draft", "pending", "private"}
)

func set[T any](into *T, value *T) {
	if value != nil {
		*into = *value
	}
}

// apply writes fields into a product; nil when they were taken.
func (s *Shop) apply(p *Product, f *fields) *faulty.Answer {
	refuse := func(a faulty.Answer) *faulty.Answer { return &a }
	for name, value := range map[string]*string{"regular_price": f.Price, "weight": f.Weight} {
		if value != nil && !amounts.MatchString(*value) {
			return refuse(wrongParam(name, name+" is no decimal"))
		}
	}
	if f.Status != nil && !slices.Contains(statuses, *f.Status) {
		return refuse(wrongParam("status", "status is not one of "+strings.Join(statuses, ", ")))
	}
	if f.SKU != nil && *f.SKU != "" {
		if other := s.bySKU(*f.SKU, p.ID); other != nil {
			return refuse(says(http.StatusBadRequest, map[string]any{"code": "product_invalid_sku", "message": "Invalid or duplicated SKU.",
				"data": map[string]any{"status": 400, "resource_id": other.ID, "unique_sku": *f.SKU + "-1"}}))
		}
		for _, other := range s.products {
			if p.ID == 0 && other.SKU == *f.SKU { // in the bin
				return refuse(Error(http.StatusBadRequest, "woocommerce_rest_product_not_created", "The product with SKU ("+*f.SKU+") you are trying to insert is already present in the lookup table"))
			}
		}
	}
	images, wrong := s.imagesOf(f)
	if wrong != nil {
		return wrong
	}
	for into, value := range map[*string]*string{&p.Type: f.Type, &p.Status: f.Status, &p.SKU: f.SKU, &p.GTIN: f.GTIN, &p.Price: f.Price, &p.Weight: f.Weight, &p.Backorders: f.Backorders} {
		set(into, value)
	}
	for into, value := range map[*string]*string{&p.Name: f.Name, &p.Description: f.Description} {
		if value != nil {
			*into = kses(*value)
		}
	}
	if f.Dimensions != nil {
		set(&p.Length, f.Dimensions.Length)
		set(&p.Width, f.Dimensions.Width)
		set(&p.Height, f.Dimensions.Height)
	}
	set(&p.Counted, f.Counted)
	if p.Counted {
		set(&p.Quantity, f.Quantity)
	} else {
		p.Quantity = 0
	}
	set(&p.Attributes, f.Attributes)
	if images != nil {
		p.Images = images
	}
	if p.Type == "variable" {
		p.Price = ""
	}
	for _, meta := range f.Meta {
		p.Meta[meta.Key] = meta.Value
	}
	p.Modified = s.options.Now().UTC()
	return nil
}

// imagesOf gives the pictures that are written, nil where none are.
func (s *Shop) imagesOf(f *fields) ([]Image, *faulty.Answer) {
	var asked []fieldImage
	switch {
	case f.Images != nil:
		asked = *f.Images
	case f.Image != nil:
		asked = []fieldImage{*f.Image}
	default:
		return nil, nil
	}
	images := []Image{}
	for _, one := range asked {
		if one.ID == 0 && one.Src != "" {
			if !s.options.Downloads {
				a := Error(http.StatusBadRequest, "woocommerce_product_image_upload_error", "Error getting remote image "+one.Src+". Error: cURL error 28: Connection timed out")
				return nil, &a
			}
			one.ID = s.number()
			s.media[one.ID] = &Media{ID: one.ID, Kind: "image/jpeg"}
		}
		if s.media[one.ID] == nil {
			a := Error(http.StatusBadRequest, "woocommerce_product_invalid_image_id", "#"+strconv.Itoa(one.ID)+" is an invalid image ID.")
			return nil, &a
		}
		images = append(images, Image{one.ID, one.Alt})
	}
	return images, nil
}

func (s *Shop) create(f *fields) (*Product, *faulty.Answer) {
	p := &Product{Type: "simple", Status: "publish", Backorders: "no", Meta: map[string]json.RawMessage{}}
	if refusal := s.apply(p, f); refusal != nil {
		return nil, refusal
	}
	p.ID = s.number()
	s.products[p.ID] = p
	s.made[p.SKU]++
	return p, nil
}

func (s *Shop) update(r *request, id int, f *fields) (*Product, *faulty.Answer) {
	p := s.products[id]
	switch {
	case p == nil:
		a := gone(r, "product")
		return nil, &a
	case p.Type == "variation":
		a := Error(http.StatusNotFound, "woocommerce_rest_invalid_product_id", "To manipulate product variations you should use the /products/&lt;product_id&gt;/variations/&lt;id&gt; endpoint.")
		return nil, &a
	}
	return p, s.apply(p, f)
}

func (s *Shop) createProduct(r *request) faulty.Answer {
	var f fields
	if wrong := r.read(&f); wrong != nil {
		return *wrong
	}
	p, refusal := s.create(&f)
	if refusal != nil {
		return *refusal
	}
	return says(http.StatusCreated, p.shows("edit"))
}

func (s *Shop) updateProduct(r *request) faulty.Answer {
	var f fields
	if wrong := r.read(&f); wrong != nil {
		return *wrong
	}
	id, _ := strconv.Atoi(r.PathValue("id")) // what is no number is nothing's
	p, refusal := s.update(r, id, &f)
	if refusal != nil {
		return *refusal
	}
	return says(http.StatusOK, p.shows("edit"))
}

func (s *Shop) updateVariation(r *request) faulty.Answer {
	var f fields
	if wrong := r.read(&f); wrong != nil {
		return *wrong
	}
	id, _ := strconv.Atoi(r.PathValue("id")) // as above
	p := s.products[id]
	if p == nil || p.Type != "variation" || strconv.Itoa(p.Parent) != r.PathValue("parent") {
		return gone(r, "product_variation")
	}
	if f.Name != nil || f.Attributes != nil || f.Images != nil || f.Type != nil {
		return wrongParam("name", "a variation has none")
	}
	if refusal := s.apply(p, &f); refusal != nil {
		return *refusal
	}
	return says(http.StatusOK, p.variationShows())
}

// batchProducts answers for each item, and 200 whatever became of them.
func (s *Shop) batchProducts(r *request) faulty.Answer {
	var asked struct {
		Create []fields `json:"create"`
		Update []fields `json:"update"`
	}
	if wrong := r.read(&asked); wrong != nil {
		return *wrong
	}
	if len(asked.Create)+len(asked.Update) > s.options.BatchMost {
		return Error(http.StatusRequestEntityTooLarge, "woocommerce_rest_request_entity_too_large", "Unable to accept more than "+strconv.Itoa(s.options.BatchMost)+" items for this request.")
	}
	item := func(id int, p *Product, refusal *faulty.Answer) any {
		if refusal == nil {
			return p.shows("edit")
		}
		return map[string]any{"id": id, "error": json.RawMessage(refusal.Body)}
	}
	said := map[string][]any{}
	for n := range asked.Create {
		p, refusal := s.create(&asked.Create[n])
		said["create"] = append(said["create"], item(0, p, refusal))
	}
	for n := range asked.Update {
		id := 0
		set(&id, asked.Update[n].ID)
		p, refusal := s.update(&request{Request: &http.Request{Method: http.MethodPut}}, id, &asked.Update[n])
		said["update"] = append(said["update"], item(id, p, refusal))
	}
	return says(http.StatusOK, said)
}

func (s *Shop) getProduct(r *request) faulty.Answer {
	id, _ := strconv.Atoi(r.PathValue("id")) // as above
	if p := s.products[id]; p != nil {
		return says(http.StatusOK, p.shows(r.URL.Query().Get("context")))
	}
	return gone(r, "product")
}

// listProducts finds variations too where a SKU is asked for, and whatever differs in small and large letters alone.
func (s *Shop) listProducts(r *request) faulty.Answer {
	query := r.URL.Query()
	skus := strings.Split(strings.ToLower(query.Get("sku")), ",")
	var all []*Product
	for _, id := range slices.Backward(slices.Sorted(maps.Keys(s.products))) {
		p := s.products[id]
		found := slices.Contains(skus, strings.ToLower(p.SKU)) || query.Get("sku") == "" && p.Type != "variation"
		if found && p.Status != "trash" {
			all = append(all, p)
		}
	}
	return paged(r, all, func(p *Product) map[string]any { return p.shows(query.Get("context")) })
}

package double

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"regexp"
	"slices"
	"strconv"
)

// listing is one that the platform has: what the shop said of it, and what the platform says.
type listing struct {
	said       map[string]any
	written    []byte // said, for comparing
	no         int
	revision   int
	seq        int
	updated    string
	moderation string
	reasons    []string
	deleted    bool
}

func (l *listing) body() map[string]any {
	body := maps.Clone(l.said)
	body["listing_id"], body["revision"], body["moderation"] = "l-"+strconv.Itoa(l.no), l.revision, l.moderation
	body["deleted"], body["updated_at"] = l.deleted, l.updated
	if len(l.reasons) > 0 {
		body["moderation_reasons"] = l.reasons
	}
	return body
}

func (p *Platform) listingAnswer(status int, l *listing) answer {
	return said(status, l.body()).with("ETag", etag(l.revision))
}

func (p *Platform) touch(l *listing) {
	l.seq, l.updated = p.change(), p.moment()
}

func (p *Platform) getListing(r *request) answer {
	l := p.listings[r.PathValue("sku")]
	if l == nil {
		return problem(http.StatusNotFound, "not-found", "There is no such listing")
	}
	return p.listingAnswer(http.StatusOK, l)
}

func (p *Platform) putListing(r *request) answer {
	sku := r.PathValue("sku")
	if revision := p.revision(sku); r.stale(revision) {
		return staleAnswer()
	}
	var content map[string]any
	if refused := r.read(&content); refused != nil {
		return *refused
	}
	if content["seller_sku"] != sku {
		return invalid("/seller_sku", "it is not that of the path")
	}
	return p.put(sku, content)
}

func (p *Platform) revision(sku string) int {
	if l := p.listings[sku]; l != nil {
		return l.revision
	}
	return 0
}

// put makes or replaces a listing, whatever version is there.
func (p *Platform) put(sku string, content map[string]any) answer {
	if refused := p.refuses(content); refused != nil {
		return *refused
	}
	written, err := json.Marshal(content)
	if err != nil {
		return invalid("", err.Error())
	}
	l := p.listings[sku]
	switch {
	case l == nil:
		p.made++
		l = &listing{no: p.made, moderation: p.first()}
		p.listings[sku] = l
		if p.levels[sku] == nil {
			p.levels[sku] = &Level{}
		}
	case bytes.Equal(l.written, written) && !l.deleted:
		return p.listingAnswer(http.StatusOK, l)
	case l.deleted:
		l.moderation = p.first()
	}
	l.said, l.written, l.deleted = content, written, false
	l.revision++
	p.touch(l)
	p.applied[sku]++
	if l.revision == 1 {
		return p.listingAnswer(http.StatusCreated, l)
	}
	return p.listingAnswer(http.StatusOK, l)
}

// first is how a listing begins.
func (p *Platform) first() string {
	if p.options.Live {
		return "live"
	}
	return "pending"
}

var (
	skuGrammar = regexp.MustCompile(`^[A-Za-z0-9._][A-Za-z0-9._-]{0,49}$`)
	price      = regexp.MustCompile(`^[0-9]{1,12}\.[0-9]{2}$`)
)

// refuses looks at what the platform itself would look at; the contract has the rest.
func (p *Platform) refuses(content map[string]any) *answer {
	wrong := func(pointer, detail string) *answer {
		a := invalid(pointer, detail)
		return &a
	}
	name, _ := content["name"].(map[string]any)
	thai, _ := name["th"].(string)
	money, _ := content["price"].(map[string]any)
	amount, _ := money["amount"].(string)
	sku, _ := content["seller_sku"].(string)
	switch length := len([]rune(thai)); {
	case !skuGrammar.MatchString(sku):
		return wrong("/seller_sku", "รหัสสินค้าใช้ไม่ได้")
	case length == 0 || length > 150:
		return wrong("/name/th", "ชื่อต้องมี 1 ถึง 150 ตัวอักษร")
	case !price.MatchString(amount) || money["currency"] != "THB":
		return wrong("/price/amount", "ราคาต้องเป็นบาท มีทศนิยมสองตำแหน่ง")
	case amount == "0.00":
		return wrong("/price/amount", "ราคาต้องมากกว่าศูนย์")
	}
	images, _ := content["images"].([]any)
	if len(images) > 10 {
		return wrong("/images", "รูปเกิน 10 รูป")
	}
	for n, each := range images {
		image, _ := each.(map[string]any)
		hash, _ := image["sha256"].(string)
		if _, there := p.media[hash]; !there {
			return wrong(fmt.Sprintf("/images/%d/sha256", n), "ยังไม่มีรูปนี้")
		}
	}
	return nil
}

func (p *Platform) deleteListing(r *request) answer {
	l := p.listings[r.PathValue("sku")]
	switch {
	case l == nil:
		return problem(http.StatusNotFound, "not-found", "There is no such listing")
	case l.deleted: // also with an old version: it is as it is wanted
	case r.stale(l.revision):
		return staleAnswer()
	default:
		l.deleted, l.moderation = true, "withdrawn"
		l.revision++
		p.touch(l)
		p.applied[r.PathValue("sku")]++
	}
	return answer{status: http.StatusNoContent}.with("ETag", etag(l.revision))
}

func (p *Platform) batchListings(r *request) answer {
	var batch struct {
		Items []map[string]any `json:"items"`
	}
	if refused := r.read(&batch); refused != nil {
		return *refused
	}
	if len(batch.Items) > 100 {
		return problem(http.StatusRequestEntityTooLarge, "too-large", "At most 100 listings in one call")
	}
	return p.once(r, func() answer {
		results := make([]map[string]any, len(batch.Items))
		for n, content := range batch.Items {
			sku, _ := content["seller_sku"].(string)
			one := p.put(sku, content)
			results[n] = map[string]any{"seller_sku": sku, "status": one.status}
			if one.status >= 300 {
				results[n]["problem"] = json.RawMessage(one.body)
				continue
			}
			l := p.listings[sku]
			results[n]["etag"], results[n]["listing_id"], results[n]["moderation"] = etag(l.revision), "l-"+strconv.Itoa(l.no), l.moderation
		}
		return said(http.StatusOK, map[string]any{"results": results})
	})
}

func (p *Platform) listListings(r *request) answer {
	var all []thing
	for _, l := range p.listings {
		all = append(all, l)
	}
	return p.feed(r, all)
}

func (l *listing) changed() (int, string) { return l.seq, l.updated }

// Moderate says what the platform thinks of a listing: live or rejected, with reasons.
func (p *Platform) Moderate(sku, moderation string, reasons ...string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	l := p.listings[sku]
	if l == nil {
		p.t.Fatalf("there is no listing %s to look at", sku)
	}
	l.moderation, l.reasons = moderation, reasons
	p.touch(l)
}

// Listing gives a listing as it would be answered, nil when there is none.
func (p *Platform) Listing(sku string) map[string]any {
	p.mu.Lock()
	defer p.mu.Unlock()
	if l := p.listings[sku]; l != nil {
		return l.body()
	}
	return nil
}

// SKUs lists the listings, sorted.
func (p *Platform) SKUs() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.Sorted(maps.Keys(p.listings))
}

// Lose makes the platform forget a listing and its count, as if it had never been there.
func (p *Platform) Lose(sku string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	delete(p.listings, sku)
	delete(p.levels, sku)
	delete(p.applied, sku)
}

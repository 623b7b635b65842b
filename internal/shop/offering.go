package shop

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"os"
	"path/filepath"
	"strings"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/publishing"
	"github.com/talat-pos/talat/internal/shipping"
	"github.com/talat-pos/talat/internal/thai"
)

// offering makes offers of goods: what of them is the same on all platforms.
type offering struct {
	s          *Shop
	today      clock.Day
	index      *catalog.Index
	origins    map[id.Party]publishing.Origin
	packing    shipping.Packing
	photoSizes map[string]publishing.Photo
}

func (s *Shop) newOffering(ctx context.Context) (o *offering, err error) {
	o = &offering{s: s, today: clock.DayOf(s.Clock())}
	if o.index, err = s.Catalogue(ctx); err != nil {
		return nil, err
	}
	if o.origins, err = s.origins(ctx); err != nil {
		return nil, err
	}
	o.packing, err = s.Packing(ctx)
	return o, err
}

// offer gives what is offered, with the weight of what it is packed in.
func (o *offering) offer(placement *publishing.Placement, product *catalog.Product) *publishing.Offer {
	offer := placement.Offer(product, o.origins[product.ProducerID], o.photos(product))
	offer.Origin.GI = product.GI
	if offer.PackingG == 0 {
		if item := ParcelItem(product, placement.One()); item.Grams > 0 {
			whole, _ := shipping.Weigh([]shipping.Item{item}, o.packing)
			offer.PackingG = max(whole-offer.Listing(&publishing.Limits{}).ShippingG, 0)
		}
	}
	return offer
}

// photos gives the pictures of a product as cheaply as a list needs: the hash is the file's name.
func (o *offering) photos(product *catalog.Product) (photos []publishing.Photo) {
	if o.photoSizes == nil {
		o.photoSizes = map[string]publishing.Photo{}
	}
	for _, name := range append([]string{product.Photo}, product.MorePhotos...) {
		if name == "" {
			continue
		}
		photo, known := o.photoSizes[name]
		if !known {
			info, err := os.Stat(filepath.Join(o.s.Dir, Images, filepath.Base(name)))
			if err == nil {
				photo = publishing.Photo{Hash: name, Kind: photoKind(name), Bytes: int(info.Size())}
			}
			o.photoSizes[name] = photo
		}
		if photo.Hash != "" {
			photos = append(photos, photo)
		}
	}
	return photos
}

func photoKind(name string) string {
	switch strings.ToLower(filepath.Ext(name)) {
	case ".png":
		return "image/png"
	case ".webp":
		return "image/webp"
	}
	return "image/jpeg"
}

// picture gives a picture of goods to be sent.
func (s *Shop) picture(name string) (publishing.Picture, error) {
	data, err := s.photoBytes(name)
	sum := sha256.Sum256(data)
	return publishing.Picture{Hash: hex.EncodeToString(sum[:]), Kind: photoKind(name), Data: data}, err
}

// origins gives where goods come from, by producer; the zero id is the shop itself.
func (s *Shop) origins(ctx context.Context) (map[id.Party]publishing.Origin, error) {
	register, err := s.Register(ctx)
	if err != nil {
		return nil, err
	}
	set, err := s.db.Settings(ctx)
	if err != nil {
		return nil, err
	}
	find := func(text string) (origin publishing.Origin) {
		m := thai.Map(text)
		for _, found := range register.FindIn(m, 0, len(m.Folded), nil) {
			if len(found.Code) == 6 {
				return publishing.Origin{Province: "TH-" + found.Code[:2], District: found.Code[:4]}
			}
		}
		return origin
	}
	origins := map[id.Party]publishing.Origin{{}: find(set.Get("shop.address"))}
	producers, err := s.Producers(ctx)
	for _, producer := range producers {
		if origins[producer.ID] = find(producer.Address); origins[producer.ID].Province == "" {
			origins[producer.ID] = origins[id.Party{}]
		}
	}
	return origins, err
}

package catalog

import (
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// PhotoEndings are the kinds of picture that are looked for in a folder.
var PhotoEndings = []string{".jpg", ".jpeg", ".png", ".webp", ".gif", ".bmp"}

// IsPhoto reports whether a file's name ends as a picture's.
func IsPhoto(name string) bool {
	return slices.Contains(PhotoEndings, strings.ToLower(path.Ext(name)))
}

// photoPlace is how the second and further pictures of a product are named: "HONEY-01_2", "HONEY-01 (2)".
var photoPlace = regexp.MustCompile(`^(.+?)\s*(?:_(\d{1,2})|\((\d{1,2})\))$`)

// PhotoOf finds the product that a picture's file is named after, by SKU or barcode, and which of its
// pictures it is: 1 is the cover. nil is no product.
func (x *Index) PhotoOf(name string) (product *Product, place int) {
	code := strings.TrimSpace(strings.TrimSuffix(path.Base(name), path.Ext(name)))
	if found := x.named(code); found != nil {
		return found, 1
	}
	parts := photoPlace.FindStringSubmatch(code)
	if parts == nil {
		return nil, 0
	}
	place, err := strconv.Atoi(parts[2] + parts[3])
	if found := x.named(parts[1]); found != nil && err == nil {
		return found, max(place, 1)
	}
	return nil, 0
}

// AddPhotos gives the product with pictures in the order they came: the first takes the cover's place where
// it is the cover or there is none, the others come behind those there are. left counts those for which
// there was no room.
func (p Product) AddPhotos(cover bool, names ...string) (with Product, left int) {
	with = clone(p)
	for n, name := range names {
		switch {
		case name == with.Photo:
		case n == 0 && cover || with.Photo == "":
			with.MorePhotos = slices.DeleteFunc(with.MorePhotos, func(other string) bool { return other == name })
			with.Photo = name
		case slices.Contains(with.MorePhotos, name):
		case len(with.MorePhotos) >= MaxPhotos-1:
			left++
		default:
			with.MorePhotos = append(with.MorePhotos, name)
		}
	}
	return with, left
}

package products

import (
	"slices"
	"strings"

	"github.com/talat-pos/talat/internal/catalog"
)

// photos lists the pictures, the cover first.
func (d *draft) photos() []string {
	var all []string
	if cover := d.text["photo"]; cover != "" {
		all = append(all, cover)
	}
	return append(all, strings.Fields(d.text["more_photos"])...)
}

func (d *draft) setPhotos(all []string) {
	cover := ""
	if len(all) > 0 {
		cover, all = all[0], all[1:]
	}
	d.set("photo", cover)
	d.set("more_photos", strings.Join(all, "\n"))
}

// addPhoto puts a picture at the end; one that is there already, or one too many, is not taken.
func (d *draft) addPhoto(name string) bool {
	all := d.photos()
	if slices.Contains(all, name) || len(all) >= catalog.MaxPhotos {
		return false
	}
	d.setPhotos(append(all, name))
	return true
}

// movePhoto moves a picture by places, as far as there are any, and gives where it is then.
func (d *draft) movePhoto(at, by int) int {
	all := d.photos()
	to := min(max(at+by, 0), len(all)-1)
	if at < 0 || at >= len(all) || to == at {
		return at
	}
	name := all[at]
	d.setPhotos(slices.Insert(slices.Delete(all, at, at+1), to, name))
	return to
}

func (d *draft) removePhoto(at int) {
	if all := d.photos(); at >= 0 && at < len(all) {
		d.setPhotos(slices.Delete(all, at, at+1))
	}
}

// replacePhoto puts a picture where another was: a part that was cut out of it.
func (d *draft) replacePhoto(old, name string) {
	all := d.photos()
	if n := slices.Index(all, old); n >= 0 && !slices.Contains(all, name) {
		all[n] = name
		d.setPhotos(all)
	}
}

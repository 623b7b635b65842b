package products

import (
	"strings"

	"fyne.io/fyne/v2"

	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
)

// tab is a part of the form, in the order of the chips.
type tab int

const (
	mainTab tab = iota
	pictureTab
	packTab
	familyTab
	setTab
	makerTab
	restTab
)

var tabNames = []string{"form.tab.main", "form.tab.pictures", "form.tab.packs", "form.tab.family", "form.tab.set", "form.tab.maker", "form.tab.rest"}

// tabOf says on which tab a field or a list of rows stands; all others stand on the first.
var tabOf = map[string]tab{
	"photo": pictureTab, "photos": pictureTab, "description": pictureTab, "description_en": pictureTab, "story": pictureTab,
	"packs": packTab, "breaks": packTab, "has_variants": familyTab, "variants": familyTab, "variant": familyTab, "components": setTab,
	"producer": makerTab, "terms": makerTab, "gp_percent": makerTab, "otop_category": makerTab, "otop_star": makerTab, "otop_year": makerTab, "lead_days": makerTab,
	"certificates": makerTab,
	"sku":          restTab, "short_no": restTab, "aliases": restTab, "shelf_days": restTab, "weight_g": restTab, "length": restTab, "width": restTab,
	"height": restTab, "allergens": restTab, "storage": restTab, "alcohol": restTab, "archived": restTab, "reorder": mainTab,
}

func tabWith(field string) tab {
	list, _, _ := strings.Cut(field, "[")
	return tabOf[list]
}

// tabChips writes the tabs: a dot marks those where something is missing.
func (f *form) tabChips() []widget.ChipData {
	all := make([]widget.ChipData, len(tabNames))
	for n, name := range tabNames {
		all[n].Label = f.t(name)
	}
	for _, need := range f.ready.needs() {
		if at := tabWith(need.Field); at != mainTab {
			all[at].Dot = theme.Gold
		}
	}
	return all
}

// open shows a tab. A field of the one before must not go on taking what is typed.
func (f *form) open(n int) {
	if c := f.canvas(); c != nil {
		c.Unfocus()
	}
	for at, page := range f.pages {
		if at == n {
			page.Show()
		} else {
			page.Hide()
		}
	}
	f.tabs.Select(n)
	f.object.Refresh()
	f.scroll.ScrollTo(fyne.Position{})
	f.settle()
}

// turn opens the next tab, or the one before, and gives the keyboard to its first field.
func (f *form) turn(by int) {
	n := (f.tabs.Selected() + by + len(f.pages)) % len(f.pages)
	f.open(n)
	if first := firstField(f.pages[n]); first != nil {
		f.focus(first)
	}
}

// firstField finds the first thing that takes the keyboard.
func firstField(object fyne.CanvasObject) (found fyne.CanvasObject) {
	if !object.Visible() {
		return nil
	}
	if disabled, ok := object.(fyne.Disableable); ok && disabled.Disabled() {
		return nil
	}
	if _, ok := object.(fyne.Focusable); ok {
		return object
	}
	widget.Inside(object, func(part fyne.CanvasObject) bool {
		found = firstField(part)
		return found == nil
	})
	return found
}

// goTo opens the tab of a field, brings it into sight and gives it the keyboard.
func (f *form) goTo(field string) {
	if n := int(tabWith(field)); n != f.tabs.Selected() {
		f.open(n)
	}
	f.object.Refresh()
	f.settle()
	if row := f.rows[field]; row != nil {
		f.scroll.Reveal(row)
	}
	if object := f.fields[field]; object != nil {
		if _, ok := object.(fyne.Focusable); !ok {
			object = firstField(object)
		}
		if object != nil {
			f.focus(object)
		}
	}
}

// settle lays out anew what grew or came: texts know their height once they know their width.
func (f *form) settle() {
	if f.object != nil && f.scroll != nil {
		f.scroll.Refresh()
		f.object.Refresh()
	}
}

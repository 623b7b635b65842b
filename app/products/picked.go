package products

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/talat-pos/talat/app/goods"
	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/id"
)

// picked is a field of a form that holds goods: their names, and the button that chooses them.
type picked struct {
	goods.Choice
	page    *Page
	key     keys.Chord
	changed func()
	names   *widget.WrapLabel
	object  fyne.CanvasObject
}

func newPicked(p *Page, key keys.Chord, choice goods.Choice, changed func()) *picked {
	choice.Index, choice.Photos = p.model.index, p.photos
	f := &picked{Choice: choice, page: p, key: key, changed: changed, names: widget.NewWrapLabel("", 2, widget.Body)}
	button := widget.NewButton(widget.Plain, p.kit.T("products.pick_goods"), f.ask).WithIcon("search").WithKey(p.key(key))
	f.object = container.NewBorder(nil, nil, nil, button, widget.Inset(8, 0, 0, 12, f.names))
	f.write()
	return f
}

func (f *picked) ask() { goods.Choose(f.page.kit, f.Choice, f.set) }

func (f *picked) set(products []id.Product) {
	f.Chosen = products
	f.write()
	f.changed()
}

func (f *picked) add(product id.Product) {
	if !slices.Contains(f.Chosen, product) {
		f.set(append(slices.Clone(f.Chosen), product))
	}
}

func (f *picked) write() {
	var names []string
	for _, one := range f.Chosen {
		if product := f.Index.ByID(one); product != nil {
			names = append(names, goods.Name(f.page.kit.Lang, product))
		}
	}
	if len(names) == 0 {
		names = []string{f.page.kit.T("products.none_picked")}
	}
	f.names.Set(strings.Join(names, ", "))
}

// one gives a list of one product, or of none for no product.
func one(product id.Product) []id.Product {
	if product.IsZero() {
		return nil
	}
	return []id.Product{product}
}

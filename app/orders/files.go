package orders

import (
	"slices"

	"github.com/talat-pos/talat/app/orderimport"
)

// importFile takes over orders from a channel's file, "" for a person to choose one. The list shows them then.
func (p *Page) importFile(path string) {
	p.files = orderimport.Show(p.k, path, func(todo string) {
		p.m.search = ""
		p.view.search.SetText("")
		p.narrow(slices.IndexFunc(filters, func(f filter) bool { return f.query.Todo == todo }))
	})
}

// Drop takes a file of orders that was dropped on the window. It reports whether it did.
func (p *Page) Drop(path string) bool {
	switch {
	case p.files != nil && p.files.Drop(path):
		return true
	case p.k.Prompt.Open() || p.form != nil || !orderimport.Takes(path):
		return false
	}
	p.importFile(path)
	return true
}

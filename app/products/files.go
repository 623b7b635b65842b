package products

import (
	"context"
	"os"
	"path/filepath"

	"fyne.io/fyne/v2"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/kit"
	"github.com/talat-pos/talat/app/nav"
	"github.com/talat-pos/talat/app/prompt"
	"github.com/talat-pos/talat/app/task"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/shop"
)

// importFile leads to the screen of imports.
func (p *Page) importFile() { p.kit.Go(nav.Route{Screen: kit.Imports}) }

// exportFile writes all goods into the shop's folder of exports.
func (p *Page) exportFile() {
	s, lang := p.kit.Shop, p.kit.Lang
	task.Run(p.runner, "export", func(ctx context.Context) (string, error) {
		rows, err := s.Export(ctx, lang)
		if err != nil {
			return "", err
		}
		path := filepath.Join(s.Dir, shop.Exports, "products-"+s.Clock().Format("20060102-150405")+".xlsx")
		file, err := os.Create(path)
		if err != nil {
			return "", fault.Wrap(err, "file_unwritten")
		}
		err = catalog.WriteXLSX(file, rows)
		if closed := file.Close(); err == nil {
			err = fault.Wrap(closed, "file_unwritten")
		}
		return path, err
	}, p.written)
}

// written says where a file went, and can put its path on the clipboard.
func (p *Page) written(path string, err error) {
	if err != nil {
		p.kit.Prompt.Error(err)
		return
	}
	p.kit.Prompt.Show(&prompt.Dialog{Title: p.kit.T("products.written"), Body: widget.NewWrapLabel(path, 0, widget.Body), Actions: []prompt.Action{
		{Label: p.kit.T("products.copy"), Key: "Ctrl+C", Icon: "copy", Do: func() { fyne.CurrentApp().Clipboard().SetContent(path) }},
		{Label: p.kit.T("prompt.ok"), Key: keys.Enter, Kind: widget.Primary},
	}})
}

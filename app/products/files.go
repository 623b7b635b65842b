package products

import (
	"context"
	"os"
	"path/filepath"

	"fyne.io/fyne/v2"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/prompt"
	"github.com/talat-pos/talat/app/task"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/shop"
)

// importFile asks for a file of goods and shows what it would do.
func (p *Page) importFile() { chooseFile(p.stack, []string{".csv", ".xlsx", ".tsv", ".txt"}, p.plan) }

// planned is a file that was read, and what importing it would do.
type planned struct {
	plan  *catalog.Plan
	table catalog.Table
}

// plan reads a file of goods in the background; nothing is saved before a person agreed.
func (p *Page) plan(path string) {
	s := p.kit.Shop
	p.kit.Prompt.Say(p.kit.T("products.reading", fault.Values{"file": filepath.Base(path)}))
	task.Run(p.runner, "plan", func(ctx context.Context) (planned, error) {
		file, err := os.Open(path)
		if err != nil {
			return planned{}, fault.Wrap(err, "file_unreadable")
		}
		defer func() { _ = file.Close() }() // read only
		plan, table, err := s.ImportPlan(ctx, path, file, nil, nil)
		return planned{plan, table}, err
	}, func(read planned, err error) {
		p.kit.Prompt.Hush()
		if err != nil {
			p.kit.Prompt.Error(err)
			return
		}
		p.showPlan(read)
	})
}

// shownRejected bounds the bad rows listed; all of them go into the file of rejected rows.
const shownRejected = 100

func (p *Page) showPlan(read planned) {
	t, plan := p.kit.T, read.plan
	body := widget.Column(6, widget.NewWrapLabel(t("products.plan", fault.Values{
		"created": plan.Created, "updated": plan.Updated, "unchanged": plan.Unchanged, "rejected": len(plan.Rejected)}), 0, widget.Body))
	for _, note := range plan.Notes {
		body.Add(widget.NewWrapLabel(i18n.Message(p.kit.Lang, note), 2, widget.Caption))
	}
	if len(plan.Rejected) > 0 {
		body.Add(widget.NewText(t("products.rejected"), widget.Section))
	}
	for n, bad := range plan.Rejected {
		if n == shownRejected {
			body.Add(widget.NewText(t("products.rejected_more", fault.Values{"count": len(plan.Rejected) - n}), widget.Caption))
			break
		}
		body.Add(widget.NewWrapLabel(t("products.rejected_row", fault.Values{"row": bad.Row, "reason": i18n.Message(p.kit.Lang, bad.Reason)}), 3, widget.Body))
		body.Add(widget.NewDivider())
	}
	d := &prompt.Dialog{Title: t("products.import"), Body: body, Width: widget.Unit(680), Actions: []prompt.Action{{Label: t("prompt.cancel"), Key: keys.Esc}}}
	if len(plan.Rejected) > 0 {
		d.Actions = append(d.Actions, prompt.Action{Label: t("products.save_rejected"), Key: "F5", Stays: true, Do: func() { p.saveRejected(read) }})
	}
	if plan.Created+plan.Updated > 0 {
		d.Actions = append(d.Actions, prompt.Action{Label: t("products.import_do", fault.Values{"count": plan.Created + plan.Updated}),
			Key: keys.Save, Kind: widget.Primary, Do: func() { p.doImport(plan) }})
	}
	p.kit.Prompt.Show(d)
}

// doImport saves in a job of its own, which goes on when the page is left.
func (p *Page) doImport(plan *catalog.Plan) {
	s := p.kit.Shop
	_, err := p.kit.Pool.Start("import", p.kit.T("products.import"), func(ctx context.Context, job *task.Job) error {
		return s.Import(ctx, plan, job.Progress)
	}, func(err error) {
		if err != nil {
			p.kit.Prompt.Error(err)
		} else {
			p.kit.Prompt.Say(p.kit.T("products.imported", fault.Values{"count": plan.Created + plan.Updated}))
		}
		p.kit.Changed()
		p.load()
	})
	if err != nil {
		p.kit.Prompt.Error(err)
	}
}

func (p *Page) saveRejected(read planned) {
	s, lang := p.kit.Shop, p.kit.Lang
	task.Run(p.runner, "rejected", func(context.Context) (string, error) { return s.SaveRejected(read.table, read.plan, lang) }, p.written)
}

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

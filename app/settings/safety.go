package settings

import (
	"context"
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/prompt"
	"github.com/talat-pos/talat/app/task"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/selling"
	"github.com/talat-pos/talat/internal/shop"
)

// safety is the section of backups, the audit and other shops.
func (p *Page) safety() []fyne.CanvasObject {
	last := p.facts.backup
	if last == "" {
		last = p.kit.T("settings.backup_never")
	}
	twin := func(chord keys.Chord) string { return chord.Name(p.kit.Lang, p.kit.Twins) }
	row := func(text string, button *widget.Button) fyne.CanvasObject {
		return container.NewVBox(button, widget.NewWrapLabel(text, 0, widget.Caption), widget.NewDivider())
	}
	return []fyne.CanvasObject{
		row(p.kit.T("settings.backup_text", fault.Values{"last": last}),
			widget.NewButton(widget.Primary, p.kit.T("settings.backup"), p.backup).WithIcon("backup").WithKey(twin("F5"))),
		row(p.kit.T("settings.check_text"),
			widget.NewButton(widget.Plain, p.kit.T("settings.check"), p.check).WithIcon("check").WithKey(twin("F6"))),
		row(p.kit.T("settings.leave_text"), widget.NewButton(widget.Plain, p.kit.T("settings.leave"), p.leave).WithIcon("restore")),
	}
}

// backup writes a checked backup into the shop's folder.
func (p *Page) backup() {
	var file string
	_, err := p.kit.Pool.Start("backup", p.kit.T("settings.backup"), func(ctx context.Context, _ *task.Job) (err error) {
		file, err = p.kit.Shop.BackupHere(ctx)
		return err
	}, func(err error) {
		if err != nil {
			p.kit.Prompt.Error(err)
			return
		}
		p.kit.Prompt.Say(p.kit.T("settings.backup_done", fault.Values{"file": filepath.Base(file)}))
		p.Reload()
	})
	if err != nil {
		p.kit.Prompt.Error(err)
		return
	}
	p.kit.Prompt.Say(p.kit.T("settings.backup_runs"))
}

// check audits everything in the shop's file and shows what came of it.
func (p *Page) check() {
	var checks []shop.Check
	_, err := p.kit.Pool.Start("check", p.kit.T("settings.check"), func(ctx context.Context, _ *task.Job) (err error) {
		checks, err = p.kit.Shop.Check(ctx)
		return err
	}, func(err error) {
		if err != nil {
			p.kit.Prompt.Error(err)
			return
		}
		p.showChecks(checks)
	})
	if err != nil {
		p.kit.Prompt.Error(err)
		return
	}
	p.kit.Prompt.Say(p.kit.T("settings.check_runs"))
}

func (p *Page) showChecks(checks []shop.Check) {
	body, title := container.NewVBox(), "settings.check_good"
	for _, check := range checks {
		data := widget.ChipData{Label: p.kit.T("settings.check.fine"), Icon: "check", Tone: widget.Good}
		if !check.OK {
			data = widget.ChipData{Label: p.kit.T("settings.check.wrong"), Icon: "warn", Tone: widget.Bad}
			title = "settings.check_bad"
		}
		name := widget.NewText(p.kit.T("settings.check."+check.Name), widget.Body)
		body.Add(container.NewBorder(nil, nil, nil, container.NewCenter(widget.NewPill(data)), name))
		if !check.OK {
			body.Add(widget.NewWrapLabel(check.Detail, 3, widget.Caption))
		}
	}
	p.kit.Prompt.Hush()
	p.kit.Prompt.Show(&prompt.Dialog{Title: p.kit.T(title), Body: body,
		Actions: []prompt.Action{{Label: p.kit.T("prompt.understood"), Key: keys.Enter, Kind: widget.Primary}}})
}

// leave closes this shop and goes to the welcome: the practice shop, another, or one from a backup.
func (p *Page) leave() {
	p.kit.Prompt.Ask(prompt.Question{Title: p.kit.T("settings.leave"), Text: p.kit.T("settings.leave_ask")}, func(yes bool) {
		if yes {
			p.house.Leave()
		}
	})
}

// methods lists the shop's own ways of payment with a button for one more.
func (p *Page) methods() fyne.CanvasObject {
	list := container.NewVBox(widget.NewDivider(), widget.NewText(p.kit.T("settings.methods"), widget.Caption))
	for _, method := range p.facts.methods {
		offered := widget.NewSwitch(method.Name, !method.Hidden, nil)
		offered.OnChanged = func(on bool) { m := method; m.Hidden = !on; p.saveMethod(m) }
		list.Add(offered)
	}
	list.Add(container.NewHBox(widget.NewButton(widget.Minor, p.kit.T("settings.method_new"), p.newMethod).WithIcon("plus").WithHeight(theme.ButtonLow)))
	return list
}

func (p *Page) newMethod() {
	p.kit.Prompt.AskText(prompt.Input{Title: p.kit.T("settings.method_new"), Text: p.kit.T("settings.method_text"), Label: p.kit.T("settings.method_name")},
		func(name string) error {
			if name == "" {
				return fault.New("name_missing", "name", nil)
			}
			return nil
		}, func(name string) {
			p.saveMethod(selling.Method{Code: methodCode(p.facts.methods), Name: name})
		})
}

func (p *Page) saveMethod(method selling.Method) {
	task.Run(p.saver, "method", func(ctx context.Context) (struct{}, error) { return struct{}{}, p.kit.Shop.SaveMethod(ctx, method) },
		func(_ struct{}, err error) {
			if err != nil {
				p.kit.Prompt.Error(err)
				return
			}
			p.kit.Changed()
			p.Reload()
		})
}

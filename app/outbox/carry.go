package outbox

import (
	"context"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/prompt"
	"github.com/talat-pos/talat/app/task"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/shop"
)

// carryEnding is that of files that go by stick.
const carryEnding = ".talat"

// export writes what waits into a file for a machine with a net, into a folder that a person picks.
func (p *Page) export() {
	if p.job != nil || len(p.model.channels) == 0 {
		return
	}
	s := p.kit.Shop
	name := "talat-outbox-" + p.now().In(clock.Bangkok).Format("20060102-1504") + carryEnding
	p.kit.PickFolder(func(folder string) {
		var file shop.Carried
		p.start("outbox.export", func(ctx context.Context, _ *task.Job) (err error) {
			file, err = s.ExportOutbox(ctx, filepath.Join(folder, name))
			return err
		}, func(error) { p.exported(&file) })
	})
}

// exported says where the file is and what a person does with it.
func (p *Page) exported(file *shop.Carried) {
	t := p.kit.T
	lines := []fyne.CanvasObject{p.words("outbox.exported", fault.Values{"file": file.Path}),
		p.words("outbox.exported_what", fault.Values{"rows": file.Rows, "pictures": file.Pictures, "counts": file.Counts}),
		p.words("outbox.exported_next", nil), p.print(file.Fingerprint)}
	for _, left := range file.Left {
		lines = append(lines, widget.NewWrapLabel(strings.Join([]string{left.Channel, left.About, left.Problem.Text(p.kit.Lang)}, " · "), 0, widget.Caption))
	}
	p.tell(t("outbox.export"), lines...)
}

// words is a text of a dialog.
func (p *Page) words(key string, values fault.Values) fyne.CanvasObject {
	return widget.NewWrapLabel(p.kit.T(key, values), 0, widget.Body)
}

// print shows a fingerprint so that it can be read aloud.
func (p *Page) print(fingerprint string) fyne.CanvasObject {
	return widget.NewNotice(widget.Calm, widget.NewWrapLabel(fingerprint, 0, widget.Strong.Centre()))
}

// tell shows what came of something, until a person has read it.
func (p *Page) tell(title string, lines ...fyne.CanvasObject) {
	p.kit.Prompt.Show(&prompt.Dialog{Title: title, Width: widget.Unit(600), Body: widget.Column(10, lines...),
		Actions: []prompt.Action{{Label: p.kit.T("prompt.understood"), Key: keys.Enter, Kind: widget.Primary}}})
}

// bring takes a file that came by stick: what another shop wants sent, or the answers to what this one wanted.
func (p *Page) bring() {
	if p.job == nil && len(p.model.channels) > 0 {
		p.kit.PickFile([]string{carryEnding}, func(path string) { p.take(path, false) })
	}
}

// Drop takes such a file that was dropped on the window.
func (p *Page) Drop(path string) bool {
	if !strings.EqualFold(filepath.Ext(path), carryEnding) || p.kit.Prompt.Open() {
		return false
	}
	if p.job == nil {
		p.take(path, false)
	}
	return true
}

// take does what a file asks for. Who signed it is believed only once a person compared the fingerprint.
func (p *Page) take(path string, trusted bool) {
	s := p.kit.Shop
	var done shop.CarriedIn
	p.start("outbox.bring", func(ctx context.Context, job *task.Job) (err error) {
		done, err = s.ImportCarried(ctx, path, trusted, p.progress(job))
		return err
	}, func(err error) {
		if fault.Is(err, "carry_untrusted") {
			p.compare(path, &done)
			return
		}
		p.taken(&done)
	}, "carry_untrusted")
}

// compare asks whether the signer of a file is who they say.
func (p *Page) compare(path string, done *shop.CarriedIn) {
	t := p.kit.T
	p.kit.Prompt.Show(&prompt.Dialog{Title: t("outbox.compare"), Width: widget.Unit(600),
		Body: widget.Column(10, p.words("outbox.compare_text", fault.Values{"name": done.Name}), p.print(done.Fingerprint), p.words("outbox.compare_not", nil)),
		Actions: []prompt.Action{{Label: t("channels.trust_no"), Key: keys.Esc},
			{Label: t("outbox.compare_yes"), Key: keys.Save, Kind: widget.Danger, Do: func() { p.take(path, true) }}}})
}

// taken says what a file did.
func (p *Page) taken(done *shop.CarriedIn) {
	if done.Answers {
		p.kit.Prompt.Say(p.kit.T("outbox.answered", fault.Values{"name": done.Name, "count": done.Settled, "orders": done.Result.New}))
		return
	}
	p.tell(p.kit.T("outbox.bring"), p.words("outbox.brought", fault.Values{"name": done.Name, "result": ended(p.kit, &done.Result, false)}),
		p.words("outbox.brought_next", fault.Values{"file": done.Path}))
}

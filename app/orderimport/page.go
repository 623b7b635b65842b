package orderimport

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/kit"
	"github.com/talat-pos/talat/app/prompt"
	"github.com/talat-pos/talat/app/task"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/shop"
)

// endings are the files of orders that are read.
var endings = []string{".xlsx", ".csv", ".tsv", ".txt"}

// Takes reports whether a file that was dropped on the window can be one of orders.
func Takes(path string) bool { return slices.Contains(endings, strings.ToLower(filepath.Ext(path))) }

// Page is the dialog: it does what the keys say and brings what comes of it to the view.
type Page struct {
	kit    *kit.Kit
	model  *model
	view   *view
	dialog *prompt.Dialog
	done   func(todo string)

	job     *task.Job // nil while nothing is checked or imported
	dry     bool      // the job only checks
	changed bool      // something was imported since the dialog opened
	todo    string    // what the list is to show
	naming  bool      // the dialog of headings lies above
	shut    bool
}

// Show opens the dialog, with a file or with "" for a person to choose one. done is told once, when it closes and
// something was imported, what the list of orders is to show: ordering.TodoMatch, or "" for all.
func Show(k *kit.Kit, path string, done func(todo string)) *Page {
	p := &Page{kit: k, model: &model{at: -1}, done: done}
	p.view = newView(p)
	step := func(by int) func() { return func() { p.view.list.Step(0, by) } }
	p.dialog = &prompt.Dialog{
		Title: "orderimport.title", Body: p.view.object, Bare: true, Width: widget.Unit(1120), OnClosed: p.closed,
		Bindings: []keys.Binding{
			{Chord: keys.Save, Label: "orderimport.do", Do: p.do},
			{Chord: keys.Enter, Label: "orderimport.go_on", Do: p.enter},
			{Chord: keyFile, Label: "orderimport.file", Do: p.chooseFile},
			{Chord: keyLook, Label: "orderimport.look", Do: p.look},
			{Chord: keyFilter, Label: "orderimport.filter", Do: func() { p.filter(p.model.next()) }},
			{Chord: keyHeadings, Label: "orderimport.headings", Do: p.nameHeadings},
			{Chord: keySheet, Label: "orderimport.sheet", Do: p.nextSheet},
			{Chord: keyCopy, Label: "orderimport.copy", Do: p.copyPlace},
			{Chord: "Up", Do: step(-1), Repeat: true}, {Chord: "Down", Do: step(1), Repeat: true},
			{Chord: "PageUp", Do: step(-8), Repeat: true}, {Chord: "PageDown", Do: step(8), Repeat: true},
			{Chord: keys.Esc, Do: p.back},
		},
	}
	k.Prompt.Show(p.dialog)
	p.view.opened()
	if path != "" {
		p.open(path)
	}
	return p
}

// The keys that stand on buttons and chips.
const (
	keyFile     keys.Chord = "F2"
	keyLook     keys.Chord = "F4"
	keyFilter   keys.Chord = "F5"
	keyHeadings keys.Chord = "F6"
	keySheet    keys.Chord = "F7"
	keyCopy     keys.Chord = "F8"
)

func (p *Page) key(chord keys.Chord) string { return chord.Name(p.kit.Lang, p.kit.Twins) }

// Drop takes a file that was dropped on the window. It reports whether the dialog is open.
func (p *Page) Drop(path string) bool {
	if p.shut {
		return false
	}
	p.open(path)
	return true
}

func (p *Page) closed() {
	p.shut = true
	p.kit.Pool.OnJobs(func() {})
	if p.changed && p.done != nil {
		p.done(p.todo)
	}
}

func (p *Page) chooseFile() {
	if p.job == nil {
		p.kit.PickFile(endings, func(path string) { p.Drop(path) })
	}
}

// open checks another file.
func (p *Page) open(path string) {
	if p.job != nil || p.naming {
		return
	}
	before := p.model
	p.model = &model{path: path, at: -1}
	p.check(func() { p.model = before })
}

// check says what importing the file would do. undo is done when it cannot be read at all, or was stopped.
func (p *Page) check(undo func()) {
	m := p.model
	p.run(true, func(read *shop.OrderImport, _ string, err error) {
		switch {
		case fault.Is(err, "order_columns") && read != nil && len(read.File.Headings) > 0:
			m.take(read, err)
		case err != nil:
			undo()
			p.refused(err)
		default:
			m.take(read, nil)
			if m.filter == every && m.count(wrong) > 0 {
				m.narrow(wrong)
			}
		}
		p.view.show()
		if m.unread != nil && p.model == m && m.mapping == nil && m.sheet == "" {
			p.nameHeadings()
		}
	})
}

// refused tells why something could not be done; what a person stopped they know.
func (p *Page) refused(err error) {
	if !errors.Is(err, context.Canceled) {
		p.kit.Prompt.Error(err)
	}
}

// run checks or imports the file behind the window, and brings what came of it.
func (p *Page) run(dry bool, then func(read *shop.OrderImport, rejected string, err error)) {
	s, lang := p.kit.Shop, p.kit.Lang
	path, from := p.model.path, shop.OrderFile{Sheet: p.model.sheet, Mapping: p.model.mapping, Dry: dry}
	label := "orderimport.job"
	if dry {
		label = "orderimport.job_check"
	}
	var read *shop.OrderImport
	rejected := ""
	job, err := p.kit.Pool.Start("order_import", p.kit.T(label), func(ctx context.Context, job *task.Job) error {
		file, err := openFile(path)
		if err != nil {
			return err
		}
		defer func() { _ = file.Close() }() // read only
		from.Name, from.Data, from.Progress = filepath.Base(path), file, job.Progress
		if read, err = s.ImportOrders(ctx, from); err == nil && !dry && len(read.Rejected) > 0 {
			rejected, err = s.SaveRejectedOrders(read, lang)
		}
		return err
	}, func(err error) {
		p.job = nil
		then(read, rejected, err)
	})
	if err != nil {
		then(nil, "", err)
		return
	}
	p.job, p.dry = job, dry
	p.kit.Pool.OnJobs(func() {
		if p.job == job {
			p.view.progress(job.State())
		}
	})
	p.view.show()
}

func openFile(path string) (*os.File, error) {
	file, err := os.Open(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, fault.New("file_missing", "file", fault.Values{"value": path})
	case err != nil:
		return nil, &fault.Error{Code: "file_unreadable", Field: "file", Kind: fault.Usage, Err: err}
	}
	return file, nil
}

// do imports what is good.
func (p *Page) do() {
	if m := p.model; p.job != nil || m.work() == 0 || m.done != nil && !m.done.stopped {
		return
	}
	m := p.model
	p.run(false, func(read *shop.OrderImport, rejected string, err error) {
		if read == nil {
			p.refused(err)
			p.view.show()
			return
		}
		m.ended(read, rejected, err)
		if read.Created+read.Updated > 0 {
			p.changed = true
			p.kit.Changed()
		}
		if err != nil {
			p.refused(err)
			p.check(func() {}) // what is still to come
			return
		}
		m.filter = every
		m.take(read, nil)
		p.view.show()
	})
}

// enter goes on: to the file that was typed, or to the orders once they are in.
func (p *Page) enter() {
	switch m := p.model; {
	case p.job != nil:
	case m.path == "":
		if path := readPath(p.view.start.path.Text); path != "" {
			p.open(path)
		} else {
			p.chooseFile()
		}
	case m.unread != nil:
		p.nameHeadings()
	case m.done != nil && !m.done.stopped:
		if m.done.match > 0 {
			p.todo = ordering.TodoMatch
		}
		p.dialog.Close()
	}
}

// back stops what runs, else closes. What is being imported it asks about first: what is in stays.
func (p *Page) back() {
	job := p.job
	switch {
	case job == nil:
		p.dialog.Close()
	case p.dry:
		job.Cancel()
	default:
		p.kit.Prompt.Ask(prompt.Question{Title: p.kit.T("orderimport.stop"), Text: p.kit.T("orderimport.stop_text"),
			Yes: p.kit.T("orderimport.stop"), No: p.kit.T("orderimport.continue")}, func(yes bool) {
			if yes {
				job.Cancel()
			}
		})
	}
}

// nextSheet reads the sheet after the one that is shown.
func (p *Page) nextSheet() {
	m := p.model
	if p.job != nil || len(m.file.Sheets) < 2 || m.done != nil {
		return
	}
	at := slices.Index(m.file.Sheets, m.file.Sheet)
	p.toSheet((at + 1) % len(m.file.Sheets))
}

func (p *Page) toSheet(n int) {
	before := p.model
	if p.job != nil || n >= len(before.file.Sheets) || before.done != nil {
		p.view.show()
		return
	}
	p.model = &model{path: before.path, sheet: before.file.Sheets[n], file: before.file, at: -1}
	p.check(func() { p.model = before })
}

func (p *Page) filter(k kind) {
	if len(p.model.lines) > 0 {
		p.model.narrow(k)
		p.view.show()
	}
}

// look says what should be looked at in the file.
func (p *Page) look() {
	const most = 30
	all := p.model.warnings
	if len(all) == 0 {
		return
	}
	body := widget.Column(10)
	for _, warning := range all[:min(len(all), most)] {
		body.Add(widget.NewWrapLabel(i18n.Message(p.kit.Lang, warning), 0, widget.Body))
	}
	if more := len(all) - most; more > 0 {
		body.Add(widget.NewText(p.kit.T("orderimport.more", fault.Values{"count": more}), widget.Caption))
	}
	p.kit.Prompt.Show(&prompt.Dialog{Title: p.kit.T("orderimport.look"), Width: widget.Unit(640), Body: body,
		Actions: []prompt.Action{{Label: p.kit.T("prompt.understood"), Key: keys.Enter, Kind: widget.Primary}}})
}

// copyPlace puts the place of the refused rows on the clipboard.
func (p *Page) copyPlace() {
	if done := p.model.done; done != nil && done.file != "" {
		p.kit.Clipboard.SetContent(done.file)
		p.view.copied()
	}
}

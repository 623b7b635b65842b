package imports

import (
	"context"
	"errors"
	"maps"
	"os"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/kit"
	"github.com/talat-pos/talat/app/nav"
	"github.com/talat-pos/talat/app/prompt"
	"github.com/talat-pos/talat/app/task"
	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/fault"
)

// endings are the files of goods that are read.
var endings = []string{".xlsx", ".csv", ".tsv", ".txt"}

// Takes reports whether a file that was dropped on the window is for this screen: a table of goods, or a
// folder.
func Takes(path string) bool {
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		return true
	}
	ending := strings.ToLower(filepath.Ext(path))
	return ending == ".csv" || ending == ".xlsx"
}

// Page is the screen.
type Page struct {
	kit    *kit.Kit
	runner *task.Runner
	arg    string // what to open when it is shown first

	model  *model
	photos *photoModel // of a folder, nil while a file is shown
	job    *task.Job   // nil while nothing is imported
	after  func()      // what waits for the check

	reading string // the file or folder that is read

	start *startView
	view  *view
	stack *fyne.Container
	keys  *keys.Scope
}

var (
	_ nav.Page   = (*Page)(nil)
	_ nav.Leaver = (*Page)(nil)
	_ nav.Turner = (*Page)(nil)
)

// New builds the page. arg is a file or a folder to open, "" for a person to choose.
func New(k *kit.Kit, arg string) *Page {
	p := &Page{kit: k, runner: k.Pool.Runner(), arg: arg, model: &model{}}
	p.start = newStartView(p)
	p.view = newView(p)
	p.stack = container.NewStack(p.start.object)
	step := func(by int) func() { return func() { p.view.step(by) } }
	p.keys = &keys.Scope{Title: "imports.keys", OnRune: p.view.typed, OnScan: p.scan, Bindings: []keys.Binding{
		{Chord: "F2", Label: "imports.file", Do: p.chooseFile},
		{Chord: "F3", Label: "imports.folder", Do: p.chooseFolder},
		{Chord: "Up", Do: step(-1), Repeat: true}, {Chord: "Down", Do: step(1), Repeat: true},
		{Chord: "PageUp", Do: step(-8), Repeat: true}, {Chord: "PageDown", Do: step(8), Repeat: true},
		{Chord: keys.Enter, Label: "imports.edit", Do: p.view.enter},
		{Chord: "F4", Label: "imports.next_cell", Do: p.view.nextCell},
		{Chord: "F5", Label: "imports.filter", Do: p.view.nextFilter},
		{Chord: "F6", Label: "imports.headings", Do: p.nameHeadings},
		{Chord: "F7", Label: "imports.sheet", Do: p.view.nextSheet},
		{Chord: "F8", Label: "imports.copy", Do: p.copyPlace},
		{Chord: keys.Save, Label: "imports.do", Do: p.do},
		{Chord: keys.Esc, Label: "imports.back", Do: p.back},
	}}
	return p
}

// Title names the screen.
func (p *Page) Title() string { return p.kit.T("imports.title") }

// Content is the screen.
func (p *Page) Content() fyne.CanvasObject { return p.stack }

// Scope is what keys mean on it.
func (p *Page) Scope() *keys.Scope { return p.keys }

// Shown opens what the way here asked for.
func (p *Page) Shown() {
	p.kit.Prompt.OnReady = p.view.release
	p.follow()
	if arg := p.arg; arg != "" {
		p.arg = ""
		p.open(arg)
	} else if p.model.plan != nil && p.job == nil {
		p.check(false) // goods may have changed meanwhile
	}
}

// Hidden stops reading; an import goes on.
func (p *Page) Hidden() {
	p.kit.Prompt.OnReady = nil
	p.reading = ""
	p.kit.Pool.OnJobs(func() {})
	p.runner.Cancel()
	p.after = nil
}

// Turn opens another file or folder.
func (p *Page) Turn(arg string) { p.Drop(arg) }

// Leave asks before cells that were put right are lost.
func (p *Page) Leave(leave func()) { p.kit.Prompt.Lose(p.model.typed && p.job == nil, p.lose(), leave) }

func (p *Page) lose() prompt.Question {
	return prompt.Question{Title: p.kit.T("imports.lose"), Text: p.kit.T("imports.lose_text")}
}

// Drop takes a file or a folder that was dropped on the window.
func (p *Page) Drop(path string) {
	p.kit.Prompt.Lose(p.model.typed && p.job == nil, p.lose(), func() { p.open(path) })
}

func (p *Page) back() {
	switch {
	case p.reading != "":
		p.runner.Cancel()
		p.read("")
	case p.view.giveUp():
	case p.job != nil:
		p.stop()
	default:
		p.kit.Go(nav.Route{Screen: kit.Products})
	}
}

func (p *Page) chooseFile() { p.kit.PickFile(endings, p.Drop) }

func (p *Page) chooseFolder() { p.kit.PickFolder(p.Drop) }

// open reads a file or looks through a folder.
func (p *Page) open(path string) {
	if p.job != nil {
		p.kit.Prompt.Say(p.kit.T("imports.wait"))
		return
	}
	p.read(filepath.Base(path))
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		p.openFolder(path)
		return
	}
	s := p.kit.Shop
	task.Run(p.runner, "read", func(ctx context.Context) (read, error) {
		file, err := os.Open(path)
		if err != nil {
			return read{}, &fault.Error{Code: "file_unreadable", Field: "file", Kind: fault.Usage, Err: err}
		}
		defer func() { _ = file.Close() }() // read only
		opened, err := catalog.OpenFile(path, file)
		if err != nil {
			return read{}, err
		}
		mapped, err := s.ImportColumns(ctx)
		if err != nil {
			return read{}, err
		}
		return p.readSheet(ctx, opened, "", mapped)
	}, func(r read, err error) {
		p.read("")
		if err != nil {
			p.kit.Prompt.Error(err)
			return
		}
		p.photos = nil
		p.model = &model{path: path}
		p.taken(r)
		if p.model.naming {
			p.nameHeadings()
		}
	})
}

// read shows that a file is read, "" that it was.
func (p *Page) read(name string) {
	p.reading = name
	p.show()
}

// readSheet reads a sheet and plans it. It runs in the background.
func (p *Page) readSheet(ctx context.Context, file *catalog.File, sheet string, mapped map[string]string) (read, error) {
	table, err := file.Table(ctx, sheet, mapped)
	r := read{file: file, table: table, mapped: mapped}
	if fault.Is(err, "columns_missing") && len(table.Headings) > 0 {
		r.naming = true
		return r, nil
	}
	if err != nil {
		return r, err
	}
	return p.plan(ctx, r)
}

// plan says what importing a table would do. It runs in the background.
func (p *Page) plan(ctx context.Context, r read) (read, error) {
	plan, err := p.kit.Shop.PlanImport(ctx, r.table, nil)
	if err != nil {
		return r, err
	}
	if r.index, err = p.kit.Shop.Catalogue(ctx); err != nil {
		return r, err
	}
	known, err := p.kit.Shop.Producers(ctx)
	r.plan, r.producers = plan, names(known, plan)
	return r, err
}

// taken shows what was read.
func (p *Page) taken(r read) {
	first := p.model.file == nil
	p.model.take(r)
	if first && p.model.count(wrong) > 0 {
		p.model.filter = wrong
		p.model.narrow()
	}
	p.show()
}

// sheet reads another sheet of the file.
func (p *Page) sheet(name string) {
	file, mapped := p.model.file, p.model.mapped
	p.kit.Prompt.Lose(p.model.typed, p.lose(), func() {
		task.Run(p.runner, "read", func(ctx context.Context) (read, error) { return p.readSheet(ctx, file, name, mapped) }, func(r read, err error) {
			if err != nil {
				p.kit.Prompt.Error(err)
				return
			}
			p.model = &model{path: p.model.path}
			p.taken(r)
			if p.model.naming {
				p.nameHeadings()
			}
		})
	})
}

// check plans the table anew, after a cell was put right, a heading named or goods were changed. next goes
// on to the next row to put right.
func (p *Page) check(next bool) {
	m := p.model
	r := read{file: m.file, table: m.table, mapped: m.mapped}
	task.Run(p.runner, "check", func(ctx context.Context) (read, error) { return p.plan(ctx, r) }, func(r read, err error) {
		after := p.after
		p.after = nil
		if err != nil {
			p.kit.Prompt.Error(err)
			return
		}
		if p.model != m {
			return // another file was opened
		}
		m.take(r)
		goOn := next && m.nextWrong()
		p.show()
		if goOn {
			p.view.edit()
		}
		if after != nil {
			after()
		}
	})
}

// put writes a cell and has the file checked at once.
func (p *Page) put(column, text string, next bool) {
	if p.job != nil {
		return
	}
	if p.model.put(column, text) {
		p.check(next)
	} else if next && p.model.nextWrong() {
		p.show()
		p.view.edit()
	}
}

// scan puts a barcode into the cell that waits for one.
func (p *Page) scan(code string) {
	if m := p.model; p.photos == nil && (m.column == "barcode" || m.column == "sku") && m.line() != nil {
		p.put(m.column, code, m.line().kind == wrong)
	}
}

// do imports what is good.
func (p *Page) do() {
	p.view.keep()
	switch {
	case p.runner.Busy("check"):
		p.after = p.do
	case p.job != nil || p.runner.Busy("read"):
		p.kit.Prompt.Say(p.kit.T("imports.wait"))
	case p.photos != nil:
		p.takePhotos()
	case p.model.plan == nil:
		p.chooseFile()
	case p.model.work() == 0:
		p.kit.Prompt.Say(p.kit.T("imports.nothing"))
	default:
		p.run()
	}
}

// run imports in a job of its own, which goes on when the page is left. The plan is made anew first: a
// product may have been changed since it was looked at.
func (p *Page) run() {
	s, m, lang := p.kit.Shop, p.model, p.kit.Lang
	table, folder, mapped := m.table, filepath.Dir(m.path), maps.Clone(m.mapped)
	done := &outcome{}
	p.begin(func(ctx context.Context, job *task.Job) error {
		plan, err := s.PlanImport(ctx, table, nil)
		if err != nil {
			return err
		}
		if err := s.RememberColumns(ctx, mapped); err != nil {
			return err
		}
		if done.pictures, err = s.TakePictures(ctx, plan, folder, job.Progress); err != nil {
			return err
		}
		saved := 0
		err = s.Import(ctx, plan, func(done, total int) { saved = done; job.Progress(done, total) })
		done.count(plan, saved)
		if err != nil {
			return err
		}
		if len(plan.Rejected) > 0 {
			done.rejected, err = s.SaveRejected(table, plan, lang)
		}
		return err
	}, func(err error) {
		done.stopped = err != nil
		if done.created+done.updated > 0 {
			p.kit.Changed()
		}
		m.done, m.typed = done, m.typed && err != nil
		if p.model == m {
			p.check(false)
		}
	})
}

// count counts the rows that went in.
func (o *outcome) count(plan *catalog.Plan, saved int) {
	for _, row := range plan.Rows[:saved] {
		switch row.Action {
		case catalog.Create:
			o.created++
		case catalog.Update:
			o.updated++
		}
	}
	o.unchanged = plan.Unchanged
}

// begin starts the job and shows how far it is.
func (p *Page) begin(work func(context.Context, *task.Job) error, done func(error)) {
	job, err := p.kit.Pool.Start("import", p.kit.T("imports.title"), work, func(err error) {
		p.job = nil
		done(err)
		p.show()
		if err != nil && !errors.Is(err, context.Canceled) {
			p.kit.Prompt.Error(err)
		}
	})
	if err != nil {
		p.kit.Prompt.Error(err)
		return
	}
	p.job = job
	p.follow()
	p.show()
}

// follow shows each step of the job while the page is on the window.
func (p *Page) follow() {
	if job := p.job; job != nil {
		p.kit.Pool.OnJobs(func() {
			if p.job == job {
				p.view.progress(job.State())
			}
		})
	}
}

// stop asks before an import is stopped; what went in stays.
func (p *Page) stop() {
	job := p.job
	p.kit.Prompt.Ask(prompt.Question{Title: p.kit.T("imports.stop"), Text: p.kit.T("imports.stop_text"),
		Yes: p.kit.T("imports.stop"), No: p.kit.T("imports.go_on")}, func(yes bool) {
		if yes {
			job.Cancel()
		}
	})
}

// copyPlace puts the place of the rejected rows on the clipboard.
func (p *Page) copyPlace() {
	if done := p.model.done; done != nil && done.rejected != "" {
		p.kit.Clipboard.SetContent(done.rejected)
		p.kit.Prompt.Say(p.kit.T("imports.copied"))
	}
}

// show shows the file, the folder, or how to begin.
func (p *Page) show() {
	object := fyne.CanvasObject(p.view.object)
	if p.model.file == nil && p.photos == nil || p.reading != "" {
		object = p.start.object
	}
	p.start.show()
	if p.stack.Objects[0] != object {
		p.stack.Objects = []fyne.CanvasObject{object}
		p.view.connect()
		p.stack.Refresh()
	}
	p.view.show()
}

// Package jobs is the list of print jobs: what waits, what failed, and what a person must look at.
package jobs

import (
	"context"

	"fyne.io/fyne/v2/container"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/kit"
	"github.com/talat-pos/talat/app/prompt"
	"github.com/talat-pos/talat/app/task"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/shop"
)

// shown is how many of the last jobs are listed.
const shown = 100

// List is the dialog while it is open.
type List struct {
	kit    *kit.Kit
	runner *task.Runner
	all    []shop.Job
	read   bool
	closed bool

	list   *widget.List
	why    *widget.WrapLabel
	empty  *widget.WrapLabel
	dialog *prompt.Dialog
}

// Open shows the jobs; runner reads and changes them.
func Open(k *kit.Kit, runner *task.Runner) *List {
	l := &List{kit: k, runner: runner}
	l.list = widget.NewList(theme.RowHeight, newRow, func(n int, r *row, _ bool) { r.show(k, l.all[n]) })
	l.list.OnChosen = func(int) { l.explain() }
	l.list.OnTapped = func(int) { l.explain() }
	l.why = widget.NewWrapLabel("", 3, widget.Body.At(theme.Small))
	l.empty = widget.NewWrapLabel("", 3, widget.Caption.Centre())
	rows := container.New(widget.Rows(6), widget.NewFlushCard(container.NewStack(l.list, widget.Inset(0, 0, 24, 24, container.NewCenter(l.empty)))))
	l.dialog = &prompt.Dialog{
		Title: k.T("jobs.title"), OnClosed: func() { l.closed = true }, Width: widget.Unit(680), Body: widget.Column(widget.Gap, rows, l.why),
		Bindings: []keys.Binding{
			{Chord: "Up", Do: func() { l.list.Step(0, -1) }, Repeat: true},
			{Chord: "Down", Do: func() { l.list.Step(0, 1) }, Repeat: true},
			{Chord: "Ctrl+P", Do: l.again},
		},
		Actions: []prompt.Action{
			{Label: k.T("jobs.close"), Key: keys.Esc},
			{Label: k.T("jobs.cancel"), Key: "Delete", Icon: "trash", Stays: true, Do: l.cancel},
			{Label: k.T("jobs.came"), Key: "F8", Icon: "check", Stays: true, Do: l.cameOut},
			{Label: k.T("jobs.again"), Key: keys.Enter, Icon: "print", Kind: widget.Primary, Stays: true, Do: l.again},
		},
	}
	k.Prompt.Show(l.dialog)
	l.Reload()
	return l
}

// Open reports whether the dialog is still on the window.
func (l *List) Open() bool { return !l.closed }

// Reload reads the jobs anew; the chosen one stays chosen.
func (l *List) Reload() {
	s := l.kit.Shop
	task.Run(l.runner, "jobs", func(ctx context.Context) ([]shop.Job, error) { return s.Jobs(ctx, shown) }, l.take)
}

func (l *List) take(all []shop.Job, err error) {
	if err != nil {
		l.kit.Prompt.Error(err)
		return
	}
	var chosen id.Job
	if job := l.job(); job != nil {
		chosen = job.ID
	}
	l.all, l.read = all, true
	l.list.SetCount(len(all))
	at := 0
	for n := range all {
		if all[n].ID == chosen {
			at = n
		}
	}
	if len(all) > 0 {
		l.list.Choose(at)
	} else {
		l.empty.Set(l.kit.T("jobs.none"))
	}
	l.explain()
}

// job gives the chosen one, nil for none.
func (l *List) job() *shop.Job {
	if n := l.list.Chosen(); l.read && n >= 0 && n < len(l.all) {
		return &l.all[n]
	}
	return nil
}

// explain says why the chosen job waits or failed, and what a person does now.
func (l *List) explain() {
	text := ""
	if job := l.job(); job != nil {
		if job.Fault != nil {
			text = i18n.Message(l.kit.Lang, job.Fault)
		}
		if job.State == shop.JobUnknown {
			text = l.kit.T("jobs.look", fault.Values{"title": job.Title})
		}
	}
	l.why.Set(text)
	l.dialog.Refresh()
}

func (l *List) again() {
	lang := l.kit.Lang
	l.change(func(ctx context.Context, s *shop.Shop, job id.Job) error { return s.PrintJobAgain(ctx, job, lang) })
}

func (l *List) cancel() {
	l.change(func(ctx context.Context, s *shop.Shop, job id.Job) error { return s.CancelJob(ctx, job) })
}

func (l *List) cameOut() {
	l.change(func(ctx context.Context, s *shop.Shop, job id.Job) error { return s.JobCameOut(ctx, job) })
}

func (l *List) change(do func(context.Context, *shop.Shop, id.Job) error) {
	job := l.job()
	if job == nil {
		return
	}
	s, chosen := l.kit.Shop, job.ID
	task.Run(l.runner, "job", func(ctx context.Context) (struct{}, error) { return struct{}{}, do(ctx, s, chosen) },
		func(_ struct{}, err error) {
			if err != nil {
				l.kit.Prompt.Error(err)
			}
			l.kit.Changed()
			l.Reload()
		})
}

package jobs

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	toolkit "fyne.io/fyne/v2/widget"

	"github.com/talat-pos/talat/app/kit"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/shop"
)

// row is one job: what it is, where and when, and how it stands.
type row struct {
	toolkit.BaseWidget
	title, note *widget.Text
	state       *widget.Pill
	box         *fyne.Container
}

func newRow() *row {
	r := &row{title: widget.NewText("", widget.Strong).Shrink(), note: widget.NewText("", widget.Caption).Shrink(),
		state: widget.NewPill(widget.ChipData{})}
	r.box = widget.Inset(5, 5, 14, 14, widget.Beside(widget.Column(-4, r.title, r.note), container.NewCenter(r.state)))
	r.ExtendBaseWidget(r)
	return r
}

// CreateRenderer belongs to the toolkit.
func (r *row) CreateRenderer() fyne.WidgetRenderer { return toolkit.NewSimpleRenderer(r.box) }

func (r *row) show(k *kit.Kit, job shop.Job) {
	r.title.Set(k.T("jobs.form."+job.Form) + " " + job.Title)
	r.note.Set(i18n.Time(job.MadeAt) + " · " + job.Printer)
	r.state.Set(widget.ChipData{Label: k.T("jobs.state." + string(job.State)), Tone: tones[job.State]})
	r.box.Refresh()
}

var tones = map[shop.JobState]widget.Tone{
	shop.JobQueued: widget.Watch, shop.JobPrinting: widget.Soft, shop.JobDone: widget.Good,
	shop.JobFailed: widget.Bad, shop.JobUnknown: widget.Bad, shop.JobCancelled: widget.Calm,
}

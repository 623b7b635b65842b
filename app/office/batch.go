package office

import (
	"context"
	"errors"

	"github.com/talat-pos/talat/app/issuing"
	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/printout"
	"github.com/talat-pos/talat/app/task"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/shop"
)

// The keys of what is done for all recipients in one go.
const (
	keyNotes  keys.Chord = "F10"
	keyLabels keys.Chord = "F11"
)

// mayNote reports whether delivery notes are to be made, or those of what is here can go out again.
func mayNote(far *shop.OfficeProgress) bool { return len(far.Order.Packed()) > 0 || far.ToNote() > 0 }

// notesJob names the long work of issuing the notes of an order.
const notesJob = "deliveries"

// notes issues the delivery notes of all recipients and shows them as one run. It can be stopped; what was issued stays,
// and the next time goes on from there.
func (p *Page) notes(far *shop.OfficeProgress) {
	s, number, by := p.k.Shop, far.Order.Order.Number, p.m.list.by
	title := p.k.T("officepage.notes_title", named(far.Order))
	var made *shop.Deliveries
	_, err := p.k.Pool.Start(notesJob, title, func(ctx context.Context, job *task.Job) (err error) {
		made, err = s.IssueDeliveries(ctx, number, by, job.Progress)
		return err
	}, func(err error) {
		switch {
		case errors.Is(err, context.Canceled):
			p.k.Prompt.Say(p.k.T("officepage.notes_stopped"))
		case issuing.AskLast(p.k, p.acts, err, func() { p.notes(far) }):
		case err != nil:
			p.failed(err)
		case made.Issued > 0:
			p.k.Prompt.Say(p.k.T("officepage.notes_made", fault.Values{"count": made.Issued}))
		}
		p.changed()
		if err == nil {
			p.showNotes(title, made)
		}
	})
	if err != nil {
		p.k.Prompt.Error(err)
	}
}

// showNotes shows notes as they print, all in one run.
func (p *Page) showNotes(title string, made *shop.Deliveries) {
	printout.Open(p.k, printout.Form{Title: title, Lay: func() func(context.Context) (printout.Made, error) {
		return func(context.Context) (printout.Made, error) { return printout.Made{Papers: made.Papers}, nil }
	}})
}

// labels shows the labels of all packed parcels, numbered where a pool has numbers, to be printed or kept.
func (p *Page) labels(far *shop.OfficeProgress) {
	title := p.k.T("officepage.labels_title", named(far.Order))
	printout.Labels(p.k, p.acts, title, far.Order.Packed(), p.m.list.by, func(err error) {
		if err != nil {
			p.failed(err)
			return
		}
		p.changed()
	})
}

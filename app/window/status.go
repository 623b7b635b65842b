package window

import (
	"context"
	"os"
	"path/filepath"
	"time"

	"github.com/talat-pos/talat/app/kit"
	"github.com/talat-pos/talat/app/nav"
	"github.com/talat-pos/talat/app/outbox"
	"github.com/talat-pos/talat/app/task"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/printing/spool"
	"github.com/talat-pos/talat/internal/shop"
)

// condition is what the bar tells of a shop.
type condition struct {
	printer string // as set, "" = none
	ready   bool   // the printer can be written to
	shift   *shop.Shift
	last    time.Time // the last event, where the machine's clock stands before it
	waiting int       // bills that wait for their money
	orders  int       // orders that somebody must do something about
	parcels int       // whose labels are to be printed, or that are to be handed over
	toPrint int       // jobs that wait for their printer
	stuck   int       // jobs that somebody must look at
	fonts   int       // fonts of papers that are gone
	trip    id.Trip   // that the till is out at, none = at the shop
	fair    string    // its name
	net     shop.Net
}

// status reads the shop's condition in the background and shows it in the bar.
func (w *Window) status() {
	h := w.open
	task.Run(w.runner, "status", func(ctx context.Context) (condition, error) { return inspect(ctx, h.kit.Shop) },
		func(c condition, err error) {
			if w.open != h || err != nil {
				return // the next heartbeat looks again
			}
			h.shell.SetChips(w.chips(c))
			h.shell.SetCount(kit.Orders, c.orders)
			h.shell.SetCount(kit.Shipping, c.parcels)
		})
}

func inspect(ctx context.Context, s *shop.Shop) (c condition, err error) {
	if c.printer, err = s.Get(ctx, "printer.receipt"); err != nil {
		return c, err
	}
	c.ready = canPrint(s.Dir, c.printer)
	if c.toPrint, c.stuck, err = s.OpenJobs(ctx); err != nil {
		return c, err
	}
	if c.shift, err = s.CurrentShift(ctx); err != nil {
		return c, err
	}
	drafts, err := s.Drafts(ctx)
	if err != nil {
		return c, err
	}
	c.waiting = countWaiting(drafts)
	counts, err := s.OrderCounts(ctx)
	if err != nil {
		return c, err
	}
	c.orders = counts.Work()
	parcels, err := s.ParcelCounts(ctx)
	if err != nil {
		return c, err
	}
	c.parcels = parcels.ByList[shop.ParcelsToPrint] + parcels.ByList[shop.ParcelsPrinted]
	gone, err := s.FontFaults(ctx)
	if err != nil {
		return c, err
	}
	c.fonts = len(gone)
	trip, err := s.CurrentTrip(ctx)
	if err != nil {
		return c, err
	}
	c.trip, c.fair = trip.ID, trip.Name
	if c.net, err = s.Net(ctx); err != nil {
		return c, err
	}
	c.last, err = s.ClockBack(ctx)
	return c, err
}

// canPrint reports whether the folder that stands for the printer is there, or can come to be. Other
// printers are known by their jobs alone: asking them would take time, and many do not answer.
func canPrint(home, printer string) bool {
	to, err := spool.Parse(printer)
	if err != nil || to.Kind != spool.Folder {
		return err == nil
	}
	dir := to.Under(home).Name
	info, err := os.Stat(dir)
	if os.IsNotExist(err) {
		info, err = os.Stat(filepath.Dir(dir))
	}
	return err == nil && info.IsDir()
}

// chips writes the condition for the bar.
func (w *Window) chips(c condition) []nav.Chip {
	var all []nav.Chip
	lead := func(chip widget.ChipData, to nav.Route) {
		tap := func() { w.open.shell.Go(to) }
		if !w.has(to.Screen) {
			tap = nil
		}
		all = append(all, nav.Chip{ChipData: chip, OnTapped: tap})
	}
	add := func(chip widget.ChipData, to nav.Screen) { lead(chip, nav.Route{Screen: to}) }
	if !c.last.IsZero() {
		add(widget.ChipData{Icon: "warn", Tone: widget.Bad, Label: w.t("app.clock_back", fault.Values{"last": c.last})}, kit.Settings)
	}
	if !c.trip.IsZero() {
		lead(widget.ChipData{Icon: "shop", Tone: widget.Watch, Label: w.t("trips.chip", fault.Values{"name": c.fair})}, kit.ToTrip(c.trip))
	}
	if c.waiting > 0 {
		lead(widget.ChipData{Dot: theme.Gold, Tone: widget.Watch, Label: w.t("app.waiting", fault.Values{"count": c.waiting})},
			nav.Route{Screen: kit.Till, Arg: kit.WaitingBills})
	}
	listed := func(chip widget.ChipData) { all = append(all, nav.Chip{ChipData: chip, OnTapped: w.showJobs}) }
	switch {
	case c.stuck > 0:
		listed(widget.ChipData{Icon: "print-off", Tone: widget.Bad, Label: w.t("jobs.stuck", fault.Values{"count": c.stuck})})
	case c.toPrint > 0:
		listed(widget.ChipData{Icon: "print", Tone: widget.Watch, Label: w.t("jobs.waiting", fault.Values{"count": c.toPrint})})
	case c.printer == "":
		add(widget.ChipData{Icon: "print-off", Label: w.t("app.printer.none")}, kit.Settings)
	case c.ready:
		add(widget.ChipData{Icon: "print", IconTone: theme.MoneyIn, Label: w.t("app.printer.ready")}, kit.Settings)
	default:
		add(widget.ChipData{Icon: "print-off", Tone: widget.Bad, Label: w.t("app.printer.fails")}, kit.Settings)
	}
	if c.fonts > 0 {
		lead(widget.ChipData{Icon: "warn", Tone: widget.Watch, Label: w.t("app.font_gone")}, nav.Route{Screen: kit.Settings, Arg: "printers"})
	}
	if c.net.Channels > 0 {
		add(outbox.Pill(w.lang, &c.net, w.config.Clock()), kit.Outbox)
	}
	add(w.shiftChip(c.shift), kit.Shift)
	return all
}

func (w *Window) shiftChip(shift *shop.Shift) widget.ChipData {
	switch {
	case shift == nil:
		return widget.ChipData{Icon: "customer", Label: w.t("app.shift.none")}
	case shift.TooLong:
		return widget.ChipData{Icon: "warn", Tone: widget.Watch, Label: w.t("app.shift.long", fault.Values{"name": shift.Name})}
	}
	since := i18n.Time(shift.Shift.OpenedAt.Time())
	if shift.Name == "" {
		return widget.ChipData{Icon: "customer", Label: w.t("app.shift.since", fault.Values{"time": since})}
	}
	return widget.ChipData{Icon: "customer", Label: w.t("app.shift.named", fault.Values{"time": since, "name": shift.Name})}
}

// has reports whether this version has a screen.
func (w *Window) has(name nav.Screen) bool {
	for _, s := range w.screens() {
		if s.name == name {
			return true
		}
	}
	return false
}

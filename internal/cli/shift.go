package cli

import (
	"github.com/spf13/cobra"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/selling"
	"github.com/talat-pos/talat/internal/shop"
)

type shiftDoc struct {
	Day        clock.Day            `json:"day"`
	OpenedAt   *string              `json:"opened_at"`
	ClosedAt   *string              `json:"closed_at"`
	Float      money.Satang         `json:"float_satang"`
	Expected   money.Satang         `json:"expected_satang"`
	Counted    *money.Satang        `json:"counted_satang"`
	Difference *money.Satang        `json:"difference_satang"`
	Leave      *money.Satang        `json:"leave_satang"`
	Bills      int                  `json:"bills"`
	Total      money.Satang         `json:"total_satang"`
	In         money.Satang         `json:"in_satang"`
	Out        money.Satang         `json:"out_satang"`
	ByMethod   map[string]methodDoc `json:"by_method"`
	Parked     []draftDoc           `json:"parked"`
	Waiting    []draftDoc           `json:"waiting"`
	SlipOnly   []slipOnlyDoc        `json:"slip_only"`
}

type draftDoc struct {
	Tag   string       `json:"tag"`
	Total money.Satang `json:"total_satang"`
}

type slipOnlyDoc struct {
	Number string       `json:"number"`
	Amount money.Satang `json:"amount_satang"`
	Ref    *string      `json:"ref"`
}

func shiftOf(shift *shop.Shift) shiftDoc {
	doc := shiftDoc{Day: shift.Shift.Day, OpenedAt: moment(shift.Shift.OpenedAt.Time()), Float: shift.Shift.Float,
		Expected: shift.Drawer.Expected(), Bills: shift.Bills, Total: shift.Sold, In: shift.Drawer.In, Out: shift.Drawer.Out,
		ByMethod: methodDocs(shift.Methods), Parked: draftDocs(shift.Parked), Waiting: draftDocs(shift.Waiting), SlipOnly: []slipOnlyDoc{}}
	if closed := shift.Close; closed != nil {
		doc.ClosedAt, doc.Expected = moment(closed.ClosedAt.Time()), closed.Expected
		doc.Counted, doc.Difference, doc.Leave = &closed.Counted, &closed.Difference, &closed.Leave
	}
	for _, slip := range shift.SlipOnly {
		doc.SlipOnly = append(doc.SlipOnly, slipOnlyDoc{slip.Number, slip.Amount, text(slip.Ref)})
	}
	return doc
}

func draftDocs(drafts []shop.Draft) []draftDoc {
	docs := make([]draftDoc, len(drafts))
	for n, draft := range drafts {
		docs[n] = draftDoc{draft.Cart.ID.Tag(), draft.Total}
	}
	return docs
}

func shiftAnswer(shift *shop.Shift, err error) (*answer, error) {
	if err != nil {
		return nil, err
	}
	doc := shiftOf(shift)
	given := &answer{doc: document{"shift": doc}, text: func(out *page) { out.shift(shift, doc) }}
	if shift.TooLong {
		given.warnings = append(given.warnings, fault.New("shift_too_long", "shift", fault.Values{"at": shift.Shift.OpenedAt.Time()}))
	}
	return given, nil
}

func (p *page) shift(shift *shop.Shift, doc shiftDoc) {
	p.line(i18n.DateWeekday(p.lang, doc.Day))
	closed := p.t("shift.open")
	counted, difference, leave := "", "", ""
	if end := shift.Close; end != nil {
		closed = i18n.Moment(p.lang, end.ClosedAt.Time())
		counted, difference, leave = i18n.Baht(end.Counted), i18n.Baht(end.Difference), i18n.Baht(end.Leave)
	}
	p.pairs(pair{"label.opened", i18n.Moment(p.lang, shift.Shift.OpenedAt.Time())}, pair{"label.closed", closed},
		pair{"label.bills", i18n.Value(p.lang, doc.Bills)}, pair{"label.total", i18n.Baht(doc.Total)},
		pair{"label.float", i18n.Baht(doc.Float)}, pair{"label.in", someBaht(doc.In)}, pair{"label.out", someBaht(doc.Out)},
		pair{"label.expected", i18n.Baht(doc.Expected)}, pair{"label.counted", counted}, pair{"label.difference", difference},
		pair{"label.leave", leave})
	p.methodTable(shift.Methods)
	for _, list := range []struct {
		key    string
		drafts []draftDoc
	}{{"shift.parked", doc.Parked}, {"shift.waiting", doc.Waiting}} {
		for _, draft := range list.drafts {
			p.say(list.key, fault.Values{"tag": draft.Tag, "total": draft.Total})
		}
	}
	for _, slip := range doc.SlipOnly {
		p.say("shift.slip_only", fault.Values{"number": slip.Number, "amount": slip.Amount})
	}
}

func (p *program) shiftCommand() *cobra.Command {
	return p.group("shift", p.shiftOpen(), p.shiftCash(), p.shiftClose(), p.shiftShow())
}

func (p *program) shiftOpen() *cobra.Command {
	var float, date, name string
	c := p.command("open --float AMOUNT", 0, 0, func([]string) (*answer, error) {
		amount, err := readAmount(float, "float")
		if err != nil {
			return nil, err
		}
		day, err := readDay(date, "date")
		if err != nil {
			return nil, err
		}
		return p.inShop(func(s *shop.Shop) (*answer, error) { return shiftAnswer(s.OpenShift(p.ctx, amount, day, name)) })
	})
	c.Flags().StringVar(&float, "float", "", "AMOUNT")
	c.Flags().StringVar(&date, "date", "", "DATE")
	c.Flags().StringVar(&name, "name", "", "NAME")
	return c
}

func (p *program) shiftCash() *cobra.Command {
	var in, out, reason string
	var c *cobra.Command
	c = p.command("cash --in AMOUNT|--out AMOUNT --reason TEXT", 0, 0, func([]string) (*answer, error) {
		kind, given, isIn := ledger.CashIn, in, c.Flags().Changed("in")
		if isIn == c.Flags().Changed("out") {
			return nil, fault.Unreadable("cash_in_or_out", "in", nil)
		}
		if !isIn {
			kind, given = ledger.CashOut, out
		}
		amount, err := readAmount(given, "amount")
		if err != nil {
			return nil, err
		}
		if err := required("reason", reason != ""); err != nil {
			return nil, err
		}
		return p.inShop(func(s *shop.Shop) (*answer, error) { return shiftAnswer(s.MoveCash(p.ctx, kind, amount, reason)) })
	})
	c.Flags().StringVar(&in, "in", "", "AMOUNT")
	c.Flags().StringVar(&out, "out", "", "AMOUNT")
	c.Flags().StringVar(&reason, "reason", "", "TEXT")
	return c
}

func (p *program) shiftClose() *cobra.Command {
	var counted, leave, reason string
	var print bool
	c := p.command("close --counted AMOUNT [--leave AMOUNT] [--reason TEXT] [--print]", 0, 0, func([]string) (*answer, error) {
		request := selling.CloseRequest{Reason: reason}
		var err error
		if request.Counted, err = readAmount(counted, "counted"); err != nil {
			return nil, err
		}
		if request.Leave, err = readAmount(leave, "leave"); err != nil {
			return nil, err
		}
		return p.inShop(func(s *shop.Shop) (*answer, error) {
			shift, err := s.CloseShift(p.ctx, request, false)
			given, err := shiftAnswer(shift, err)
			if err != nil {
				return nil, err
			}
			if print {
				given.warn(p.printShift(s, shift, 0, given))
			}
			p.backUp(s, given)
			return given, nil
		})
	})
	c.Flags().StringVar(&counted, "counted", "", "AMOUNT")
	c.Flags().StringVar(&leave, "leave", "0", "AMOUNT")
	c.Flags().StringVar(&reason, "reason", "", "TEXT")
	c.Flags().BoolVar(&print, "print", false, "")
	return c
}

// backUp writes the backup that belongs to a shift's end. The shift is closed either way: a backup that
// fails is a warning.
func (p *program) backUp(s *shop.Shop, given *answer) {
	file, err := s.BackupHere(p.ctx)
	if err != nil {
		given.warnings = append(given.warnings, fault.New(fault.Code(err), "backup", nil))
		return
	}
	given.doc["backup"] = file
	about := given.text
	given.text = func(out *page) {
		about(out)
		out.say("file.written", fault.Values{"file": file})
	}
}

func (p *program) shiftShow() *cobra.Command {
	var print bool
	c := p.command("show [--print]", 0, 0, func([]string) (*answer, error) {
		return p.inShop(func(s *shop.Shop) (*answer, error) {
			shift, err := s.LastShift(p.ctx)
			given, err := shiftAnswer(shift, err)
			if err != nil || !print {
				return given, err
			}
			copies := 0
			if shift.Close != nil {
				copies = 1 // the first came out at the close
			}
			return given, p.printShift(s, shift, copies, given)
		})
	})
	c.Flags().BoolVar(&print, "print", false, "")
	return c
}

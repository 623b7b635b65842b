package quotations

import (
	"context"
	"net/url"
	"path/filepath"
	"slices"
	"strings"

	"github.com/talat-pos/talat/app/addresses"
	"github.com/talat-pos/talat/app/goods"
	"github.com/talat-pos/talat/app/kit"
	"github.com/talat-pos/talat/app/prompt"
	"github.com/talat-pos/talat/app/task"
	"github.com/talat-pos/talat/internal/address"
	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/ordering/giftlist"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/shop"
	"github.com/talat-pos/talat/internal/thai"
)

// accepting is a quotation on its way to become an order.
type accepting struct {
	k      *kit.Kit
	runner *task.Runner
	photos *goods.Photos
	done   func(*shop.Order)
	id     id.Order
	known  acceptFacts

	option  int       // of the alternatives, 0 = the first or only
	taken   []qty.Qty // of each line of it
	at      int       // the chosen line
	order   papers.BuyerOrder
	due     string         // as it is typed
	gifts   *giftlist.List // the recipients of a file, nil = one place
	to      []ordering.Recipient
	shares  [][]qty.Qty // none = evenly
	differs error       // why what the recipients get is not what is ordered
	yes     []string
	busy    bool

	view *acceptView
}

// acceptFacts is what the dialog reads of the shop.
type acceptFacts struct {
	paper *shop.OfficePaper
	index *catalog.Index
	today clock.Day
	by    string
	place ordering.Recipient // the buyer's own, as well as its address can be read
}

// Accept asks what a buyer takes of a quotation, by which order and for whom, and writes the order, whose goods are
// kept from then on. done gets it; it may be nil.
func Accept(k *kit.Kit, paper id.Paper, done func(*shop.Order)) {
	a := &accepting{k: k, runner: k.Pool.Runner(), done: done, id: id.New[id.Order]()}
	task.Run(a.runner, "facts", func(ctx context.Context) (acceptFacts, error) { return readAccept(ctx, k.Shop, paper) }, func(f acceptFacts, err error) {
		if err != nil {
			k.Prompt.Error(err)
			return
		}
		a.begin(f)
	})
}

func readAccept(ctx context.Context, s *shop.Shop, paper id.Paper) (f acceptFacts, err error) {
	if f.paper, err = s.OfficePaperID(ctx, paper); err != nil {
		return f, err
	}
	switch {
	case f.paper.Kind != papers.Quotation:
		return f, fault.New("paper_from", "", fault.Values{"paper": i18n.Words{"papers.kind." + string(papers.PurchaseOrder)}, "number": f.paper.Number})
	case f.paper.Void != nil:
		return f, fault.New("paper_void_already", "", fault.Values{"number": f.paper.Number})
	case f.paper.Fate.Followed:
		return f, fault.New("quotation_taken", "", fault.Values{"number": f.paper.Number})
	}
	if f.index, err = s.Catalogue(ctx); err != nil {
		return f, err
	}
	register, err := s.Register(ctx)
	if err != nil {
		return f, err
	}
	f.today = clock.DayOf(s.Clock())
	shift, err := s.CurrentShift(ctx)
	if err != nil {
		return f, err
	}
	if shift != nil {
		f.by = shift.Name
	}
	f.place = placeAt(f.paper.Buyer.Name, addresses.Split(f.paper.Buyer.Address, register))
	if who := f.paper.Row.CustomerID; !who.IsZero() {
		customer, err := s.Customer(ctx, who)
		if err != nil && !fault.Is(err, "customer_unknown") {
			return f, err
		}
		f.place.Phones, _ = shop.ReadPhones(customer.Phone) // a number that is none can be typed at the order
	}
	return f, nil
}

func placeAt(name string, a address.Address) ordering.Recipient {
	return ordering.Recipient{Name: name, Line: a.Line, Subdistrict: a.Subdistrict, District: a.District, Province: a.Province, Postcode: a.Postcode}
}

// begin opens the dialog for all that was quoted, due when the quotation said.
func (a *accepting) begin(f acceptFacts) {
	a.known = f
	a.order.Date = f.today
	if f.paper.Within > 0 {
		a.due = i18n.DateTyped(a.k.Lang, f.today.Add(f.paper.Within))
	}
	a.photos = goods.NewPhotos(a.k.Shop.Dir, goods.Square, a.k.Pool, func() { a.view.refresh() })
	a.quoted()
	a.view = newAcceptView(a)
	a.view.open()
}

// offered are the lines of the alternative that is chosen, as they were quoted.
func (a *accepting) offered() []papers.Line {
	lines, err := a.known.paper.Offered(a.option + 1)
	if err != nil {
		return nil
	}
	return lines
}

// quoted takes all as it was quoted.
func (a *accepting) quoted() {
	a.taken, a.at = nil, 0
	for _, line := range a.offered() {
		a.taken = append(a.taken, line.Qty)
	}
}

// lines are what is ordered, each at the price of the break reached. It fails with "lines_missing" where nothing is taken.
func (a *accepting) lines() ([]papers.Line, error) {
	if !slices.ContainsFunc(a.taken, func(many qty.Qty) bool { return many > 0 }) {
		return nil, fault.New("lines_missing", "qty", nil)
	}
	return a.known.paper.Chosen(a.option+1, a.taken...)
}

// priced gives a line for as many as are taken.
func (a *accepting) priced(n int) papers.Line {
	line := a.offered()[n]
	if many := a.taken[n]; many != line.Qty {
		line.Price, line.Qty, line.Discount = papers.PriceAt(line.Price, line.Breaks, many), many, 0
		line.Total = money.Times(line.Price, many)
	}
	return line
}

// choose takes another alternative.
func (a *accepting) choose(option int) {
	if option >= 0 && option < len(a.known.paper.Alternatives) && option != a.option {
		a.option = option
		a.quoted()
		a.changed()
	}
}

// step takes more or fewer of a line, down to none.
func (a *accepting) step(n, by int) {
	if n >= 0 && n < len(a.taken) {
		a.at = n
		a.taken[n] = min(max(a.taken[n]+qty.Pieces(by), 0), qty.Max)
		a.changed()
	}
}

// changed shares what is ordered anew and shows it.
func (a *accepting) changed() {
	a.share()
	a.view.show()
}

// share works out who gets what of the lines.
func (a *accepting) share() {
	a.to, a.shares, a.differs = []ordering.Recipient{a.known.place}, nil, nil
	if a.gifts == nil {
		return
	}
	lines, err := a.lines()
	if err != nil {
		return // which is said when it is accepted
	}
	a.to, a.shares, a.differs = shop.ShareGifts(lines, a.gifts, func(text string) id.Product {
		if product := shop.GoodsNamed(a.known.index, text); product != nil {
			return product.ID
		}
		return id.Product{}
	})
}

// gets says what a recipient of a list gets: "2 ชุด · 1 ขวด", nothing while it does not come to what is ordered.
func (a *accepting) gets(n int) string {
	lines, err := a.lines()
	if err != nil || a.differs != nil {
		return ""
	}
	var parts []string
	for k, line := range lines {
		row := shop.Evenly(line.Qty, len(a.to))
		if len(a.shares) > 0 {
			row = a.shares[k]
		}
		if row[n] > 0 && !line.ProductID.IsZero() {
			parts = append(parts, strings.TrimSpace(i18n.Qty(row[n])+" "+line.Unit))
		}
	}
	return strings.Join(parts, " · ")
}

// otherwise reports whether something else is taken than was quoted.
func (a *accepting) otherwise() bool {
	for n, line := range a.offered() {
		if a.taken[n] != line.Qty {
			return true
		}
	}
	return a.option != 0
}

// readGifts reads the recipients from a spreadsheet. A list with a bad row is not taken: nobody would get what it says.
func (a *accepting) readGifts() {
	s := a.k.Shop
	a.k.PickFile([]string{".xlsx", ".csv"}, func(path string) {
		task.Run(a.runner, "gifts", func(ctx context.Context) (giftlist.List, error) { return s.GiftList(ctx, path) }, func(list giftlist.List, err error) {
			if err == nil && len(list.Recipients) == 0 && len(list.Rejected) == 0 {
				err = fault.New("gift_columns", "file", nil)
			}
			switch {
			case err != nil:
				a.k.Prompt.Error(err)
			case len(list.Rejected) > 0:
				a.view.badRows(&list)
			default:
				a.gifts = &list
				a.changed()
				a.view.badRows(&list)
			}
		})
	})
}

// onePlace sends all to the buyer again.
func (a *accepting) onePlace() {
	a.gifts = nil
	a.changed()
}

// pictureEndings are those of files that may be the picture of an order.
var pictureEndings = []string{".png", ".jpg", ".jpeg", ".webp", ".gif", ".bmp"}

func (a *accepting) pickPicture() { a.k.PickFile(pictureEndings, a.takePicture) }

// takePicture keeps the picture of the buyer's order.
func (a *accepting) takePicture(path string) {
	s := a.k.Shop
	task.Run(a.runner, "picture", func(ctx context.Context) (string, error) { return s.AddPictureFile(ctx, path) }, func(name string, err error) {
		if err != nil {
			a.k.Prompt.Error(err)
			return
		}
		a.order.Picture = name
		a.view.show()
	})
}

// paste takes a picture whose file was copied; other words are the number of the order.
func (a *accepting) paste() {
	text := strings.TrimSpace(a.k.Clipboard.Content())
	if path := copiedPicture(text); path != "" {
		a.takePicture(path)
		return
	}
	if number := thai.Clean(text, maxOrderNo+1); number != "" && !strings.Contains(text, "\n") && a.view.number.Text == "" {
		a.view.number.SetText(number)
		return
	}
	a.k.Prompt.Say(a.k.T("quotations.accept.paste_none"))
}

// maxOrderNo bounds the number of a buyer's order on a paper.
const maxOrderNo = 100

// copiedPicture gives the path of a picture that was copied in a file manager, "" for anything else.
func copiedPicture(text string) string {
	first, _, _ := strings.Cut(text, "\n")
	path := strings.Trim(strings.TrimSpace(first), `"`)
	if at, err := url.Parse(path); err == nil && at.Scheme == "file" {
		path = at.Path
	}
	if !filepath.IsAbs(path) || !slices.Contains(pictureEndings, strings.ToLower(filepath.Ext(path))) {
		return ""
	}
	return path
}

// request turns the dialog into what the shop is asked for.
func (a *accepting) request() (shop.AcceptAsk, error) {
	ask := shop.AcceptAsk{ID: a.id, Quotation: a.known.paper.Number, Quantities: a.taken, Order: a.order, CustomerID: a.known.paper.Row.CustomerID,
		Recipients: slices.Clone(a.to), Shares: a.shares, Yes: a.yes, By: a.known.by}
	if len(a.known.paper.Alternatives) > 0 {
		ask.Alternative = a.option + 1
	}
	if _, err := a.lines(); err != nil {
		return ask, err
	}
	if a.differs != nil {
		return ask, a.differs
	}
	if err := thai.CheckName(ask.Order.Number, "order.number", maxOrderNo); err != nil {
		return ask, err
	}
	for _, day := range []struct {
		text, field string
		into        *clock.Day
	}{{a.view.date.Text, "order.date", &ask.Order.Date}, {a.due, "due", &ask.Due}} {
		*day.into = ""
		if strings.TrimSpace(day.text) == "" {
			continue
		}
		var err error
		if *day.into, err = clock.ReadDay(day.text); err != nil {
			return ask, fault.New("date_unreadable", day.field, fault.Values{"value": day.text})
		}
	}
	if ask.Order.Date > a.known.today {
		return ask, fault.New("date_ahead", "order.date", fault.Values{"date": ask.Order.Date, "day": a.known.today})
	}
	return ask, nil
}

// accept writes the order, once however often it is pressed.
func (a *accepting) accept() {
	if a.busy {
		return
	}
	a.view.clear()
	ask, err := a.request()
	if err != nil {
		a.view.tell(err)
		return
	}
	a.busy = true
	k, s := a.k, a.k.Shop
	task.Run(k.Pool.Runner(), "accept", func(ctx context.Context) (*shop.Order, error) { return s.AcceptQuotation(ctx, ask) }, func(order *shop.Order, err error) {
		switch a.busy = false; {
		case papers.Asked(err):
			a.ask(err)
			return
		case err != nil:
			a.view.tell(err)
			return
		}
		a.view.dialog.Close()
		k.Changed()
		k.Prompt.Say(k.T("quotations.accepted", fault.Values{"number": order.Order.Number}))
		if a.done != nil {
			a.done(order)
		}
		k.Go(kit.ToOffice(order.Order.Number))
	})
}

// ask asks a question of the shop, and goes on after yes.
func (a *accepting) ask(question error) {
	k, code := a.k, fault.Code(question)
	k.Prompt.Ask(prompt.Question{Title: k.T("quotations.accept.sure"), Text: i18n.Message(k.Lang, question), Yes: k.T("quotations.accept.go_on")}, func(yes bool) {
		if yes {
			a.yes = append(a.yes, code)
			a.accept()
		}
	})
}

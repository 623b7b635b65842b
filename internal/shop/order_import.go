package shop

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"

	"github.com/talat-pos/talat/internal/address"
	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/ordering/channelfile"
	"github.com/talat-pos/talat/internal/party"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/shipping"
	"github.com/talat-pos/talat/internal/store"
	"github.com/talat-pos/talat/internal/thai"
)

// OrderFile says which file of orders to import, and how.
type OrderFile struct {
	Name     string // its ending tells its kind
	Data     io.ReadSeeker
	Channel  string               // of ordering.Channels, "" to find it out
	Sheet    string               // of a spreadsheet, "" for the first that holds orders
	Mapping  *channelfile.Mapping // nil = what is remembered for the channel
	Dry      bool                 // only say what would become of it
	Progress func(done, total int)
}

// OrderImport says what became of a file of orders.
type OrderImport struct {
	Channel                     string
	Created, Updated, Unchanged int
	Rejected                    []channelfile.Rejected
	Warnings                    []*fault.Error
	File                        channelfile.File // as it was read, also when the fault is "order_columns"
	Orders                      []ImportedOrder  // as far as the import got, without the rejected ones
}

// ImportedOrder says what became of one order of a file: it is new, brought up to date, or as it was.
type ImportedOrder struct {
	*channelfile.Order
	Created, Updated bool
	Todo             string // what is to be done next, of ordering.Todos, "" = nothing
}

// orderBatch is how many orders one transaction of an import holds: a till beside it never waits long.
const orderBatch = 100

// maxOrderWarnings bounds what is said of single orders.
const maxOrderWarnings = 100

// errDry ends the transaction of a trial.
var errDry = errors.New("only a trial")

// ImportOrders takes the orders of a channel's file over. An order comes in once, by its channel's number; a file
// again, or another of another day in whatever order, brings it up to date: see ordering.Hear. What is done stays
// done when ctx ends. Faults: those of channelfile.Read.
func (s *Shop) ImportOrders(ctx context.Context, from OrderFile) (*OrderImport, error) {
	file, err := s.readOrders(ctx, &from)
	if err != nil {
		return &OrderImport{File: file}, err
	}
	register, err := s.Register(ctx)
	if err != nil {
		return nil, err
	}
	goods, err := s.channelGoods(ctx)
	if err != nil {
		return nil, err
	}
	done := &OrderImport{Channel: file.Kind, Rejected: slices.Clone(file.Rejected), Warnings: slices.Clone(file.Warnings), File: file}
	for at := 0; at < len(file.Orders); at += orderBatch {
		if err := ctx.Err(); err != nil {
			return done, err
		}
		part := file.Orders[at:min(at+orderBatch, len(file.Orders))]
		before := *done // of a part that is taken back nothing is counted
		err := s.db.Batch(ctx, func(b *store.Batch) error {
			for n := range part {
				said := goods.said(&part[n], register)
				heard, err := s.db.HearOrder(b.Context(), said)
				if err := done.count(&part[n], &heard, err); err != nil {
					return err
				}
			}
			if from.Dry {
				return errDry
			}
			return nil
		})
		if err != nil && !errors.Is(err, errDry) {
			return &before, err
		}
		if from.Progress != nil {
			from.Progress(at+len(part), len(file.Orders))
		}
	}
	slices.SortStableFunc(done.Rejected, func(a, b channelfile.Rejected) int { return cmp.Compare(a.Row, b.Row) })
	if from.Mapping != nil && !from.Dry {
		return done, s.rememberMapping(ctx, file.Kind, from.Mapping)
	}
	return done, nil
}

// count adds one order. An order that cannot be is a rejected row; only a fault of the machine ends the import.
func (i *OrderImport) count(order *channelfile.Order, heard *store.HeardOrder, err error) error {
	switch refused := fault.Of(err); {
	case err != nil && refused.Kind == fault.Internal:
		return err
	case err != nil:
		i.Rejected = append(i.Rejected, channelfile.Rejected{Row: order.Rows[0], Column: refused.Field, Order: order.No, Cells: order.Cells[0], Reason: refused})
		for n, row := range order.Rows[1:] {
			held := fault.New("order_row_held", "no", fault.Values{"value": order.No})
			i.Rejected = append(i.Rejected, channelfile.Rejected{Row: row, Order: order.No, Cells: order.Cells[n+1], Reason: held})
		}
		return nil
	case heard.Created:
		i.Created++
	case heard.Updated:
		i.Updated++
	default:
		i.Unchanged++
	}
	i.Orders = append(i.Orders, ImportedOrder{order, heard.Created, heard.Updated, heard.Todo})
	if room := maxOrderWarnings - len(i.Warnings); room > 0 {
		i.Warnings = append(i.Warnings, heard.Warnings[:min(room, len(heard.Warnings))]...)
	}
	return nil
}

// orderMappings is the setting that remembers how files of each channel are read, as JSON.
const orderMappings = "import.orders"

func (s *Shop) mappings(ctx context.Context) (map[string]channelfile.Mapping, error) {
	text, err := s.Get(ctx, orderMappings)
	kept := map[string]channelfile.Mapping{}
	_ = json.Unmarshal([]byte(text), &kept) // one that cannot be read is as good as none
	return kept, err
}

func (s *Shop) rememberMapping(ctx context.Context, channel string, mapping *channelfile.Mapping) error {
	kept, err := s.mappings(ctx)
	if err != nil {
		return err
	}
	kept[channel] = *mapping
	text, err := json.Marshal(kept)
	if err != nil {
		return fault.Wrap(err, "document_unreadable")
	}
	return s.db.SaveSettings(ctx, map[string]string{orderMappings: string(text)})
}

// readOrders reads a file by the mapping that is given, else by the one remembered for its channel, else by what
// its headings say.
func (s *Shop) readOrders(ctx context.Context, from *OrderFile) (channelfile.File, error) {
	register, err := s.Register(ctx)
	if err != nil {
		return channelfile.File{}, err
	}
	options := channelfile.Options{Channel: from.Channel, Sheet: from.Sheet, Mapping: from.Mapping, Register: register}
	file, err := channelfile.Read(ctx, from.Name, from.Data, options)
	if from.Mapping != nil || err != nil && !fault.Is(err, "order_columns") {
		return file, err
	}
	kept, failed := s.mappings(ctx)
	if failed != nil {
		return file, failed
	}
	for _, channel := range remembered(kept, cmp.Or(from.Channel, file.Kind, channelfile.Other)) {
		if _, failed := from.Data.Seek(0, io.SeekStart); failed != nil {
			return file, fault.Wrap(failed, "file_unreadable")
		}
		mapping := kept[channel]
		options.Channel, options.Mapping = channel, &mapping
		if again, failed := channelfile.Read(ctx, from.Name, from.Data, options); failed == nil {
			return again, nil
		}
	}
	return file, err
}

// remembered lists the channels whose mapping may fit a file: its own; of a file that is no marketplace's those of
// all other shop programs.
func remembered(kept map[string]channelfile.Mapping, channel string) (channels []string) {
	for _, each := range slices.Sorted(maps.Keys(kept)) {
		if each == channel || channel == channelfile.Other && !ordering.Marketplace(each) {
			channels = append(channels, each)
		}
	}
	return channels
}

// channelGoods finds the shop's goods by what channels call them.
type channelGoods struct {
	index *catalog.Index
	names map[string]*catalog.Product // by the folded name or alias; nil for one that several bear
}

func (s *Shop) channelGoods(ctx context.Context) (*channelGoods, error) {
	index, err := s.Catalogue(ctx)
	if err != nil {
		return nil, err
	}
	g := &channelGoods{index: index, names: map[string]*catalog.Product{}}
	var all []catalog.Product
	for _, product := range index.All() {
		all = append(all, *product)
	}
	for _, good := range chatNames(all) {
		product := index.BySKU(good.SKU)
		for _, name := range append([]string{good.Name}, good.Aliases...) {
			key := thai.Fold(name)
			if other, taken := g.names[key]; taken && other != product {
				g.names[key] = nil
			} else {
				g.names[key] = product
			}
		}
	}
	return g, nil
}

// match gives the product that a line of a channel means and how many of its unit one piece holds. before are the
// lines that the shop has of the order: what a person matched there holds.
func (g *channelGoods) match(line *channelfile.Line, before []ledger.OrderLine) (id.Product, qty.Qty) {
	text := thai.Clean(line.Text, catalog.MaxName)
	var coded catalog.Match
	if line.SKU != "" {
		if found, err := g.index.Lookup(line.SKU, catalog.ScaleLayout{}); err == nil && (found.Kind == catalog.BySKU || found.Kind == catalog.ByCode) {
			coded = found
		}
	}
	for _, old := range before {
		known := g.index.ByID(old.ProductID)
		if known != nil && text != "" && old.Text == text && (coded.Product == nil || coded.Product.ID != known.ID) {
			return g.fits(known, qty.One, line.Qty)
		}
	}
	if coded.Product != nil {
		return g.fits(coded.Product, coded.Qty, line.Qty)
	}
	for _, name := range []string{text, line.Name + " " + line.Variation} {
		if product := g.names[thai.Fold(name)]; product != nil {
			return g.fits(product, qty.One, line.Qty)
		}
	}
	return id.Product{}, 0
}

// fits leaves goods to be matched by a person where they cannot be what the line says: a product of which only
// variants are sold, half a jar.
func (g *channelGoods) fits(product *catalog.Product, holds, pieces qty.Qty) (id.Product, qty.Qty) {
	quantity := qty.Qty(money.Round(int64(pieces), int64(holds), int64(qty.One), money.HalfUp))
	if product.HasVariants || !product.Weighed && !quantity.Whole() {
		return id.Product{}, 0
	}
	return product.ID, holds
}

// states are a channel's states as orders have them; any other is not known.
var states = map[channelfile.State]string{channelfile.New: ordering.New, channelfile.Paid: ordering.Paid, channelfile.Shipped: ordering.Shipped,
	channelfile.Delivered: ordering.Delivered, channelfile.Cancelled: ordering.Cancelled, channelfile.Returned: ordering.Returned}

// said gives an order of a file as the shop hears of it.
func (g *channelGoods) said(o *channelfile.Order, register *address.Register) ordering.Said {
	return g.saidBy(o, register, g.match)
}

// saidBy is said with another way to find the goods of a line.
func (g *channelGoods) saidBy(o *channelfile.Order, register *address.Register,
	match func(*channelfile.Line, []ledger.OrderLine) (id.Product, qty.Qty)) ordering.Said {
	state := states[o.State]
	people := sha256.Sum256(fmt.Append(nil, o.Recipient, o.Buyer, o.Note, o.SellerNote))
	said := ordering.Said{Channel: o.Channel, No: o.No, State: state, PlacedAt: o.At, Version: ordering.Version(o.Updated, state, o.Revision),
		People: hex.EncodeToString(people[:6]), Masked: o.Recipient.Masked, Tracking: trackingOf(o.Tracking)}
	if said.PlacedAt.IsZero() {
		said.PlacedAt = o.Updated
	}
	said.Request = func(order id.Order, before []ledger.OrderLine) ordering.Request {
		request := o.Request(order, func(line channelfile.Line) (id.Product, qty.Qty) { return match(&line, before) }, before)
		if request.PayBy == ordering.PayTransfer { // the money is there, at the channel
			request.PayBy = ordering.PayChannel
		}
		if phone, err := party.Phone(request.Person.Phone); err == nil {
			request.Person.Phone = phone
		} else {
			request.Person.Phone = "" // covered; the recipient keeps what is shown
		}
		for n := range request.Recipients {
			to := &request.Recipients[n]
			if checked := register.Check(to.Address()); checked.OK {
				to.Code = checked.Place.Code
			}
		}
		return request
	}
	return said
}

// trackingOf gives a number as parcels have it, "" for what is none.
func trackingOf(text string) string {
	number, err := shipping.ReadNumber(text, true)
	if text == "" || err != nil {
		return ""
	}
	return number
}

package stock

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"unicode/utf8"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/qty"
)

// Request asks for one paper of the stock. The same id with the same request is one paper.
type Request struct {
	ID       id.StockPaper `json:"id"`
	Type     string        `json:"type"` // ledger.TypeReceived … TypeOrdered
	Items    []Item        `json:"items"`
	Producer id.Party      `json:"producer,omitzero"` // who brings the goods or gets them; none = each product's own
	Place    id.Place      `json:"place,omitzero"`    // where the goods lie, none = where the shop sells from
	To       id.Place      `json:"to,omitzero"`       // where they are moved
	Trip     id.Trip       `json:"trip,omitzero"`
	Ref      string        `json:"ref,omitempty"`    // the number on the producer's own paper
	Reason   string        `json:"reason,omitempty"` // one of Reasons or in words
	Photo    string        `json:"photo,omitempty"`  // of the producer's paper: file name under images/
	By       string        `json:"-"`                // who does it: personal, outside the ledger
}

// Types lists the kinds of papers in the order they are shown.
var Types = []string{ledger.TypeReceived, ledger.TypeGivenBack, ledger.TypeCounted, ledger.TypeAdjusted, ledger.TypeMoved, ledger.TypeOrdered}

// Hash tells whether a request that comes again with the same id is the same.
func (r *Request) Hash() string {
	data, err := json.Marshal(r)
	if err != nil {
		panic(err) // plain structs always encode
	}
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

// Wanted lists the products of the request.
func (r *Request) Wanted() []id.Product {
	ids := make([]id.Product, len(r.Items))
	for n, item := range r.Items {
		ids[n] = item.ProductID
	}
	return ids
}

// Limits of a request; texts in characters.
const (
	MaxItems = 20_000
	MaxText  = 200
	MaxLot   = 50
	maxPhoto = 100
)

// Reasons that goods are put right for, as they are stored; any other text is a reason in words.
const (
	Broken  = "broken"
	Tasted  = "tasted" // eaten or tried by customers
	Given   = "given"  // to a guest, a temple, the staff
	Stolen  = "stolen"
	Expired = "expired"
)

// Reasons lists them in the order they are offered.
var Reasons = []string{Broken, Tasted, Given, Stolen, Expired}

// Issue writes a paper: its number, its lines as they stand, and the movements it makes. Faults of all:
// "lines_missing", "too_many", "text_too_long", "product_unknown", "stock_of_set" and "stock_of_variants"
// (of which nothing lies anywhere: their parts and variants do), "qty_not_whole", "qty_too_large",
// "stock_paper_unknown" for another type; and those of each type.
func Issue(facts *Facts, r *Request) (*ledger.Posting, error) {
	if err := r.validate(); err != nil {
		return nil, err
	}
	p := &paper{facts: facts, request: r, posting: &ledger.Posting{Kind: ledger.EventStockMoved, At: ledger.MillisOf(facts.Now), Day: facts.Day}}
	decide := map[string]func(int, Item, *catalog.Product) error{
		ledger.TypeReceived: p.receive, ledger.TypeGivenBack: p.giveBack, ledger.TypeCounted: p.count,
		ledger.TypeAdjusted: p.adjust, ledger.TypeMoved: p.move, ledger.TypeOrdered: p.order}[r.Type]
	if decide == nil {
		return nil, fault.New("stock_paper_unknown", "type", fault.Values{"value": r.Type})
	}
	if err := p.needs(); err != nil {
		return nil, err
	}
	for n, item := range r.Items {
		product, err := facts.product(item, n)
		if err != nil {
			return nil, err
		}
		if err := decide(n, item, product); err != nil {
			return nil, err
		}
	}
	return p.posting, p.head()
}

func (r *Request) validate() error {
	switch {
	case len(r.Items) == 0:
		return fault.New("lines_missing", "line", nil)
	case len(r.Items) > MaxItems:
		return fault.New("too_many", "line", fault.Values{"max": MaxItems})
	case utf8.RuneCountInString(r.Ref) > MaxText:
		return fault.New("text_too_long", "ref", fault.Values{"max": MaxText})
	case utf8.RuneCountInString(r.Reason) > MaxText:
		return fault.New("text_too_long", "reason", fault.Values{"max": MaxText})
	case len(r.Photo) > maxPhoto:
		return fault.New("text_too_long", "photo", fault.Values{"max": maxPhoto})
	}
	return nil
}

// paper is a paper as it is being written.
type paper struct {
	facts   *Facts
	request *Request
	posting *ledger.Posting
}

// needs checks what a type asks for beside its lines. Faults: "reason_missing" to put right, "place_same"
// and "place_missing" to move, "producer_missing" to give back.
func (p *paper) needs() error {
	r := p.request
	switch {
	case r.Type == ledger.TypeAdjusted && r.Reason == "":
		return fault.New("reason_missing", "reason", nil)
	case r.Type == ledger.TypeMoved && r.To.IsZero():
		return fault.New("place_missing", "to", nil)
	case r.Type == ledger.TypeMoved && r.To == p.facts.Place:
		return fault.New("place_same", "to", nil)
	case r.Type == ledger.TypeGivenBack && r.Producer.IsZero():
		return fault.New("producer_missing", "producer", nil)
	}
	return nil
}

func (f *Facts) product(item Item, n int) (*catalog.Product, error) {
	product := f.Product(item.ProductID)
	switch {
	case product == nil:
		return nil, lineFault("product_unknown", n, "code", fault.Values{"value": item.ProductID.String()})
	case product.IsSet():
		return nil, lineFault("stock_of_set", n, "code", fault.Values{"name": product.FullName()})
	case product.HasVariants:
		return nil, lineFault("stock_of_variants", n, "code", fault.Values{"name": product.FullName()})
	case item.Qty.Abs() > qty.Max:
		return nil, lineFault("qty_too_large", n, "qty", fault.Values{"value": item.Qty})
	case !product.Weighed && !item.Qty.Whole():
		return nil, lineFault("qty_not_whole", n, "qty", fault.Values{"value": item.Qty, "unit": product.Unit})
	}
	return product, nil
}

// head numbers the paper.
func (p *paper) head() error {
	r, year := p.request, p.facts.Day.BuddhistYear()
	no, err := p.facts.NextNo(r.Type, year)
	if err != nil {
		return err
	}
	place := p.facts.Place
	if r.Type == ledger.TypeOrdered {
		p.posting.Kind, place = ledger.EventStockOrdered, id.Place{} // nothing lies anywhere yet
	}
	p.posting.StockPapers = []ledger.StockPaper{{ID: r.ID, Number: ledger.Number(p.facts.Letter, r.Type, year, no), Letter: p.facts.Letter,
		Type: r.Type, Year: year, No: no, Day: p.facts.Day, At: p.posting.At, ProducerID: p.from(), PlaceID: place, ToPlaceID: r.To,
		TripID: r.Trip, Ref: r.Ref, Reason: r.Reason, Photo: r.Photo, RequestHash: r.Hash()}}
	return nil
}

// from is whose paper it is: who was named; where nobody was, the one producer of all that came, who signs for it.
func (p *paper) from() id.Party {
	from, lots := p.request.Producer, p.posting.Lots
	if p.request.Type != ledger.TypeReceived || !from.IsZero() {
		return from
	}
	for _, lot := range lots {
		if lot.OwnerID != lots[0].OwnerID {
			return from
		}
	}
	return lots[0].OwnerID
}

// line adds a line to the paper, for its type to fill in the rest.
func (p *paper) line(product *catalog.Product, quantity qty.Qty) *ledger.StockPaperLine {
	p.posting.StockPaperLines = append(p.posting.StockPaperLines, ledger.StockPaperLine{PaperID: p.request.ID,
		LineN: len(p.posting.StockPaperLines), ProductID: product.ID, SKU: product.SKU, Name: product.FullName(), Unit: product.Unit,
		Qty: quantity, Cost: product.Cost, Price: product.Price})
	return &p.posting.StockPaperLines[len(p.posting.StockPaperLines)-1]
}

// moves adds a movement for each part.
func (p *paper) moves(kind, reason string, place id.Place, parts ...part) {
	for _, one := range parts {
		p.posting.Movements = append(p.posting.Movements, ledger.Movement{LineN: -1, ProductID: one.lot.ProductID, LotID: one.lot.ID,
			PlaceID: place, Qty: one.qty, Kind: kind, At: p.posting.At, Reason: reason})
	}
}

// ofLot says on a line of which lot its goods are, when they are all of one.
func ofLot(line *ledger.StockPaperLine, parts []part) {
	if len(parts) == 1 {
		line.Lot, line.Expires, line.Cost = parts[0].lot.Code, parts[0].lot.Expires, parts[0].lot.Cost
	}
}

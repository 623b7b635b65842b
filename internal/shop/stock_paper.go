package shop

import (
	"context"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/stock"
	"github.com/talat-pos/talat/internal/store"
	"github.com/talat-pos/talat/internal/thai"
)

// StockPaper is a paper of the stock as screens, papers and commands show it.
type StockPaper struct {
	store.StockPaper
	Producer Party // zero when the paper names none
	Place    string
	To       string
	Replayed bool // the same request was already done; nothing changed
}

// PostStock writes a paper of the stock: goods received, given back, counted, put right, moved or ordered. A
// request without an id is one that is not sent again. Faults are those of the paper's type: see stock.Issue.
func (s *Shop) PostStock(ctx context.Context, request stock.Request) (*StockPaper, error) {
	tidyRequest(&request)
	replayed, err := s.db.PostStock(ctx, request)
	if err != nil {
		return nil, err
	}
	paper, err := s.StockPaper(ctx, request.ID)
	if err == nil {
		paper.Replayed = replayed
	}
	return paper, err
}

func tidyRequest(r *stock.Request) {
	if r.ID.IsZero() {
		r.ID = id.New[id.StockPaper]()
	}
	r.Ref, r.Reason, r.By = thai.Clean(r.Ref, stock.MaxText+1), thai.Clean(r.Reason, stock.MaxText+1), thai.Clean(r.By, 60)
	for n := range r.Items {
		r.Items[n].Lot = thai.Clean(r.Items[n].Lot, stock.MaxLot+1)
	}
}

// StockPaper gives a paper of the stock. It fails with "stock_paper_unknown".
func (s *Shop) StockPaper(ctx context.Context, paper id.StockPaper) (*StockPaper, error) {
	found, err := s.db.StockPaper(ctx, paper)
	if err != nil {
		return nil, err
	}
	out := &StockPaper{StockPaper: *found}
	if !found.ProducerID.IsZero() {
		if out.Producer, err = s.db.Party(ctx, found.ProducerID); err != nil && !fault.Is(err, "customer_unknown") {
			return nil, err // one that was erased leaves its papers
		}
	}
	if out.Place, err = s.placeName(ctx, found.PlaceID); err != nil {
		return nil, err
	}
	out.To, err = s.placeName(ctx, found.ToPlaceID)
	return out, err
}

// StockPaperID finds a paper of the stock by its number. It fails with "stock_paper_unknown".
func (s *Shop) StockPaperID(ctx context.Context, number string) (id.StockPaper, error) {
	return s.db.StockPaperID(ctx, number)
}

// StockPapers lists papers of the stock, newest first; total counts them all.
func (s *Shop) StockPapers(ctx context.Context, q StockPaperQuery) ([]StockPaperRow, int, error) {
	return s.db.StockPapers(ctx, q)
}

// PlaceNamed finds a place by its name. It fails with "place_unknown" at a field.
func (s *Shop) PlaceNamed(ctx context.Context, name, field string) (Place, error) {
	places, err := s.db.Places(ctx)
	if err != nil {
		return Place{}, err
	}
	for _, place := range places {
		if place.Name == name && !place.Closed {
			return place, nil
		}
	}
	return Place{}, fault.New("place_unknown", field, fault.Values{"value": name})
}

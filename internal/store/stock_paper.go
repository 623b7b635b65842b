package store

import (
	"context"
	"slices"
	"strings"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/stock"
)

// PostStock writes a paper of the stock with its movements. The same id with the same request is answered
// again with replayed; with another request it fails with "stock_paper_used". Other faults: "place_unknown",
// "place_closed" where goods would come to it, those of stock.Issue.
func (s *Store) PostStock(ctx context.Context, request stock.Request) (replayed bool, err error) {
	err = s.write(ctx, func(tx *Tx) error {
		replayed, err = tx.postStock(&request)
		return err
	})
	return replayed, err
}

func (tx *Tx) postStock(request *stock.Request) (replayed bool, err error) {
	if replayed, err = tx.issued(request.ID, request.Hash()); err != nil || replayed {
		return replayed, err
	}
	facts, err := tx.stockFacts(request.Wanted(), request.Place)
	if err != nil {
		return false, err
	}
	if err := tx.open(request, facts.Place); err != nil {
		return false, err
	}
	posting, err := stock.Issue(facts, request)
	if err != nil {
		return false, err
	}
	if err := tx.post(posting); err != nil || request.By == "" {
		return false, err
	}
	_, err = tx.sql.ExecContext(tx.ctx, "INSERT INTO stock_paper_person (paper_id, name) VALUES (?, ?)", request.ID, request.By)
	return false, translate(err)
}

// issued reports whether a paper of this id and request is already written.
func (tx *Tx) issued(paper id.StockPaper, hash string) (bool, error) {
	if paper.IsZero() {
		return false, fault.New("id_unreadable", "id", fault.Values{"value": ""})
	}
	old, found, err := stockPapers.one(tx.ctx, tx.sql, "WHERE id = ?", paper)
	if err == nil && found && old.RequestHash != hash {
		err = fault.New("stock_paper_used", "id", fault.Values{"number": old.Number})
	}
	return found, err
}

// open proves that the places of a paper exist and that nothing comes to one that is closed.
func (tx *Tx) open(request *stock.Request, at id.Place) error {
	ends := map[string]id.Place{"place": at, "to": request.To}
	for _, field := range []string{"place", "to"} {
		if ends[field].IsZero() {
			continue
		}
		place, found, err := places.one(tx.ctx, tx.sql, "WHERE id = ?", ends[field])
		switch {
		case err != nil:
			return err
		case !found:
			return fault.New("place_unknown", field, fault.Values{"value": ends[field].String()})
		case place.Closed && (field == "to" || request.Type == ledger.TypeReceived):
			return fault.New("place_closed", field, fault.Values{"name": place.Name})
		}
	}
	return nil
}

// stockFacts gathers what moving goods decides by, for goods that lie at a place; none is where the shop
// sells from.
func (tx *Tx) stockFacts(wanted []id.Product, place id.Place) (*stock.Facts, error) {
	facts, err := tx.facts(wanted, id.Bill{})
	if err != nil {
		return nil, err
	}
	k, err := tx.known()
	if err != nil {
		return nil, err
	}
	today := clock.DayOf(facts.Now) // yesterday's shift may still be open
	f := &stock.Facts{Now: facts.Now, Day: today, Letter: facts.Letter, Place: facts.Place, Product: facts.Product,
		Lots: facts.Lots, Terms: k.termsOn(today), NextNo: facts.NextNo}
	if place.IsZero() {
		place = f.Place
	}
	if f.Held, err = tx.held(place); err != nil || place == f.Place {
		return f, err
	}
	f.Place, f.Lots = place, map[id.Product][]ledger.LotStock{}
	unique := slices.Clone(wanted)
	slices.SortFunc(unique, func(a, b id.Product) int { return slices.Compare(a[:], b[:]) })
	for some := range slices.Chunk(slices.Compact(unique), atOnce) {
		lots, err := tx.lots(place, some...)
		if err != nil {
			return nil, err
		}
		for _, lot := range lots {
			f.Lots[lot.ProductID] = append(f.Lots[lot.ProductID], lot)
		}
	}
	return f, nil
}

// StockPaper is a paper of the stock with what lies outside the ledger.
type StockPaper struct {
	ledger.StockPaper
	Lines []ledger.StockPaperLine
	Lots  []ledger.Lot // that it made: of goods received, one for each line
	By    string
}

// StockPaper gives a paper of the stock. It fails with "stock_paper_unknown".
func (s *Store) StockPaper(ctx context.Context, paper id.StockPaper) (*StockPaper, error) {
	found, ok, err := stockPapers.one(ctx, s.r, "WHERE id = ?", paper)
	if err != nil {
		return nil, err
	}
	if !ok {
		return nil, fault.New("stock_paper_unknown", "paper", fault.Values{"value": paper.String()})
	}
	out := &StockPaper{StockPaper: found}
	const sameEvent = "WHERE (till, seq) = (SELECT till, seq FROM stock_paper WHERE id = ?) "
	if out.Lines, err = stockPaperLines.all(ctx, s.r, sameEvent+"AND paper_id = ? ORDER BY line_n", paper, paper); err != nil {
		return nil, err
	}
	if out.Lots, err = lots.all(ctx, s.r, sameEvent+"ORDER BY n", paper); err != nil {
		return nil, err
	}
	row := s.r.QueryRowContext(ctx, "SELECT coalesce((SELECT name FROM stock_paper_person WHERE paper_id = ?), '')", paper)
	return out, translate(row.Scan(&out.By))
}

// StockPaperID finds a paper of the stock by its number. It fails with "stock_paper_unknown".
func (s *Store) StockPaperID(ctx context.Context, number string) (id.StockPaper, error) {
	found, ok, err := stockPapers.one(ctx, s.r, "WHERE number = ?", strings.ToUpper(strings.TrimSpace(number)))
	if err == nil && !ok {
		err = fault.New("stock_paper_unknown", "paper", fault.Values{"value": number})
	}
	return found.ID, err
}

// StockPaperQuery chooses papers of the stock. What is empty asks for all.
type StockPaperQuery struct {
	Types    []string
	Producer id.Party
	Product  id.Product // on one of its lines
	From, To clock.Day
	Offset   int
	Limit    int
}

// StockPaperRow is one paper of a list.
type StockPaperRow struct {
	ledger.StockPaper
	Lines int
	Cost  money.Satang // of all lines: quantity × cost; of a count what is missing or found
	By    string
}

// StockPapers lists papers of the stock, newest first; total counts them all.
func (s *Store) StockPapers(ctx context.Context, q StockPaperQuery) (rows []StockPaperRow, total int, err error) {
	if q.Limit <= 0 || q.Limit > MaxPage {
		return nil, 0, fault.New("limit_invalid", "limit", fault.Values{"max": MaxPage})
	}
	where, args := q.where()
	if err := s.r.QueryRowContext(ctx, "SELECT count(*) FROM stock_paper p"+where, args...).Scan(&total); err != nil {
		return nil, 0, translate(err)
	}
	papers, err := stockPapers.all(ctx, s.r, "p"+where+" ORDER BY till DESC, seq DESC, n DESC LIMIT ? OFFSET ?", append(args, q.Limit, q.Offset)...)
	if err != nil {
		return nil, 0, err
	}
	for _, paper := range papers {
		row := StockPaperRow{StockPaper: paper}
		if err := s.sumPaper(ctx, &row); err != nil {
			return nil, 0, err
		}
		rows = append(rows, row)
	}
	return rows, total, nil
}

// MaxPage bounds the rows of one page of a list.
const MaxPage = 1_000

func (q *StockPaperQuery) where() (where string, args []any) {
	and := func(condition string, values ...any) {
		where += map[bool]string{true: " WHERE ", false: " AND "}[where == ""] + condition
		args = append(args, values...)
	}
	if len(q.Types) > 0 {
		types := make([]any, len(q.Types))
		for n := range q.Types {
			types[n] = q.Types[n]
		}
		and("p.type IN ("+strings.TrimSuffix(strings.Repeat("?, ", len(types)), ", ")+")", types...)
	}
	if !q.Producer.IsZero() {
		and("p.producer_id = ?", q.Producer)
	}
	if !q.Product.IsZero() {
		and("(p.till, p.seq) IN (SELECT till, seq FROM stock_paper_line WHERE product_id = ?)", q.Product)
	}
	if q.From != "" {
		and("p.day >= ?", q.From)
	}
	if q.To != "" {
		and("p.day <= ?", q.To)
	}
	return where, args
}

// sumPaper counts a paper's lines and what they come to.
func (s *Store) sumPaper(ctx context.Context, row *StockPaperRow) error {
	type line struct {
		qty, expected qty.Qty
		cost          money.Satang
	}
	lines, err := rowsOf(ctx, s.r, func(l *line) []any { return []any{&l.qty, &l.expected, &l.cost} },
		`SELECT qty, expected, cost_satang FROM stock_paper_line
		WHERE (till, seq) = (SELECT till, seq FROM stock_paper WHERE id = ?1) AND paper_id = ?1`, row.ID)
	row.Lines = len(lines)
	for _, l := range lines {
		row.Cost += money.Times(l.cost, l.qty-l.expected)
	}
	if err != nil {
		return err
	}
	by := s.r.QueryRowContext(ctx, "SELECT coalesce((SELECT name FROM stock_paper_person WHERE paper_id = ?), '')", row.ID)
	return translate(by.Scan(&row.By))
}

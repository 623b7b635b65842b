package shop

import (
	"bytes"
	"context"
	"strings"
	"sync"
	"testing"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/printing"
	"github.com/talat-pos/talat/internal/qty"
)

func deliver(t *testing.T, s *Shop, number string) *Deliveries {
	t.Helper()
	all, err := s.IssueDeliveries(t.Context(), number, "สมศรี", nil)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// Every recipient gets a note of their own in one go; called again it issues no second ones, and all notes together
// are what was ordered.
func TestNotesOfAllRecipientsInOneGo(t *testing.T) {
	s, ctx := firm(t), t.Context()
	set := addGoods(t, s, "SET", 333_33, qty.Pieces(500))
	order := giftOrder(t, s, set, 5, 12)
	number := order.Order.Number
	if _, err := s.IssueDeliveries(ctx, number, "", nil); !fault.Is(err, "delivery_nothing_left") {
		t.Errorf("with nothing packed: %v", err)
	}
	packAll(t, s, order, 1, 12)
	var far []int
	first, err := s.IssueDeliveries(ctx, number, "สมศรี", func(done, total int) { far = append(far, done*100+total) })
	if err != nil || first.Issued != 12 || len(first.Notes) != 12 || len(far) != 12 || far[11] != 1212 {
		t.Fatalf("%+v, %v, %v", first, far, err)
	}
	var pieces qty.Qty
	var sum money.Satang
	for n, note := range first.Notes {
		if note.Round != 0 || note.Lines[0].Ordered != 0 || note.Copy != 0 || !strings.HasPrefix(note.Receiver, order.Recipients[n].Name+"\n") {
			t.Errorf("note %d: round %d, %+v to %q", n, note.Round, note.Lines, note.Receiver)
		}
		pieces, sum = pieces+note.Lines[0].Qty, sum+note.Sums.Due
	}
	if pieces != qty.Pieces(60) || sum != order.Total() {
		t.Errorf("notes hold %v for %s of %s", pieces, sum, order.Total())
	}
	if len(first.Papers.Pages) != 12 || len(first.Papers.Parts) != 12 {
		t.Errorf("%d pages of %d papers", len(first.Papers.Pages), len(first.Papers.Parts))
	}
	var out bytes.Buffer
	if err := s.WritePapers(&out, first.Papers); err != nil || !bytes.HasPrefix(out.Bytes(), []byte("%PDF")) {
		t.Error(err)
	}
	second := deliver(t, s, number)
	if second.Issued != 0 || len(second.Notes) != 12 || second.Notes[11].Number != first.Notes[11].Number || second.Notes[0].Copy != 0 {
		t.Errorf("called again: %d issued, %+v", second.Issued, second.Notes[0])
	}
	if _, err := s.KeepPapers(ctx, second.Papers); err != nil {
		t.Fatal(err)
	}
	if third := deliver(t, s, number); third.Notes[0].Copy != 1 {
		t.Errorf("after they went out the notes say copy %d", third.Notes[0].Copy)
	}
	if err := s.VoidPaper(ctx, first.Notes[3].ID, "เลขผิด", nil); err != nil {
		t.Fatal(err)
	}
	if again := deliver(t, s, number); again.Issued != 1 || again.Notes[0].Receiver != first.Notes[3].Receiver || again.Notes[0].Number == first.Notes[3].Number {
		t.Errorf("in place of the void one: %d, %s", again.Issued, again.Notes[0].Receiver)
	}
	if _, err := s.HandOver(ctx, order.Order.ID, nil, id.Bill{}, ""); err != nil {
		t.Fatal(err)
	}
	if _, err := s.IssueDeliveries(ctx, number, "", nil); !fault.Is(err, "delivery_nothing_left") {
		t.Errorf("when all has left: %v", err)
	}
	checks, err := s.Check(ctx)
	allOK(t, checks, err)
}

// Two windows that make the notes at the same time make each once.
func TestNotesAreMadeOnceByTwo(t *testing.T) {
	s := firm(t)
	set := addGoods(t, s, "SET", 100_00, qty.Pieces(500))
	order := giftOrder(t, s, set, 1, 8)
	packAll(t, s, order, 1, 8)
	var both sync.WaitGroup
	for range 2 {
		both.Go(func() {
			if all, err := s.IssueDeliveries(t.Context(), order.Order.Number, "", nil); err != nil || len(all.Notes) == 0 {
				t.Errorf("%v, %v", all, err)
			}
		})
	}
	both.Wait()
	made, err := s.PapersOf(t.Context(), order.Order.Number)
	if err != nil || len(made) != 8 {
		t.Errorf("%d notes of 8 parcels, %v", len(made), err)
	}
}

// A batch that is stopped keeps the notes that it issued, and the next one goes on.
func TestABatchOfNotesGoesOnWhereItStopped(t *testing.T) {
	s := firm(t)
	set := addGoods(t, s, "SET", 100_00, qty.Pieces(500))
	order := giftOrder(t, s, set, 1, 6)
	packAll(t, s, order, 1, 6)
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	if _, err := s.IssueDeliveries(ctx, order.Order.Number, "", func(done, _ int) {
		if done == 2 {
			stop()
		}
	}); err == nil {
		t.Fatal("a stopped batch says nothing")
	}
	rest := deliver(t, s, order.Order.Number)
	if rest.Issued != 4 {
		t.Errorf("the next one issues %d", rest.Issued)
	}
	made, err := s.PapersOf(t.Context(), order.Order.Number)
	if err != nil || len(made) != 6 {
		t.Errorf("%d notes, %v", len(made), err)
	}
}

// Notes of an order that goes out in parts say how many were ordered and sent before, and which delivery they are; what
// is frozen on them stays when more goes out.
func TestNotesSayWhichDeliveryTheyAre(t *testing.T) {
	s, ctx := firm(t), t.Context()
	set := addGoods(t, s, "SET", 100_00, qty.Pieces(500))
	order := giftOrder(t, s, set, 5, 12)
	type part struct{ round, rounds, ordered, before, now int }
	is := func(note *IssuedPaper, want part) {
		t.Helper()
		line := note.Lines[0]
		if got := (part{note.Round, note.Rounds, int(line.Ordered / qty.One), int(line.Before / qty.One), int(line.Qty / qty.One)}); got != want {
			t.Errorf("%s says %+v, want %+v", note.Number, got, want)
		}
	}
	var notes []*IssuedPaper
	for _, to := range [][2]int{{1, 4}, {5, 9}, {10, 12}} {
		packAll(t, s, order, to[0], to[1])
		notes = append(notes, issue(t, s, PaperAsk{Kind: papers.Delivery, Of: []string{order.Order.Number}}))
		if _, err := s.HandOver(ctx, order.Order.ID, nil, id.Bill{}, ""); err != nil {
			t.Fatal(err)
		}
	}
	is(notes[0], part{1, 0, 60, 0, 20})
	is(notes[1], part{2, 0, 60, 20, 25})
	is(notes[2], part{3, 3, 60, 45, 15})
	kept, err := s.OfficePaper(ctx, notes[0].Number)
	if err != nil || kept.Round != 1 || kept.Lines[0].Ordered != qty.Pieces(60) || kept.Lines[0].Before != 0 {
		t.Errorf("the first note says now %+v, %v", kept.Paper, err)
	}

	invoice := issue(t, s, PaperAsk{Kind: papers.Invoice, Of: []string{order.Order.Number}})
	if line := invoice.Lines[0]; len(invoice.Lines) != 1 || line.Qty != qty.Pieces(60) || line.Ordered != 0 || line.Before != 0 || invoice.Round != 0 {
		t.Errorf("the invoice of three deliveries: round %d, %+v", invoice.Round, invoice.Lines)
	}

	// Of one recipient who gets theirs in two parcels, between those of others.
	other := giftOrder(t, s, set, 10, 3)
	half := func(to, pieces int) {
		t.Helper()
		if err := s.Pack(ctx, ordering.PackRequest{ID: id.New[id.Parcel](), OrderID: other.Order.ID, To: to,
			Lines: []ledger.ParcelLine{{N: other.Content.Lines[to-1].N, Qty: qty.Pieces(pieces)}}}, ""); err != nil {
			t.Fatal(err)
		}
	}
	half(1, 6)
	half(2, 10)
	first := deliver(t, s, other.Order.Number)
	is(first.Notes[0], part{1, 0, 10, 0, 6})
	is(first.Notes[1], part{0, 0, 0, 0, 10})
	half(1, 4)
	second := deliver(t, s, other.Order.Number)
	if second.Issued != 1 {
		t.Fatalf("%d notes", second.Issued)
	}
	is(second.Notes[0], part{2, 2, 10, 6, 4})
	text := writtenOn(second.Notes[0].Pages.Pages)
	for _, want := range []string{"ส่งครั้งที่", "2 จาก 2 ครั้ง", "ส่งแล้ว", "ส่งครั้งนี้", "ค้างส่ง", "ผู้รับของ", "โรงเรียนที่ 1"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q does not stand on the note: %q", want, text)
		}
	}
}

// writtenOn gives what stands on pages.
func writtenOn(pages []printing.Page) string {
	var all []string
	for _, page := range pages {
		for _, op := range page.Ops {
			if text, ok := op.(printing.Text); ok {
				all = append(all, text.String)
			}
		}
	}
	return strings.Join(all, "\n")
}

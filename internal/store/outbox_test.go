package store_test

import (
	"testing"
	"time"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/publishing"
	"github.com/talat-pos/talat/internal/store"
	"github.com/talat-pos/talat/internal/testkit"
)

// placed connects a shop with a platform and places its paste there.
func placed(s *testkit.Shop) error {
	connection := publishing.Connection{ID: id.New[id.Connection](), Name: "ตลาดกลาง", Kind: "common", URL: "https://platform.example"}
	if err := s.SaveConnection(ctx, connection); err != nil {
		return err
	}
	return s.SavePlacements(ctx, []publishing.Placement{{ID: id.New[id.Placement](), ConnectionID: connection.ID, ProductID: s.Goods[testkit.Paste].ID,
		SKU: s.Goods[testkit.Paste].SKU, Chosen: true, PromisedTo: publishing.NoPromise}})
}

// outboxOf is a shop with a placement, its connection and the rows that wait.
func outboxOf(t *testing.T) (*testkit.Shop, id.Connection, func() []publishing.Outgoing) {
	t.Helper()
	s := testkit.New(t)
	must(t, placed(s))
	list, _, err := s.Connections(ctx)
	must(t, err)
	return s, list[0].ID, func() []publishing.Outgoing {
		t.Helper()
		rows, _, err := s.Outbox(ctx, store.OutboxQuery{Limit: 100})
		must(t, err)
		return rows
	}
}

// Many changes of a listing are one row; what no listing says queues nothing.
func TestListingsCoalesce(t *testing.T) {
	s, _, rows := outboxOf(t)
	for n := range 5 {
		paste := s.Goods[testkit.Paste]
		paste.Price += 100
		paste.Reorder = 1000
		paste.Favourite = n%2 == 0
		s.Goods[testkit.Paste] = paste
		must(t, s.SaveProducts(ctx, []catalog.Product{paste}, nil))
	}
	if got := rows(); len(got) != 1 || got[0].State != publishing.Waiting {
		t.Fatalf("%+v", got)
	}
	must(t, settle(s, rows()[0], store.Fate{Sent: true}))
	paste := s.Goods[testkit.Paste]
	paste.Favourite, paste.Cost, paste.Aliases = !paste.Favourite, paste.Cost+1, []string{"อื่น"}
	must(t, s.SaveProducts(ctx, []catalog.Product{paste}, nil))
	if got := rows(); len(got) != 0 {
		t.Errorf("a change that no listing says: %+v", got)
	}
}

func settle(s *testkit.Shop, row publishing.Outgoing, fate store.Fate) error {
	taken, err := s.TakeOutgoing(ctx, []publishing.Outgoing{row})
	if err != nil || len(taken) != 1 {
		return err
	}
	fate.ID = row.ID
	return s.SettleOutgoing(ctx, row.ConnectionID, []store.Fate{fate})
}

// A change while a listing is under way is not lost, whatever becomes of the first.
func TestAChangeWhileItIsUnderWay(t *testing.T) {
	for name, fate := range map[string]store.Fate{"sent": {Sent: true}, "refused": {Stuck: true, Problem: publishing.Problem{Class: "refused", Code: "x"}},
		"open": {NextAt: testkit.Morning.Add(time.Hour), Problem: publishing.Problem{Class: "outcome_open", Code: "x"}}} {
		s, _, rows := outboxOf(t)
		taken, err := s.TakeOutgoing(ctx, rows())
		must(t, err)
		paste := s.Goods[testkit.Paste]
		paste.Price++
		must(t, s.SaveProducts(ctx, []catalog.Product{paste}, nil))
		if again, err := s.TakeOutgoing(ctx, taken); err != nil || len(again) != 0 {
			t.Errorf("%s: a row under way was taken twice", name)
		}
		fate.ID = taken[0].ID
		must(t, s.SettleOutgoing(ctx, taken[0].ConnectionID, []store.Fate{fate}))
		got := rows()
		if len(got) != 1 || got[0].State != publishing.Waiting {
			t.Fatalf("%s: %+v", name, got)
		}
		if doubt := publishing.ReadProblem(got[0].Problem).Class; name == "open" && doubt != "outcome_open" {
			t.Errorf("that nobody knows is forgotten: %q", doubt)
		}
	}
}

// What was under way when the program ended is in doubt, and waits.
func TestWhatWasUnderWayIsInDoubt(t *testing.T) {
	s, connection, rows := outboxOf(t)
	if _, err := s.TakeOutgoing(ctx, rows()); err != nil {
		t.Fatal(err)
	}
	if ready, err := s.ReadyToSend(ctx, connection, testkit.Morning.Add(time.Hour), 10); err != nil || len(ready) != 0 {
		t.Fatalf("%+v, %v", ready, err)
	}
	must(t, s.RecoverOutbox(ctx))
	got := rows()
	if len(got) != 1 || got[0].State != publishing.Waiting || publishing.ReadProblem(got[0].Problem).Class != "outcome_open" {
		t.Errorf("%+v", got)
	}
}

// A person takes a row out with a reason, or lets one that failed go again.
func TestAPersonLooksAtTheOutbox(t *testing.T) {
	s, _, rows := outboxOf(t)
	row := rows()[0]
	wantCode(t, s.DiscardOutgoing(ctx, row.ID, " "), "reason_missing")
	must(t, settle(s, row, store.Fate{Stuck: true, Problem: publishing.Problem{Class: "refused", Code: "x"}}))
	if got := rows(); got[0].State != publishing.Stuck {
		t.Fatalf("%+v", got)
	}
	if count, err := s.RetryOutgoing(ctx); err != nil || count != 1 || rows()[0].State != publishing.Waiting || rows()[0].Attempts != 0 {
		t.Errorf("%d, %v, %+v", count, err, rows())
	}
	must(t, s.DiscardOutgoing(ctx, row.ID, "เลิกขาย"))
	wantCode(t, s.DiscardOutgoing(ctx, row.ID, "เลิกขาย"), "outgoing_unknown")
	if got := rows(); len(got) != 0 {
		t.Errorf("%+v", got)
	}
}

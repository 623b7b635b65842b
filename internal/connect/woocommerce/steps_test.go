package woocommerce

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/publishing"
	"github.com/talat-pos/talat/internal/testkit/faulty"
	"github.com/talat-pos/talat/internal/testkit/woo"
)

func (s *seller) act(step publishing.Step) publishing.ChannelOrder {
	s.t.Helper()
	return must[publishing.ChannelOrder](s.t)(s.Act(s.t.Context(), step))
}

func TestAnOrderFromEndToEnd(t *testing.T) {
	s := opened(t)
	no := s.there.Place(woo.Order{Method: "cod", Post: 45_00, Lines: []woo.Line{{SKU: "A", Pieces: 2, Price: 150_00}, {SKU: "B", Pieces: 1, Price: 99_25}}})
	o := must[publishing.ChannelOrder](t)(s.Order(t.Context(), no))
	step := publishing.Step{No: no, What: publishing.Accept, Version: o.Version, Key: "accept-0001"}
	s.there.On("updateOrder", faulty.LoseReply())
	if _, err := s.Act(t.Context(), step); !publishing.Is(err, publishing.OutcomeOpen) {
		t.Errorf("%v", err)
	}
	if o := must[publishing.ChannelOrder](t)(s.Order(t.Context(), no)); !publishing.Reached(publishing.Accept, o.State) {
		t.Errorf("%+v", o)
	}
	if o = s.act(step); o.State != publishing.Accepted || o.Said != "processing" || s.there.Calls("updateOrder") != 1 {
		t.Errorf("%+v after %d writings", o, s.there.Calls("updateOrder"))
	}
	_, err := s.Act(t.Context(), publishing.Step{No: no, What: publishing.Pack, Version: "another", Key: "pack-00001"})
	if f := publishing.FailureOf(err); f.Class != publishing.Stale || f.State != "processing" {
		t.Errorf("%+v", f)
	}
	told(t, err)
	if o = s.act(publishing.Step{No: no, What: publishing.Pack, Version: o.Version, Key: "pack-00001"}); o.State != publishing.Packed {
		t.Errorf("%+v", o)
	}
	parcel := &publishing.Shipment{OrderNo: no, ID: "01937f3a-5c1e-7b60-9d3c-2f1a4b5c6d7e", Carrier: "thailand_post", Service: "ems", Tracking: "EF582621152TH",
		HandedAt: noon, WeightG: 450, Lines: []publishing.ShipmentLine{{ID: "1", Pieces: 2}}}
	s.there.On("createNote", faulty.LoseReply())
	if err := s.Ship(t.Context(), parcel); !publishing.Is(err, publishing.OutcomeOpen) {
		t.Errorf("%v", err)
	}
	s.there.On("updateOrder", faulty.HalfBody())
	if err := s.Ship(t.Context(), parcel); !publishing.Is(err, publishing.OutcomeOpen) {
		t.Errorf("%v", err)
	}
	writings := s.there.Calls("updateOrder")
	if err := s.Ship(t.Context(), parcel); err != nil || s.there.Calls("updateOrder") != writings {
		t.Errorf("%v", err)
	}
	kept := s.there.Order(no)
	if len(kept.Notes) != 1 || !kept.Notes[0].Customer || !strings.Contains(kept.Notes[0].Text, "ไปรษณีย์ไทย") || !strings.Contains(kept.Notes[0].Text, parcel.Tracking) || kept.Status != "processing" {
		t.Errorf("%s, %+v", kept.Status, kept.Notes) // a piece is missing
	}
	rest := &publishing.Shipment{OrderNo: no, ID: "01937f3a-0000-7b60-9d3c-2f1a4b5c6d7e", Carrier: "flash", Tracking: "TH0123", Lines: []publishing.ShipmentLine{{ID: "2", Pieces: 1}}}
	for range 2 {
		if err := s.Ship(t.Context(), rest); err != nil {
			t.Errorf("%v", err)
		}
	}
	kept, o = s.there.Order(no), must[publishing.ChannelOrder](t)(s.Order(t.Context(), no))
	if kept.Status != "completed" || len(kept.Notes) != 2 || o.State != publishing.Shipped || len(o.Shipments) != 2 {
		t.Errorf("%s, %+v, %+v", kept.Status, kept.Notes, o.Shipments)
	}
	if first := o.Shipments[0]; first.Tracking != parcel.Tracking || !first.HandedAt.Equal(noon) || first.WeightG != 450 || !slices.Equal(first.Lines, parcel.Lines) || first.OrderNo != no {
		t.Errorf("%+v", first)
	}
	rest.Tracking = "TH9999" // the number was wrong
	if err := s.Ship(t.Context(), rest); err != nil || len(s.there.Order(no).Notes) != 3 {
		t.Errorf("%v, %+v", err, s.there.Order(no).Notes)
	}
	if o := must[publishing.ChannelOrder](t)(s.Order(t.Context(), no)); len(o.Shipments) != 2 || o.Shipments[1].Tracking != "TH9999" {
		t.Errorf("%+v", o.Shipments)
	}
}

// A number that the shop's own people told the buyer already is not told again.
func TestANoteThatIsThere(t *testing.T) {
	s := opened(t)
	no := s.there.Place(woo.Order{Lines: []woo.Line{{SKU: "A", Pieces: 1, Price: 1_00}}})
	s.there.ChangeOrder(no, func(o *woo.Order) {
		o.Notes = []woo.Note{{ID: 1, Text: "จัดส่งแล้วค่ะ <b>EF582621152TH</b>", Customer: true}, {ID: 2, Text: "TH0123 ในร้านเท่านั้น"}}
		o.Status = "completed"
	})
	parcel := &publishing.Shipment{OrderNo: no, ID: "p-1", Carrier: "thailand_post", Tracking: "EF582621152TH"}
	if err := s.Ship(t.Context(), parcel); err != nil || len(s.there.Order(no).Notes) != 2 {
		t.Errorf("%v, %+v", err, s.there.Order(no).Notes)
	}
	if o := must[publishing.ChannelOrder](t)(s.Order(t.Context(), no)); o.State != publishing.Shipped || len(o.Shipments) != 1 {
		t.Errorf("%+v", o)
	}
	parcel.ID, parcel.Tracking = "p-2", "TH0123" // told to nobody but the shop itself
	if err := s.Ship(t.Context(), parcel); err != nil || len(s.there.Order(no).Notes) != 3 {
		t.Errorf("%v, %+v", err, s.there.Order(no).Notes)
	}
}

func TestStepsThatEndAnOrder(t *testing.T) {
	s := opened(t)
	s.there.Add(woo.Product{SKU: "A", Price: "1", Counted: true, Quantity: 5})
	for _, what := range []string{publishing.Reject, publishing.Cancel} {
		no := s.there.Place(woo.Order{Lines: []woo.Line{{SKU: "A", Pieces: 2, Price: 1_00}}})
		step := publishing.Step{No: no, What: what, Key: "cancel-001", Reason: "ของหมด <ขออภัย> & จะรีบทำใหม่"}
		s.there.On("createNote", faulty.LoseReply())
		if _, err := s.Act(t.Context(), step); !publishing.Is(err, publishing.OutcomeOpen) {
			t.Errorf("%v", err)
		}
		for range 2 {
			if o := s.act(step); o.State != publishing.Cancelled {
				t.Errorf("%+v", o)
			}
		}
		if notes := s.there.Order(no).Notes; len(notes) != 1 || !strings.Contains(notes[0].Text, "ของหมด &lt;ขออภัย&gt; &amp; จะรีบทำใหม่") || s.there.Product("A").Quantity != 5 {
			t.Errorf("%+v, %d left", notes, s.there.Product("A").Quantity)
		}
	}
	no := s.there.Place(woo.Order{Status: "on-hold", Lines: []woo.Line{{SKU: "A", Pieces: 2, Price: 1_00}}})
	if o := s.act(publishing.Step{No: no, What: publishing.Cancel, Key: "cancel-001"}); o.State != publishing.Cancelled || len(s.there.Order(no).Notes) != 0 {
		t.Errorf("%+v", o)
	}
}

func TestStepsThatCannotBe(t *testing.T) {
	s := opened(t)
	placed := func(status string) string {
		return s.there.Place(woo.Order{Status: status, Lines: []woo.Line{{SKU: "A", Pieces: 1, Price: 1_00}}})
	}
	for name, c := range map[string]struct {
		step publishing.Step
		want publishing.Class
	}{
		"accepted unpaid":    {publishing.Step{No: placed("pending"), What: publishing.Accept}, publishing.Refused},
		"packed, cancelled":  {publishing.Step{No: placed("cancelled"), What: publishing.Pack}, publishing.Refused},
		"cancelled, shipped": {publishing.Step{No: placed("completed"), What: publishing.Cancel}, publishing.Refused},
		"an unknown state":   {publishing.Step{No: placed("wait-for-slip"), What: publishing.Cancel}, publishing.Refused},
		"no such step":       {publishing.Step{No: placed("processing"), What: "../../settings"}, publishing.Refused},
		"no such order":      {publishing.Step{No: "99999", What: publishing.Accept}, publishing.Absent},
		"no number":          {publishing.Step{No: "7/notes", What: publishing.Accept}, publishing.Absent},
		"no key":             {publishing.Step{No: placed("processing"), What: publishing.Accept, Key: "x"}, publishing.Refused},
	} {
		if c.step.Key == "" {
			c.step.Key = "step-00001"
		}
		_, err := s.Act(t.Context(), c.step)
		if !publishing.Is(err, c.want) || s.there.Calls("updateOrder") != 0 {
			t.Errorf("%s: %v", name, err)
		}
		told(t, err)
	}
	for _, status := range []string{"pending", "cancelled", "refunded"} {
		err := s.Ship(t.Context(), &publishing.Shipment{OrderNo: placed(status), ID: "p-1", Tracking: "X"})
		if f := publishing.FailureOf(err); f.Class != publishing.Refused || f.State != status || !fault.Is(err, "woo_order_state") {
			t.Errorf("%s: %v", status, err)
		}
		told(t, err)
	}
	if err := s.Ship(t.Context(), &publishing.Shipment{OrderNo: placed("wait-for-slip"), ID: "p-1", Tracking: "X"}); err != nil {
		t.Errorf("a state of the shop's own keeps no parcel back: %v", err)
	}
	no := placed("processing")
	for name, f := range map[string]faulty.Fault{"another order": faulty.Says(200, "application/json", `{"id":7}`), "without the parcel": faulty.Says(200, "application/json", `{"id":`+no+`}`)} {
		s.there.On("updateOrder", f)
		if err := s.Ship(t.Context(), &publishing.Shipment{OrderNo: no, ID: "p-1", Tracking: "X"}); !publishing.Is(err, publishing.WrongAnswer) {
			t.Errorf("%s: %v", name, err)
		}
	}
	s.there.On("getOrder", woo.Critical())
	if _, err := s.Act(t.Context(), publishing.Step{No: no, What: publishing.Accept, Key: "step-00001"}); !publishing.Is(err, publishing.Later) {
		t.Errorf("%v", err)
	}
	s.later(time.Second)
}

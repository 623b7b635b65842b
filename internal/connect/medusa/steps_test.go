package medusa

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/publishing"
	"github.com/talat-pos/talat/internal/testkit/faulty"
	double "github.com/talat-pos/talat/internal/testkit/medusa"
)

func (s *shop) act(no, what string) (publishing.ChannelOrder, error) {
	s.t.Helper()
	return s.Act(s.t.Context(), publishing.Step{No: no, What: what, Key: what + "-0001", Reason: "ของหมด"})
}

func TestTheLifeOfAnOrder(t *testing.T) {
	s := opened(t)
	s.put(mango("A"))
	must[publishing.Level](t)(s.Adjust(t.Context(), figure("0", 10, 0)))
	no := two(s)
	first := must[publishing.ChannelOrder](t)(s.Order(t.Context(), no))
	accepted := must[publishing.ChannelOrder](t)(s.Act(t.Context(), publishing.Step{No: no, What: publishing.Accept, Version: first.Version, Key: "accept-0001"}))
	if accepted.State != publishing.Accepted || accepted.Revision <= first.Revision || s.medusa.Metadata(no)[acceptedMark] == "" {
		t.Errorf("%+v", accepted)
	}
	_, err := s.Act(t.Context(), publishing.Step{No: no, What: publishing.Pack, Version: first.Version, Key: "pack-00001"})
	if f := publishing.FailureOf(err); f.Class != publishing.Stale || f.State != publishing.Accepted {
		t.Errorf("%+v", f)
	}
	packed := must[publishing.ChannelOrder](t)(s.Act(t.Context(), publishing.Step{No: no, What: publishing.Pack, Version: accepted.Version, Key: "pack-00001"}))
	if packed.State != publishing.Packed || packed.Said != "pending / authorized / fulfilled" || len(packed.Shipments) != 0 {
		t.Errorf("%+v", packed)
	}
	if level := s.medusa.Level("A"); level.OnHand != 7 || level.Reserved != 0 {
		t.Errorf("%+v", level)
	}
	_, err = s.act(no, publishing.Cancel)
	if f := publishing.FailureOf(err); f.Class != publishing.Refused || f.Slug != "not_allowed" || f.State != publishing.Packed || !fault.Is(err, "channel_says") {
		t.Errorf("%+v", f)
	}
	told(t, err)
	if err := s.Ship(t.Context(), parcel(no, "EF582621152TH")); err != nil {
		t.Fatal(err)
	}
	shipped := must[publishing.ChannelOrder](t)(s.Order(t.Context(), no))
	if shipped.State != publishing.Shipped || len(shipped.Shipments) != 1 || shipped.Shipments[0].Tracking != "EF582621152TH" || len(shipped.Shipments[0].Lines) != 2 || shipped.Shipments[0].HandedAt.IsZero() {
		t.Errorf("%+v", shipped.Shipments)
	}
	for _, what := range []string{publishing.Accept, publishing.Pack} {
		calls := s.medusa.Calls("")
		if o, err := s.act(no, what); err != nil || o.State != publishing.Shipped || s.medusa.Calls("") != calls+1 {
			t.Errorf("%s again: %v after %d calls", what, err, s.medusa.Calls("")-calls)
		}
	}
}

func TestCancelling(t *testing.T) {
	for _, what := range []string{publishing.Cancel, publishing.Reject} {
		s := opened(t)
		s.put(mango("A"))
		must[publishing.Level](t)(s.Adjust(t.Context(), figure("0", 10, 0)))
		no := two(s)
		o := must[publishing.ChannelOrder](t)(s.act(no, what))
		if o.State != publishing.Cancelled || len(o.Odd) > 0 || o.Total != 594_75 || s.medusa.Metadata(no)[reasonMark] != "ของหมด" || s.medusa.Level("A").Reserved != 0 {
			t.Errorf("%+v", o)
		}
		if _, err := s.act(no, what); err != nil || s.medusa.Calls("cancelOrder") != 1 {
			t.Errorf("again: %v", err)
		}
		if _, err := s.act(no, publishing.Pack); !publishing.Is(err, publishing.Refused) || publishing.FailureOf(err).State != publishing.Cancelled {
			t.Errorf("%v", err)
		}
		if err := s.Ship(t.Context(), parcel(no, "EF582621152TH")); !publishing.Is(err, publishing.Refused) || publishing.FailureOf(err).State != publishing.Cancelled {
			t.Errorf("%v", err)
		}
		_, err := s.act(no, publishing.Accept)
		if !fault.Is(err, "medusa_step") {
			t.Errorf("%v", err)
		}
		told(t, err)
	}
}

func TestStepsThatCannotBe(t *testing.T) {
	s := opened(t)
	no := two(s)
	for want, step := range map[string]publishing.Step{"step_unknown": {No: no, What: "dance", Key: "key-0001"}, "key_invalid": {No: no, What: publishing.Pack}} {
		if _, err := s.Act(t.Context(), step); !fault.Is(err, want) || s.medusa.Calls("") != 0 {
			t.Errorf("%v", err)
		}
	}
	if _, err := s.act("order_x", publishing.Pack); !publishing.Is(err, publishing.Absent) {
		t.Errorf("%v", err)
	}
	s.medusa.Pay(no, "awaiting")
	if _, err := s.act(no, publishing.Accept); !fault.Is(err, "medusa_step") {
		t.Errorf("not paid for: %v", err)
	}
}

// Whatever goes wrong with a step, the same step again does it once.
func TestAStepGoesWrong(t *testing.T) {
	lost := []faulty.Fault{faulty.LoseReply(), faulty.Drop(), faulty.HalfBody(), faulty.CutJSON(), faulty.Slow(time.Second), faulty.HTML(),
		faulty.Says(500, "application/json", `{"type":"unknown_error"}`), faulty.Says(502, "text/html", "<html>"), faulty.Says(200, "application/json", `{"order":{}}`), faulty.Twice(), faulty.Says(409, "application/json", `{"type":"conflict","message":"x"}`)}
	for _, step := range []struct{ what, operation string }{
		{publishing.Accept, "updateOrder"}, {publishing.Pack, "fulfil"}, {publishing.Cancel, "cancelOrder"}, {publishing.Reject, "updateOrder"}, {publishing.Pack, "order"},
	} {
		for _, f := range lost {
			t.Run(step.what+" "+step.operation+" "+f.Name, func(t *testing.T) {
				s := opened(t)
				s.put(mango("A"))
				s.put(mango("B"))
				must[publishing.Level](t)(s.Adjust(t.Context(), figure("0", 10, 0)))
				no := two(s)
				s.medusa.On(step.operation, f)
				for try := 0; ; try++ {
					_, err := s.act(no, step.what)
					if err == nil {
						break
					}
					class := publishing.FailureOf(err).Class
					if f.Name == "twice" && class == publishing.Refused { // the second of the two was
						continue
					}
					if try > 2 || !class.Done() && class != publishing.Later {
						t.Fatalf("%v", err)
					}
					told(t, err)
				}
				standing, _ := s.medusa.Parcels(no)
				o := must[publishing.ChannelOrder](t)(s.Order(t.Context(), no))
				level := s.medusa.Level("A")
				switch step.what {
				case publishing.Pack:
					if standing != 1 || o.State != publishing.Packed || level.OnHand != 7 || level.Reserved != 0 {
						t.Errorf("%d parcels, %s, %+v", standing, o.State, level)
					}
				case publishing.Accept:
					if o.State != publishing.Accepted {
						t.Errorf("%s", o.State)
					}
				default:
					if o.State != publishing.Cancelled || level.OnHand != 10 || level.Reserved != 0 {
						t.Errorf("%s, %+v", o.State, level)
					}
				}
			})
		}
	}
}

func parcel(no, tracking string, lines ...publishing.ShipmentLine) *publishing.Shipment {
	return &publishing.Shipment{OrderNo: no, ID: "01937f3a-5c1e-7b60-9d3c-2f1a4b5c6d7e", Carrier: "thailand_post", Service: "ems", Tracking: tracking, HandedAt: noon, Lines: lines}
}

func (s *shop) pieces(no string, first, second int) (lines []publishing.ShipmentLine) {
	for n, pieces := range []int{first, second} {
		if pieces > 0 {
			lines = append(lines, publishing.ShipmentLine{ID: s.medusa.LineID(no, n), Pieces: pieces})
		}
	}
	return lines
}

// A parcel goes with its lines, whether the order was packed before as one, or not at all.
func TestParcels(t *testing.T) {
	for name, packed := range map[string]bool{"packed as one": true, "not packed": false} {
		t.Run(name, func(t *testing.T) {
			s := opened(t)
			s.put(mango("A"))
			must[publishing.Level](t)(s.Adjust(t.Context(), figure("0", 10, 0)))
			no := two(s)
			if packed {
				must[publishing.ChannelOrder](t)(s.act(no, publishing.Pack))
			}
			if err := s.Ship(t.Context(), parcel(no, "EF582621152TH", s.pieces(no, 2, 0)...)); err != nil {
				t.Fatal(err)
			}
			if o := must[publishing.ChannelOrder](t)(s.Order(t.Context(), no)); o.State != publishing.Packed || len(o.Shipments) != 1 {
				t.Errorf("%+v", o)
			}
			if err := s.Ship(t.Context(), parcel(no, "EF582621166TH", s.pieces(no, 1, 1)...)); err != nil {
				t.Fatal(err)
			}
			o := must[publishing.ChannelOrder](t)(s.Order(t.Context(), no))
			standing, tracking := s.medusa.Parcels(no)
			if o.State != publishing.Shipped || len(o.Shipments) != 2 || standing != 2 || !slices.Equal(tracking, []string{"EF582621152TH", "EF582621166TH"}) {
				t.Errorf("%+v, %d, %v", o.Shipments, standing, tracking)
			}
			if level := s.medusa.Level("A"); level.OnHand != 7 || level.Reserved != 0 {
				t.Errorf("%+v", level)
			}
			calls := s.medusa.Calls("")
			if err := s.Ship(t.Context(), parcel(no, "EF582621152TH", s.pieces(no, 2, 0)...)); err != nil || s.medusa.Calls("") != calls+1 {
				t.Errorf("the same again: %v", err)
			}
			err := s.Ship(t.Context(), parcel(no, "EF582621170TH", s.pieces(no, 2, 0)...))
			if !fault.Is(err, "medusa_lines") || !publishing.Is(err, publishing.Refused) {
				t.Errorf("another number for what is gone: %v", err)
			}
			told(t, err)
			if err := s.Ship(t.Context(), parcel(no, "EF582621170TH")); !fault.Is(err, "medusa_lines") {
				t.Errorf("nothing is left: %v", err)
			}
		})
	}
}

// A parcel that says no lines has all that is not gone.
func TestAParcelOfTheRest(t *testing.T) {
	s := opened(t)
	no := two(s)
	if err := s.Ship(t.Context(), parcel(no, "EF582621152TH", s.pieces(no, 1, 0)...)); err != nil {
		t.Fatal(err)
	}
	if err := s.Ship(t.Context(), parcel(no, "EF582621166TH")); err != nil {
		t.Fatal(err)
	}
	o := must[publishing.ChannelOrder](t)(s.Order(t.Context(), no))
	if o.State != publishing.Shipped || len(o.Shipments[1].Lines) != 2 || o.Shipments[1].Lines[0].Pieces != 2 {
		t.Errorf("%+v", o.Shipments)
	}
}

// Whatever goes wrong with a parcel, the same again tells it once, and no piece is packed twice.
func TestAParcelGoesWrong(t *testing.T) {
	lost := []faulty.Fault{faulty.LoseReply(), faulty.Drop(), faulty.HalfBody(), faulty.CutJSON(), faulty.HTML(), faulty.Says(502, "text/html", "<html>"), faulty.Twice()}
	for _, operation := range []string{"order", "dissolve", "fulfil", "ship"} {
		for _, f := range lost {
			t.Run(operation+" "+f.Name, func(t *testing.T) {
				s := opened(t)
				s.put(mango("A"))
				must[publishing.Level](t)(s.Adjust(t.Context(), figure("0", 10, 0)))
				no := two(s)
				must[publishing.ChannelOrder](t)(s.act(no, publishing.Pack))
				s.medusa.On(operation, f)
				for try := 0; ; try++ {
					err := s.Ship(t.Context(), parcel(no, "EF582621152TH", s.pieces(no, 2, 0)...))
					if err == nil {
						break
					}
					class := publishing.FailureOf(err).Class
					if f.Name == "twice" && class == publishing.Refused {
						continue
					}
					if try > 2 || !class.Done() {
						t.Fatalf("%v", err)
					}
				}
				_, tracking := s.medusa.Parcels(no)
				if level := s.medusa.Level("A"); !slices.Equal(tracking, []string{"EF582621152TH"}) || level.OnHand != 8 || level.Reserved != 1 {
					t.Errorf("%v, %+v", tracking, level)
				}
			})
		}
	}
}

// The page of Thailand Post goes along with its numbers, and no page with those of others.
func TestTrackingPages(t *testing.T) {
	s := opened(t)
	for carrier, want := range map[string]string{"thailand_post": `"tracking_url":"https://track.thailandpost.co.th/?trackNumber=X"`, "flash": `"tracking_url":""`} {
		shipment := parcel(s.medusa.Place(double.Order{Lines: []double.Line{{SKU: "A", Pieces: 1, Price: 100}}}), "X")
		shipment.Carrier = carrier
		if err := s.Ship(t.Context(), shipment); err != nil {
			t.Fatal(err)
		}
		journal := s.medusa.Journal()
		if sent := string(journal[len(journal)-2].Body); !strings.Contains(sent, want) {
			t.Errorf("%s: %s", carrier, sent)
		}
	}
}

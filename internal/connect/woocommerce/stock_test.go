package woocommerce

import (
	"bytes"
	"net/http"
	"testing"
	"time"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/publishing"
	"github.com/talat-pos/talat/internal/testkit/faulty"
	"github.com/talat-pos/talat/internal/testkit/woo"
)

func figure(key string, from, to int) publishing.StockChange {
	return publishing.StockChange{SKU: "A", Key: key, Set: to, Expected: from}
}

func sold(key string, pieces int) publishing.StockChange {
	return publishing.StockChange{SKU: "A", Key: key, Delta: -pieces, Reason: publishing.Sold, At: noon}
}

func TestStock(t *testing.T) {
	s := opened(t)
	s.put(mango("A"), publishing.Known{})
	for n, c := range []struct {
		change publishing.StockChange
		want   int
	}{{figure("mark-0001", 0, 20), 20}, {figure("mark-0001", 0, 20), 20}, {figure("mark-0002", 20, 18), 18}, {sold("mark-0003", 5), 13}, {sold("mark-0003", 5), 13}, {sold("mark-0004", -2), 15}, {figure("mark-0004", 15, 15), 15}} {
		if c.change.Delta > 0 {
			c.change.Reason = publishing.Back
		}
		level := must[publishing.Level](t)(s.Adjust(t.Context(), c.change))
		if level.OnHand != c.want || level.Available != c.want || s.there.Product("A").Quantity != c.want {
			t.Errorf("%d: %+v", n, level)
		}
	}
	s.there.Place(woo.Order{Lines: []woo.Line{{SKU: "A", Pieces: 4, Price: 1_00}}})
	if level := must[publishing.Level](t)(s.Level(t.Context(), "A")); level.OnHand != 11 {
		t.Errorf("%+v", level)
	}
	_, err := s.Adjust(t.Context(), figure("mark-0005", 15, 14))
	if f := publishing.FailureOf(err); f.Class != publishing.Stale || f.Level == nil || f.Level.OnHand != 11 || s.there.Product("A").Quantity != 11 {
		t.Errorf("%+v", f)
	}
	told(t, err)
	_, err = s.Adjust(t.Context(), sold("mark-0006", 12))
	if f := publishing.FailureOf(err); f.Class != publishing.Refused || f.Level == nil || f.Level.OnHand != 11 || !fault.Is(err, "woo_stock_short") {
		t.Errorf("%+v", f)
	}
	told(t, err)
	if _, err := s.Adjust(t.Context(), publishing.StockChange{SKU: "A", Key: "x"}); !publishing.Is(err, publishing.Refused) {
		t.Errorf("%v", err)
	}
	if _, err := s.Level(t.Context(), "Z"); !publishing.Is(err, publishing.Absent) {
		t.Errorf("%v", err)
	}
	if _, err := s.Adjust(t.Context(), publishing.StockChange{SKU: "Z", Key: "mark-0001", Set: 1}); !publishing.Is(err, publishing.Absent) {
		t.Errorf("%v", err)
	}
}

// A product that the shop's own people do not count has no figure until one is told.
func TestStockThatNobodyCounts(t *testing.T) {
	s := opened(t)
	s.there.Add(woo.Product{SKU: "A", Price: "1"})
	if level := must[publishing.Level](t)(s.Level(t.Context(), "A")); level != (publishing.Level{}) {
		t.Errorf("%+v", level)
	}
	if level := must[publishing.Level](t)(s.Adjust(t.Context(), figure("mark-0001", 0, 3))); level.OnHand != 3 || !s.there.Product("A").Counted {
		t.Errorf("%+v", level)
	}
	s.there.Change("A", func(p *woo.Product) { p.Quantity = -2 }) // it was oversold there
	if level := must[publishing.Level](t)(s.Level(t.Context(), "A")); level.OnHand != -2 || level.Available != -2 {
		t.Errorf("%+v", level)
	}
	if level := must[publishing.Level](t)(s.Adjust(t.Context(), figure("mark-0002", -2, 0))); level.OnHand != 0 {
		t.Errorf("%+v", level)
	}
}

// Whatever goes wrong with a change of stock, whoever sends is told what to do next, and the same change sent again
// with the same key is made once in all.
func TestAChangeGoesWrong(t *testing.T) {
	open, wrong := publishing.OutcomeOpen, publishing.WrongAnswer
	for name, f := range map[string]struct {
		fault faulty.Fault
		want  publishing.Class
		code  string
	}{
		"the reply is lost":      {faulty.LoseReply(), open, "net_cut"},
		"dropped":                {faulty.Drop(), open, "net_cut"},
		"half a body":            {faulty.HalfBody(), open, "net_cut"},
		"cut JSON":               {faulty.CutJSON(), wrong, "net_answer_unreadable"},
		"too slow":               {faulty.Slow(5 * time.Second), open, "net_slow"},
		"in ruins":               {woo.Critical(), open, "channel_says"},
		"a gateway":              {faulty.Says(502, "text/html", "<html>"), open, "net_server"},
		"a guard":                {woo.Blocked(403), publishing.KeyRefused, "woo_blocked"},
		"a guard who says 200":   {faulty.HTML(), wrong, "woo_blocked"},
		"wrong JSON":             {faulty.Says(200, "application/json", `"x"`), wrong, ""},
		"no JSON":                {faulty.Says(200, "application/json", "Warning: foreach() in line 7\n{}"), wrong, "net_answer_unreadable"},
		"nothing":                {faulty.Says(200, "application/json", ""), wrong, "net_answer_unreadable"},
		"far too much":           {faulty.Huge(4 << 20), wrong, "net_answer_large"},
		"elsewhere":              {faulty.Redirect("https://elsewhere.example/"), publishing.Elsewhere, "net_moved"},
		"the plug-in is off":     {woo.NoRoute(), wrong, "woo_no_api"},
		"links are plain":        {faulty.Says(404, "text/html", "<h1>404</h1>"), wrong, "woo_no_api"},
		"not allowed":            {woo.Refuse(401, "woocommerce_rest_cannot_edit", "Sorry, you are not allowed to edit this resource."), publishing.KeyRefused, "woo_key"},
		"gone":                   {woo.Refuse(400, "woocommerce_rest_product_invalid_id", "Invalid ID."), publishing.Absent, "woo_gone"},
		"a field is wrong":       {woo.Refuse(400, "rest_invalid_param", "Invalid parameter(s): stock_quantity"), publishing.Refused, "channel_says"},
		"too early":              {faulty.Says(425, "text/plain", ""), publishing.Later, "net_refused"},
		"refused without a word": {faulty.Says(418, "text/plain", "tea"), wrong, "woo_no_api"},
		"an error with no code":  {faulty.Says(400, "application/json", `{"message":7}`), wrong, "woo_no_api"},
		"errors of another form": {faulty.Says(400, "application/json", `{"code":"x","message":["a"],"data":"b"}`), publishing.Refused, "channel_says"},
	} {
		t.Run(name, func(t *testing.T) {
			s := opened(t)
			s.put(mango("A"), publishing.Known{})
			must[publishing.Level](t)(s.Adjust(t.Context(), figure("mark-0000", 0, 10)))
			before := s.there.Calls("updateProduct")
			s.there.On("updateProduct", f.fault)
			_, err := s.Adjust(t.Context(), sold("mark-0001", 3))
			if name == "wrong JSON" { // what it says is read back
				if err != nil && !publishing.Is(err, publishing.Stale) {
					t.Errorf("%v", err)
				}
			} else if !publishing.Is(err, f.want) || !fault.Is(err, f.code) || s.there.Calls("updateProduct") != before+1 {
				t.Fatalf("%v after %d calls, want %v", err, s.there.Calls("updateProduct")-before, f.want)
			} else {
				told(t, err)
			}
			level := must[publishing.Level](t)(s.Adjust(t.Context(), sold("mark-0001", 3)))
			if level.OnHand != 7 || s.there.Product("A").Quantity != 7 {
				t.Errorf("%+v, %d there", level, s.there.Product("A").Quantity)
			}
		})
	}
}

// What goes wrong before a figure is written has changed nothing, and after it everything.
func TestTheQuestionsRoundAFigure(t *testing.T) {
	s := opened(t)
	s.put(mango("A"), publishing.Known{})
	s.there.On("listProducts", woo.Critical()) // a lost reply of a question is asked again by the transport itself
	if _, err := s.Adjust(t.Context(), figure("mark-0001", 0, 5)); !publishing.Is(err, publishing.Later) || s.there.Product("A").Quantity != 0 {
		t.Errorf("%v", err)
	}
	s.there.On("getProduct", woo.Critical())
	if _, err := s.Adjust(t.Context(), figure("mark-0001", 0, 5)); !publishing.Is(err, publishing.OutcomeOpen) || s.there.Product("A").Quantity != 5 {
		t.Errorf("%v", err)
	}
	if level := must[publishing.Level](t)(s.Adjust(t.Context(), figure("mark-0001", 0, 5))); level.OnHand != 5 || s.there.Calls("updateProduct") != 1 {
		t.Errorf("%+v", level)
	}
	// Another program writes the whole product over ours.
	s.there.On("getProduct", faulty.Change(func(body []byte) []byte {
		return bytes.Replace(bytes.ReplaceAll(body, []byte("mark-0002"), []byte("mark-0001")), []byte(`"stock_quantity":7`), []byte(`"stock_quantity":5`), 1)
	}))
	_, err := s.Adjust(t.Context(), figure("mark-0002", 5, 7))
	if f := publishing.FailureOf(err); f.Class != publishing.Stale || f.Level == nil || f.Level.OnHand != 5 {
		t.Errorf("%+v", f)
	}
}

// A list that is none does not pass for an empty one: nothing is made, told or uploaded again because of it.
func TestListsThatAreNone(t *testing.T) {
	for name, body := range map[string]string{"an object": `{}`, "nothing": `null`, "a text": `"x"`} {
		s := opened(t)
		listing := full(s, "A")
		s.put(listing, publishing.Known{})
		no := s.there.Place(one(1))
		fault := faulty.Says(200, "application/json", body)
		for _, operation := range []string{"listProducts", "listProducts", "listProducts", "listProducts", "listMedia", "listNotes", "listOrders"} {
			s.there.On(operation, fault)
		}
		_, find := s.Find(t.Context(), "A")
		_, level := s.Level(t.Context(), "A")
		withdraw := s.Withdraw(t.Context(), "A", publishing.Known{})
		_, many := s.PutAll(t.Context(), []publishing.Listing{listing}, "batch-0001")
		_, pic := s.PutPicture(t.Context(), picture(t, 7))
		_, reread := s.Reread(t.Context(), []string{no})
		ship := s.Ship(t.Context(), &publishing.Shipment{OrderNo: no, ID: "p-1", Tracking: "X"})
		for n, err := range []error{find, level, withdraw, many, pic, reread, ship} {
			if !publishing.Is(err, publishing.WrongAnswer) {
				t.Errorf("%s, %d: %v", name, n, err)
			}
		}
		if s.there.Calls("createMedia") != 1 || s.there.Calls("createNote") != 0 || s.there.Calls("batchProducts")+s.there.Calls("updateProduct") != 0 {
			t.Errorf("%s: something was written", name)
		}
	}
}

// A shop that ceased to count says so, instead of taking a figure that it does not keep.
func TestAShopThatCeasedToCount(t *testing.T) {
	s := opened(t)
	s.put(mango("A"), publishing.Known{})
	s.there.On("getProduct", faulty.Change(func(body []byte) []byte {
		return bytes.Replace(body, []byte(`"manage_stock":true`), []byte(`"manage_stock":false`), 1)
	}))
	if _, err := s.Adjust(t.Context(), figure("mark-0001", 0, 5)); !publishing.Is(err, publishing.KeyRefused) || !fault.Is(err, "woo_stock_off") {
		t.Errorf("%v", err)
	}
}

// "Come back later" is obeyed, whatever is asked meanwhile.
func TestComeBackLater(t *testing.T) {
	s := opened(t)
	s.put(mango("A"), publishing.Known{})
	busy := faulty.Says(503, "text/html", "<h1>Briefly unavailable for scheduled maintenance. Check back in a minute.</h1>")
	inner := busy.Instead
	busy.Instead = func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Retry-After", "600")
		inner(w, r)
	}
	s.there.On("listProducts", busy)
	_, err := s.Level(t.Context(), "A")
	if f := publishing.FailureOf(err); f.Class != publishing.Later || !f.Until.Equal(noon.Add(10*time.Minute)) {
		t.Errorf("%+v", f)
	}
	told(t, err)
	calls := len(s.there.Journal())
	s.later(599 * time.Second)
	if _, err := s.Find(t.Context(), "A"); !publishing.Is(err, publishing.Later) || len(s.there.Journal()) != calls {
		t.Errorf("%v", err)
	}
	s.later(time.Second)
	if _, err := s.Find(t.Context(), "A"); err != nil {
		t.Errorf("%v", err)
	}
}

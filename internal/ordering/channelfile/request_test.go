package channelfile_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/ordering/channelfile"
	"github.com/talat-pos/talat/internal/qty"
)

// asked gives the request of the one order of a file; tea is known, and a box of it holds six.
func asked(t *testing.T, before []ledger.OrderLine, lines ...string) ordering.Request {
	t.Helper()
	order := only(t, read(t, lines...))
	request := order.Request(id.New[id.Order](), func(line channelfile.Line) (id.Product, qty.Qty) {
		switch line.Name {
		case "ชา":
			return tea, qty.One
		case "ชากล่อง":
			return tea, qty.Pieces(6)
		}
		return id.Product{}, 0
	}, before)
	product := func(id.Product) *catalog.Product {
		return &catalog.Product{Name: "ชาเชียงดา", SKU: "T-1", Unit: "ซอง"}
	}
	if err := request.Validate(product); err != nil {
		t.Fatalf("an order of a file must be one of the shop: %v", err)
	}
	return request
}

var tea = id.New[id.Product]()

func TestAFileAsksForOrders(t *testing.T) {
	request := asked(t, nil, plain+"|ส่งภายใน|ส่วนลด|ชื่อลูกค้า", sold("A-1", "รอจัดส่ง", "22/11/2568", "", "ชา", "2", "50", "40", "170", "โอน", "สมศรี 🌸 ใจดี", "0812345678", "12/3 ม.4 ต.สุเทพ อ.เมือง จ.เชียงใหม่ 50200", "ห่อดี ๆ")+"|25/11/2568|10|somsri💖",
		sold("A-1", "รอจัดส่ง", "22/11/2568", "", "ของแปลก", "1", "40"), sold("A-1", "ยกเลิก", "22/11/2568", "", "กาแฟ", "1", "99"))
	if request.Channel != ordering.Other || request.ChannelNo != "A-1" || request.Fee != 4000 || request.Discount != 1000 || request.PayBy != ordering.PayTransfer || request.Due != "2025-11-25" || request.State != "รอจัดส่ง" || request.StateHash == "" {
		t.Errorf("%+v", request)
	}
	if len(request.Lines) != 2 || request.Lines[0].ProductID != tea || request.Lines[0].Qty != qty.Pieces(2) || request.Lines[0].N != 1 || request.Lines[1].Text != "ของแปลก" || !request.Lines[1].ProductID.IsZero() || request.Lines[1].N != 2 {
		t.Errorf("goods that nobody knows wait to be matched, cancelled ones are left out: %+v", request.Lines)
	}
	to := request.Recipients[0]
	if to.Name != "สมศรี ใจดี" || to.Phones[0] != "0812345678" || to.Line != "12/3 ม.4" || to.Postcode != "50200" || request.Person.Contact != "somsri" || request.Person.Note != "ห่อดี ๆ" {
		t.Errorf("%+v %+v", to, request.Person)
	}
}

func TestAPackIsItsPieces(t *testing.T) {
	for price, want := range map[string]string{"300": "50.00 0.00", "100": "16.67 0.04"} {
		request := asked(t, nil, plain, sold("A", "", "", "", "ชากล่อง", "2", price))
		line := request.Lines[0]
		if got := line.Price.String() + " " + request.Discount.String(); got != want || line.Qty != qty.Pieces(12) {
			t.Errorf("%s: %s, want %s", price, got, want)
		}
		if paid, err := money.Parse(price); err != nil || money.Times(line.Price, line.Qty)-request.Discount != 2*paid {
			t.Errorf("%s: two of them come to something else", price)
		}
	}
}

// Lines keep their numbers when the file comes again in another order or with another line.
func TestNumbersOfLinesStay(t *testing.T) {
	first := asked(t, nil, plain, sold("A", "", "", "", "ก", "1", "10"), sold("A", "", "", "", "ชา", "1", "50"), sold("A", "", "", "", "ชา", "1", "45"))
	again := asked(t, first.Lines, plain, sold("A", "", "", "", "ข", "1", "10"), sold("A", "", "", "", "ชา", "1", "50"), sold("A", "", "", "", "ชา", "1", "45"), sold("A", "", "", "", "ก", "1", "10"))
	var got []string
	for _, line := range again.Lines {
		got = append(got, fmt.Sprint(line.N, line.Text, line.Price))
	}
	if strings.Join(got, " ") != "1ก10.00 2ชา50.00 3ชา45.00 4ข10.00" {
		t.Errorf("%q", got)
	}
}

// A marketplace pays the shop, also what it collects at the door, and pays its own discounts; what it has
// covered still makes an order.
func TestAMarketplaceAsks(t *testing.T) {
	request := asked(t, nil, tiktokHeadings, cells(tiktokHeadings, map[string]string{"Order ID": "577123456789012345", "Order Status": "To ship", "Product Name": strings.Repeat("ชาดี ", 90), "Quantity": "1", "SKU Unit Original Price": "100",
		"SKU Platform Discount": "10", "SKU Seller Discount": "150", "Payment Method": "Cash on delivery", "Recipient": "ส***", "Phone #": "(+66)81*****89", "Province": "เชียงใหม่", "Zipcode": "50***", "Detail Address": "1***"}))
	to := request.Recipients[0]
	if request.PayBy != ordering.PayChannel || request.Discount != 10000 || to.Name != "ส***" || to.Postcode != "" || to.Line != "1*** 50***" || to.Phones[0] != "(+66)81*****89" {
		t.Errorf("%+v", request)
	}
	for text, way := range map[string]string{"COD": ordering.PayCOD, "": ""} {
		if got := asked(t, nil, plain, sold("A", "ใหม่", "", "", "ชา", "1", "50", "", "", text)); got.PayBy != way {
			t.Errorf("%q: %q", text, got.PayBy)
		}
	}
}

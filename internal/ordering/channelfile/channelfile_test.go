package channelfile_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/ordering/channelfile"
	"github.com/talat-pos/talat/internal/qty"
)

// The headings of exports as public programs that read them name them, the columns that count.
const (
	shopeeHeadings = "หมายเลขคำสั่งซื้อ|สถานะการสั่งซื้อ|Hot Listing|สถานะการคืนเงินหรือคืนสินค้า|ชื่อผู้ใช้ (ผู้ซื้อ)|วันที่ทำการสั่งซื้อ|เวลาการชำระสินค้า|ช่องทางการชำระเงิน|ช่องทางการชำระเงิน (รายละเอียด)|ตัวเลือกการจัดส่ง|*หมายเลขติดตามพัสดุ|วันที่คาดว่าจะทำการจัดส่งสินค้า|เวลาส่งสินค้า|เลขอ้างอิง Parent SKU|ชื่อสินค้า|เลขอ้างอิง SKU (SKU Reference No.)|ชื่อตัวเลือก|ราคาตั้งต้น|ราคาขาย|จำนวน|จำนวนที่ส่งคืน|ราคาขายสุทธิ|โค้ดส่วนลดชำระโดยผู้ขาย|โค้ดส่วนลดชำระโดย Shopee (เช่น โค้ดจากโปรแกรม ร้านโค้ดคุ้ม, โค้ดส่วนลด Shopee, โค้ดส่วนลด Shopee Mall)|โค้ดส่วนลด|ส่วนลด bundle deal ชำระโดยผู้ขาย|ค่าจัดส่งที่ชำระโดยผู้ซื้อ|จำนวนเงินทั้งหมด|ชื่อผู้รับ|หมายเลขโทรศัพท์|หมายเหตุจากผู้ซื้อ|ที่อยู่ในการจัดส่ง|ประเทศ|จังหวัด|เขต/อำเภอ|รหัสไปรษณีย์|เวลาที่ทำการสั่งซื้อสำเร็จ|บันทึก|ชื่อ|แขวง/ตำบล|เขต/อำเภอ|จังหวัด|รหัสไปรษณีย์"
	lazadaHeadings = "orderItemId|orderType|lazadaId|sellerSku|lazadaSku|wareHouse|createTime|updateTime|rtsSla|orderNumber|deliveredDate|customerName|customerEmail|shippingName|shippingAddress|shippingAddress2|shippingAddress3|shippingAddress4|shippingAddress5|shippingPhone|shippingPostCode|billingName|billingAddr|billingPhone|payMethod|paidPrice|unitPrice|sellerDiscountTotal|shippingFee|itemName|variation|cdShippingProvider|shippingProvider|cdTrackingCode|trackingCode|status|sellerNote"
	tiktokHeadings = "Order ID|Order Status|Order Substatus|Cancelation/Return Type|SKU ID|Seller SKU|Product Name|Variation|Quantity|Sku Quantity of return|SKU Unit Original Price|SKU Subtotal Before Discount|SKU Platform Discount|SKU Seller Discount|SKU Subtotal After Discount|Shipping Fee After Discount|Order Amount|Created Time|Paid Time|Shipped Time|Cancelled Time|Tracking ID|Shipping Provider Name|Buyer Message|Buyer Username|Recipient|Phone #|Country|Province|District|Zipcode|Detail Address|Additional address information|Payment Method|Seller Note"
	tiktokMeaning  = "Platform unique order ID.|Current order status.|Sub-status.|Type.|Platform SKU ID.|Seller sku input by the seller.|Platform product name.|Platform SKU variation.|SKU sold quantity in the order.|Quantity of return.|Price.|Subtotal.|Discount.|Discount.|Subtotal.|Fee.|Amount.|Time.|Time.|Time.|Time.|The order's tracking number.|Name.|Message.|Name.|Name.|Phone.|Country.|Province.|District.|Zip.|Address.|More.|Method.|Note."
)

// cells gives a row by the headings; what is not named is empty.
func cells(headings string, values map[string]string) string {
	names := strings.Split(headings, "|")
	row := make([]string, len(names))
	left := len(values)
	for n, name := range names {
		if value, ok := values[name]; ok && row[n] == "" {
			row[n] = value
			left--
			delete(values, name) // the first of two headings of one name
		}
	}
	if left != 0 {
		panic("no such heading in test")
	}
	return strings.Join(row, "|")
}

// listed gives rows of cells parted by "|", the first the headings.
func listed(lines ...string) []catalog.Row {
	rows := make([]catalog.Row, len(lines))
	for n, line := range lines {
		rows[n] = catalog.Row{N: n + 1, Cells: strings.Split(line, "|")}
	}
	return rows
}

func read(t *testing.T, lines ...string) channelfile.File {
	t.Helper()
	file, err := channelfile.ReadRows(context.Background(), listed(lines...), channelfile.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return file
}

// only gives the one order of a file without a bad row.
func only(t *testing.T, file channelfile.File) channelfile.Order {
	t.Helper()
	if len(file.Orders) != 1 || len(file.Rejected) != 0 {
		t.Fatalf("%+v", file)
	}
	return file.Orders[0]
}

func codes(file channelfile.File) string {
	var all []string
	for _, warning := range file.Warnings {
		all = append(all, warning.Code)
	}
	return strings.Join(all, " ")
}

func bangkok(text string) time.Time {
	at, err := time.ParseInLocation("2006-01-02 15:04:05", text, clock.Bangkok)
	if err != nil {
		panic(err)
	}
	return at.UTC()
}

func TestShopee(t *testing.T) {
	one := map[string]string{"หมายเลขคำสั่งซื้อ": "251122ABCD1234", "สถานะการสั่งซื้อ": "ที่ต้องจัดส่ง", "ชื่อผู้ใช้ (ผู้ซื้อ)": "somsri.99", "วันที่ทำการสั่งซื้อ": "2025-11-22 10:30",
		"เวลาการชำระสินค้า": "2025-11-22 10:31", "ช่องทางการชำระเงิน": "พร้อมเพย์", "ช่องทางการชำระเงิน (รายละเอียด)": "QR", "ตัวเลือกการจัดส่ง": "EMS - Thailand Post",
		"วันที่คาดว่าจะทำการจัดส่งสินค้า": "2025-11-25 23:59", "ชื่อสินค้า": "น้ำพริกหนุ่ม", "เลขอ้างอิง SKU (SKU Reference No.)": "NP-001", "เลขอ้างอิง Parent SKU": "NP", "ชื่อตัวเลือก": "ขวดเล็ก",
		"ราคาตั้งต้น": "150", "ราคาขาย": "120", "จำนวน": "2", "ราคาขายสุทธิ": "240", "โค้ดส่วนลดชำระโดยผู้ขาย": "10", "ส่วนลด bundle deal ชำระโดยผู้ขาย": "5", "ค่าจัดส่งที่ชำระโดยผู้ซื้อ": "38",
		"โค้ดส่วนลดชำระโดย Shopee (เช่น โค้ดจากโปรแกรม ร้านโค้ดคุ้ม, โค้ดส่วนลด Shopee, โค้ดส่วนลด Shopee Mall)": "20", "จำนวนเงินทั้งหมด": "313", "ชื่อผู้รับ": "สมศรี ใจดี", "หมายเลขโทรศัพท์": "66812345678",
		"หมายเหตุจากผู้ซื้อ": "ห่อดี ๆ นะคะ", "ที่อยู่ในการจัดส่ง": "12/3 หมู่ 4, ตำบลสุเทพ, อำเภอเมืองเชียงใหม่, จังหวัดเชียงใหม่, 50200", "ประเทศ": "TH", "จังหวัด": "จังหวัดเชียงใหม่", "เขต/อำเภอ": "อำเภอเมืองเชียงใหม่", "รหัสไปรษณีย์": "50200", "ชื่อ": "บริษัท ภาษี จำกัด", "แขวง/ตำบล": "สีลม"}
	two := map[string]string{"หมายเลขคำสั่งซื้อ": "251122ABCD1234", "สถานะการสั่งซื้อ": "ที่ต้องจัดส่ง", "ชื่อสินค้า": "ข้าวเกรียบ", "ราคาขาย": "70", "จำนวน": "1", "จำนวนเงินทั้งหมด": "313"}
	file := read(t, shopeeHeadings, cells(shopeeHeadings, one), cells(shopeeHeadings, two))
	order := only(t, file)
	if file.Kind != "shopee" || order.Channel != "shopee" || order.No != "251122ABCD1234" || order.State != channelfile.Paid || !order.Paid || order.COD != 0 || order.Buyer != "somsri.99" {
		t.Errorf("%+v", order)
	}
	if !order.At.Equal(bangkok("2025-11-22 10:30:00")) || !order.ShipBy.Equal(bangkok("2025-11-25 23:59:00")) || order.Carrier != "EMS - Thailand Post" || order.Tracking != "" || order.Note != "ห่อดี ๆ นะคะ" || order.Payment != "พร้อมเพย์" {
		t.Errorf("%+v", order)
	}
	if order.Discount != 1500 || order.ChannelDiscount != 2000 || order.ShippingFee != 3800 || order.Total != 31300 {
		t.Errorf("%v %v %v %v", order.Discount, order.ChannelDiscount, order.ShippingFee, order.Total)
	}
	to := order.Recipient
	if to.Name != "สมศรี ใจดี" || to.Phone != "081-234-5678" || to.Masked || to.Address.Line != "12/3 หมู่ 4" || to.Address.Subdistrict != "สุเทพ" || to.Address.District != "เมืองเชียงใหม่" || to.Address.Province != "เชียงใหม่" || to.Address.Postcode != "50200" {
		t.Errorf("%+v", to)
	}
	want := []channelfile.Line{{SKU: "NP-001", Name: "น้ำพริกหนุ่ม", Variation: "ขวดเล็ก", Text: "น้ำพริกหนุ่ม (ขวดเล็ก)", Qty: qty.Pieces(2), Price: 12000, State: channelfile.Paid},
		{Name: "ข้าวเกรียบ", Text: "ข้าวเกรียบ", Qty: qty.One, Price: 7000, State: channelfile.Paid}}
	if len(order.Lines) != 2 || order.Lines[0] != want[0] || order.Lines[1] != want[1] || codes(file) != "" {
		t.Errorf("%+v %s", order.Lines, codes(file))
	}
}

func TestLazada(t *testing.T) {
	item := func(id, no, status, change string) string {
		return cells(lazadaHeadings, map[string]string{"orderItemId": id, "orderNumber": no, "sellerSku": "NP-001", "createTime": "22 Nov 2025 10:30", "updateTime": change, "customerName": "s***i",
			"shippingName": "สมศรี ใจดี", "shippingAddress": "12/3 หมู่ 4", "shippingAddress2": "สุเทพ/ Suthep", "shippingAddress3": "เชียงใหม่/ Chiang Mai", "shippingAddress4": "เมืองเชียงใหม่/ Mueang Chiang Mai", "shippingAddress5": "50200",
			"shippingPhone": "66812345678", "shippingPostCode": "50200", "billingName": "คนอื่น", "billingPhone": "66899999999", "payMethod": "COD", "paidPrice": "95.00", "unitPrice": "100.00", "sellerDiscountTotal": "-5.00",
			"shippingFee": "10.00", "itemName": "น้ำพริกหนุ่ม", "variation": "ขวดเล็ก", "shippingProvider": "Flash Express", "trackingCode": "TH0123", "status": status})
	}
	file := read(t, lazadaHeadings, item("900000000000001", "812345678901234", "ready_to_ship", "22 Nov 2025 11:00"), item("900000000000002", "812345678901234", "canceled", "22 Nov 2025 12:00"),
		item("900000000000003", "812345678901234", "ready_to_ship", "22 Nov 2025 11:00"))
	order := only(t, file)
	if file.Kind != "lazada" || order.State != channelfile.Paid || len(order.Lines) != 3 || order.Lines[1].State != channelfile.Cancelled || order.Lines[0].Qty != qty.One || order.Lines[0].ID != "900000000000001" || order.Lines[0].Discount != 500 {
		t.Fatalf("%+v", order)
	}
	if order.ShippingFee != 2000 || order.Total != 2*9500+2000 || order.COD != order.Total || order.Paid {
		t.Errorf("two pieces and their shipping are left: %v %v %v %v", order.ShippingFee, order.Total, order.COD, order.Paid)
	}
	if got := order.Recipient.Address.Long(); got != "12/3 หมู่ 4 ตำบลสุเทพ อำเภอเมืองเชียงใหม่ จังหวัดเชียงใหม่ 50200" || order.Tracking != "TH0123" || order.Recipient.Phone != "081-234-5678" {
		t.Errorf("%s %+v", got, order)
	}
	if !order.Updated.Equal(bangkok("2025-11-22 12:00:00")) {
		t.Error(order.Updated)
	}
	again := only(t, read(t, lazadaHeadings, item("900000000000001", "812345678901234", "delivered", "25 Nov 2025 11:00"), item("900000000000001", "812345678901234", "shipped", "23 Nov 2025 11:00")))
	if len(again.Lines) != 1 || again.State != channelfile.Delivered || !again.Paid {
		t.Errorf("the newer row counts, wherever it stands: %+v", again)
	}
	back := only(t, read(t, lazadaHeadings, item("900000000000001", "812345678901234", "returned", "25 Nov 2025 11:00"), item("900000000000002", "812345678901234", "canceled", "25 Nov 2025 11:00")))
	if back.State != channelfile.Returned || back.Total != 9500+1000 {
		t.Errorf("%+v", back)
	}
}

func TestTikTok(t *testing.T) {
	line := func(sku, count string, more map[string]string) string {
		values := map[string]string{"Order ID": "577123456789012345\t", "Order Status": "To ship", "Order Substatus": "Awaiting collection", "SKU ID": "1729", "Seller SKU": sku, "Product Name": "ผ้าขาวม้า", "Variation": "สีแดง", "Quantity": count,
			"SKU Unit Original Price": "THB 200.00", "SKU Subtotal Before Discount": "THB 400.00", "SKU Platform Discount": "THB 10.00", "SKU Seller Discount": "THB 20.00", "Shipping Fee After Discount": "THB 30.00", "Order Amount": "THB 370.00",
			"Created Time": "22/11/2025 10:30:15\t", "Paid Time": "22/11/2025 10:31:00", "Recipient": "ส***", "Phone #": "(+66)81*****89", "Country": "Thailand", "Province": "เชียงใหม่", "District": "เมืองเชียงใหม่", "Zipcode": "50200", "Detail Address": "1***", "Payment Method": "Cash on delivery"}
		for name, value := range more {
			values[name] = value
		}
		return cells(tiktokHeadings, values)
	}
	file := read(t, tiktokHeadings, tiktokMeaning, line("P-1", "1", nil), line("P-2", "1", nil), tiktokHeadings, tiktokMeaning)
	order := only(t, file)
	if file.Kind != "tiktok" || order.No != "577123456789012345" || order.State != channelfile.Paid || len(order.Lines) != 2 || order.Total != 37000 || order.COD != 37000 || order.Paid || order.ShippingFee != 3000 {
		t.Fatalf("%+v", order)
	}
	if order.Lines[0].Price != 20000 || order.Lines[0].Discount != 2000 || order.Lines[0].ChannelDiscount != 1000 || !order.At.Equal(bangkok("2025-11-22 10:30:15")) {
		t.Errorf("%+v", order.Lines[0])
	}
	to := order.Recipient
	if !to.Masked || to.Name != "ส***" || to.Phone != "(+66)81*****89" || to.Address.Line != "1***" || to.Address.Province != "เชียงใหม่" || codes(file) != "order_masked" {
		t.Errorf("what is covered stays so and is told: %+v %s", to, codes(file))
	}
	for name, c := range map[string]struct {
		more map[string]string
		want channelfile.State
	}{
		"delivered by its second word": {map[string]string{"Order Status": "Shipped", "Order Substatus": "Delivered"}, channelfile.Delivered},
		"on its way":                   {map[string]string{"Order Status": "Shipped", "Order Substatus": "In transit"}, channelfile.Shipped},
		"cancelled":                    {map[string]string{"Order Status": "Canceled", "Order Substatus": "Canceled", "Cancelation/Return Type": "Cancel"}, channelfile.Cancelled},
		"given back":                   {map[string]string{"Order Status": "Completed", "Order Substatus": "Completed", "Cancelation/Return Type": "Return/Refund", "Sku Quantity of return": "1"}, channelfile.Returned},
		"money back, goods not":        {map[string]string{"Order Status": "Completed", "Order Substatus": "Completed", "Cancelation/Return Type": "Return/Refund", "Sku Quantity of return": "0"}, channelfile.Delivered},
		"not paid":                     {map[string]string{"Order Status": "Unpaid", "Order Substatus": "Unpaid", "Paid Time": ""}, channelfile.New},
		"held by the channel":          {map[string]string{"Order Status": "On hold", "Order Substatus": "On hold"}, channelfile.New},
		"a word nobody knows":          {map[string]string{"Order Status": "Warp drive", "Order Substatus": "Engaged"}, channelfile.Unknown},
	} {
		got := only(t, read(t, tiktokHeadings, tiktokMeaning, line("P-1", "1", c.more)))
		if got.State != c.want || got.StateText != c.more["Order Status"] {
			t.Errorf("%s: %s %q, want %s", name, got.State, got.StateText, c.want)
		}
	}
}

func TestLineShopping(t *testing.T) {
	const headings = "orderNumber|orderStatus|paymentStatus|shipmentStatus|checkoutAt|lastUpdatedAt|recipientName|phoneNumber|shippingAddress|postalCode|sku|productName|variant|quantity|price|shipmentPrice|discountAmount|totalPrice|paymentMethod|trackingNumber|remarkBuyer"
	file := read(t, headings, "20251122001|FINALIZED|PAID|NO_SHIPMENT|2025-11-22T10:30:00+07:00|2025-11-22T04:00:00Z|สมชาย|0891112222|99 ถ.ช้างเผือก ต.ศรีภูมิ อ.เมือง จ.เชียงใหม่|50200|A-1|ชาเชียงดา||3|50|40|10|180|โอนเงิน||")
	order := only(t, file)
	if file.Kind != "lineshop" || order.State != channelfile.Paid || !order.Paid || order.Total != 18000 || order.Recipient.Address.Subdistrict != "ศรีภูมิ" || order.Recipient.Address.District != "เมืองเชียงใหม่" || order.Recipient.Address.Line != "99 ถ.ช้างเผือก" {
		t.Errorf("%s %+v", file.Kind, order)
	}
	if !order.At.Equal(bangkok("2025-11-22 10:30:00")) || !order.Updated.Equal(bangkok("2025-11-22 11:00:00")) {
		t.Error(order.At, order.Updated)
	}
}

func TestMissingColumnsAreNamed(t *testing.T) {
	for missing, headings := range map[string]string{
		"หมายเลขคำสั่งซื้อ (order number)":             "ชื่อสินค้า|จำนวน|ราคา",
		"ชื่อสินค้า (product name)":                    "เลขที่คำสั่งซื้อ|จำนวน|ราคา",
		"จำนวน (quantity)":                             "เลขที่คำสั่งซื้อ|ชื่อสินค้า|ราคา",
		"จำนวน (quantity), ราคาต่อชิ้น (price of one)": "order no|SKU|ชื่อผู้รับ",
		"หมายเลขคำสั่งซื้อ (order number), ชื่อสินค้า (product name), จำนวน (quantity), ราคาต่อชิ้น (price of one)": "foo|bar|baz",
	} {
		file, err := channelfile.ReadRows(context.Background(), listed(headings, "1|2|3"), channelfile.Options{})
		if !fault.Is(err, "order_columns") || fault.Of(err).Values["columns"] != missing || len(file.Headings) != 3 {
			t.Errorf("%s: %v %v", headings, err, file.Headings)
		}
	}
	if _, err := channelfile.ReadRows(context.Background(), nil, channelfile.Options{}); !fault.Is(err, "order_columns") {
		t.Error(err)
	}
}

func TestChangedHeadingsAreKnown(t *testing.T) {
	for _, headings := range []string{
		"เลขที่คำสั่งซื้อ|ชื่อสินค้า|จำนวน|ราคา", " เลขคำสั่งซื้อ |สินค้า|จำนวนชิ้น|ราคาต่อหน่วย", "ORDER NO.|Product-Name|Qty|Unit Price (THB)", "order_id|SKU|quantity|price", "หมายเลขออเดอร์|รายการ|จำนวน (ชิ้น)|ราคาขาย (บาท)",
	} {
		order := only(t, read(t, headings, "A-1|ชา|2|50"))
		if order.Channel != channelfile.Other || order.No != "A-1" || order.Total != 10000 {
			t.Errorf("%s: %+v", headings, order)
		}
	}
	// A channel renames one of its columns: what is left tells the channel, the common word the column.
	renamed := strings.Replace(shopeeHeadings, "หมายเลขคำสั่งซื้อ|", "เลขที่คำสั่งซื้อ|", 1)
	order := only(t, read(t, renamed, cells(renamed, map[string]string{"เลขที่คำสั่งซื้อ": "251122ABCD1234", "ชื่อสินค้า": "ชา", "จำนวน": "1", "ราคาขาย": "50"})))
	if order.Channel != "shopee" || order.No != "251122ABCD1234" {
		t.Errorf("%+v", order)
	}
}

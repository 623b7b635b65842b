package printing_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/printing"
	"github.com/talat-pos/talat/internal/qty"
)

func samplePick(orders int) printing.PickList {
	l := printing.PickList{Lang: i18n.Thai, Until: "2026-11-30", Shop: printing.Shop{Names: []string{"วิสาหกิจชุมชนบ้านคราม"}, Phone: "081-234-5678"}}
	goods := []printing.PickGoods{
		{SKU: "CHILLI", Name: "น้ำพริกหนุ่ม", Unit: "กระปุก", Lot: "L25-11", Expires: "2026-12-31", Qty: qty.Pieces(5), Orders: 2},
		{SKU: "CLOTH-INDIGO-XL", Name: "ผ้าขาวม้าทอมือย้อมครามลายดอกปีบ ผืนใหญ่", Unit: "ผืน", Qty: qty.Pieces(2), Orders: 1, Lacks: qty.Pieces(1)},
	}
	if orders > 0 {
		l.Places = []printing.PickPlace{{Name: "หน้าร้าน", Goods: goods}, {Name: "ห้องเก็บของ", Goods: goods[:1]}}
	}
	for n := range orders {
		l.Orders = append(l.Orders, printing.PickOrder{Number: fmt.Sprintf("A-OR-2569-%06d", n+1), Called: fmt.Sprintf("LA-%04d", n+1), Name: "คุณอัญชลี ศรีสุข", Service: "EMS",
			Note: strings.Repeat("ฝากไว้กับยามหน้าหมู่บ้าน ", n%12), Goods: goods[:n%2+1]})
	}
	if orders > 1 {
		l.Orders[1].Due = "2026-11-29"
	}
	return l
}

// TestPickListsKeepToTheirPaper, whatever an order's note says, and name each order.
func TestPickListsKeepToTheirPaper(t *testing.T) {
	for _, count := range []int{0, 3, 60} {
		list := samplePick(count)
		list.Practice = count == 3
		pages, err := list.Pages(shaper)
		if err != nil {
			t.Fatal(err)
		}
		var said []string
		for n, page := range pages {
			keepsToPaper(t, shaper, page, fmt.Sprintf("%d orders, sheet %d", count, n+1))
			if err := page.Check(printing.DPI203); err != nil {
				t.Errorf("%d orders, sheet %d: %v", count, n+1, err)
			}
			if folder := os.Getenv("TALAT_FORMS"); folder != "" {
				save(t, page, filepath.Join(folder, fmt.Sprintf("pick-%d-%d.png", count, n+1)))
			}
			said = append(said, words(page)...)
		}
		all := strings.Join(said, "\n")
		for _, order := range list.Orders {
			if !strings.Contains(all, order.Called) {
				t.Errorf("%s is missing", order.Number)
			}
		}
		if count > 0 && (!strings.Contains(all, "5 กระปุก") || !strings.Contains(all, "ห้องเก็บของ") || !strings.Contains(all, "L25-11")) {
			t.Errorf("it says %q", all)
		}
	}
}

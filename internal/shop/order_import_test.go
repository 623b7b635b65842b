package shop

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/ordering/channelfile"
)

const ownHead = "เลขที่คำสั่งซื้อ,ชื่อสินค้า,จำนวน,ราคา,ชื่อผู้รับ\n"

func orderFile(text string) OrderFile {
	return OrderFile{Name: "orders.csv", Data: strings.NewReader(text)}
}

// A trial says of each order what an import would do with it, and the import says the same.
func TestATrialSaysWhatAnImportDoes(t *testing.T) {
	s, _ := chatShop(t)
	const text = ownHead + "W-1,น้ำพริกหนุ่ม,2,45,มานี\nW-2,พวงกุญแจช้าง,1,30,ปิติ\nW-3,น้ำพริกหนุ่ม,สอง,45,ชูใจ\n"
	for _, dry := range []bool{true, false} {
		from := orderFile(text)
		from.Dry = dry
		done, err := s.ImportOrders(t.Context(), from)
		if err != nil || done.Created != 2 || len(done.Orders) != 2 || len(done.Rejected) != 1 || done.File.Headings[0] != "เลขที่คำสั่งซื้อ" {
			t.Fatalf("dry %v: %+v, %v", dry, done, err)
		}
		for n, todo := range []string{ordering.TodoConfirm, ordering.TodoMatch} {
			if one := done.Orders[n]; !one.Created || one.Updated || one.Todo != todo || one.No != []string{"W-1", "W-2"}[n] {
				t.Errorf("dry %v: %+v", dry, one)
			}
		}
		if _, total, err := s.Orders(t.Context(), OrderQuery{Limit: 1}); err != nil || total != map[bool]int{true: 0, false: 2}[dry] {
			t.Errorf("dry %v: %d orders, %v", dry, total, err)
		}
	}
	again, err := s.ImportOrders(t.Context(), orderFile(text))
	if err != nil || again.Unchanged != 2 || again.Orders[0].Created || again.Orders[0].Updated || again.Orders[1].Todo != ordering.TodoMatch {
		t.Errorf("%+v, %v", again, err)
	}
}

// What the headings do not say is told with what there is to say it by.
func TestAnUnknownFileShowsItsHeadings(t *testing.T) {
	s, _ := chatShop(t)
	done, err := s.ImportOrders(t.Context(), orderFile("ร้านของเรา\nเลขบิล,ของ,กี่ชิ้น\nW-1,น้ำพริกหนุ่ม,2\n"))
	if !fault.Is(err, "order_columns") || done == nil {
		t.Fatal(err)
	}
	if f := done.File; !slices.Equal(f.Headings, []string{"เลขบิล", "ของ", "กี่ชิ้น"}) || len(f.First) != 1 || f.First[0].Cells[1] != "น้ำพริกหนุ่ม" || f.Mapping.Channel != channelfile.Other {
		t.Errorf("%+v", f)
	}
}

// Rows that were refused come back with the reason, and go in once they are put right: also those of an order that
// only the shop refuses.
func TestRefusedRowsComeBack(t *testing.T) {
	s, _ := chatShop(t)
	var long strings.Builder
	for range ordering.MaxLines + 1 {
		long.WriteString("W-2,ของ,1,1,ปิติ\n")
	}
	done, err := s.ImportOrders(t.Context(), orderFile(ownHead+"W-1,น้ำพริกหนุ่ม,สอง,45,มานี\nW-1,น้ำพริกหนุ่ม,1,45,มานี\n"+long.String()))
	if err != nil || done.Created != 0 || len(done.Rejected) != 2+ordering.MaxLines+1 {
		t.Fatalf("%d rejected, %v", len(done.Rejected), err)
	}
	path, err := s.SaveRejectedOrders(done, i18n.Thai)
	if err != nil || filepath.Dir(path) != filepath.Join(s.Dir, Exports) {
		t.Fatal(path, err)
	}
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	read, err := channelfile.Read(t.Context(), path, file, channelfile.Options{})
	if err != nil || len(read.Rejected) != 2 || len(read.Orders) != 1 || len(read.Orders[0].Lines) != ordering.MaxLines+1 {
		t.Fatalf("%d orders, %d rejected, %v", len(read.Orders), len(read.Rejected), err)
	}
	first := read.Rejected[0]
	if last := len(first.Cells) - 1; read.Headings[last] != "เหตุผล" || first.Cells[last] == "" || first.Cells[0] != "W-1" {
		t.Errorf("%q", first.Cells)
	}
}

package channelfile_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/ordering/channelfile"
)

// manyOrders makes a file of orders that stand whole, each with one to three rows, some bad, some told twice.
func manyOrders(random *rand.Rand, count int) (heading catalog.Row, orders [][]catalog.Row) {
	heading = listed(plain)[0]
	states := []string{"ใหม่", "ที่ต้องจัดส่ง", "จัดส่งแล้ว", "สำเร็จ", "ยกเลิก", "คืนสินค้า", "อะไรนะ"}
	n := 1
	for no := range count {
		var rows []catalog.Row
		for line := range 1 + random.IntN(3) {
			n++
			quantity := fmt.Sprint(1 + random.IntN(5))
			if random.IntN(40) == 0 {
				quantity = "x"
			}
			text := sold(fmt.Sprintf("SO%06d", no), states[random.IntN(len(states))], fmt.Sprintf("%d/%d/2568", 1+random.IntN(28), 1+random.IntN(12)), "", fmt.Sprintf("สินค้า %d", line/(1+random.IntN(2))), quantity,
				fmt.Sprint(10+random.IntN(90)), "40", "", []string{"COD", "โอน"}[random.IntN(2)], "สมศรี ใจดี", "0812345678", fmt.Sprintf("%d/3 ม.4 ต.สุเทพ อ.เมือง จ.เชียงใหม่ 50200", no), "")
			row := listed(text)[0]
			row.N = n
			rows = append(rows, row)
		}
		orders = append(orders, rows)
	}
	return heading, orders
}

// Reading any split of a file, in which each order is whole in one batch, gives the orders of the whole file.
func TestBatchesGiveTheSameOrders(t *testing.T) {
	random := rand.New(rand.NewPCG(6, 4))
	for range 20 {
		heading, orders := manyOrders(random, 60)
		all := []catalog.Row{heading}
		for _, rows := range orders {
			all = append(all, rows...)
		}
		whole, err := channelfile.ReadRows(context.Background(), all, channelfile.Options{})
		if err != nil {
			t.Fatal(err)
		}
		var joined []channelfile.Order
		rejected := 0
		for len(orders) > 0 {
			size := 1 + random.IntN(len(orders))
			batch := []catalog.Row{heading}
			for _, rows := range orders[:size] {
				batch = append(batch, rows...)
			}
			orders = orders[size:]
			part, err := channelfile.ReadRows(context.Background(), batch, channelfile.Options{Mapping: &whole.Mapping})
			if err != nil {
				t.Fatal(err)
			}
			joined = append(joined, part.Orders...)
			rejected += len(part.Rejected)
		}
		if !reflect.DeepEqual(joined, whole.Orders) || rejected != len(whole.Rejected) || len(joined) == 0 {
			t.Fatalf("%d orders and %d bad rows in batches, %d and %d at once", len(joined), rejected, len(whole.Orders), len(whole.Rejected))
		}
	}
}

// The revision changes with what an order says and with nothing else.
func TestTheRevision(t *testing.T) {
	base := []string{plain, sold("A", "รอจัดส่ง", "1/11/2568", "", "ชา", "2", "50", "40", "140", "โอน", "สมศรี", "0812345678", "12/3", "")}
	first := only(t, read(t, base...)).Revision
	moved := only(t, read(t, plain+"|เพิ่ม", "", strings.Replace(base[1], "0812345678", "081-234-5678", 1)+"|x")).Revision
	if first != moved {
		t.Error("another place in the file, another way to write the telephone, another column")
	}
	more := sold("A", "รอจัดส่ง", "1/11/2568", "", "กาแฟ", "1", "60", "40", "140", "โอน", "สมศรี", "0812345678", "12/3", "")
	if only(t, read(t, plain, base[1], more)).Revision != only(t, read(t, plain, more, base[1])).Revision {
		t.Error("lines in another order")
	}
	for _, change := range [][2]string{{"รอจัดส่ง", "จัดส่งแล้ว"}, {"1/11/2568", "2/11/2568"}, {"ชา", "กาแฟ"}, {"|2|", "|3|"}, {"|50|", "|51|"}, {"140", "141"}, {"โอน", "COD"}, {"สมศรี", "สมชาย"}, {"12/3", "12/4"}} {
		if only(t, read(t, plain, strings.Replace(base[1], change[0], change[1], 1))).Revision == first {
			t.Errorf("%v changes nothing", change)
		}
	}
}

// Orders that come in one after the other, in any order and again, end in the one that is furthest on.
func TestWhatSupersedes(t *testing.T) {
	one := func(state, changed string) *channelfile.Order {
		order := only(t, read(t, plain, sold("A", state, "1/11/2568", changed, "ชา", "1", "50")))
		return &order
	}
	for _, c := range []struct {
		new, old *channelfile.Order
		want     bool
	}{
		{one("ที่ต้องจัดส่ง", "3/11/2568"), one("จัดส่งแล้ว", "2/11/2568"), true},
		{one("จัดส่งแล้ว", "2/11/2568"), one("ที่ต้องจัดส่ง", "3/11/2568"), false},
		{one("จัดส่งแล้ว", ""), one("ที่ต้องจัดส่ง", ""), true},
		{one("ที่ต้องจัดส่ง", ""), one("จัดส่งแล้ว", ""), false},
		{one("ยกเลิก", ""), one("สำเร็จ", ""), true},
		{one("ใหม่", ""), one("ใหม่", ""), true},
	} {
		if c.new.Supersedes(c.old) != c.want {
			t.Errorf("%s over %s, want %v", c.new.StateText, c.old.StateText, c.want)
		}
	}
	whole, covered := channelfile.Recipient{Name: "สมศรี"}, channelfile.Recipient{Name: "ส***", Masked: true}
	if covered.Or(whole) != whole || whole.Or(covered) != whole || covered.Or(channelfile.Recipient{}) != covered {
		t.Error("what is covered replaces what was whole")
	}
}

// Five thousand orders of three rows are read within the ten seconds that a whole import may take.
func TestFiveThousandOrders(t *testing.T) {
	var text strings.Builder
	text.WriteString(strings.ReplaceAll(plain, "|", ",") + "\n")
	for no := range 5000 {
		for line := range 3 {
			fmt.Fprintf(&text, "SO%06d,รอจัดส่ง,22/11/2568 10:30,,สินค้า %d,,2,50,40,340,โอน,สมศรี ใจดี,0812345678,%d/3 ม.4 ต.สุเทพ อ.เมือง จ.เชียงใหม่ 50200,\n", no, line, no)
		}
	}
	started := clock.System()
	file, err := channelfile.Read(context.Background(), "many.csv", strings.NewReader(text.String()), channelfile.Options{})
	if err != nil || len(file.Orders) != 5000 || len(file.Orders[4999].Lines) != 3 || len(file.Rejected) != 0 {
		t.Fatalf("%d %d %v", len(file.Orders), len(file.Rejected), err)
	}
	took := clock.System().Sub(started)
	t.Log(took)
	if took.Seconds() > 10 {
		t.Errorf("took %v", took)
	}
}

func FuzzReadRows(f *testing.F) {
	for _, seed := range []string{
		shopeeHeadings + "\n" + strings.Repeat("x|", 30), lazadaHeadings + "\n1|2|3", tiktokHeadings + "\n" + tiktokMeaning + "\n577|To ship", plain + "\n" + sold("A", "ยกเลิก", "22/11/2568", "", "ชา", "1", "50", "-", "(20)", "COD", "ก***", "66*", "*** 50200"),
		plain + "\n" + sold("2.5E+14", "", "45983.9999999999", "", "ชา", "0.0001", "1e9"), "no|qty|price|sku\n||\n|||||\n\x00|๙|๑.๒|=\"\"", "order no|product|qty|line total\nA|ชา|0.001|9999999999.99", "a\n\n\n|", "",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 20_000 {
			return
		}
		file, err := channelfile.ReadRows(context.Background(), listed(strings.Split(text, "\n")...), channelfile.Options{})
		if err != nil {
			return
		}
		if file.Mapping.Validate() != nil {
			t.Errorf("read by a mapping that is none: %v", file.Mapping.Validate())
		}
		seen, rows := map[string]bool{}, map[int]bool{}
		for _, order := range file.Orders {
			if order.No == "" || seen[order.No] || len(order.Lines) == 0 || order.Total < 0 || order.COD < 0 || order.Revision == "" {
				t.Errorf("%+v", order)
			}
			seen[order.No] = true
			for _, line := range order.Lines {
				if line.Qty <= 0 || line.Price < 0 || line.Text == "" || line.State == "" {
					t.Errorf("%+v", line)
				}
			}
			for _, n := range order.Rows {
				rows[n] = true
			}
		}
		for _, bad := range file.Rejected {
			if bad.Reason == nil || rows[bad.Row] {
				t.Errorf("%+v", bad)
			}
		}
	})
}

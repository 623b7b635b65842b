package bench

import (
	"bytes"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/shop"
)

// The limit of importing a file of orders, in milliseconds.
const (
	maxOrderImport  = 10_000
	manyFiledOrders = 5_000
)

// TestOrderFile measures the import of a channel's file, new, as it was, and with every order further on: a
// quarter of them is then sent, which writes bills.
func TestOrderFile(t *testing.T) {
	orders := manyFiledOrders
	if wanted().dir == "" {
		orders = 40
	}
	heading(fmt.Sprintf("A file of %d orders", orders))
	s, err := shop.Demo(t.Context(), filepath.Join(t.TempDir(), "shop"), shop.DemoOptions{Products: 500, Seed: 1}, clock.System, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	index, err := s.Catalogue(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var goods []*catalog.Product
	for _, product := range index.All() {
		if !product.HasVariants && !product.Untracked && !product.Archived {
			goods = append(goods, product)
		}
	}
	placed := time.Now().In(clock.Bangkok).Add(time.Minute).Format("2006-01-02 15:04")
	for _, pass := range []struct {
		name                  string
		state                 func(n int) string
		created, updated, old int
	}{
		{"new orders", func(int) string { return "ที่ต้องจัดส่ง" }, orders, 0, 0},
		{"the same again", func(int) string { return "ที่ต้องจัดส่ง" }, 0, 0, orders},
		{"all further on", func(n int) string {
			return []string{"การจัดส่ง", "ยกเลิกแล้ว", "ที่ต้องจัดส่ง", "ที่ต้องจัดส่ง"}[n%4]
		}, 0, orders / 2, orders / 2},
	} {
		file := ordersFile(orders, goods, placed, pass.state)
		took := millis(func() {
			done, err := s.ImportOrders(t.Context(), shop.OrderFile{Name: "orders.csv", Data: bytes.NewReader(file)})
			if err != nil {
				t.Fatal(err)
			}
			if done.Created != pass.created || done.Updated != pass.updated || done.Unchanged != pass.old || len(done.Rejected) > 0 {
				t.Errorf("%s: %+v", pass.name, done)
			}
		})
		report(t, figure{pass.name, took, "ms", maxOrderImport, ""})
	}
}

func ordersFile(orders int, goods []*catalog.Product, placed string, state func(n int) string) []byte {
	var file bytes.Buffer
	file.WriteString("หมายเลขคำสั่งซื้อ,สถานะการสั่งซื้อ,ชื่อผู้ใช้ (ผู้ซื้อ),วันที่ทำการสั่งซื้อ,เวลาการชำระสินค้า,*หมายเลขติดตามพัสดุ,ชื่อสินค้า,เลขอ้างอิง SKU (SKU Reference No.),ชื่อตัวเลือก,ราคาขาย,จำนวน,ราคาขายสุทธิ,ค่าจัดส่งที่ชำระโดยผู้ซื้อ,จำนวนเงินทั้งหมด,ชื่อผู้รับ,หมายเลขโทรศัพท์,ที่อยู่ในการจัดส่ง,จังหวัด,เขต/อำเภอ,รหัสไปรษณีย์\n")
	for n := range orders {
		for line := range 1 + n%3 {
			good := goods[(n*7+line*3)%len(goods)]
			fmt.Fprintf(&file, "25%08d,%s,user%d,%s,%s,TRK%09d,%s,%s,,99,%d,,35,,%s,08%08d,%d ถ.สุเทพ,เชียงใหม่,เมืองเชียงใหม่,50200\n", n, state(n), n, placed, placed, n,
				good.Name, good.SKU, 1+n%2, buyer(n), n, n%900)
		}
	}
	return file.Bytes()
}

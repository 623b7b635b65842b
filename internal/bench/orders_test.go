package bench

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/shop"
	"github.com/talat-pos/talat/internal/thai"
)

// The limits of the list of orders, in milliseconds.
const (
	maxOrders      = 100
	maxOrderSearch = 30
	manyOrders     = 200_000
)

var (
	firstNames = strings.Fields("สมชาย สมหญิง อัญชลี ปิยะ วิชัย มานี มานะ ชูใจ อารี สุดา นิด แอน วรรณา ประเสริฐ บุญมี คำแก้ว จันทร์ทิพย์ ศิริพร ธนากร กมล พิมพ์ใจ ณัฐ ภัทรา สายฝน")
	lastNames  = strings.Fields("ศรีสุข แซ่ลิ้ม รักเรียน ทองดี พงษ์ดี ใจงาม บุญยืน แก้วใส วงศ์ใหญ่ อินทร์แก้ว สายทอง มั่นคง เจริญผล พรหมมา สุขสันต์ คำแสน ดวงดี ชัยชนะ")
)

// TestOrders measures the list of orders in a shop with many, which are written straight into its tables: only
// what the list reads is there.
func TestOrders(t *testing.T) {
	if wanted().dir == "" {
		t.Skip("make bench")
	}
	dir := manyOrdersShop(t)
	heading(fmt.Sprintf("The list of %d orders", manyOrders))
	s, ctx, random := openShop(t, dir), context.Background(), rand.New(rand.NewPCG(6, 6))
	page := func(query shop.OrderQuery) func(int) {
		return func(int) {
			query.Limit = 50
			if _, _, err := s.Orders(ctx, query); err != nil {
				t.Fatal(err)
			}
		}
	}
	spread(t, "first page of all", times(50, page(shop.OrderQuery{})), maxOrders, "")
	spread(t, "first page of those to pack", times(50, page(shop.OrderQuery{Todo: ordering.TodoPack})), maxOrders, "")
	spread(t, "counts of the chips", times(20, func(int) {
		if _, err := s.OrderCounts(ctx); err != nil {
			t.Fatal(err)
		}
	}), maxOrders, "")
	for _, by := range []struct {
		name string
		text func() string
	}{
		{"search by name", func() string { return buyer(random.IntN(manyOrders)) }},
		{"search by the first letters of a name", func() string { return string([]rune(firstNames[random.IntN(len(firstNames))])[:2]) }},
		{"search by phone", func() string { return fmt.Sprintf("08%08d", random.IntN(manyOrders)*97%100_000_000) }},
		{"search by tracking number", func() string { return fmt.Sprintf("EF%09dTH", random.IntN(manyOrders)) }},
	} {
		spread(t, by.name, times(50, func(int) { page(shop.OrderQuery{Search: by.text()})(0) }), maxOrderSearch, "")
	}
}

// buyer names who gave the n-th order.
func buyer(n int) string {
	return firstNames[n*7/3%len(firstNames)] + " " + lastNames[n*11%len(lastNames)]
}

func manyOrdersShop(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(wanted().dir, fmt.Sprintf("orders-%d-%s", manyOrders, schema(t)))
	if shop.Exists(dir) {
		return dir
	}
	part := dir + ".part"
	if err := os.RemoveAll(part); err != nil {
		t.Fatal(err)
	}
	s, err := shop.Demo(t.Context(), part, shop.DemoOptions{Products: 200, Bills: 100, Seed: 1}, clock.System, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	db := openFile(t, filepath.Join(part, "shop.db"))
	if err := errors.Join(writeOrders(db), db.Close()); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(part, dir); err != nil {
		t.Fatal(err)
	}
	return dir
}

func writeOrders(db *sql.DB) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }()
	write := func(query string, args ...any) {
		if err == nil {
			_, err = tx.Exec(query, args...)
		}
	}
	const lines = `[{"n":1,"product_id":"","sku":"","name":"","unit":"ขวด","qty":2000,"price_satang":12000,"to":1,"text":"น้ำพริกหนุ่ม"}]`
	for n := range manyOrders {
		order := id.New[id.Order]()
		name := buyer(n)
		phone, tracking := fmt.Sprintf("08%08d", n*97%100_000_000), fmt.Sprintf("EF%09dTH", n)
		at, channel := int64(1_700_000_000_000+n*60_000), ordering.Channels[n%5]
		state, todo := "delivered", ""
		switch n % 100 {
		case 1, 2:
			state, todo = "confirmed", ordering.TodoPack
		case 3:
			state, todo = "new", ordering.TodoPay
		case 4:
			state, todo = "shipped", ordering.TodoArrive
		}
		write("INSERT INTO sales_order VALUES (1, ?, 0, ?, ?, 'A', 'OR', 2569, ?, ?, '', '2026-11-23', ?, '')",
			1_000_000+n, order[:], fmt.Sprintf("A-OR-2569-%06d", n+1), n+1, channel, at)
		write("INSERT INTO order_content VALUES (1, ?, 0, ?, 1, NULL, ?, 0, 5000, 'transfer', '', 'ems', '', '', ?)", 1_000_000+n, order[:], lines, at)
		write("INSERT INTO order_state VALUES (?, ?, ?, ?, 'paid', ?, 29000, 29000, '', ?, 0)", order[:], at, channel, state, state, todo)
		write("INSERT INTO order_person VALUES (?, ?, ?, '', '', '')", order[:], name, phone)
		to := id.New[id.Recipient]()
		write("INSERT INTO order_recipient VALUES (?, ?, 1, '', ?, '[]', '1', '', '', '', '10240', '', '')", to[:], order[:], name)
		for _, word := range append(strings.Fields(thai.Fold(name)), strings.ReplaceAll(thai.Fold(name), " ", ""), phone, phone[6:], strings.ToLower(tracking)) {
			write("INSERT OR IGNORE INTO order_word VALUES (?, ?)", word, order[:])
		}
	}
	return errors.Join(err, tx.Commit())
}

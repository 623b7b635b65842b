package store_test

import (
	"bytes"
	"context"
	"database/sql"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"sort"
	"strings"
	"testing"

	"github.com/talat-pos/talat/internal/address"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/selling"
	"github.com/talat-pos/talat/internal/store"
	"github.com/talat-pos/talat/internal/testkit"
)

// TestTradeKeepsTheBooks lets shops live at random; the audit must find nothing.
func TestTradeKeepsTheBooks(t *testing.T) {
	shops, deeds := 6, 250
	if testing.Short() {
		shops, deeds = 1, 150
	}
	for seed := range uint64(shops) {
		shop := testkit.New(t)
		shop.Trade(t, testkit.Rand(seed), deeds)
		shop.CheckOK(t)
		if t.Failed() {
			t.Fatalf("seed %d", seed)
		}
	}
}

// lived is a shop file, closed, in which every ledger table has rows.
func lived(t *testing.T) string {
	t.Helper()
	path := testkit.Copy(t)
	shop := testkit.Open(t, path, testkit.NewClock(testkit.Morning))
	ctx := context.Background()
	shop.Trade(t, testkit.Rand(7), 60)
	bill := shop.Sell(t, testkit.Line(shop.Goods[testkit.Paste], 1000))
	for _, err := range []error{shop.NoteSlip(ctx, bill, "014", "REF1"), shop.Skip(ctx, "B", 9, "กู้คืน"),
		shop.MoveCash(ctx, ledger.CashIn, money.Baht(100), "แลกเหรียญ"),
		shop.SaveMethod(ctx, selling.Method{Code: "coupon", Name: "คูปอง"}), saveRates(shop),
		shop.SaveSubdistrict(ctx, address.Correction{Code: "500108", Subdistrict: "สุเทพ", District: "เมืองเชียงใหม่", Province: "เชียงใหม่", Postcode: "50209"})} {
		if err != nil {
			t.Fatal(err)
		}
	}
	order := ordered([]ledger.OrderLine{orderLine(shop, 0, 2)}, ordering.PayCOD)
	if _, err := shop.AddOrder(ctx, order); err != nil {
		t.Fatal(err)
	}
	if err := shop.KeepPDF(ctx, issuePaper(t, shop, asked(papers.Quotation, 3)).ID, []byte("%PDF-1.7 …")); err != nil {
		t.Fatal(err)
	}
	if err := shop.VoidPaper(ctx, issuePaper(t, shop, asked(papers.Invoice, 2)).ID, "พิมพ์ผิด", nil); err != nil {
		t.Fatal(err)
	}
	last := ledger.PaperLast{Letter: "A", Type: "PV", Period: "2569", Last: 2, First: "A-PV-2569-000001", Number: "A-PV-2569-000002", Day: clock.DayOf(testkit.Morning)}
	if err := shop.Post(ctx, &ledger.Posting{Kind: ledger.EventPaperLast, At: ledger.MillisOf(testkit.Morning), Day: last.Day, PapersLast: []ledger.PaperLast{last}}); err != nil {
		t.Fatal(err)
	}
	if err := placed(shop); err != nil {
		t.Fatal(err)
	}
	if _, err := shop.CloseShift(ctx, selling.CloseRequest{Counted: 1}, false); err != nil {
		t.Fatal(err)
	}
	shop.CheckOK(t)
	for table := range store.LedgerTables() {
		var rows int
		if err := shop.Writer().QueryRow("SELECT count(*) FROM " + table).Scan(&rows); err != nil || rows == 0 {
			t.Fatalf("%s has %d rows (%v): the test would prove nothing of it", table, rows, err)
		}
	}
	if err := shop.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

// trouble opens a file and says what is found, "" when nothing is.
func trouble(path string) string {
	s, err := store.Open(context.Background(), path, testkit.NewClock(testkit.Morning).Now)
	if err != nil {
		return err.Error()
	}
	defer s.Close()
	return troubleIn(s)
}

func troubleIn(s *store.Store) string {
	checks, err := s.CheckAll(context.Background())
	if err != nil {
		return "the audit itself fails: " + err.Error()
	}
	for _, check := range checks {
		if !check.OK {
			return check.Name + ": " + check.Detail
		}
	}
	return ""
}

// tampered runs SQL against a copy of a file as somebody with a database tool would, triggers gone.
func tampered(t *testing.T, file []byte, query string, args ...any) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "shop.db")
	if err := os.WriteFile(path, file, 0o600); err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("sqlite", "file:"+path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	dropTriggers(t, db)
	done, err := db.Exec(query, args...)
	if err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	if rows, _ := done.RowsAffected(); rows == 0 {
		t.Fatalf("%s changes nothing", query)
	}
	return path
}

func dropTriggers(t *testing.T, db *sql.DB) {
	t.Helper()
	rows, err := db.Query("SELECT name FROM sqlite_schema WHERE type = 'trigger'")
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			t.Fatal(err)
		}
		names = append(names, name)
	}
	for _, name := range names {
		if _, err := db.Exec("DROP TRIGGER " + name); err != nil {
			t.Fatal(err)
		}
	}
}

// flip is a change of one bit, or of one character, in whatever a column holds.
const flip = `CASE typeof(%[1]s) WHEN 'integer' THEN %[1]s + 1 WHEN 'null' THEN zeroblob(16)
	WHEN 'blob' THEN CAST(substr(%[1]s, 1, length(%[1]s) - 1) || CASE substr(%[1]s, -1) WHEN x'41' THEN x'40' ELSE x'41' END AS BLOB)
	ELSE %[1]s || 'x' END`

// TestCheckFindsEveryChangedColumn changes one value in every column of every table of the ledger, of the
// events and of the documents.
func TestCheckFindsEveryChangedColumn(t *testing.T) {
	file, err := os.ReadFile(lived(t))
	if err != nil {
		t.Fatal(err)
	}
	tables := store.LedgerTables()
	for table, columns := range tables {
		tables[table] = append([]string{"till", "seq", "n"}, columns...)
	}
	tables["event"] = []string{"till", "seq", "kind", "version", "body", "prev_hash", "hash"}
	tables["stock_balance"] = []string{"product_id", "place_id", "lot_id", "qty"}
	tables["till"] = []string{"id"}
	tables["setting"] = []string{"key", "value"}
	tables["product"] = []string{"id", "sku", "name", "price_satang", "codes", "gp_bp", "archived", "producer_id"}
	tables["method"] = []string{"code", "name"}
	tables["place"] = []string{"id", "name"}
	tables["rate"] = []string{"id", "service", "area", "steps", `"from"`, `"to"`, "source", "off"}
	tables["discount"] = []string{"id", "name", "services", "percent_bp", "amount_satang", "min_pieces", `"from"`, "off"}
	tables["remote_area"] = []string{"id", `"group"`, "name", "island", "postcodes", "plain", `"from"`, "off"}
	tables["post_service"] = []string{"id", "code", "name", "letters", "max_grams", "days", "cod", "max_sum_mm", `"from"`, "off"}
	tables["subdistrict"] = []string{"code", "subdistrict", "district", "province", "postcode", "gone", "off"}
	for _, table := range sortedTables(tables) {
		for n, column := range tables[table] {
			if testing.Short() && n%8 != 0 {
				continue
			}
			t.Run(table+"."+strings.Trim(column, `"`), func(t *testing.T) {
				key := "rowid, 1"
				if table != "event" && table != "till" {
					key = primaryKey(table, tables[table])
				}
				changed := flipValue(table, column)
				path := tampered(t, file, fmt.Sprintf("PRAGMA foreign_keys = 0; UPDATE OR ROLLBACK %s SET %s = %s WHERE (%s) = (SELECT %s FROM %s ORDER BY 1 DESC, 2 DESC LIMIT 1)",
					table, column, changed, key, key, table))
				if trouble(path) == "" {
					t.Errorf("nobody notices")
				}
			})
		}
	}
}

func flipValue(table, column string) string {
	if table == "till" || strings.HasSuffix(column, `id"`) || strings.HasSuffix(column, `_of"`) || strings.HasSuffix(column, "_id") || column == "id" {
		return "randomblob(16)"
	}
	return fmt.Sprintf(flip, column)
}

func primaryKey(table string, columns []string) string {
	if columns[0] == "till" {
		return "till, seq, n"
	}
	if table == "stock_balance" {
		return "product_id, place_id, lot_id"
	}
	return columns[0] + ", 1"
}

func sortedTables(tables map[string][]string) (names []string) {
	for name := range tables {
		names = append(names, name)
	}
	sort.Strings(names)
	return names
}

// TestCheckFindsForgery: rows that are gone, added or moved, sums that do not hold.
func TestCheckFindsForgery(t *testing.T) {
	file, err := os.ReadFile(lived(t))
	if err != nil {
		t.Fatal(err)
	}
	queries := map[string]string{
		"a balance":                    "UPDATE stock_balance SET qty = qty + 1000 WHERE lot_id = (SELECT lot_id FROM stock_balance LIMIT 1)",
		"a balance that is gone":       "DELETE FROM stock_balance WHERE lot_id = (SELECT lot_id FROM stock_balance WHERE qty <> 0 LIMIT 1)",
		"a balance of nothing":         "INSERT INTO stock_balance (product_id, place_id, lot_id, qty) VALUES (randomblob(16), randomblob(16), randomblob(16), 1)",
		"an event in the middle gone":  "DELETE FROM event WHERE seq = 5",
		"an event and its rows gone":   "DELETE FROM event WHERE kind = 'numbers.skipped'",
		"the first event gone":         "DELETE FROM event WHERE seq = 1",
		"an event added at the end":    "INSERT INTO event (till, seq, kind, version, body, prev_hash, hash) SELECT till, max(seq) + 1, kind, version, body, prev_hash, hash FROM event",
		"an event of a till unknown":   "INSERT INTO event (till, seq, kind, version, body, prev_hash, hash) VALUES (7, 1, 'documents.saved', 1, x'7b7d', x'', x'')",
		"two events swapped":           "UPDATE event SET seq = CASE seq WHEN 6 THEN -7 ELSE -6 END WHERE seq IN (6, 7)",
		"an event's body emptied":      "UPDATE event SET body = x'' WHERE seq = 9",
		"another letter of the till":   "UPDATE till SET letter = 'C'",
		"a second till that writes":    "INSERT INTO till (no, id, letter, current) VALUES (9, randomblob(16), 'A', 1)",
		"an older till that writes":    "INSERT INTO till (no, id, letter, current) VALUES (9, randomblob(16), 'A', 0)",
		"a setting gone":               "DELETE FROM setting WHERE key = 'stock.place'",
		"a setting added":              "INSERT INTO setting (key, value) VALUES ('shop.vat', 'included') ON CONFLICT DO UPDATE SET value = value || 'x'",
		"a product gone":               "DELETE FROM product WHERE sku = 'G2'",
		"a code that means another":    "INSERT INTO product_code (code, product_id) SELECT 'x1', id FROM product LIMIT 1",
		"a promotion that nobody made": "INSERT INTO promotion VALUES (randomblob(16), 'x', 'percent', '[]', '', 0, 10000, 0, NULL, '', '', 0)",
	}
	for table := range store.LedgerTables() {
		queries["a row of "+table+" gone"] = "DELETE FROM " + table + " WHERE (till, seq, n) = (SELECT till, seq, n FROM " + table + " ORDER BY seq LIMIT 1)"
		queries["a row of "+table+" moved behind all events"] = "UPDATE " + table + " SET seq = 99999 WHERE (till, seq, n) = (SELECT till, seq, n FROM " + table + " ORDER BY seq LIMIT 1)"
		queries["a row of "+table+" moved to an unknown till"] = "UPDATE " + table + " SET till = 0 WHERE (till, seq, n) = (SELECT till, seq, n FROM " + table + " ORDER BY seq LIMIT 1)"
	}
	for n, name := range slices.Sorted(maps.Keys(queries)) {
		if testing.Short() && n%4 != 0 {
			continue
		}
		query := queries[name]
		t.Run(name, func(t *testing.T) {
			if strings.Contains(name, "swapped") {
				query += "; UPDATE event SET seq = -seq WHERE seq < 0"
			}
			path := tampered(t, file, "PRAGMA foreign_keys = 0; PRAGMA ignore_check_constraints = 1; "+query)
			if found := trouble(path); found == "" {
				t.Error("nobody notices")
			} else if strings.HasPrefix(found, "the audit itself fails") {
				t.Error(found)
			}
		})
	}
}

// TestCheckFindsFlippedBits flips bits anywhere in the file. Either it is found, or every row of the
// ledger still reads as it did: the bit lay in unused space.
func TestCheckFindsFlippedBits(t *testing.T) {
	file, err := os.ReadFile(lived(t))
	if err != nil {
		t.Fatal(err)
	}
	flips := 250
	if testing.Short() {
		flips = 30
	}
	want := dump(t, file)
	if want == "" {
		t.Fatal("the whole file cannot be read")
	}
	r := testkit.Rand(3)
	path := filepath.Join(t.TempDir(), "shop.db")
	found, unused := 0, 0
	for range flips {
		damaged := bytes.Clone(file)
		at, bit := r.IntN(len(damaged)), byte(1)<<r.IntN(8)
		damaged[at] ^= bit
		for suffix, data := range map[string][]byte{"": damaged, "-wal": nil} {
			if err := os.WriteFile(path+suffix, data, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		_ = os.Remove(path + "-shm")
		switch said := trouble(path); {
		case strings.HasPrefix(said, "the audit itself fails"):
			t.Errorf("byte %d bit %#x: %s", at, bit, said)
		case said != "":
			found++
		case dump(t, damaged) != want:
			t.Errorf("byte %d bit %#x changes the ledger and nobody notices", at, bit)
		default:
			unused++
		}
	}
	t.Logf("%d found, %d in unused space", found, unused)
	if found < flips/3 {
		t.Errorf("only %d of %d flips were found", found, flips)
	}
}

// dump reads every value of the ledger, "" when that fails.
func dump(t *testing.T, file []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "dump.db")
	if err := os.WriteFile(path, file, 0o600); err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("sqlite", "file:"+path+"?immutable=1")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	tables := store.LedgerTables()
	tables["event"] = []string{"till", "seq", "kind", "version", "body", "prev_hash", "hash"}
	var text strings.Builder
	for _, table := range sortedTables(tables) {
		var quoted []string
		for _, column := range tables[table] {
			quoted = append(quoted, "quote("+column+")")
		}
		rows, err := db.Query("SELECT " + strings.Join(quoted, "||','||") + " FROM " + table + " ORDER BY till, seq")
		if err != nil {
			return ""
		}
		for rows.Next() {
			var row string
			if err := rows.Scan(&row); err != nil {
				return ""
			}
			text.WriteString(row + "\n")
		}
		if rows.Close() != nil || rows.Err() != nil {
			return ""
		}
	}
	return text.String()
}

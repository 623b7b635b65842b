package bench

import (
	"context"
	"database/sql"
	"fmt"
	"net/url"
	"strings"
	"testing"

	_ "modernc.org/sqlite"
)

// pragmas are those the program writes with: a yardstick that commits with less would be no yardstick.
const pragmas = "?mode=rw&_txlock=immediate&_pragma=busy_timeout(5000)&_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)" +
	"&_pragma=foreign_keys(1)&_pragma=cache_size(-32768)&_pragma=wal_autocheckpoint(4000)&_pragma=journal_size_limit(16777216)" +
	"&_pragma=trusted_schema(0)&_pragma=cell_size_check(1)&_dqs=0"

// saleTables are the tables a sale writes, in the order it writes them.
var saleTables = []string{"event", "bill", "line", "payment", "lot", "movement", "producer_entry"}

// yardstick is the least a durable sale can cost: the very rows of a sale, written to the same tables with
// the same indexes and triggers by the same driver, as one plain transaction with prepared statements. It
// decides nothing, reads nothing and knows nothing of the program.
type yardstick struct {
	db      *sql.DB
	inserts []*sql.Stmt
}

func openFile(t *testing.T, file string) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+(&url.URL{Path: file}).EscapedPath()+pragmas)
	if err != nil {
		t.Fatal(err)
	}
	db.SetMaxOpenConns(1)
	t.Cleanup(func() { _ = db.Close() })
	return db
}

func newYardstick(t *testing.T, file string) *yardstick {
	t.Helper()
	y := &yardstick{db: openFile(t, file)}
	for _, table := range saleTables {
		stmt, err := y.db.Prepare(insertInto(t, y.db, table))
		if err != nil {
			t.Fatal(err)
		}
		y.inserts = append(y.inserts, stmt)
	}
	return y
}

func insertInto(t *testing.T, db *sql.DB, table string) string {
	t.Helper()
	rows, err := db.Query("SELECT * FROM " + table + " LIMIT 0")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		t.Fatal(err)
	}
	return fmt.Sprintf("INSERT INTO %s VALUES (%s)", table, strings.TrimSuffix(strings.Repeat("?, ", len(columns)), ", "))
}

// sold is every row of one sale, by table.
type sold [][][]any

// rowsOfLast reads what the last sale in a shop's file wrote.
func rowsOfLast(t *testing.T, shop *sql.DB) sold {
	t.Helper()
	all := make(sold, len(saleTables))
	for n, table := range saleTables {
		rows, err := shop.Query("SELECT * FROM " + table + " WHERE (till, seq) = (SELECT till, seq FROM event ORDER BY rowid DESC LIMIT 1)")
		if err != nil {
			t.Fatal(err)
		}
		all[n] = scanAll(t, rows)
	}
	return all
}

func scanAll(t *testing.T, rows *sql.Rows) (all [][]any) {
	t.Helper()
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		t.Fatal(err)
	}
	for rows.Next() {
		row, into := make([]any, len(columns)), make([]any, len(columns))
		for n := range row {
			into[n] = &row[n]
		}
		if err := rows.Scan(into...); err != nil {
			t.Fatal(err)
		}
		all = append(all, row)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return all
}

// write commits the rows of a sale.
func (y *yardstick) write(ctx context.Context, rows sold) error {
	tx, err := y.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }() // after a commit it does nothing
	for n, insert := range y.inserts {
		if len(rows[n]) == 0 {
			continue
		}
		stmt := tx.StmtContext(ctx, insert)
		for _, row := range rows[n] {
			if _, err := stmt.ExecContext(ctx, row...); err != nil {
				return err
			}
		}
	}
	return tx.Commit()
}

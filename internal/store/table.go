package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
)

// table maps a row struct to its table: the JSON names of the fields are the columns' names, so that
// an event's body and the tables can be compared column by column.
type table[T any] struct {
	name    string
	ledger  bool // rows carry (till, seq, n)
	columns []string
	insert  string // the statement that writes a row
}

func tableOf[T any](name string, ledger bool) *table[T] {
	t := &table[T]{name: name, ledger: ledger}
	kind := reflect.TypeFor[T]()
	for n := range kind.NumField() {
		t.columns = append(t.columns, `"`+kind.Field(n).Tag.Get("json")+`"`)
	}
	columns := t.columns
	if ledger {
		columns = append([]string{"till", "seq", "n"}, columns...)
	}
	t.insert = insertInto(name, columns)
	return t
}

func insertInto(table string, columns []string) string {
	return fmt.Sprintf("INSERT INTO %s (%s) VALUES (%s)", table, strings.Join(columns, ", "),
		strings.TrimSuffix(strings.Repeat("?, ", len(columns)), ", "))
}

// list names the columns, each with a prefix such as "b.".
func (t *table[T]) list(prefix string) string {
	return prefix + strings.Join(t.columns, ", "+prefix)
}

// upsertSQL writes a document: the first column is its key.
func (t *table[T]) upsertSQL() string {
	var set []string
	for _, column := range t.columns[1:] {
		set = append(set, column+" = excluded."+column)
	}
	return t.insert + " ON CONFLICT (" + t.columns[0] + ") DO UPDATE SET " + strings.Join(set, ", ")
}

// values gives the row's columns as SQL values.
func values[T any](row *T) []any { return appendValues(nil, row) }

// appendValues adds the row's columns as the plain values a driver takes, so that nothing converts them
// again: ids become bytes or NULL, lists JSON text.
func appendValues[T any](to []any, row *T) []any {
	fields := reflect.ValueOf(row).Elem()
	to = slices.Grow(to, fields.NumField())
	for n := range fields.NumField() {
		switch field := fields.Field(n); field.Kind() {
		case reflect.Int, reflect.Int64:
			to = append(to, field.Int())
		case reflect.String:
			to = append(to, field.String())
		case reflect.Bool:
			to = append(to, field.Bool())
		case reflect.Slice:
			to = append(to, jsonList(field))
		case reflect.Array:
			if field.IsZero() {
				to = append(to, nil)
			} else {
				to = append(to, field.Bytes())
			}
		default:
			to = append(to, field.Interface())
		}
	}
	return to
}

func jsonList(field reflect.Value) string {
	if field.Len() == 0 {
		return "[]"
	}
	data, err := json.Marshal(field.Interface())
	if err != nil {
		panic(err) // lists of plain structs always encode
	}
	return string(data)
}

// targets gives what Scan fills for a row, and finish to decode its lists.
func targets[T any](row *T) (into []any, finish func() error) {
	fields := reflect.ValueOf(row).Elem()
	into = make([]any, fields.NumField())
	var lists []int
	for n := range into {
		if fields.Field(n).Kind() == reflect.Slice {
			into[n] = new(string)
			lists = append(lists, n)
			continue
		}
		into[n] = fields.Field(n).Addr().Interface()
	}
	return into, func() error {
		for _, n := range lists {
			if text := *into[n].(*string); text != "[]" {
				if err := json.Unmarshal([]byte(text), fields.Field(n).Addr().Interface()); err != nil {
					return err
				}
			}
		}
		return nil
	}
}

// querier is a database, a transaction or a connection: whatever can be asked.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// all reads the rows that where (with its arguments) selects, e.g. "WHERE till = ? ORDER BY n".
func (t *table[T]) all(ctx context.Context, db querier, where string, args ...any) ([]T, error) {
	rows, err := db.QueryContext(ctx, "SELECT "+t.list("")+" FROM "+t.name+" "+where, args...)
	if err != nil {
		return nil, translate(err)
	}
	return collect[T](rows)
}

func collect[T any](rows *sql.Rows) ([]T, error) {
	defer rows.Close()
	var out []T
	var row, none T
	into, finish := targets(&row)
	for rows.Next() {
		row = none // what its lists held is another row's by now
		if err := rows.Scan(into...); err != nil {
			return nil, translate(err)
		}
		if err := finish(); err != nil {
			return nil, translate(err)
		}
		out = append(out, row)
	}
	return out, translate(rows.Err())
}

// one reads the first row that where selects; found is false when there is none.
func (t *table[T]) one(ctx context.Context, db querier, where string, args ...any) (row T, found bool, err error) {
	rows, err := t.all(ctx, db, where+" LIMIT 1", args...)
	if err != nil || len(rows) == 0 {
		return row, false, err
	}
	return rows[0], true, nil
}

// inList gives "(?, ?, …)" and the values as arguments.
func inList[T any](list []T) (string, []any) {
	args := make([]any, len(list))
	for n := range list {
		args[n] = list[n]
	}
	return "(" + strings.TrimSuffix(strings.Repeat("?, ", len(list)), ", ") + ")", args
}

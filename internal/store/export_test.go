package store

import "database/sql"

// Writer is the connection that writes, for tests that damage a file or change a pragma.
func (s *Store) Writer() *sql.DB { return s.w }

// LedgerTables names the tables whose rows carry (till, seq, n), with their columns quoted.
func LedgerTables() map[string][]string {
	return map[string][]string{shifts.name: shifts.columns, shiftCashes.name: shiftCashes.columns,
		shiftCloses.name: shiftCloses.columns, bills.name: bills.columns, lines.name: lines.columns,
		payments.name: payments.columns, slips.name: slips.columns, debtsPaid.name: debtsPaid.columns, lots.name: lots.columns,
		movements.name: movements.columns, entries.name: entries.columns, skips.name: skips.columns}
}

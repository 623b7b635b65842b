package shop

import "github.com/talat-pos/talat/internal/store"

// SQLiteVersion is the version of SQLite in this program.
func SQLiteVersion() string { return store.SQLiteVersion() }

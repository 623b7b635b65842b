package store

import sqlite3 "modernc.org/sqlite/lib"

// SQLiteVersion is the version of SQLite in this program.
func SQLiteVersion() string { return sqlite3.SQLITE_VERSION }

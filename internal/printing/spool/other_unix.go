//go:build unix

package spool

import (
	"context"

	"github.com/talat-pos/talat/internal/fault"
)

// sendSpooler belongs to Windows.
func sendSpooler(_ context.Context, to Target, _ Job) (Fate, error) {
	return Untouched, fault.New("printer_other_system", "printer", fault.Values{"printer": to.String()})
}

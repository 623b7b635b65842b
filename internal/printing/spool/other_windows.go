package spool

import (
	"context"

	"github.com/talat-pos/talat/internal/fault"
)

// sendQueue and sendDevice belong to Unix.
func sendQueue(_ context.Context, to Target, _ Job, _ waits) (Fate, error) {
	return Untouched, fault.New("printer_other_system", "printer", fault.Values{"printer": to.String()})
}

func sendDevice(_ context.Context, to Target, _ []byte, _ waits) (Fate, error) {
	return Untouched, fault.New("printer_other_system", "printer", fault.Values{"printer": to.String()})
}

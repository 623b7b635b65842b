package spool

import (
	"context"
	"net"
	"syscall"
	"testing"

	"github.com/talat-pos/talat/internal/fault"
)

// A small job fits into what the system holds back for the line: that all of it could be written does
// not say that the printer took it.
func TestASmallJobThatThePrinterNeverConfirms(t *testing.T) {
	tiny := net.ListenConfig{Control: func(_, _ string, raw syscall.RawConn) (err error) {
		if failed := raw.Control(func(handle uintptr) {
			err = syscall.SetsockoptInt(int(handle), syscall.SOL_SOCKET, syscall.SO_RCVBUF, 1)
		}); failed != nil {
			return failed
		}
		return err
	}}
	listener, err := tiny.Listen(context.Background(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close() // its queue takes the line, nobody ever reads
	result, err := send(t.Context(), Target{Network, listener.Addr().String()}, job(8000), hasty)
	if result.Fate != Unsure || !fault.Is(err, "printer_stalled") {
		t.Errorf("%+v, %v", result, err)
	}
}

// A printer that another till holds often takes the line and hangs up at once.
func TestAPrinterThatHangsUpUnreadNeverHasTheJob(t *testing.T) {
	calm := hasty
	calm.settle = patient.settle // this machine may be slow to hang up
	to := printer(t, func(line *net.TCPConn) { line.Close() })
	for range 300 {
		if result, err := send(t.Context(), to, job(500), calm); result.Fate == Taken || err == nil {
			t.Fatalf("%+v, %v", result, err)
		}
	}
}

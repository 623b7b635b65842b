package spool

import (
	"context"
	"errors"
	"io"
	"net"
	"os"
	"time"

	"github.com/talat-pos/talat/internal/fault"
)

// chunk is how much a printer must take within waits.stall. A small send buffer keeps what the system
// holds back for a printer that takes nothing from looking like progress.
const (
	chunk      = 4 << 10
	sendBuffer = 16 << 10
)

// sendNetwork writes a job to a port, closes its half of the line and waits for the printer's. Printers
// that keep the line open have taken the job once the system has nothing left to send.
func sendNetwork(ctx context.Context, to Target, data []byte, wait waits) (Fate, error) {
	line, err := (&net.Dialer{Timeout: wait.dial}).DialContext(ctx, "tcp", to.Name)
	if err != nil {
		if ctx.Err() != nil {
			return Untouched, stopped(to)
		}
		return Untouched, because(fault.New("printer_unreachable", "printer", fault.Values{"printer": to.String()}), err)
	}
	defer line.Close()
	defer context.AfterFunc(ctx, func() { line.Close() })()
	wire := line.(*net.TCPConn)
	if err := wire.SetWriteBuffer(sendBuffer); err != nil {
		return Untouched, because(fault.New("printer_unreachable", "printer", fault.Values{"printer": to.String()}), err)
	}
	// What a printer says is not asked for, but must be read, or its own line would fill up.
	ended := make(chan error, 1)
	go func() {
		_, err := io.Copy(io.Discard, wire)
		ended <- err
	}()
	if sent, err := pour(ctx, wire, data, wait.stall); err != nil {
		return fateAfter(sent), brokenOff(ctx, to, err)
	}
	select {
	case err := <-ended: // before it could know that the job is whole
		return Unsure, because(fault.New("printer_closed", "printer", fault.Values{"printer": to.String()}), err)
	default:
	}
	if err := wire.CloseWrite(); err != nil {
		return Unsure, brokenOff(ctx, to, err)
	}
	return settle(ctx, to, wire, ended, wait)
}

// settle waits for the end of a line on which all is written. The printer's end of it proves nothing
// while bytes are unconfirmed: a printer held by another till often hangs up at once.
func settle(ctx context.Context, to Target, wire *net.TCPConn, ended <-chan error, wait waits) (Fate, error) {
	name, over := fault.Values{"printer": to.String()}, false
	for waited := time.Duration(0); waited < wait.stall; waited += wait.settle {
		select {
		case err := <-ended:
			if err != nil {
				return Unsure, brokenOff(ctx, to, err)
			}
			if unsent(wire) == 0 {
				return Taken, nil
			}
			over, ended = true, nil
		case <-ctx.Done():
			return Unsure, stopped(to)
		case <-time.After(wait.settle):
			if unsent(wire) == 0 {
				return Taken, nil
			}
			if over {
				return Unsure, fault.New("printer_closed", "printer", name)
			}
		}
	}
	return Unsure, fault.New("printer_stalled", "printer", name)
}

// outlet is a line or device that data is poured into.
type outlet interface {
	io.Writer
	SetWriteDeadline(time.Time) error
}

// pour writes data by the chunk, each within stall, and says how many bytes went.
func pour(ctx context.Context, to outlet, data []byte, stall time.Duration) (sent int, err error) {
	for sent < len(data) {
		if err := to.SetWriteDeadline(within(ctx, stall)); err != nil && !errors.Is(err, os.ErrNoDeadline) {
			return sent, err
		}
		n, err := to.Write(data[sent:min(sent+chunk, len(data))])
		sent += n
		if err != nil {
			return sent, err
		}
	}
	return sent, nil
}

// within gives the time that lies so far ahead, or the end of ctx when that comes first.
func within(ctx context.Context, ahead time.Duration) time.Time {
	limited, cancel := context.WithTimeout(ctx, ahead)
	defer cancel()
	deadline, _ := limited.Deadline()
	return deadline
}

// brokenOff is the refusal of a job that broke off while it was written.
func brokenOff(ctx context.Context, to Target, err error) error {
	name := fault.Values{"printer": to.String()}
	switch {
	case ctx.Err() != nil:
		return stopped(to)
	case errors.Is(err, os.ErrDeadlineExceeded):
		return because(fault.New("printer_stalled", "printer", name), err)
	}
	return because(fault.New("printer_closed", "printer", name), err)
}

package spool

import (
	"bytes"
	"context"
	"io"
	"net"
	"testing"
	"time"

	"github.com/talat-pos/talat/internal/fault"
)

// printer listens on this machine and does with each line what serve says.
func printer(t *testing.T, serve func(*net.TCPConn)) Target {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		for {
			line, err := listener.Accept()
			if err != nil {
				return
			}
			serve(line.(*net.TCPConn))
		}
	}()
	t.Cleanup(func() { listener.Close(); <-done })
	return Target{Network, listener.Addr().String()}
}

// large does not fit into what two systems hold back for a line between them.
const large = 16 << 20

func TestAPrinterThatTakesAllHasTheJob(t *testing.T) {
	for name, serve := range map[string]func(*net.TCPConn) []byte{
		"reads to the end and closes": func(line *net.TCPConn) []byte {
			defer line.Close()
			data, _ := io.ReadAll(line)
			return data
		},
		"talks the while": func(line *net.TCPConn) []byte {
			defer line.Close()
			line.Write(bytes.Repeat([]byte{0x12}, 100_000))
			data, _ := io.ReadAll(line)
			return data
		},
		"is slow": func(line *net.TCPConn) []byte {
			defer line.Close()
			var data []byte
			part := make([]byte, 64<<10)
			for {
				n, err := line.Read(part)
				if data = append(data, part[:n]...); err != nil {
					return data
				}
				<-time.After(6 * time.Millisecond) // longer in all than one stall
			}
		},
	} {
		got := make(chan []byte, 1)
		to := printer(t, func(line *net.TCPConn) { got <- serve(line) })
		want := job(large)
		result, err := send(t.Context(), to, want, hasty)
		if err != nil || result.Fate != Taken {
			t.Errorf("a printer that %s: %+v, %v", name, result, err)
			continue
		}
		if data := <-got; !bytes.Equal(data, want.Data) {
			t.Errorf("a printer that %s got %d of %d bytes", name, len(data), len(want.Data))
		}
	}
}

// Cheap printers never close the line; the job is theirs once they have confirmed every byte.
func TestAPrinterThatKeepsTheLineOpenHasTheJob(t *testing.T) {
	end, got := make(chan struct{}), make(chan []byte, 1)
	to := printer(t, func(line *net.TCPConn) {
		defer line.Close()
		data, _ := io.ReadAll(line)
		got <- data
		<-end
	})
	defer close(end)
	want := job(100_000)
	if result, err := send(t.Context(), to, want, steady); err != nil || result.Fate != Taken {
		t.Errorf("%+v, %v", result, err)
	}
	if !bytes.Equal(<-got, want.Data) {
		t.Error("other bytes arrived")
	}
}

func TestAPrinterThatBreaksOffLeavesUsUnsure(t *testing.T) {
	end := make(chan struct{})
	defer close(end)
	for _, test := range []struct {
		name  string
		size  int
		serve func(*net.TCPConn)
		want  string
	}{
		{"accepts nothing", large, func(line *net.TCPConn) { <-end; line.Close() }, "printer_stalled"},
		{"stops half way", large, func(line *net.TCPConn) { io.CopyN(io.Discard, line, 1<<20); <-end; line.Close() }, "printer_stalled"},
		{"hangs up half way", large, func(line *net.TCPConn) { io.CopyN(io.Discard, line, 1<<20); line.Close() }, "printer_closed"},
		{"closes its half at once and reads on", large, func(line *net.TCPConn) {
			line.CloseWrite()
			io.Copy(io.Discard, line)
			line.Close()
		}, "printer_closed"},
		{"resets a small job", 3000, func(line *net.TCPConn) {
			io.CopyN(io.Discard, line, 1000)
			line.SetLinger(0)
			line.Close()
		}, "printer_closed"},
	} {
		wait := hasty
		if test.want != "printer_stalled" {
			wait = steady
		}
		result, err := send(t.Context(), printerOnce(t, test.serve), job(test.size), wait)
		if result.Fate != Unsure || !fault.Is(err, test.want) {
			t.Errorf("a printer that %s: %+v, %v; want %s", test.name, result, err, test.want)
		}
	}
}

// printerOnce is a printer that need not end before the test does.
func printerOnce(t *testing.T, serve func(*net.TCPConn)) Target {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { listener.Close() })
	go func() {
		if line, err := listener.Accept(); err == nil {
			serve(line.(*net.TCPConn))
		}
	}()
	return Target{Network, listener.Addr().String()}
}

func TestAPrinterThatRefusesOrIsNotThereIsUntouched(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	nobody := Target{Network, listener.Addr().String()}
	listener.Close()
	for _, to := range []Target{nobody, {Network, "no-such-printer.invalid:9100"}} {
		result, err := send(t.Context(), to, job(100), hasty)
		if result != (Result{}) || !fault.Is(err, "printer_unreachable") {
			t.Errorf("%v: %+v, %v", to, result, err)
		}
	}
}

func TestStoppingEndsAJobAtOnce(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	end := make(chan struct{})
	defer close(end)
	to := printerOnce(t, func(line *net.TCPConn) { cancel(); <-end; line.Close() })
	calm := hasty
	calm.stall = time.Hour
	result, err := send(ctx, to, job(large), calm)
	if !fault.Is(err, "print_stopped") || result.Fate == Taken {
		t.Errorf("%+v, %v", result, err)
	}
}

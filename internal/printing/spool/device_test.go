//go:build unix

package spool

import (
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"github.com/talat-pos/talat/internal/fault"
)

// pipe stands for a device: it holds 64 KB, and its reader may read or not.
func pipe(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "lp0")
	if err := syscall.Mkfifo(path, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// reader opens the other end. Opened for writing too, it neither waits for a writer nor ends before one.
func reader(t *testing.T, path string) *os.File {
	t.Helper()
	file, err := os.OpenFile(path, os.O_RDWR|syscall.O_NONBLOCK, 0)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { file.Close() })
	return file
}

func TestADeviceTakesTheJob(t *testing.T) {
	path := pipe(t)
	end := reader(t, path)
	got := make(chan []byte, 1)
	want := job(300_000)
	go func() {
		data := make([]byte, len(want.Data))
		io.ReadFull(end, data)
		got <- data
	}()
	if result, err := send(t.Context(), Target{Device, path}, want, steady); err != nil || result.Fate != Taken {
		t.Fatalf("%+v, %v", result, err)
	}
	if !bytes.Equal(<-got, want.Data) {
		t.Error("other bytes arrived")
	}
}

func TestADeviceThatTakesNoMore(t *testing.T) {
	path := pipe(t)
	reader(t, path)
	result, err := send(t.Context(), Target{Device, path}, job(300_000), hasty)
	if result.Fate != Unsure || !fault.Is(err, "printer_stalled") {
		t.Errorf("%+v, %v", result, err)
	}
	// It is still full: now not one byte goes, which is known for certain.
	fill, err := os.OpenFile(path, os.O_WRONLY|syscall.O_NONBLOCK, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer fill.Close()
	for {
		if _, err := syscall.Write(int(fill.Fd()), make([]byte, 4096)); err != nil {
			break
		}
	}
	result, err = send(t.Context(), Target{Device, path}, job(5000), hasty)
	if result.Fate != Untouched || !fault.Is(err, "printer_stalled") {
		t.Errorf("a full one: %+v, %v", result, err)
	}
}

func TestADevicePulledOutHalfWay(t *testing.T) {
	path := pipe(t)
	end := reader(t, path)
	go func() {
		io.CopyN(io.Discard, end, 100_000)
		end.Close()
	}()
	result, err := send(t.Context(), Target{Device, path}, job(1<<20), steady)
	if result.Fate != Unsure || !fault.Is(err, "printer_closed") {
		t.Errorf("%+v, %v", result, err)
	}
}

func TestWhatIsNoPrinterIsLeftAlone(t *testing.T) {
	file := filepath.Join(t.TempDir(), "precious")
	if err := os.WriteFile(file, []byte("whole"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{file, filepath.Dir(file), filepath.Join(filepath.Dir(file), "none"), pipe(t)} {
		result, err := send(t.Context(), Target{Device, path}, job(10), hasty)
		if result != (Result{}) || !fault.Is(err, "printer_missing") {
			t.Errorf("%s: %+v, %v", path, result, err)
		}
	}
	if data, err := os.ReadFile(file); err != nil || string(data) != "whole" {
		t.Errorf("the file holds %q, %v", data, err)
	}
}

func TestADeviceIsStopped(t *testing.T) {
	path := pipe(t)
	end := reader(t, path)
	ctx, cancel := context.WithCancel(t.Context())
	go func() {
		io.CopyN(io.Discard, end, 1000)
		cancel()
	}()
	patience := hasty
	patience.stall = patient.stall
	result, err := send(ctx, Target{Device, path}, job(1<<20), patience)
	if result.Fate != Unsure || !fault.Is(err, "print_stopped") {
		t.Errorf("%+v, %v", result, err)
	}
}

func TestASystemWithoutAWindowsSpooler(t *testing.T) {
	result, err := Send(t.Context(), Target{Spooler, "XP-80C"}, job(10))
	if result != (Result{}) || !fault.Is(err, "printer_other_system") {
		t.Errorf("%+v, %v", result, err)
	}
}

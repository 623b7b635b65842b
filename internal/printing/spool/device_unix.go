//go:build unix

package spool

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"syscall"
	"time"

	"golang.org/x/sys/unix"

	"github.com/talat-pos/talat/internal/fault"
)

// sendDevice writes a job to a device file such as /dev/usb/lp0. Anything but a character device or a
// pipe is refused: a disk or a file is no printer.
func sendDevice(ctx context.Context, to Target, data []byte, wait waits) (Fate, error) {
	// Without O_NONBLOCK a printer that is switched off would hold the write for ever.
	device, err := os.OpenFile(to.Name, os.O_WRONLY|syscall.O_NONBLOCK, 0)
	if err != nil {
		return Untouched, notOpened(to, err)
	}
	defer device.Close()
	defer context.AfterFunc(ctx, func() { device.Close() })()
	info, err := device.Stat()
	if err != nil || info.Mode()&(fs.ModeCharDevice|fs.ModeNamedPipe) == 0 {
		return Untouched, because(fault.New("printer_missing", "printer", fault.Values{"printer": to.String()}), err)
	}
	sent, err := pour(ctx, device, data, wait.stall)
	if err == nil {
		err = drain(ctx, device, wait.stall)
	}
	if err != nil {
		return fateAfter(sent), brokenOff(ctx, to, err)
	}
	return Taken, nil
}

// drain waits until the device is ready for more: Linux's driver of USB printers throws away at close
// what it has taken but not yet sent.
func drain(ctx context.Context, device *os.File, stall time.Duration) error {
	if err := device.SetWriteDeadline(within(ctx, stall)); err != nil && !errors.Is(err, os.ErrNoDeadline) {
		return err
	}
	raw, err := device.SyscallConn()
	if err != nil {
		return err
	}
	return raw.Write(func(handle uintptr) bool {
		ready := []unix.PollFd{{Fd: int32(handle), Events: unix.POLLOUT}}
		count, err := unix.Poll(ready, 0)
		return err == nil && count > 0
	})
}

func notOpened(to Target, err error) error {
	name := fault.Values{"printer": to.String()}
	switch {
	case errors.Is(err, fs.ErrPermission):
		return because(fault.New("printer_denied", "printer", name), err)
	case errors.Is(err, syscall.EBUSY):
		return because(fault.New("printer_busy", "printer", name), err)
	}
	return because(fault.New("printer_missing", "printer", name), err)
}

package spool

import (
	"net"

	"golang.org/x/sys/unix"
)

// unsent gives the bytes of a line that the other end has not confirmed.
func unsent(line *net.TCPConn) int {
	raw, err := line.SyscallConn()
	if err != nil {
		return 0
	}
	waiting := 0
	if err := raw.Control(func(handle uintptr) { waiting, err = unix.IoctlGetInt(int(handle), unix.SIOCOUTQ) }); err != nil {
		return 0
	}
	return waiting
}

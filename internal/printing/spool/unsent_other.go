//go:build !linux

package spool

import "net"

// unsent is not known here: a line kept open by the printer is taken for a job well taken.
func unsent(*net.TCPConn) int { return 0 }

package shop

import (
	"bufio"
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/gofrs/flock"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
)

// WindowLock is held by the one window of a shop. Commands need none.
type WindowLock struct {
	lock     *flock.Flock
	listener net.Listener
	door     string
}

// LockWindow takes the lock of a shop's window. When another window holds it, that one is asked to come
// to the front and the answer is held = false. raise is called, on a goroutine of its own, whenever a
// later start asks.
func LockWindow(dir string, raise func()) (lock *WindowLock, held bool, err error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, false, fault.Wrap(err, "folder_unwritable")
	}
	file, door := flock.New(filepath.Join(dir, "window.lock")), filepath.Join(dir, "window.door")
	if held, err = file.TryLock(); err != nil {
		return nil, false, fault.Wrap(err, "folder_unwritable")
	}
	if !held {
		knock(door)
		return nil, false, nil
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return &WindowLock{lock: file}, true, nil // the lock holds; only coming to the front is lost
	}
	token := make([]byte, 16)
	if _, err := rand.Read(token); err != nil {
		return nil, false, fault.Wrap(err, "window_lock")
	}
	secret := hex.EncodeToString(token)
	if err := os.WriteFile(door, []byte(listener.Addr().String()+"\n"+secret+"\n"), 0o600); err != nil {
		return nil, false, fault.Wrap(err, "folder_unwritable")
	}
	go answer(listener, secret, raise)
	return &WindowLock{lock: file, listener: listener, door: door}, true, nil
}

// maxSecret bounds what is read of somebody who knocks.
const maxSecret = 64

func answer(listener net.Listener, secret string, raise func()) {
	for {
		conn, err := listener.Accept()
		if err != nil {
			return // the window closes
		}
		_ = conn.SetDeadline(clock.Soon(2 * time.Second))
		line, err := bufio.NewReader(io.LimitReader(conn, maxSecret)).ReadString('\n')
		if err == nil && strings.TrimSpace(line) == secret {
			raise()
		}
		_ = conn.Close()
	}
}

func knock(door string) {
	text, err := os.ReadFile(door)
	lines := strings.Split(string(text), "\n")
	if err != nil || len(lines) < 2 {
		return
	}
	conn, err := net.DialTimeout("tcp", lines[0], time.Second)
	if err != nil {
		return
	}
	_ = conn.SetDeadline(clock.Soon(2 * time.Second))
	_, _ = fmt.Fprintln(conn, lines[1]) // the other window comes to the front or it does not
	_ = conn.Close()
}

// Release gives the lock back.
func (l *WindowLock) Release() {
	if l.listener != nil {
		_ = l.listener.Close()
		_ = os.Remove(l.door)
	}
	_ = l.lock.Unlock()
}

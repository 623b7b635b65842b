package spool

import (
	"net"
	"path"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/talat-pos/talat/internal/fault"
)

// Kind is a way to a printer.
type Kind string

// The kinds, as settings spell them before the colon.
const (
	Folder  Kind = "file"    // a folder that takes the files
	Network Kind = "tcp"     // a port of the network, usually 9100
	Queue   Kind = "cups"    // a queue of CUPS
	Spooler Kind = "windows" // a printer of Windows
	Device  Kind = "dev"     // a device file
)

// Target is one printer. Name is the folder, HOST:PORT, queue, printer or path.
type Target struct {
	Kind Kind
	Name string
}

// String writes the target as settings do: "tcp:192.168.1.50:9100".
func (t Target) String() string { return string(t.Kind) + ":" + t.Name }

// Under gives the target with a folder that is not absolute laid into home, the folder of the shop.
func (t Target) Under(home string) Target {
	if t.Kind == Folder && !filepath.IsAbs(t.Name) {
		t.Name = filepath.Join(home, t.Name)
	}
	return t
}

// Takes reports whether a way to a printer has somebody who turns a format into dots: a queue or folder for
// PDF, a folder or the driver of Windows for pictures. The printer's own languages go everywhere.
func (t Target) Takes(format Format) bool {
	switch format {
	case PDF:
		return t.Kind == Folder || t.Kind == Queue
	case PNG:
		return t.Kind == Folder || t.Kind == Spooler
	}
	return true
}

const (
	maxName  = 1000
	rawPort  = "9100"
	maxQueue = 127 // of CUPS
)

var hostName = regexp.MustCompile(`^[A-Za-z0-9]([A-Za-z0-9._-]{0,251}[A-Za-z0-9])?$`)

// Parse reads a printer as settings write it. A network printer without a port gets 9100. Faults, with
// field "printer": "printer_unknown", "printer_address", "printer_queue_name", "printer_path". It does
// not ask whether the printer is there.
func Parse(text string) (Target, error) {
	text = strings.TrimSpace(text)
	kind, name, _ := strings.Cut(text, ":")
	to := Target{Kind(kind), name}
	unknown := fault.New("printer_unknown", "printer", fault.Values{"value": text})
	if name == "" || len(name) > maxName || !utf8.ValidString(text) || strings.ContainsFunc(text, unicode.IsControl) {
		return Target{}, unknown
	}
	switch to.Kind {
	case Folder, Spooler:
		return to, nil
	case Network:
		address, ok := networkAddress(name)
		if !ok {
			return Target{}, fault.New("printer_address", "printer", fault.Values{"value": name})
		}
		return Target{Network, address}, nil
	case Queue:
		if !queueName(name) {
			return Target{}, fault.New("printer_queue_name", "printer", fault.Values{"value": name})
		}
		return to, nil
	case Device:
		// Only what lies in /dev: a slip of the finger must not write over a file.
		if path.Clean(name) != name || !strings.HasPrefix(name, "/dev/") {
			return Target{}, fault.New("printer_path", "printer", fault.Values{"value": name})
		}
		return to, nil
	}
	return Target{}, unknown
}

// networkAddress gives HOST:PORT of a host with or without a port; IPv6 stands in brackets.
func networkAddress(name string) (string, bool) {
	host, port, err := net.SplitHostPort(name)
	if err != nil {
		host, port, err = net.SplitHostPort(name + ":" + rawPort)
	}
	number, bad := strconv.ParseUint(port, 10, 16)
	if err != nil || bad != nil || number == 0 || net.ParseIP(host) == nil && !hostName.MatchString(host) {
		return "", false
	}
	return net.JoinHostPort(host, strconv.FormatUint(number, 10)), true
}

// queueName reports whether CUPS can have a queue of that name. A leading dash is refused because a
// command would read it as an option.
func queueName(name string) bool {
	refused := func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(`/\#?'"`, r) }
	return len(name) <= maxQueue && name[0] != '-' && !strings.ContainsFunc(name, refused)
}

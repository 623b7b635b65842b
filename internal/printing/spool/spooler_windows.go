package spool

import (
	"context"
	"errors"
	"unsafe"

	"golang.org/x/sys/windows"

	"github.com/talat-pos/talat/internal/fault"
)

// The calls of the spooler, found in the system's folder alone when the first is used.
var (
	winspool     = windows.NewLazySystemDLL("winspool.drv")
	openPrinter  = winspool.NewProc("OpenPrinterW")
	closePrinter = winspool.NewProc("ClosePrinter")
	startDoc     = winspool.NewProc("StartDocPrinterW")
	startPage    = winspool.NewProc("StartPagePrinter")
	writePrinter = winspool.NewProc("WritePrinter")
	endPage      = winspool.NewProc("EndPagePrinter")
	endDoc       = winspool.NewProc("EndDocPrinter")
	abortPrinter = winspool.NewProc("AbortPrinter")
	enumerate    = winspool.NewProc("EnumPrintersW")
)

// unknownPrinter is ERROR_INVALID_PRINTER_NAME.
const unknownPrinter = windows.Errno(1801)

// docInfo is DOC_INFO_1W.
type docInfo struct{ name, output, datatype *uint16 }

// sendSpooler gives a job to a printer of Windows: pictures to its driver, all else as it is, past the driver.
func sendSpooler(ctx context.Context, to Target, job Job) (Fate, error) {
	if job.Format == PNG {
		return sendPictures(ctx, to, job)
	}
	name, err := windows.UTF16PtrFromString(to.Name)
	if err != nil {
		return Untouched, notTaken(to, err)
	}
	var printer windows.Handle
	if done, _, err := openPrinter.Call(uintptr(unsafe.Pointer(name)), uintptr(unsafe.Pointer(&printer)), 0); done == 0 {
		return Untouched, notTaken(to, err)
	}
	defer closePrinter.Call(uintptr(printer))
	words := docInfo{datatype: windows.StringToUTF16Ptr("RAW")}
	if words.name, err = windows.UTF16PtrFromString(fileName(job.Name)); err != nil {
		return Untouched, notTaken(to, err)
	}
	if done, _, err := startDoc.Call(uintptr(printer), 1, uintptr(unsafe.Pointer(&words))); done == 0 {
		return Untouched, notTaken(to, err)
	}
	sent, err := writeDoc(ctx, printer, job.Data)
	if err == nil {
		if done, _, failure := endDoc.Call(uintptr(printer)); done == 0 {
			err = failure
		}
	}
	if err != nil {
		abortPrinter.Call(uintptr(printer)) // takes the job out of the queue, if it can still
		if ctx.Err() != nil {
			return fateAfter(sent), stopped(to)
		}
		return fateAfter(sent), because(fault.New("printer_closed", "printer", fault.Values{"printer": to.String()}), err)
	}
	return Taken, nil
}

// writeDoc writes a document of one page and says how many bytes went.
func writeDoc(ctx context.Context, printer windows.Handle, data []byte) (sent int, err error) {
	if done, _, err := startPage.Call(uintptr(printer)); done == 0 {
		return 0, err
	}
	for sent < len(data) {
		if ctx.Err() != nil {
			return sent, ctx.Err()
		}
		part := data[sent:min(sent+chunk, len(data))]
		var went uint32
		done, _, err := writePrinter.Call(uintptr(printer), uintptr(unsafe.Pointer(&part[0])), uintptr(len(part)), uintptr(unsafe.Pointer(&went)))
		if sent += int(went); done == 0 || went == 0 {
			return sent, errors.Join(err, errors.New("the spooler takes no more"))
		}
	}
	if done, _, err := endPage.Call(uintptr(printer)); done == 0 {
		return sent, err
	}
	return sent, nil
}

func notTaken(to Target, err error) error {
	name := fault.Values{"printer": to.String()}
	switch {
	case errors.Is(err, unknownPrinter):
		return because(fault.New("printer_missing", "printer", name), err)
	case errors.Is(err, windows.ERROR_ACCESS_DENIED):
		return because(fault.New("printer_denied", "printer", name), err)
	}
	return because(fault.New("printer_unreachable", "printer", name), err)
}

// printerInfo is PRINTER_INFO_4W.
type printerInfo struct {
	name, server *uint16
	attributes   uint32
}

// Find lists the printers of the spooler, its own and those of the network.
func Find(context.Context) []Target {
	const own, connected, level = 2, 4, 4
	var needed, count uint32
	enumerate.Call(own|connected, 0, level, 0, 0, uintptr(unsafe.Pointer(&needed)), uintptr(unsafe.Pointer(&count)))
	if needed == 0 || needed > maxBytes {
		return nil
	}
	list := make([]uint64, needed/8+1) // aligned for the pointers in it
	done, _, _ := enumerate.Call(own|connected, 0, level, uintptr(unsafe.Pointer(&list[0])), uintptr(needed),
		uintptr(unsafe.Pointer(&needed)), uintptr(unsafe.Pointer(&count)))
	if done == 0 {
		return nil
	}
	var found []Target
	for _, info := range unsafe.Slice((*printerInfo)(unsafe.Pointer(&list[0])), count) {
		if to, err := Parse(string(Spooler) + ":" + windows.UTF16PtrToString(info.name)); err == nil {
			found = append(found, to)
		}
	}
	return found
}

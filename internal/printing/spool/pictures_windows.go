package spool

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"image"
	"image/png"
	"io"
	"unsafe"

	"golang.org/x/sys/windows"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/printing"
)

// The calls of the drawing layer through which a printer's driver gets pages.
var (
	gdi           = windows.NewLazySystemDLL("gdi32.dll")
	createContext = gdi.NewProc("CreateDCW")
	deleteContext = gdi.NewProc("DeleteDC")
	capability    = gdi.NewProc("GetDeviceCaps")
	beginDocument = gdi.NewProc("StartDocW")
	endDocument   = gdi.NewProc("EndDoc")
	abortDocument = gdi.NewProc("AbortDoc")
	beginSheet    = gdi.NewProc("StartPage")
	endSheet      = gdi.NewProc("EndPage")
	drawBits      = gdi.NewProc("StretchDIBits")
	properties    = winspool.NewProc("DocumentPropertiesW")
)

// What GetDeviceCaps tells.
const (
	dotsAcross  = 88 // LOGPIXELSX, an inch
	dotsDown    = 90
	marginLeft  = 112 // PHYSICALOFFSETX, in dots
	marginAbove = 113
)

// documentInfo is DOCINFOW.
type documentInfo struct {
	size                   int32
	name, output, datatype *uint16
	kind                   uint32
}

// sendPictures has the driver of a printer print pictures, each as large as the paper says.
func sendPictures(ctx context.Context, to Target, job Job) (Fate, error) {
	name, err := windows.UTF16PtrFromString(to.Name)
	if err != nil {
		return Untouched, notTaken(to, err)
	}
	mode, err := paperMode(name, job)
	if err != nil {
		return Untouched, notTaken(to, err)
	}
	screen, _, err := createContext.Call(uintptr(unsafe.Pointer(windows.StringToUTF16Ptr("WINSPOOL"))), uintptr(unsafe.Pointer(name)), 0, first(mode))
	if screen == 0 {
		return Untouched, notTaken(to, err)
	}
	defer deleteContext.Call(screen)
	title, err := windows.UTF16PtrFromString(fileName(job.Name))
	if err != nil {
		return Untouched, notTaken(to, err)
	}
	info := documentInfo{name: title}
	info.size = int32(unsafe.Sizeof(info))
	if job, _, err := beginDocument.Call(screen, uintptr(unsafe.Pointer(&info))); int32(job) <= 0 {
		return Untouched, notTaken(to, err)
	}
	if err = drawPages(ctx, screen, job); err == nil {
		if done, _, failure := endDocument.Call(screen); int32(done) <= 0 {
			err = failure
		}
	}
	if err != nil {
		abortDocument.Call(screen)
		if ctx.Err() != nil {
			return Unsure, stopped(to)
		}
		return Unsure, because(fault.New("printer_closed", "printer", fault.Values{"printer": to.String()}), err)
	}
	return Taken, nil
}

func first(mode []byte) uintptr {
	if len(mode) == 0 {
		return 0
	}
	return uintptr(unsafe.Pointer(&mode[0]))
}

// The places of what is changed in a DEVMODEW, and its flags.
const (
	modeFields, modePaper, modeLength, modeWidth = 72, 78, 80, 82
	setsPaper, setsLength, setsWidth             = 0x2, 0x4, 0x8
	paperA4, paperOwn                            = 9, 256
	modeOut, modeIn                              = 2, 8
)

// paperMode gives the printer's own settings with the paper of a job in them, nothing where the job
// leaves the paper to the printer.
func paperMode(name *uint16, job Job) ([]byte, error) {
	if job.Width <= 0 || job.Height <= 0 {
		return nil, nil
	}
	var printer windows.Handle
	if done, _, err := openPrinter.Call(uintptr(unsafe.Pointer(name)), uintptr(unsafe.Pointer(&printer)), 0); done == 0 {
		return nil, err
	}
	defer closePrinter.Call(uintptr(printer))
	need, _, err := properties.Call(0, uintptr(printer), uintptr(unsafe.Pointer(name)), 0, 0, 0)
	if int32(need) < modeWidth+2 || need > maxBytes {
		return nil, errors.Join(err, errors.New("the driver has no settings"))
	}
	mode := make([]byte, need)
	if done, _, err := properties.Call(0, uintptr(printer), uintptr(unsafe.Pointer(name)), first(mode), 0, modeOut); int32(done) < 0 {
		return nil, err
	}
	put := binary.LittleEndian
	fields := put.Uint32(mode[modeFields:]) | setsPaper
	if job.Width == 210*printing.MM && job.Height == 297*printing.MM {
		put.PutUint16(mode[modePaper:], paperA4)
	} else { // tenths of a millimetre
		fields |= setsLength | setsWidth
		put.PutUint16(mode[modePaper:], paperOwn)
		put.PutUint16(mode[modeLength:], uint16(job.Height/100))
		put.PutUint16(mode[modeWidth:], uint16(job.Width/100))
	}
	put.PutUint32(mode[modeFields:], fields)
	if done, _, err := properties.Call(0, uintptr(printer), uintptr(unsafe.Pointer(name)), first(mode), first(mode), modeIn|modeOut); int32(done) < 0 {
		return nil, err
	}
	return mode, nil
}

// drawPages draws the pictures of a job, its copies one after the other.
func drawPages(ctx context.Context, screen uintptr, job Job) error {
	for range max(job.Copies, 1) {
		for rest := bytes.NewReader(job.Data); rest.Len() > 0; {
			if ctx.Err() != nil {
				return ctx.Err()
			}
			picture, err := nextPicture(rest)
			if err != nil {
				return err
			}
			if done, _, err := beginSheet.Call(screen); int32(done) <= 0 {
				return err
			}
			if err := drawPicture(screen, picture, job); err != nil {
				return err
			}
			if done, _, err := endSheet.Call(screen); int32(done) <= 0 {
				return err
			}
		}
	}
	return nil
}

// nextPicture reads one picture of two colours.
func nextPicture(from io.Reader) (*image.Paletted, error) {
	read, err := png.Decode(from)
	if err != nil {
		return nil, err
	}
	picture, ok := read.(*image.Paletted)
	if !ok || len(picture.Palette) != 2 {
		return nil, errors.New("a page is no picture of two colours")
	}
	return picture, nil
}

// bitmapInfo is BITMAPINFO of two colours.
type bitmapInfo struct {
	size            uint32
	width, height   int32
	planes, bits    uint16
	compression     uint32
	bytes           uint32
	across, down    int32
	colours, needed uint32
	palette         [2]uint32
}

// drawPicture draws a picture over the whole paper: the printer's origin lies inside its margins.
func drawPicture(screen uintptr, picture *image.Paletted, job Job) error {
	ask := func(what uintptr) int64 { value, _, _ := capability.Call(screen, what); return int64(int32(value)) }
	bits, stride := packed(picture)
	size := picture.Rect.Size()
	width, height := int64(size.X), int64(size.Y)
	if job.Width > 0 && job.Height > 0 {
		width = int64(job.Width) * ask(dotsAcross) / 25_400
		height = int64(job.Height) * ask(dotsDown) / 25_400
	}
	info := bitmapInfo{width: int32(size.X), height: -int32(size.Y), planes: 1, bits: 1, bytes: uint32(stride * size.Y), palette: [2]uint32{0xFFFFFF, 0}}
	info.size = uint32(unsafe.Offsetof(info.palette))
	const copyDots, ownColours = 0x00CC0020, 0
	drawn, _, err := drawBits.Call(screen, uintptr(-ask(marginLeft)), uintptr(-ask(marginAbove)), uintptr(width), uintptr(height),
		0, 0, uintptr(size.X), uintptr(size.Y), uintptr(unsafe.Pointer(&bits[0])), uintptr(unsafe.Pointer(&info)), ownColours, copyDots)
	if int32(drawn) <= 0 {
		return errors.Join(err, errors.New("the driver drew nothing"))
	}
	return nil
}

// packed gives the dots of a picture eight to a byte, each row of whole words, black being 1.
func packed(picture *image.Paletted) (bits []byte, stride int) {
	size := picture.Rect.Size()
	stride = (size.X + 31) / 32 * 4
	bits = make([]byte, stride*size.Y)
	dark := uint8(0)
	if r, _, _, _ := picture.Palette[1].RGBA(); r < 0x8000 {
		dark = 1
	}
	for y := range size.Y {
		for x, colour := range picture.Pix[y*picture.Stride:][:size.X] {
			if colour == dark {
				bits[y*stride+x/8] |= 0x80 >> (x % 8)
			}
		}
	}
	return bits, stride
}

package pdf

import (
	"bytes"
	"compress/zlib"
	"strconv"

	"github.com/talat-pos/talat/internal/printing"
)

// press writes the contents of pages. Numbers are hundredths of a millimetre, from the page's lower
// left corner: whole numbers of few digits for nearly everything, which deflates well.
type press struct {
	resolution printing.Resolution
	page       printing.Page
	out        []byte
	ink        printing.Colour
	packed     bytes.Buffer
	deflate    *zlib.Writer
}

func newPress(resolution printing.Resolution) *press {
	p := &press{resolution: resolution}
	p.deflate = zlib.NewWriter(&p.packed)
	return p
}

// content gives the deflated content of a page.
func (p *press) content(s sheet) ([]byte, error) {
	p.page, p.out, p.ink = s.page, p.out[:0], printing.Black
	p.add(".02834646 0 0 .02834646 0 0 cm\n")
	for _, op := range s.page.Ops {
		switch op := op.(type) {
		case printing.Text:
			p.text(op, s.lines[0])
			s.lines = s.lines[1:]
		case printing.Rect:
			p.fill(op.Colour)
			p.rect(op.X, op.Y, op.W, op.H)
			p.add("f\n")
		case printing.Frame:
			p.frame(op)
		case printing.Rule:
			p.rule(op)
		case printing.Image:
			p.image(op, s.pictures[0])
			s.pictures = s.pictures[1:]
		case printing.Code:
			if err := p.code(op); err != nil {
				return nil, err
			}
		case printing.Bars:
			if err := p.bars(op); err != nil {
				return nil, err
			}
		}
	}
	return p.pack()
}

func (p *press) pack() ([]byte, error) {
	p.packed.Reset()
	p.deflate.Reset(&p.packed)
	if _, err := p.deflate.Write(p.out); err != nil {
		return nil, err
	}
	if err := p.deflate.Close(); err != nil {
		return nil, err
	}
	return bytes.Clone(p.packed.Bytes()), nil
}

func (p *press) add(code string) { p.out = append(p.out, code...) }

// unit writes a length.
func (p *press) unit(length printing.Unit) { p.nano(int64(length) * 1000) }

// nano writes a length of nanometres, exactly.
func (p *press) nano(length int64) {
	p.out = append(fraction(p.out, length, 4), ' ')
}

// fraction appends n/10^digits without needless zeros.
func fraction(out []byte, n int64, digits int) []byte {
	if n < 0 {
		out, n = append(out, '-'), -n
	}
	power := int64(1)
	for range digits {
		power *= 10
	}
	if n >= power || n == 0 {
		out = strconv.AppendInt(out, n/power, 10)
	}
	rest := n % power
	if rest == 0 {
		return out
	}
	out = append(out, '.')
	for power /= 10; rest > 0; power /= 10 {
		out = append(out, byte('0'+rest/power))
		rest %= power
	}
	return out
}

// fill takes an ink for what follows.
func (p *press) fill(ink printing.Colour) {
	if p.ink == ink {
		return
	}
	p.ink = ink
	parts, operator := []uint8{ink.R, ink.G, ink.B}, "rg\n"
	if ink.R == ink.G && ink.G == ink.B {
		parts, operator = parts[:1], "g\n"
	}
	for _, part := range parts {
		p.out = append(fraction(p.out, (int64(part)*1000+127)/255, 3), ' ')
	}
	p.add(operator)
}

// rect adds a rectangle to the path.
func (p *press) rect(x, y, w, h printing.Unit) {
	p.unit(x)
	p.unit(p.page.Height - y - h)
	p.unit(w)
	p.unit(h)
	p.add("re ")
}

// text sets a line. ActualText gives the words to readers that would rather guess than look codes up.
func (p *press) text(op printing.Text, line line) {
	if len(line.codes) == 0 {
		return
	}
	p.fill(op.Colour)
	p.add("/Span<</ActualText(")
	p.out = append(p.out, line.words...)
	p.add(")>>BDC BT/F ")
	p.unit(op.Size)
	p.add("Tf ")
	p.unit(op.X)
	p.unit(p.page.Height - op.Y)
	p.add("Td(")
	p.out = append(p.out, line.codes...)
	p.add(")Tj ET EMC\n")
}

func (p *press) frame(op printing.Frame) {
	p.fill(op.Colour)
	p.rect(op.X, op.Y, op.W, op.H)
	if inner := 2 * op.Stroke; inner < op.W && inner < op.H {
		p.rect(op.X+op.Stroke, op.Y+op.Stroke, op.W-inner, op.H-inner)
	}
	p.add("f*\n")
}

func (p *press) rule(op printing.Rule) {
	p.fill(op.Colour)
	dash := op.W
	if op.Dash > 0 {
		dash = op.Dash
	}
	for x := printing.Unit(0); x < op.W; x += 2 * dash {
		p.rect(op.X+x, op.Y, min(dash, op.W-x), op.Stroke)
	}
	p.add("f\n")
}

func (p *press) image(op printing.Image, name string) {
	if name == "" {
		return
	}
	p.add("q ")
	p.unit(op.W)
	p.add("0 0 ")
	p.unit(op.H)
	p.unit(op.X)
	p.unit(p.page.Height - op.Y - op.H)
	p.add("cm ")
	p.add(name)
	p.add(" Do Q\n")
}

func (p *press) code(op printing.Code) error {
	side := p.resolution.Dots(op.Side)
	module, inset, err := op.Fit(side)
	if err != nil {
		return err
	}
	x, y := p.nearest(op.X), p.nearest(op.Y)
	p.white(op.X, op.Y, op.Side, op.Side)
	p.modules(op.Matrix.Spans(), x+inset, y+inset, module, module)
	return nil
}

func (p *press) bars(op printing.Bars) error {
	module, inset, err := op.Fit(p.resolution.Dots(op.W))
	if err != nil {
		return err
	}
	p.white(op.X, op.Y, op.W, op.H)
	p.modules(op.Barcode.Spans(), p.nearest(op.X)+inset, p.nearest(op.Y), module, max(p.resolution.Dots(op.H), 1))
	return nil
}

// white clears the ground of a code.
func (p *press) white(x, y, w, h printing.Unit) {
	p.fill(printing.White)
	p.rect(x, y, w, h)
	p.add("f\n")
}

// nearest gives the dot of the printer that is nearest to a place.
func (p *press) nearest(at printing.Unit) int {
	return p.resolution.Dots(at + printing.Unit(p.resolution.Nanometres(1)/2000))
}

// modules fills the dark modules of a code on whole dots: x, y is the dot of its upper left corner,
// wide and high the dots of a module. Inside, one unit is one module and y grows downwards.
func (p *press) modules(spans []printing.Span, x, y, wide, high int) {
	p.fill(printing.Black)
	p.add("q ")
	p.nano(p.resolution.Nanometres(wide))
	p.add("0 0 ")
	p.nano(-p.resolution.Nanometres(high))
	p.nano(p.resolution.Nanometres(x))
	p.nano(int64(p.page.Height)*1000 - p.resolution.Nanometres(y))
	p.add("cm\n")
	for _, span := range spans {
		for _, n := range []int{span.X, span.Y, span.W, span.H} {
			p.out = append(strconv.AppendInt(p.out, int64(n), 10), ' ')
		}
		p.add("re\n")
	}
	p.add("f Q\n")
}

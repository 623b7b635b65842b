package pdf

import (
	"bytes"
	"cmp"
	"compress/zlib"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// finish makes the file out of gofpdf's: the pages' contents go in, deflated, and the font, whose
// codes are known only when every page is drawn. gofpdf can import objects of ours through its
// public interface, but writes them in the order of a Go map, which no two runs share; so we write
// the objects anew, in the order of their numbers, with the table of where they are.
func finish(frame []byte, contents [][]byte, font *subset) ([]byte, error) {
	objects, trailer, err := objectsOf(frame)
	if err != nil {
		return nil, err
	}
	const firstPage, resources = 3, 2 // gofpdf: pages and their contents in turns from number 3 on
	for n, content := range contents {
		number := firstPage + 2*n
		if number+1 >= len(objects) || !bytes.Contains(objects[number], []byte("/Type /Page\n")) {
			return nil, errForeign
		}
		objects[number+1] = stream("", content)
	}
	if err := orderPictures(objects, resources); err != nil {
		return nil, err
	}
	none := []byte("/Font <<\n>>")
	if !bytes.Contains(objects[resources], none) {
		return nil, errForeign
	}
	if font.used() {
		objects[resources] = bytes.Replace(objects[resources], none, fmt.Appendf(nil, "/Font<</F %d 0 R>>", len(objects)), 1)
		more, err := font.objects(len(objects))
		if err != nil {
			return nil, err
		}
		objects = append(objects, more...)
	}
	return written(objects, trailer)
}

// namedPicture finds a picture's name, which is made of what it shows, and its object's number.
var namedPicture = regexp.MustCompile(`/I([0-9a-f]{40}) (\d+) 0 R`)

// orderPictures numbers the pictures in the order of their names: gofpdf numbers those of one width in the order
// of a Go map.
func orderPictures(objects [][]byte, resources int) error {
	var numbers []int
	pictures := map[string][]byte{}
	for _, found := range namedPicture.FindAllSubmatch(objects[resources], -1) {
		number, err := strconv.Atoi(string(found[2]))
		if err != nil || number >= len(objects) {
			return errForeign
		}
		if entries, _, _ := bytes.Cut(objects[number], []byte("stream\n")); bytes.Contains(entries, []byte(" 0 R")) {
			return errForeign // it belongs to another object, which would not move with it
		}
		numbers = append(numbers, number)
		pictures[string(found[1])] = objects[number]
	}
	if len(pictures) != len(numbers) {
		return errForeign
	}
	slices.Sort(numbers)
	place := map[string]int{}
	for n, name := range slices.Sorted(maps.Keys(pictures)) {
		objects[numbers[n]], place[name] = pictures[name], numbers[n]
	}
	objects[resources] = namedPicture.ReplaceAllFunc(objects[resources], func(entry []byte) []byte {
		name := entry[len("/I"):][:40]
		return fmt.Appendf(nil, "/I%s %d 0 R", name, place[string(name)])
	})
	return nil
}

// errForeign means that gofpdf wrote something else than it always did.
var errForeign = errors.New("pdf: gofpdf's file is not as expected")

// objectsOf gives what stands between "obj" and "endobj" by number, and the trailer's entries
// without the size.
func objectsOf(file []byte) (objects [][]byte, trailer string, err error) {
	_, last, found := bytes.Cut(file[max(0, len(file)-40):], []byte("startxref\n"))
	digits, _, ended := bytes.Cut(last, []byte("\n"))
	start, err := strconv.Atoi(string(digits))
	if !found || !ended || err != nil || start < 0 || start > len(file) {
		return nil, "", errForeign
	}
	head, table, _ := bytes.Cut(file[start:], []byte(" \n"))
	_, count, _ := bytes.Cut(head, []byte("xref\n0 "))
	count, _, _ = bytes.Cut(count, []byte("\n"))
	total, err := strconv.Atoi(string(count))
	if err != nil || total < 3 || len(table) < 20*(total-1) {
		return nil, "", errForeign
	}
	type place struct{ number, offset int }
	places := make([]place, 0, total)
	for n := range total - 1 {
		offset, err := strconv.Atoi(string(table[20*n : 20*n+10]))
		if err != nil || offset > start {
			return nil, "", errForeign
		}
		places = append(places, place{n + 1, offset})
	}
	slices.SortFunc(places, func(a, b place) int { return cmp.Compare(a.offset, b.offset) })
	objects = make([][]byte, total)
	for n, place := range places {
		end := start
		if n+1 < len(places) {
			end = places[n+1].offset
		}
		body, begins := bytes.CutPrefix(file[place.offset:end], fmt.Appendf(nil, "%d 0 obj\n", place.number))
		body, ends := bytes.CutSuffix(body, []byte("\nendobj\n"))
		if !begins || !ends {
			return nil, "", errForeign
		}
		objects[place.number] = body
	}
	trailer = fmt.Sprintf("/Root %d 0 R/Info %d 0 R", total-1, total-2)
	if !bytes.Contains(objects[total-1], []byte("/Type /Catalog")) {
		return nil, "", errForeign
	}
	return objects, trailer, nil
}

// written writes objects as a file. Those without a stream, as pages and fonts are, go deflated into
// one stream of objects, and so does the table of where all are: 150 bytes a label less, 1.5 KB in a
// file of one. The four bytes above 127 tell programs that the file is not text.
func written(objects [][]byte, trailer string) ([]byte, error) {
	size := 1024
	for _, object := range objects {
		size += len(object) + 24
	}
	file := append(make([]byte, 0, size), "%PDF-1.7\n%\xE2\xE3\xCF\xD3\n"...)
	var index, bodies []byte
	var count int
	table := entry(nil, 0, 0, 65535)
	write := func(number int, object []byte) {
		table = entry(table, 1, len(file), 0)
		file = strconv.AppendInt(file, int64(number), 10)
		file = append(append(append(file, " 0 obj\n"...), object...), "\nendobj\n"...)
	}
	together := len(objects) // the number of the stream of objects
	for number, object := range objects[1:] {
		if bytes.HasSuffix(object, []byte("\nendstream")) {
			write(number+1, object)
			continue
		}
		index = fmt.Appendf(index, "%d %d ", number+1, len(bodies))
		bodies = append(append(bodies, object...), '\n')
		table = entry(table, 2, together, count)
		count++
	}
	deflated, err := packed(append(index, bodies...))
	if err != nil {
		return nil, err
	}
	write(together, stream(fmt.Sprintf("/Type/ObjStm/N %d/First %d", count, len(index)), deflated))
	start := len(file)
	deflated, err = packed(entry(table, 1, start, 0))
	if err != nil {
		return nil, err
	}
	write(together+1, stream(fmt.Sprintf("/Type/XRef/W[1 4 2]/Size %d%s", together+2, trailer), deflated))
	return fmt.Appendf(file, "startxref\n%d\n%%%%EOF\n", start), nil
}

// entry adds a row to the table of objects: 1, where it stands, 0; or 2, the stream it is in, its
// place there.
func entry(table []byte, kind byte, where, place int) []byte {
	table = binary.BigEndian.AppendUint32(append(table, kind), uint32(where))
	return binary.BigEndian.AppendUint16(table, uint16(place))
}

// stream makes an object of deflated data; entries are what its dictionary says besides.
func stream(entries string, deflated []byte) []byte {
	out := fmt.Appendf(make([]byte, 0, len(deflated)+len(entries)+80), "<<%s/Length %d/Filter/FlateDecode>>\nstream\n", entries, len(deflated))
	return append(append(out, deflated...), "\nendstream"...)
}

// deflaters are used again: each holds a megabyte, which takes longer to clear than a slip to pack.
var deflaters = sync.Pool{New: func() any {
	deflate, _ := zlib.NewWriterLevel(nil, zlib.BestCompression) // fails for an unknown level only
	return deflate
}}

func packed(data []byte) ([]byte, error) {
	deflate := deflaters.Get().(*zlib.Writer)
	defer deflaters.Put(deflate)
	var out bytes.Buffer
	deflate.Reset(&out)
	if _, err := deflate.Write(data); err != nil {
		return nil, err
	}
	err := deflate.Close()
	return out.Bytes(), err
}

// objects gives the font as five objects, the first of which, numbered first, pages refer to.
func (s *subset) objects(first int) ([][]byte, error) {
	made := s.build()
	outlines, err := packed(made.data)
	if err != nil {
		return nil, err
	}
	texts, err := packed([]byte(s.characters()))
	if err != nil {
		return nil, err
	}
	name := tag(made.data) + "+" + s.name()
	widths := strings.Builder{}
	for _, cluster := range s.clusters[1:] {
		fmt.Fprintf(&widths, "%d ", max(cluster.advance, 0))
	}
	return [][]byte{
		fmt.Appendf(nil, "<</Type/Font/Subtype/Type0/BaseFont/%s/Encoding/Identity-H/DescendantFonts[%d 0 R]/ToUnicode %d 0 R>>",
			name, first+1, first+4),
		fmt.Appendf(nil, "<</Type/Font/Subtype/CIDFontType2/BaseFont/%s/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"+
			"/FontDescriptor %d 0 R/CIDToGIDMap/Identity/DW %d/W[1[%s]]>>", name, first+2, s.clusters[0].advance, strings.TrimSpace(widths.String())),
		fmt.Appendf(nil, "<</Type/FontDescriptor/FontName/%s/Flags 4/FontBBox[%d %d %d %d]/ItalicAngle 0/Ascent %d/Descent %d/CapHeight %d/StemV 80/FontFile2 %d 0 R>>",
			name, made.left, made.low, made.right, made.high, made.high, made.low, made.high, first+3),
		stream(fmt.Sprintf("/Length1 %d", len(made.data)), outlines),
		stream("", texts),
	}, nil
}

// tag gives the six letters that part the subsets of one font, made of what is in them.
func tag(data []byte) string {
	sum := sha256.Sum256(data)
	letters := make([]byte, 6)
	for n := range letters {
		letters[n] = 'A' + sum[n]%26
	}
	return string(letters)
}

// characters gives the map from codes to text.
func (s *subset) characters() string {
	var out strings.Builder
	out.WriteString("/CIDInit/ProcSet findresource begin 12 dict begin begincmap/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def\n" +
		"/CMapName/Adobe-Identity-UCS def/CMapType 2 def 1 begincodespacerange<0000><FFFF>endcodespacerange\n")
	for from := 1; from < len(s.clusters); {
		next := min(from|0xFF+1, len(s.clusters)) // a range keeps its first byte
		fmt.Fprintf(&out, "1 beginbfrange\n<%04X><%04X>[", from, next-1)
		for _, cluster := range s.clusters[from:next] {
			out.WriteByte('<')
			unicode(&out, cluster.text)
			out.WriteByte('>')
		}
		out.WriteString("]\nendbfrange\n")
		from = next
	}
	out.WriteString("endcmap CMapName currentdict/CMap defineresource pop end end")
	return out.String()
}

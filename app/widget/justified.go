package widget

import "fyne.io/fyne/v2"

// Justified is a layout of buttons in rows, each as wide as its words ask for, the rows filled to the edge.
type Justified struct{ Width float32 } // as it was laid out last

// JustifiedGap lies between them.
const JustifiedGap = 8

// rows parts the objects into rows of a width.
func (j *Justified) rows(objects []fyne.CanvasObject, width float32) (rows [][]fyne.CanvasObject) {
	used := float32(0)
	for _, object := range objects {
		least := object.MinSize().Width
		if len(rows) == 0 || used+JustifiedGap+least > width {
			rows, used = append(rows, nil), least
		} else {
			used += JustifiedGap + least
		}
		rows[len(rows)-1] = append(rows[len(rows)-1], object)
	}
	return rows
}

// MinSize belongs to the toolkit.
func (j *Justified) MinSize(objects []fyne.CanvasObject) (size fyne.Size) {
	if len(objects) == 0 {
		return size
	}
	for _, object := range objects {
		size = size.Max(object.MinSize())
	}
	rows := float32(len(j.rows(objects, max(j.Width, size.Width))))
	size.Height = rows*size.Height + (rows-1)*JustifiedGap
	return size
}

// Layout belongs to the toolkit.
func (j *Justified) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	if size.Width <= 0 { // it has no place yet
		return
	}
	j.Width = size.Width
	y := float32(0)
	for _, row := range j.rows(objects, size.Width) {
		least, high := float32(JustifiedGap*(len(row)-1)), float32(0)
		for _, object := range row {
			least += object.MinSize().Width
			high = max(high, object.MinSize().Height)
		}
		x, more := float32(0), max(size.Width-least, 0)/float32(len(row))
		for _, object := range row {
			wide := object.MinSize().Width + more
			Put(object, x, y, wide, high)
			x += wide + JustifiedGap
		}
		y += high + JustifiedGap
	}
}

package printing

// sheets puts pages of one size on sheets of across × down places, the first one at place start,
// counted from 1. A sheet of one place is the page itself.
func sheets(pages []Page, across, down, start int) []Page {
	if across*down == 1 || len(pages) == 0 {
		return pages
	}
	w, h := pages[0].Width, pages[0].Height
	var made []Page
	for n, page := range pages {
		place := (start - 1 + n) % (across * down)
		if n == 0 || place == 0 {
			made = append(made, Page{Width: w * Unit(across), Height: h * Unit(down)})
		}
		made[len(made)-1].Place(page, w*Unit(place%across), h*Unit(place/across))
	}
	return made
}

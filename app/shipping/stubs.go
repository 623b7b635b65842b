package shipping

func (p *Page) enter()   {}
func (p *Page) numbers() {}
func (p *Page) pools()   {}
func (p *Page) cod()     {}
func (p *Page) history() {}

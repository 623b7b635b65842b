package listings

import (
	"context"
	"slices"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/talat-pos/talat/app/goods"
	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/prompt"
	"github.com/talat-pos/talat/app/task"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/publishing"
	"github.com/talat-pos/talat/internal/shop"
)

// sending is the dialog that sends several goods: to which platforms, and what is still missing.
type sending struct {
	page     *Page
	title    string
	channels []shop.Channel
	rows     []shop.Listing                 // what is marked, in the order of its cells; of all that are ready none is shown
	goods    map[id.Connection][]id.Product // what would go to each platform
	to       map[id.Connection]bool
	chips    []*widget.Chip
	dialog   *prompt.Dialog
	ways     *fyne.Container // the chips
	list     *fyne.Container
	mends    []func()
}

// askMarked shows what of the marked goods is missing, and sends those that are ready.
func (p *Page) askMarked() {
	s, marked := p.k.Shop, p.m.wanted()
	task.Run(p.runner, "marked", func(ctx context.Context) (shop.ListingPage, error) { return s.ListingsOf(ctx, marked...) }, func(page shop.ListingPage, err error) {
		if err != nil {
			p.failed(err)
			return
		}
		d := &sending{page: p, channels: page.Channels, rows: page.Rows, goods: map[id.Connection][]id.Product{},
			title: p.k.T("listings.send.title", fault.Values{"count": len(page.Rows)})}
		for _, channel := range d.channels {
			d.goods[channel.ID] = marked
		}
		d.show()
	})
}

// publishAll asks to which platforms everything goes that is ready and not there.
func (p *Page) publishAll() {
	if len(p.m.list.Channels) == 0 {
		p.toChannels()
		return
	}
	s := p.k.Shop
	task.Run(p.runner, "ready", func(ctx context.Context) (map[id.Connection][]id.Product, error) { return s.ReadyToPublish(ctx) },
		func(ready map[id.Connection][]id.Product, err error) {
			switch {
			case err != nil:
				p.failed(err)
			case len(ready) == 0:
				p.k.Prompt.Say(p.k.T("listings.none_ready"))
			default:
				(&sending{page: p, channels: p.m.list.Channels, goods: ready, title: p.k.T("listings.act.all")}).show()
			}
		})
}

// show opens the dialog; the platform that is looked at is chosen, or the first where something can go to.
func (d *sending) show() {
	p := d.page
	d.to = map[id.Connection]bool{}
	if len(d.goods[p.m.channel]) > 0 {
		d.to[p.m.channel] = true
	} else if n := slices.IndexFunc(d.channels, func(c shop.Channel) bool { return len(d.goods[c.ID]) > 0 }); n >= 0 {
		d.to[d.channels[n].ID] = true
	}
	var bindings []keys.Binding
	d.ways = widget.Row()
	for n := range d.channels {
		channel := &d.channels[n]
		toggle := func() { d.toggle(channel.ID) }
		d.chips = append(d.chips, widget.NewChip(widget.ChipData{}, toggle))
		d.ways.Add(d.chips[n])
		if key := keys.Chord(strconv.Itoa(n + 1)); n < 9 {
			bindings = append(bindings, keys.Binding{Chord: key, Do: toggle})
		}
	}
	to := widget.Column(0, widget.NewText(p.k.T("listings.send.to"), widget.Caption), widget.NewSideScroll(d.ways))
	d.list = widget.Column(6)
	for n := range 9 { // the reasons that have a button
		bindings = append(bindings, keys.Binding{Chord: keys.Chord("F" + strconv.Itoa(n+1)), Do: func() {
			if n < len(d.mends) {
				d.mends[n]()
			}
		}})
	}
	d.dialog = &prompt.Dialog{Title: d.title, Body: widget.Column(10, to, d.list), Width: 700, Bindings: bindings, Actions: []prompt.Action{
		{Label: p.k.T("prompt.cancel"), Key: keys.Esc},
		{Label: d.label(), Key: keys.Enter, Kind: widget.Primary, Icon: "online", Stays: true, Do: d.send},
	}}
	p.k.Prompt.Show(d.dialog)
	d.fill()
}

func (d *sending) toggle(channel id.Connection) {
	if len(d.goods[channel]) > 0 {
		d.to[channel] = !d.to[channel]
		d.fill()
	}
}

// ready counts the goods that would go to a chosen platform now.
func (d *sending) ready() (count int) {
	if d.rows == nil {
		going := map[id.Product]bool{}
		for channel, chosen := range d.to {
			for _, product := range d.goods[channel] {
				if chosen {
					going[product] = true
				}
			}
		}
		return len(going)
	}
	for n := range d.rows {
		for at := range d.rows[n].Cells {
			if cell := &d.rows[n].Cells[at]; d.to[d.channels[at].ID] && sends(cell) && publishing.Ready(cell.Reasons) {
				count++
				break
			}
		}
	}
	return count
}

// fill writes platforms, goods and what they lack.
func (d *sending) fill() {
	p := d.page
	for n, chip := range d.chips {
		channel := &d.channels[n]
		data := widget.ChipData{Label: channel.Name, Tone: widget.Outline, Selected: d.to[channel.ID]}
		if n < 9 && len(d.chips) > 1 {
			data.Key = strconv.Itoa(n + 1)
		}
		if d.rows == nil {
			data.Label = p.k.T("listings.send.ready_there", fault.Values{"name": channel.Name, "count": len(d.goods[channel.ID])})
		}
		if data.Selected {
			data.Icon = "check"
		}
		chip.Set(data)
	}
	d.ways.Refresh()
	d.list.Objects, d.mends = nil, nil
	d.fillLines()
	if d.rows == nil {
		d.list.Add(widget.NewWrapLabel(p.k.T("listings.send.all_text"), 0, widget.Caption))
	}
	widget.Connect(p.k.Router, d.list)
	button := d.dialog.Button(1)
	button.SetLabel(d.label())
	button.SetEnabled(d.ready() > 0)
	d.dialog.Refresh()
}

// mostLines bounds how many goods are shown; those that lack something come first.
const mostLines = 40

func (d *sending) fillLines() {
	lacks := func(row *shop.Listing) bool { return len(d.lacks(row)) > 0 }
	count := 0
	for _, lacking := range []bool{true, false} {
		for n := range d.rows {
			if row := &d.rows[n]; lacks(row) == lacking {
				if count++; count <= mostLines {
					d.list.Add(d.line(row))
				}
			}
		}
	}
	if more := count - mostLines; more > 0 {
		d.list.Add(widget.NewText(d.page.k.T("listings.send.more", fault.Values{"count": more}), widget.Caption))
	}
}

// lack is a thing that keeps a product from a platform.
type lack struct {
	channel id.Connection
	reason  publishing.Reason
}

// lacks lists what keeps a product from the chosen platforms, each thing once.
func (d *sending) lacks(row *shop.Listing) (all []lack) {
	for at := range row.Cells {
		channel := d.channels[at].ID
		if !d.to[channel] {
			continue
		}
		blocks, _ := blocking(row.Cells[at].Reasons)
		for _, reason := range blocks {
			same := func(other lack) bool { return other.reason.What == reason.What && other.reason.Field == reason.Field }
			if !slices.ContainsFunc(all, same) {
				all = append(all, lack{channel, reason})
			}
		}
	}
	return all
}

// state says whether a product would go.
func (d *sending) state(row *shop.Listing, lacks bool) widget.ChipData {
	t := d.page.k.T
	if lacks {
		return widget.ChipData{Label: t("listings.send.lacks"), Icon: "x", Tone: widget.Bad}
	}
	for at := range row.Cells {
		if d.to[d.channels[at].ID] && sends(&row.Cells[at]) {
			return widget.ChipData{Label: t("listings.send.ready"), Icon: "check", Tone: widget.Good}
		}
	}
	return widget.ChipData{Label: t("listings.send.there")}
}

// label says how many goods would go.
func (d *sending) label() string {
	return d.page.k.T("listings.send.ok", fault.Values{"count": d.ready()})
}

// line is one of the marked goods: ready, or what it lacks on the chosen platforms, with the way to put it right.
func (d *sending) line(row *shop.Listing) fyne.CanvasObject {
	p := d.page
	thumb := widget.NewThumb(widget.Unit(36))
	thumb.Set(goods.DrawingOf(row.Product), p.photos.Get(row.Product.Photo))
	lacks := widget.Column(2)
	for _, one := range d.lacks(row) {
		lacks.Add(d.mend(row, one))
	}
	state := widget.NewPill(d.state(row, len(lacks.Objects) > 0))
	name := widget.NewText(goods.Name(p.k.Lang, row.Product), widget.Strong.At(theme.Small)).Shrink()
	head := container.NewBorder(nil, nil, widget.Inset(0, 0, 0, 10, thumb), container.NewCenter(state), name)
	if len(lacks.Objects) == 0 {
		return widget.Column(6, head, widget.NewDivider())
	}
	return widget.Column(6, head, widget.Inset(0, 0, widget.Unit(36)+14, 0, lacks), widget.NewDivider())
}

// mend is a thing that keeps a product back, with the button that leads to where it is put right.
func (d *sending) mend(row *shop.Listing, one lack) fyne.CanvasObject {
	p := d.page
	text := widget.NewWrapLabel(one.reason.Text(p.k.Lang), 2, widget.Body.At(theme.Small).In(theme.Trouble))
	if !mendable(&one.reason) {
		return text
	}
	mend := func() {
		d.dialog.Close()
		p.m.channel, p.again = one.channel, true
		p.m.wish = row.Product.ID
		p.next = func() { p.mend(&one.reason) }
		p.load(len(p.m.list.Rows))
	}
	key := ""
	if n := len(d.mends); n < 9 {
		key = p.keyName(keys.Chord("F" + strconv.Itoa(n+1)))
	}
	d.mends = append(d.mends, mend)
	button := widget.NewButton(widget.Minor, p.k.T("listings.mend"), mend).WithHeight(theme.ButtonLow).WithKey(key)
	return widget.Beside(container.NewVBox(widget.Inset(8, 0, 0, 0, text)), button)
}

// send queues what is ready for the chosen platforms.
func (d *sending) send() {
	p := d.page
	if d.ready() == 0 {
		return
	}
	var chosen []shop.Channel
	for _, channel := range d.channels {
		if d.to[channel.ID] {
			chosen = append(chosen, channel)
		}
	}
	wanted := d.goods
	d.dialog.Close()
	p.m.marked, p.again = nil, false
	p.write("publish", func(ctx context.Context, s *shop.Shop) (string, error) {
		queued, lacking := 0, map[id.Product]bool{}
		for _, way := range chosen {
			done, err := publish(ctx, s, way.ID, wanted[way.ID])
			if err != nil {
				return "", err
			}
			queued += len(done.Queued)
			for _, unready := range done.Refused {
				lacking[unready.Product] = true
			}
		}
		if len(lacking) > 0 {
			return p.k.T("listings.said.sent_part", fault.Values{"count": queued, "left": len(lacking)}), nil
		}
		return p.k.T("listings.said.sent", fault.Values{"count": queued}), nil
	})
}

package shop

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/publishing"
	"github.com/talat-pos/talat/internal/store"
)

// carriage is what another shop's file says of a platform, in place of the books, and what became of it.
type carriage struct {
	file      *carryReader
	channel   *carryChannel
	rows      []carriedRow
	listings  map[string]*carryListing
	kinds     map[string]string // of pictures, by hash
	told      map[id.Order]store.ToldOrder
	shipments map[int64]*publishing.Shipment
	heard     []publishing.ChannelOrder
	answer    carryAnswer
}

type carriedRow struct {
	publishing.Outgoing
	tries int
	fate  *store.Fate // nil = not known yet
}

func newCarriage(file *carryReader, channel *carryChannel) *carriage {
	c := &carriage{file: file, channel: channel, listings: map[string]*carryListing{}, kinds: map[string]string{}, told: map[id.Order]store.ToldOrder{},
		shipments: map[int64]*publishing.Shipment{}, answer: carryAnswer{Connection: channel.Connection}}
	for n := range channel.Listings {
		listing := &channel.Listings[n]
		c.listings[listing.SKU] = listing
		for k, kind := range listing.Kinds {
			c.kinds[listing.Listing.Pictures[k].Hash] = kind
		}
	}
	for _, row := range channel.Rows {
		row.State = publishing.Sending
		c.rows = append(c.rows, carriedRow{Outgoing: row.Outgoing})
		if row.Told != nil {
			c.told[row.OrderID] = *row.Told
		}
		if row.Shipment != nil {
			c.shipments[row.ID] = row.Shipment
		}
	}
	return c
}

// plan says what is to be said of a listing.
func (c *carriage) plan(plan *sending) {
	listing := c.listings[plan.row.SKU]
	plan.standing, plan.listing, plan.hash, plan.withdraw = listing.Standing, listing.Listing, listing.Hash, listing.Withdraw
	for _, picture := range listing.Listing.Pictures {
		plan.photos = append(plan.photos, picture.Hash)
	}
}

// picture gives a picture by its hash. Fault: "picture_unread".
func (c *carriage) picture(hash string) (publishing.Picture, error) {
	data, err := c.file.bytes(picturesFolder+hash, maxPhotoBytes)
	if sum := sha256.Sum256(data); err == nil && hex.EncodeToString(sum[:]) != hash {
		err = errCarried
	}
	return publishing.Picture{Hash: hash, Kind: c.kinds[hash], Data: data}, fault.Wrap(err, "picture_unread")
}

// take keeps orders as the platform told them.
func (c *carriage) take(orders []publishing.ChannelOrder) {
	for _, order := range orders {
		for no, told := range c.told {
			if told.No == order.No {
				told.State, told.Version, told.Said = order.State, order.Version, order.Said
				c.told[no] = told
			}
		}
		c.heard = append(c.heard, order)
	}
}

// carryTries bounds how often one import tries a row whose trouble may pass.
const carryTries = 4

// ready gives the rows that may go now: the first of each thing.
func (c *carriage) ready() (rows []publishing.Outgoing) {
	behind := map[string]bool{}
	for n := range c.rows {
		row := &c.rows[n]
		if row.fate != nil && row.fate.Sent || behind[row.Thing] {
			continue
		}
		behind[row.Thing] = true
		if row.fate == nil && row.tries < carryTries && len(rows) < takenAtOnce {
			rows = append(rows, row.Outgoing)
		}
	}
	return rows
}

// settle notes what became of rows.
func (c *carriage) settle(fates []store.Fate) {
	for n := range fates {
		fate := &fates[n]
		at := slices.IndexFunc(c.rows, func(row carriedRow) bool { return row.ID == fate.ID })
		row := &c.rows[at]
		row.tries++
		if fate.Standing != nil { // another row, or another try, of the same listing goes on from there
			c.listings[row.SKU].Standing = *fate.Standing
		}
		if fate.Sent || fate.Stuck {
			row.fate = fate
			continue
		}
		if !fate.Free {
			row.Attempts++
		}
		if row.Problem = ""; !fate.Problem.IsZero() {
			row.Problem = fate.Problem.Encode()
		}
	}
}

// same reports whether the stall's own account is used: then its feeds go on from their cursors.
func (c *carriage) same() bool {
	return c.channel.Account != "" && c.channel.Account == c.answer.Account.ID
}

// owns reports whether an order is the stall's: every one of its account, else one with its goods.
func (c *carriage) owns(order *publishing.ChannelOrder) bool {
	return c.same() || slices.ContainsFunc(order.Lines, func(line publishing.ChannelLine) bool {
		_, listed := slices.BinarySearch(c.channel.SKUs, line.SKU)
		return listed
	})
}

// orders gives each order as it was told last.
func (c *carriage) orders() (list []publishing.ChannelOrder) {
	at := map[string]int{}
	for _, order := range c.heard {
		if n, known := at[order.No]; known {
			list[n] = order
		} else {
			at[order.No] = len(list)
			list = append(list, order)
		}
	}
	return list
}

// answers says what became of everything in the file.
func (c *carriage) answers() carryAnswer {
	for n := range c.rows {
		switch row := &c.rows[n]; {
		case row.fate == nil:
			c.answer.waiting++
		default:
			c.answer.Rows = append(c.answer.Rows, store.CarriedFate{Fate: *row.fate, Key: row.Key})
		}
	}
	c.answer.waiting += len(c.channel.Counts) - len(c.answer.Counts)
	c.answer.Orders = c.orders()
	return c.answer
}

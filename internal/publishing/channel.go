package publishing

import (
	"context"
	"time"
)

// Channel is the port: what every connector of a platform does. What only some can do are the interfaces
// below, found by asking, such as
//
//	lister, can := channel.(publishing.Lister)
//
// All of them serve one goroutine at a time, send nothing twice by themselves, and fail with a *Failure, also
// when the context ends. None of them writes to the shop.
type Channel interface {
	// Limits gives what the channel takes. It asks nobody.
	Limits() Limits
	// Test asks the channel who we are, to see that address and key are right.
	Test(ctx context.Context) (Account, error)
}

// Account is the shop as a channel knows it.
type Account struct {
	ID       string
	Name     string
	Province string        // ISO 3166-2, "" when it is not told
	Offset   time.Duration // its clock less ours, as far as a whole second tells
}

// Lister keeps listings.
type Lister interface {
	// Put makes a listing or replaces the one there is. Known is what was learnt of it before, zero for a
	// listing that should not be there yet. To put the same listing again changes nothing. Fails with Stale
	// when there is another version than the known one, and when one is there that should not.
	Put(ctx context.Context, listing *Listing, known Known) (Remote, error)
	// Find looks a listing up by our SKU. Fails with Absent.
	Find(ctx context.Context, sku string) (Remote, error)
	// Withdraw takes a listing from sale; orders may still refer to it. One that is not there is withdrawn.
	Withdraw(ctx context.Context, sku string, known Known) error
}

// Batcher puts many listings in one call, at most Limits.Batch.
type Batcher interface {
	// PutAll makes or replaces listings, whatever version is there. The outcomes are in the order of the
	// listings, each with its own failure; the error is for the whole call. The key makes it count once.
	PutAll(ctx context.Context, listings []Listing, key string) ([]Outcome, error)
}

// Picturer takes pictures apart from listings.
type Picturer interface {
	// PutPicture stores a picture and gives the channel's own reference to it, for Known.Pictures. One that
	// is there already is not sent again.
	PutPicture(ctx context.Context, picture Picture) (ref string, err error)
}

// Stocker keeps counts.
type Stocker interface {
	// Level asks for the count. Fails with Absent.
	Level(ctx context.Context, sku string) (Level, error)
	// Adjust changes it as Limits.Stock says. Repeated with the same key it counts once. Fails with Stale
	// when another figure stands there than expected; Failure.Level has it.
	Adjust(ctx context.Context, change StockChange) (Level, error)
}

// Feeder tells what became of our listings: what was looked at, refused, withdrawn by the channel.
type Feeder interface {
	Listings(ctx context.Context, from From) (RemotePage, error)
}

// Orderer gives orders.
type Orderer interface {
	// Orders gives the next page of what changed. The same order may come again.
	Orders(ctx context.Context, from From) (Page, error)
	// Order asks for one. Fails with Absent.
	Order(ctx context.Context, no string) (ChannelOrder, error)
}

// Rereader reads orders again whose feed does not tell every change of them, such as another number of pieces:
// those that are open here are read so once a day. Such an order may have changed although its revision did not:
// then its Version is another one.
type Rereader interface {
	// Reread asks for orders by their numbers, at most Limits.PageSize. One that is not there any more is left
	// out.
	Reread(ctx context.Context, nos []string) ([]ChannelOrder, error)
}

// Actor takes orders a step on.
type Actor interface {
	// Act does a step and gives the order after it. Repeated with the same key it is done once. Fails with
	// Stale when the order is of another version, with Refused when the step is not possible;
	// Failure.State then has the channel's word for where the order stands.
	Act(ctx context.Context, step Step) (ChannelOrder, error)
}

// Shipper tells tracking numbers.
type Shipper interface {
	// Ship stores a parcel by its own id: sent again it replaces itself.
	Ship(ctx context.Context, shipment *Shipment) error
}

// Known is what a channel told of a listing before.
type Known struct {
	ID       string            // its own id
	Version  string            // "" = none is there
	Pictures map[string]string // hash to reference, where the channel has its own
}

// Remote is a listing as it is on a channel.
type Remote struct {
	SKU       string
	ID        string // the channel's own
	Version   string // for Known
	State     string // Pending …
	Said      string // the channel's word for the state
	Words     []string
	Deleted   bool
	Listing   *Listing // nil where the channel does not show it
	UpdatedAt time.Time
	Raw       []byte // the answer it was read from
}

// Outcome is what became of one listing of a batch.
type Outcome struct {
	Remote Remote
	Err    error // a *Failure, nil when it was taken
}

// Picture is one to be sent.
type Picture struct {
	Hash string // SHA-256 of Data in hexadecimal
	Kind string // image/jpeg, image/png, image/webp
	Data []byte
}

// From says where a feed goes on.
type From struct {
	Cursor string    // as the last page gave it, "" at the first
	Since  time.Time // from when on, where there is no cursor or the channel knows it no more; zero = from the first
	Limit  int       // 0 = as many as the channel gives
}

// Overlap is how far back a feed begins that goes by time: clocks differ, and changes of one moment may become
// visible one after another.
const Overlap = 10 * time.Minute

// Since gives the moment to begin with after the last change that was seen.
func Since(last time.Time) time.Time {
	if last.IsZero() {
		return last
	}
	return last.Add(-Overlap)
}

// Page is a piece of the feed of orders. The caller keeps the orders and Next in one transaction.
type Page struct {
	Orders    []ChannelOrder
	Next      string // the cursor to go on with, also at the end
	More      bool
	Restarted bool // the cursor was known no more, and this page begins at From.Since
}

// RemotePage is a piece of the feed of listings.
type RemotePage struct {
	Remotes   []Remote
	Next      string
	More      bool
	Restarted bool
}

package store

import (
	"github.com/talat-pos/talat/internal/address"
	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/consign"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/party"
	"github.com/talat-pos/talat/internal/publishing"
	"github.com/talat-pos/talat/internal/selling"
	"github.com/talat-pos/talat/internal/shipping"
	"github.com/talat-pos/talat/internal/stock"
)

// The tables of the ledger.
var (
	shifts      = tableOf[ledger.Shift]("shift", true)
	shiftCashes = tableOf[ledger.ShiftCash]("shift_cash", true)
	shiftCloses = tableOf[ledger.Close]("shift_close", true)
	bills       = tableOf[ledger.Bill]("bill", true)
	lines       = tableOf[ledger.Line]("line", true)
	payments    = tableOf[ledger.Payment]("payment", true)
	slips       = tableOf[ledger.Slip]("slip", true)
	debtsPaid   = tableOf[ledger.DebtPayment]("debt_payment", true)
	lots        = tableOf[ledger.Lot]("lot", true)
	movements   = tableOf[ledger.Movement]("movement", true)
	entries     = tableOf[ledger.Entry]("producer_entry", true)
	skips       = tableOf[ledger.Skip]("number_skip", true)

	stockPapers     = tableOf[ledger.StockPaper]("stock_paper", true)
	stockPaperLines = tableOf[ledger.StockPaperLine]("stock_paper_line", true)
	settlements     = tableOf[ledger.Settlement]("settlement", true)
	settlementVoids = tableOf[ledger.SettlementVoid]("settlement_void", true)
	payouts         = tableOf[ledger.Payout]("payout", true)
	payoutVoids     = tableOf[ledger.PayoutVoid]("payout_void", true)

	orders        = tableOf[ledger.Order]("sales_order", true)
	orderContents = tableOf[ledger.OrderContent]("order_content", true)
	orderSteps    = tableOf[ledger.OrderStep]("order_step", true)
	reservations  = tableOf[ledger.Reservation]("reservation", true)

	issued      = tableOf[ledger.Paper]("paper", true)
	issuedVoids = tableOf[ledger.PaperVoid]("paper_void", true)
	papersKept  = tableOf[ledger.PaperKept]("paper_kept", true)
	papersLast  = tableOf[ledger.PaperLast]("paper_last", true)
)

// The documents: the latest state of what changes by last writer wins.
var (
	products   = tableOf[catalog.Product]("product", false)
	promotions = tableOf[catalog.Promotion]("promotion", false)
	methods    = tableOf[selling.Method]("method", false)
	places     = tableOf[Place]("place", false)
	settings   = tableOf[Setting]("setting", false)
	termsTable = tableOf[consign.Terms]("terms", false)
	trips      = tableOf[stock.Trip]("trip", false)
	parcels    = tableOf[ledger.Parcel]("parcel", false)
	pools      = tableOf[ledger.TrackingPool]("tracking_pool", false)

	rates        = tableOf[shipping.Rate]("rate", false)
	discounts    = tableOf[shipping.Discount]("discount", false)
	remoteAreas  = tableOf[shipping.Area]("remote_area", false)
	postServices = tableOf[shipping.Service]("post_service", false)

	subdistricts = tableOf[address.Correction]("subdistrict", false)

	connections = tableOf[publishing.Connection]("connection", false)
	placements  = tableOf[publishing.Placement]("placement", false)
)

// What is known of other platforms and waits to be sent there: outside the chain.
var (
	connectionStates = tableOf[publishing.ConnectionState]("connection_state", false)
	standings        = tableOf[publishing.Standing]("standing", false)
	outbox           = tableOf[publishing.Outgoing]("outbox", false)
	channelOrders    = tableOf[channelOrderRow]("channel_order", false)
)

// Personal data.
var (
	parties         = tableOf[party.Party]("party", false)
	billTexts       = tableOf[BillText]("bill_text", false)
	settingsPrivate = tableOf[Setting]("setting_private", false)
	orderPersons    = tableOf[ordering.Person]("order_person", false)
	orderRecipients = tableOf[ordering.Recipient]("order_recipient", false)
)

// Place is where goods lie.
type Place struct {
	ID     id.Place `json:"id"`
	Name   string   `json:"name"`
	Kind   string   `json:"kind"`   // PlaceShop, PlaceStore, PlaceStall; "" in shops of schema 1 and 2
	Closed bool     `json:"closed"` // nothing goes there any more, as after a fair
}

// Kinds of places.
const (
	PlaceShop  = "shop"
	PlaceStore = "store" // a store room
	PlaceStall = "stall" // a market or fair
)

// Setting is one setting of the shop.
type Setting struct {
	Key   string `json:"key"`
	Value string `json:"value"`
}

// BillText is what a bill says about people, outside the ledger.
type BillText struct {
	BillID       id.Bill `json:"bill_id"`
	Note         string  `json:"note"`
	Guide        string  `json:"guide"`
	BuyerName    string  `json:"buyer_name"`
	BuyerTaxID   string  `json:"buyer_tax_id"`
	BuyerAddress string  `json:"buyer_address"`
}

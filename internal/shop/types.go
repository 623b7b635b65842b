package shop

import (
	"github.com/talat-pos/talat/internal/consign"
	"github.com/talat-pos/talat/internal/party"
	"github.com/talat-pos/talat/internal/store"
)

// What the store answers, under the names that screens and commands use.
type (
	Settings   = store.Settings
	Check      = store.Check
	Draft      = store.Draft
	BillRow    = store.BillRow
	BillText   = store.BillText
	DaySum     = store.DaySum
	MethodSum  = store.MethodSum
	Seller     = store.Seller
	Moved      = store.Moved
	LotBalance = store.LotBalance
	Opening    = store.Opening
	Place      = store.Place
	Answer     = store.Answer
	ShiftView  = store.ShiftView
	SlipOnly   = store.SlipOnly
	Returned   = store.Returned
	GuideSum   = store.GuideSum
	Job        = store.Job
	JobState   = store.JobState
	Party      = party.Party
	Settlement = consign.Paper
	Settled    = store.Settled

	OrderQuery   = store.OrderQuery
	OrderRow     = store.OrderRow
	OrderCounts  = store.OrderCounts
	StepRow      = store.StepRow
	LookRequest  = store.LookRequest
	OrderBill    = store.OrderBill
	BillNumber   = store.BillNumber
	OrderPayment = store.OrderPayment

	ParcelQuery  = store.ParcelQuery
	ParcelRow    = store.ParcelRow
	ParcelSums   = store.ParcelSums
	ParcelCounts = store.ParcelCounts
	ParcelFault  = store.ParcelFault
	DropOff      = store.DropOff
	ChannelSum   = store.ChannelSum
	Pool         = store.Pool
	LooseNumber  = store.Loose

	ProducerGoods = store.Goods

	StockPaperQuery = store.StockPaperQuery
	StockPaperRow   = store.StockPaperRow
	CountSheetRow   = store.SheetRow
	CountPost       = store.CountPost
	PlaceBalance    = store.PlaceBalance
	ExpiringLot     = store.ExpiringLot
	Recount         = store.Recount
	Ordered         = store.Ordered

	OutboxQuery  = store.OutboxQuery
	OutboxCounts = store.OutboxCounts
)

// SchemaVersion is the version of the shop files this program writes.
func SchemaVersion() int { return store.SchemaVersion() }

package stock

import (
	"github.com/talat-pos/talat/app/kit"
	"github.com/talat-pos/talat/internal/id"
)

func printPaper(k *kit.Kit, paper id.StockPaper) {}

func printSheet(k *kit.Kit, sheet id.CountSheet) {}

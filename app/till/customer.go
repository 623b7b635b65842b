package till

import (
	"github.com/talat-pos/talat/app/customers"
	"github.com/talat-pos/talat/internal/shop"
)

// chooseCustomer names the bill's customer and then goes on, where there is something to go on with.
func (p *Page) chooseCustomer(then func()) {
	customers.Choose(p.kit, p.runner, customers.Choice{OnScan: p.Scan}, func(who shop.Customer, chosen bool) {
		if !chosen {
			return
		}
		p.model.knowCustomer(who)
		p.did(p.model.setCustomer(who.ID))
		if then != nil {
			then()
		}
	})
}

package chat

// ParseAddress reads one address out of a text that holds little else, with the name and the telephone
// that may stand beside it; ok is false when there is none. Of several it is the first, with the warning
// "two_addresses".
func ParseAddress(text string, options Options) (found Order, ok bool) {
	for _, order := range Parse(text, NewCatalogue(nil), options) {
		switch {
		case order.Address().Empty():
		case !ok:
			found, ok = order, true
		default:
			found.warn("two_addresses", "address.line", order.At)
			return found, true
		}
	}
	return found, ok
}

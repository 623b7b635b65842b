package address

// Bare takes the words off the names (ต., เขต, จังหวัด) and gives provinces and districts the names of
// the register where it knows them, so that an address typed in full is written like any other.
func Bare(a Address) Address { return bare(a) }

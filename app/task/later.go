package task

// Later keeps the one action that waits for what is being read: what is asked of a row that was just chosen must not be
// done with the one before, which is still shown.
type Later struct{ do func() }

// When does something now, or once Came is told where it has to wait. Of several that wait the last one counts.
func (l *Later) When(waits bool, do func()) {
	if waits {
		l.do = do
		return
	}
	do()
}

// Came does what waited.
func (l *Later) Came() {
	if do := l.do; do != nil {
		l.do = nil
		do()
	}
}

// Drop forgets what waits.
func (l *Later) Drop() { l.do = nil }

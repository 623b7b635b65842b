package task_test

import (
	"slices"
	"testing"

	"github.com/talat-pos/talat/app/task"
)

// What waits is done once, the last that was asked alone, and not at all when it was dropped.
func TestLaterDoesTheLastOnce(t *testing.T) {
	var later task.Later
	var done []string
	do := func(name string) func() { return func() { done = append(done, name) } }
	later.Came() // nothing waits
	later.When(false, do("at once"))
	later.When(true, do("forgotten"))
	later.When(true, func() { done = append(done, "last"); later.When(true, do("asked by the last")) })
	later.Came()
	later.Came()
	later.Came()
	later.When(true, do("dropped"))
	later.Drop()
	later.Came()
	if want := []string{"at once", "last", "asked by the last"}; !slices.Equal(done, want) {
		t.Errorf("%v, want %v", done, want)
	}
}

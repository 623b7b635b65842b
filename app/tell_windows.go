package app

import "golang.org/x/sys/windows"

// tell shows a sentence in a box of the system, for a program without a terminal.
func tell(title, text string) {
	words, err := windows.UTF16PtrFromString(text)
	if err != nil {
		return
	}
	name, err := windows.UTF16PtrFromString(title)
	if err != nil {
		return
	}
	_, _ = windows.MessageBox(0, words, name, windows.MB_OK|windows.MB_ICONERROR)
}

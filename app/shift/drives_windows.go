package shift

import "golang.org/x/sys/windows"

// Drives lists the removable drives, such as "E:\".
func Drives() []string {
	var found []string
	for letter := 'A'; letter <= 'Z'; letter++ {
		root := string(letter) + `:\`
		name, err := windows.UTF16PtrFromString(root)
		if err != nil {
			continue
		}
		if windows.GetDriveType(name) == windows.DRIVE_REMOVABLE && windows.GetVolumeInformation(name, nil, 0, nil, nil, nil, nil, 0) == nil {
			found = append(found, root)
		}
	}
	return found
}

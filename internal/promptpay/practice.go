package promptpay

import "strings"

const practiceMark = "PRACTICE ตัวอย่าง ห้ามจ่าย"

// PracticeText gives what the practice shop's QR holds in place of a payment: words no bank can pay,
// and the tag of the bill.
func PracticeText(tag string) string { return strings.TrimSpace(practiceMark + " " + tag) }

// IsPractice reports whether text is of PracticeText's making.
func IsPractice(text string) bool { return strings.HasPrefix(text, practiceMark) }

package thai

// Near reports whether two folded names are likely one name with a slip of the finger: one letter
// wrong, missing, doubled or swapped, two in names of nine letters or more. Names below four letters
// have no slips.
func Near(a, b string) bool {
	slips, size := Slips(a, b, 2), len([]rune(b))
	return slips == 0 || slips == 1 && size >= 4 || slips == 2 && size >= 9
}

// Slips counts the letters that are wrong, missing, doubled or swapped between two names (the optimal
// string alignment distance); more than max counts as max + 1.
func Slips(a, b string, max int) int {
	left, right := []rune(a), []rune(b)
	if d := len(left) - len(right); d > max || -d > max {
		return max + 1
	}
	var rows [3][]int
	for n := range rows {
		rows[n] = make([]int, len(right)+1)
	}
	for j := range rows[1] {
		rows[1][j] = j
	}
	for i := 1; i <= len(left); i++ {
		before, above, row := rows[(i+2)%3], rows[(i)%3], rows[(i+1)%3]
		row[0] = i
		least := i
		for j := 1; j <= len(right); j++ {
			cost := 1
			if left[i-1] == right[j-1] {
				cost = 0
			}
			row[j] = min(above[j]+1, row[j-1]+1, above[j-1]+cost)
			if i > 1 && j > 1 && left[i-1] == right[j-2] && left[i-2] == right[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
			least = min(least, row[j])
		}
		if least > max {
			return max + 1
		}
	}
	return min(rows[(len(left)+1)%3][len(right)], max+1)
}

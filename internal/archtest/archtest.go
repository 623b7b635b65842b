// Package archtest keeps the rules of the house: who may import whom, where the clock is read, where
// floats may not go, and that every text a piece of code names is there. It holds only tests.
package archtest

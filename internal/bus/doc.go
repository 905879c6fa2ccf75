// Package bus tells the connections of this process that something was committed.
//
// A hint carries nothing. Whoever gets one reads the database, so a hint that is lost, late or
// doubled costs a look and never a message; a slow reader holds nobody up, because hints that
// come while one is pending are folded into it.
package bus

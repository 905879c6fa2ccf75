// Package chat is the hosted page: the same conversation as in the widget, complete without
// JavaScript.
//
// The promise: everything a customer can do in the widget can be done here with links, forms and
// buttons alone. With JavaScript the page stays current by itself. The pass is kept in an HttpOnly
// cookie that only the first form sets; looking at the page sets nothing and changes nothing.
package chat

// Package browser drives the real desk with a real browser: what a customer, an agent and both at
// once do, without JavaScript, with the keyboard alone, in both themes, on a phone, right to left.
//
// Everything runs through the same wiring as the binary, on a temporary folder. The shop that
// embeds the widget is served from an address of its own, as a customer's site would be.
// Chromium and the accessibility checker are installed by scripts/install-test-tools.sh.
package browser

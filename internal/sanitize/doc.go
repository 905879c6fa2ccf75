// Package sanitize turns Markdown and foreign HTML into HTML that is safe to show.
//
// The promise: what comes out holds no script, no style, no form, no image, no frame and no
// event handler, and links go to http, https or mailto only, without passing on who followed
// them. Images are left out because fetching one tells a stranger who reads what and when.
//
// The refusal: nothing is repaired into something it was not. What is not on the list of allowed
// elements disappears and its words stay, except inside script and style, where the words go too.
package sanitize

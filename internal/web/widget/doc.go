// Package widget serves the chat widget: one file, no dependencies, for a company's own pages.
//
// The promise: loaded but untouched it makes no request, stores nothing on the device and reads
// nothing from it. The refusal: owners set an accent and a name; the label of the assistant is
// inside the shadow tree and has no setting.
//
//	<script src="https://desk.example/widget.js" data-inbox="main" async></script>
package widget

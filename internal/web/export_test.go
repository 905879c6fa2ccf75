package web

// Table gives every route, those of the console too, for tests of the table itself. None can be served.
func Table() []Route {
	s := &Site{}
	return append(append(s.routes(), s.mineRoutes()...), s.consoleRoutes()...)
}

package web

import "slices"

// Table gives every route, those of the console too, for tests of the table itself. None can be served.
func Table() []Route {
	s := &Site{}
	return slices.Concat(s.routes(), s.reachRoutes(), s.mineRoutes(), s.consoleRoutes())
}

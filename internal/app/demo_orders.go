package app

import (
	"context"
	"crypto/rand"
	"strings"

	"candor/internal/demo/shop"
	"candor/internal/tool"
)

// orders is the order system of the demo's company while it runs.
type orders struct {
	tools Tools
	stop  context.CancelFunc
	ended chan error
}

// openOrders starts it on a port of this machine that nobody else has, with a secret that only it and the
// desk know. It runs until close, also when ctx ends before: what is under way then may still need it.
func openOrders(ctx context.Context) (*orders, error) {
	var secret [32]byte
	rand.Read(secret[:])
	system, err := shop.New(secret[:], nil)
	if err != nil {
		return nil, err
	}
	ctx, stop := context.WithCancel(context.WithoutCancel(ctx))
	o := &orders{stop: stop, ended: make(chan error, 1)}
	ready := make(chan string, 1)
	go func() { o.ended <- system.Serve(ctx, func(base string) { ready <- base }) }()
	select {
	case base := <-ready:
		o.tools = shopTools(base, secret[:])
		return o, nil
	case err := <-o.ended:
		stop()
		return nil, err
	}
}

func (o *orders) close() error {
	o.stop()
	return <-o.ended
}

// shopTools are the acts of the demo's shop under a base address.
func shopTools(base string, secret []byte) Tools {
	t := Tools{Specs: shop.Specs(), Secret: secret}
	for _, r := range shop.Routes(strings.TrimSuffix(base, "/")) {
		t.Endpoints = append(t.Endpoints, tool.Endpoint{Tool: r.Tool, Method: r.Method, URL: r.URL})
	}
	return t
}

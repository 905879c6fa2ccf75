package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"time"
)

// floor is the yardstick: a server that only makes a message durable, sealed and chained, and has
// no desk in it. It is measured beside the desk by the same loop.
//
// POST /conv {message} begins a conversation and gives {token}; POST /msg with the token says more.
type floor struct {
	base string
	http *http.Client
}

func newFloor(base string, connections int) (*floor, error) {
	u, err := url.Parse(base)
	if err != nil {
		return nil, err
	}
	if ip := net.ParseIP(u.Hostname()); u.Scheme != "http" || ip == nil || !ip.IsLoopback() {
		return nil, fmt.Errorf("address %q is not on this machine", base)
	}
	return &floor{"http://" + u.Host, &http.Client{
		Timeout: 30 * time.Second,
		Transport: &http.Transport{
			MaxIdleConns: connections, MaxIdleConnsPerHost: connections, DisableCompression: true,
		},
	}}, nil
}

func (f *floor) arrive(ctx context.Context, turn int64) (talker, error) {
	var begun struct{ Token string }
	err := f.post(ctx, "/conv", "", words(mark(turn), turn), &begun)
	return &guest{f, begun.Token}, err
}

// guest is a customer of the yardstick.
type guest struct {
	f     *floor
	token string
}

func (g *guest) say(ctx context.Context, turn int64) error {
	var taken struct{ ID int64 }
	return g.f.post(ctx, "/msg", g.token, words(mark(turn), turn), &taken)
}

func (f *floor) post(ctx context.Context, path, token, text string, out any) error {
	b, err := json.Marshal(map[string]string{"message": text})
	if err != nil {
		return err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, f.base+path, bytes.NewReader(b))
	if err != nil {
		return err
	}
	req.Header.Set("Content-Type", "application/json")
	if token != "" {
		req.Header.Set("Authorization", "Bearer "+token)
	}
	res, err := f.http.Do(req)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	if b, err = io.ReadAll(io.LimitReader(res.Body, 1<<20)); err != nil {
		return err
	}
	if res.StatusCode != http.StatusOK {
		return fmt.Errorf("the yardstick answered %d", res.StatusCode)
	}
	return json.Unmarshal(b, out)
}

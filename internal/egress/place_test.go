package egress_test

import (
	"bufio"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"candor/internal/egress"
	"candor/vendors"
)

// names is a name server that gives an address for every name, and can give another one each time.
type names struct {
	conn  net.PacketConn
	asked atomic.Int64
	mu    sync.Mutex
	give  func(n int64) netip.Addr
}

func serveNames(t *testing.T, give func(n int64) netip.Addr) (*names, *net.Resolver) {
	t.Helper()
	conn, err := net.ListenPacket("udp", "127.0.0.1:0")
	must(t, err)
	t.Cleanup(func() { conn.Close() })
	n := &names{conn: conn, give: give}
	go n.loop()
	return n, &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
		var d net.Dialer
		return d.DialContext(ctx, "udp", conn.LocalAddr().String())
	}}
}

func (n *names) loop() {
	question := make([]byte, 512)
	for {
		size, from, err := n.conn.ReadFrom(question)
		if err != nil {
			return
		}
		n.conn.WriteTo(n.answer(question[:size]), from)
	}
}

// answer writes a reply of RFC 1035: the header, the question as it came, and one record that points to its name.
func (n *names) answer(q []byte) []byte {
	end := 12
	for q[end] != 0 {
		end += int(q[end]) + 1
	}
	end += 5 // the root, type and class
	kind := q[end-3]
	n.mu.Lock()
	if kind == 1 {
		n.asked.Add(1)
	}
	ip := n.give(n.asked.Load())
	n.mu.Unlock()
	out := append([]byte{q[0], q[1], 0x81, 0x80, 0, 1, 0, 0, 0, 0, 0, 0}, q[12:end]...)
	if kind == 1 && ip.Is4() || kind == 28 && ip.Is6() {
		out[7] = 1
		raw := ip.AsSlice()
		out = append(out, 0xc0, 12, 0, kind, 0, 1, 0, 0, 0, 0, 0, byte(len(raw)))
		out = append(out, raw...)
	}
	return out
}

// outside is a vendor on the Internet, by name.
func outside(host string) vendors.Entry {
	e := entry("https://" + host)
	e.Local, e.Agreement = false, "DPA"
	return e
}

// The name of a vendor on the Internet is made to stand for the desk's own machine or network.
func TestAVendorsNameThatLeadsHomeGetsNothing(t *testing.T) {
	t.Parallel()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	t.Cleanup(func() { listener.Close() })
	var reached atomic.Int64
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			reached.Add(1)
			conn.Close()
		}
	}()
	host := "api.example.com:" + port(listener.Addr().String())
	for _, ip := range []string{"127.0.0.1", "127.0.0.53", "10.0.0.1", "192.168.0.1", "172.16.0.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "::1", "fd00::1", "fe80::1", "::ffff:127.0.0.1", "64:ff9b::7f00:1"} {
		d := newDesk(t)
		_, resolver := serveNames(t, func(int64) netip.Addr { return netip.MustParseAddr(ip) })
		o := d.options(t, outside(host))
		o.Resolver = resolver
		_, _, err := post(t, gate(t, o), d.ask(t), "https://"+host+"/v1/chat/completions")
		refused(t, err, vendors.NotTheVendor)
		kept := d.kept(t)
		if len(kept) != 1 || kept[0].Outcome != vendors.Unreachable || kept[0].Cost != nothing() {
			t.Errorf("%s: on record %+v", ip, kept)
		}
	}
	if reached.Load() != 0 {
		t.Errorf("%d connections were made", reached.Load())
	}
}

// A name that was looked at and then stands for something else: what is connected to is what is looked at.
func TestANameThatChangesIsLookedAtEachTime(t *testing.T) {
	t.Parallel()
	d, s := newDesk(t), &server{}
	s.Server = httptest.NewUnstartedServer(s.count(answering("hello")))
	s.Config.ErrorLog = quiet()
	s.StartTLS()
	t.Cleanup(s.Close)
	var home atomic.Bool
	_, resolver := serveNames(t, func(int64) netip.Addr {
		if home.Load() {
			return netip.MustParseAddr("169.254.169.254")
		}
		return netip.MustParseAddr("127.0.0.1")
	})
	e := entry("https://example.com:" + port(s.URL)) // one of our own, by a name that its certificate has
	o := d.options(t, e)
	o.Resolver, o.Roots = resolver, s.Client().Transport.(*http.Transport).TLSClientConfig.RootCAs
	g := gate(t, o)
	if _, _, err := post(t, g, d.ask(t), e.BaseURL+"/chat/completions"); err != nil {
		t.Fatal(err)
	}
	home.Store(true)
	g.Close() // the connection that was made is let go, so the name is asked for again
	_, _, err := post(t, g, d.ask(t), e.BaseURL+"/chat/completions")
	refused(t, err, vendors.NotTheVendor)
	if s.hits.Load() != 1 {
		t.Errorf("%d requests arrived", s.hits.Load())
	}
}

// Somebody else's server may not stand for one of the owner's own, which may be free and may see more.
func TestOneOfOurOwnIsNotReachedOutside(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	_, resolver := serveNames(t, func(int64) netip.Addr { return netip.MustParseAddr("93.184.216.34") })
	e := entry("https://models.corp.example:1")
	o := d.options(t, e)
	o.Resolver = resolver
	_, _, err := post(t, gate(t, o), d.ask(t), e.BaseURL+"/chat/completions")
	refused(t, err, vendors.NotTheVendor)
}

func TestALineLeadsToOneHostAndPort(t *testing.T) {
	t.Parallel()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	t.Cleanup(func() { listener.Close() })
	there := listener.Addr().String()
	conn, err := egress.Dial(t.Context(), there, "tcp", there)
	must(t, err)
	must(t, conn.Close())
	for _, other := range [][2]string{{"tcp", "localhost:" + port(there)}, {"udp", there}, {"unix", there}, {"tcp", "127.0.0.1:1"}} {
		if conn, err := egress.Dial(t.Context(), there, other[0], other[1]); err == nil {
			conn.Close()
			t.Errorf("it leads to %v", other)
		}
	}
}

// proxyServer is a proxy that makes tunnels to anywhere on this machine, and counts.
func proxyServer(t *testing.T) (url string, asked *atomic.Int64) {
	t.Helper()
	asked = &atomic.Int64{}
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked.Add(1)
		if r.Method != http.MethodConnect {
			w.WriteHeader(http.StatusMethodNotAllowed)
			return
		}
		to, err := net.Dial("tcp", "127.0.0.1:"+port(r.Host))
		if err != nil {
			w.WriteHeader(http.StatusBadGateway)
			return
		}
		defer to.Close()
		conn, rest, err := w.(http.Hijacker).Hijack()
		if err != nil {
			return
		}
		defer conn.Close()
		io.WriteString(conn, "HTTP/1.1 200 OK\r\n\r\n")
		go io.Copy(to, bufio.NewReader(rest))
		io.Copy(conn, to)
	}))
	t.Cleanup(s.CloseClientConnections)
	t.Cleanup(s.Close)
	return s.URL, asked
}

func TestProxiesOfTheEnvironmentAreNotUsed(t *testing.T) {
	url, asked := proxyServer(t)
	for _, name := range []string{"HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"} {
		t.Setenv(name, url)
	}
	t.Setenv("NO_PROXY", "")
	d := newDesk(t)
	n, resolver := serveNames(t, func(int64) netip.Addr { return netip.MustParseAddr("10.0.0.1") })
	o := d.options(t, outside("api.example.com"))
	o.Resolver = resolver
	_, _, err := post(t, gate(t, o), d.ask(t), "https://api.example.com/v1/chat/completions")
	refused(t, err, vendors.NotTheVendor)
	if asked.Load() != 0 || n.asked.Load() == 0 {
		t.Errorf("the proxy was asked %d times, and for the vendor's own address %d times", asked.Load(), n.asked.Load())
	}
}

func TestAProxyThatTheOwnerNamedIsUsed(t *testing.T) {
	t.Parallel()
	url, asked := proxyServer(t)
	d, s := newDesk(t), &server{}
	s.Server = httptest.NewUnstartedServer(s.count(answering("hello")))
	s.StartTLS()
	t.Cleanup(s.Close)
	e := outside("example.com:" + port(s.URL))
	e.Proxy = url
	o := d.options(t, e)
	o.Roots = s.Client().Transport.(*http.Transport).TLSClientConfig.RootCAs
	_, said, err := post(t, gate(t, o), d.ask(t), e.BaseURL+"/chat/completions")
	if err != nil || said != "hello" || asked.Load() != 1 || s.hits.Load() != 1 {
		t.Errorf("%q, %v; proxy asked %d times, vendor %d", said, err, asked.Load(), s.hits.Load())
	}
	if s.last.Header.Get("Authorization") != "Bearer "+secret {
		t.Error("the credential did not arrive")
	}
}

// The proxy sees a tunnel only: neither the credential nor a word.
func TestAProxySeesNoCredential(t *testing.T) {
	t.Parallel()
	var mu sync.Mutex
	var seen strings.Builder
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	t.Cleanup(func() { listener.Close() })
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			text := make([]byte, 4096)
			conn.SetReadDeadline(time.Now().Add(5 * time.Second))
			n, _ := conn.Read(text)
			mu.Lock()
			seen.Write(text[:n])
			mu.Unlock()
			io.WriteString(conn, "HTTP/1.1 407 No\r\nContent-Length: 0\r\n\r\n")
			conn.Close()
		}
	}()
	d := newDesk(t)
	e := outside("api.example.com")
	e.Proxy = "http://" + listener.Addr().String()
	_, _, err = post(t, gate(t, d.options(t, e)), d.ask(t), e.BaseURL+"/chat/completions")
	if !errors.Is(err, egress.ErrUnreachable) {
		t.Errorf("error %v", err)
	}
	mu.Lock()
	defer mu.Unlock()
	if text := seen.String(); !strings.HasPrefix(text, "CONNECT api.example.com:443") || strings.Contains(text, secret) || strings.Contains(text, "parcel") {
		t.Errorf("it saw %q", text)
	}
}

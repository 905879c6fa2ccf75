package tool_test

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"candor"
	"candor/action"
	"candor/internal/demo/shop"
	"candor/internal/tool"
)

var noon = time.Date(2026, 10, 5, 12, 0, 0, 0, time.UTC)

func clock() time.Time { return noon }

var secret = bytes.Repeat([]byte{9}, 32)

// robin is somebody whose orders the shop knows.
func robin() action.Person { return action.Person{Email: "robin@example.org"} }

func registry(t testing.TB) *action.Registry {
	t.Helper()
	r, err := action.NewRegistry(shop.Specs()...)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// tools talk to a server as if it were the shop.
func tools(t testing.TB, h http.Handler, change func(*tool.Options)) (*tool.Tools, *action.Registry) {
	t.Helper()
	server := httptest.NewServer(h)
	t.Cleanup(server.Close)
	r := registry(t)
	o := tool.Options{Registry: r, Endpoints: endpoints(server.URL), Client: server.Client(), Secret: secret, Issuer: "http://desk.example", Now: clock}
	if change != nil {
		change(&o)
	}
	out, err := tool.New(o)
	if err != nil {
		t.Fatal(err)
	}
	return out, r
}

func endpoints(base string) []tool.Endpoint {
	var out []tool.Endpoint
	for _, r := range shop.Routes(base) {
		out = append(out, tool.Endpoint{Tool: r.Tool, Method: r.Method, URL: r.URL, Timeout: time.Second})
	}
	return out
}

func theShop(t testing.TB) *shop.Shop {
	t.Helper()
	s, err := shop.New(secret, clock)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func look(t testing.TB, r *action.Registry, number string) action.Call {
	t.Helper()
	call, refusal := r.Call("order_status", `{"number":"`+number+`"}`, somebody())
	if refusal != nil {
		t.Fatal(refusal)
	}
	return call
}

func somebody() action.For {
	return action.For{Conversation: candor.NewConversationID(), Customer: candor.NewCustomerID()}
}

// accepted is a call that everybody said yes to.
func accepted(t testing.TB, r *action.Registry, name, number string) action.Call {
	t.Helper()
	who := somebody()
	call, refusal := r.Call(name, `{"number":"`+number+`"}`, who)
	if refusal != nil {
		t.Fatal(refusal)
	}
	p, ok := action.Propose(call, noon)
	if !ok {
		t.Fatal("no proposal")
	}
	steps := []struct {
		act action.Act
		who action.Who
	}{{action.Accept, action.Who{Customer: who.Customer}}, {action.Approve, action.Who{Agent: candor.NewAgentID()}}, {action.Run, action.ByDesk()}}
	for _, s := range steps {
		if s.act == action.Approve && p.Kind != action.Money {
			continue
		}
		var err error
		if p, err = p.After(s.act, s.who, noon); err != nil {
			t.Fatal(err)
		}
	}
	call, err := r.CallOf(p)
	if err != nil {
		t.Fatal(err)
	}
	return call
}

package shop

import (
	"encoding/json"
	"net/http"
	"strconv"
	"strings"

	"candor/action"
)

// Route is where an act of the shop is done.
type Route struct{ Tool, Method, URL string }

// Routes gives the addresses of the acts under the base that Serve tells.
func Routes(base string) []Route {
	return []Route{
		{"order_status", http.MethodGet, base + "/orders/{number}"},
		{"order_cancel", http.MethodPost, base + "/orders/{number}/cancel"},
		{"order_refund", http.MethodPost, base + "/orders/{number}/refund"},
	}
}

const (
	numberField = `{"type":"string","pattern":"^HP-[0-9]{6}$","maxLength":9,"description":"order number"}`
	oneNumber   = `{"type":"object","additionalProperties":false,"required":["number"],"properties":{"number":` + numberField + `}}`
)

// object writes the schema of a closed object; all of the fields named first are required.
func object(required []string, properties string) json.RawMessage {
	return json.RawMessage(`{"type":"object","additionalProperties":false,"required":` + list(required) + `,"properties":{` + properties + `}}`)
}

func list(values []string) string {
	quoted := make([]string, len(values))
	for i, v := range values {
		quoted[i] = strconv.Quote(v)
	}
	return "[" + strings.Join(quoted, ",") + "]"
}

// Specs are the acts that the shop knows: to look at an order, to cancel one, and to pay one back.
func Specs() []action.Spec {
	number := map[string]string{"number": "number"}
	return []action.Spec{
		{
			Name: "order_status", Title: "action.order_status.title", Kind: action.Look,
			About:     "Where one order of this customer is, who brings it and when it comes. Needs the order number that the customer wrote.",
			Arguments: json.RawMessage(oneNumber),
			Result: object([]string{"number", "status", "carrier", "expected", "items"}, `
				"number":`+numberField+`,
				"status":{"type":"string","enum":["received","packed","on_its_way","delivered","cancelled"]},
				"carrier":{"type":"string","enum":`+list(Carriers())+`},
				"expected":{"type":"string","format":"date"},
				"items":{"type":"array","maxItems":100,"items":{"type":"object","additionalProperties":false,"required":["code","quantity"],"properties":{
					"code":{"type":"string","pattern":"^[A-Z]{2}[0-9]{4}$","maxLength":6},"quantity":{"type":"integer","minimum":1,"maximum":999}}}}`),
			Field: "status", Missing: "action.order_missing",
			Says: map[string]action.Saying{
				"received":   {Key: "action.order_status.received", Args: map[string]string{"number": "number", "expected_on": "expected"}},
				"packed":     {Key: "action.order_status.packed", Args: map[string]string{"number": "number", "carrier": "carrier", "expected_on": "expected"}},
				"on_its_way": {Key: "action.order_status.on_its_way", Args: map[string]string{"number": "number", "carrier": "carrier", "expected_on": "expected"}},
				"delivered":  {Key: "action.order_status.delivered", Args: map[string]string{"number": "number", "carrier": "carrier", "delivered_on": "expected"}},
				"cancelled":  {Key: "action.order_status.cancelled", Args: number},
			},
			Reading: &action.Reading{Topic: action.OrderStatus, Argument: "number", Pattern: `\bHP[- ]?([0-9]{6})\b`, Form: "HP-$1"},
		},
		{
			Name: "order_cancel", Title: "action.order_cancel.title", Kind: action.Change, Ask: "action.order_cancel.ask",
			About:     "Cancel one whole order of this customer. The customer is asked first.",
			Arguments: json.RawMessage(oneNumber),
			Result:    object([]string{"number", "outcome"}, `"number":`+numberField+`,"outcome":{"type":"string","enum":["cancelled","too_late","already"]}`),
			Field:     "outcome", Missing: "action.order_missing",
			Says: map[string]action.Saying{
				"cancelled": {Key: "action.order_cancel.cancelled", Args: number},
				"too_late":  {Key: "action.order_cancel.too_late", Args: number},
				"already":   {Key: "action.order_status.cancelled", Args: number},
			},
			Reading: &action.Reading{Topic: action.OrderCancel, Argument: "number", Pattern: `\bHP[- ]?([0-9]{6})\b`, Form: "HP-$1"},
		},
		{
			Name: "order_refund", Title: "action.order_refund.title", Kind: action.Money, Ask: "action.order_refund.ask", Offer: "action.order_refund.offer",
			About:     "Pay back one whole order of this customer. The customer is asked first, and then a person decides.",
			Arguments: json.RawMessage(oneNumber),
			Result: object([]string{"number", "outcome"}, `"number":`+numberField+`,"outcome":{"type":"string","enum":["started","not_yet","already"]},
				"amount":{"type":"string","pattern":"^[0-9]{1,6}\\.[0-9]{2}$","maxLength":9},"paid_by":{"type":"string","format":"date"}`),
			Field: "outcome", Missing: "action.order_missing",
			Says: map[string]action.Saying{
				"started": {
					Key: "action.order_refund.started", Args: map[string]string{"number": "number", "amount": "amount", "paid_on": "paid_by"},
					Promise: "refund", Due: "paid_by",
				},
				"not_yet": {Key: "action.order_refund.not_yet", Args: number},
				"already": {Key: "action.order_refund.already", Args: number},
			},
		},
	}
}

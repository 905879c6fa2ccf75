// Package api is the customer's interface in JSON, under /api/v1. The widget uses it and so may
// anyone; api/openapi.yaml describes it.
//
// Each handler parses, calls one function of turn.Desk or reads, and responds. What a customer
// may do depends on the conversation's pass alone (see access); nothing here knows cookies.
package api

package rights_test

import (
	"bytes"
	"fmt"
	"time"

	"candor"
	"candor/privacy/rights"
)

func ExampleRequest_Clock() {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		fmt.Println(err)
		return
	}
	calendar := rights.Calendar{Zone: berlin}
	start := time.Date(2026, 1, 31, 9, 0, 0, 0, berlin)
	r, _, err := rights.New(rights.Asking{Kind: rights.ToErase, Regime: rights.GDPR, Contact: "tag", Via: "page", Actor: "customer"}, start)
	if err != nil {
		fmt.Println(err)
		return
	}
	c := r.Clock(calendar, start.AddDate(0, 0, 10))
	fmt.Println(c.Due.Day.Format(time.DateOnly), c.DaysLeft, c.Overdue)

	r, trace, err := r.Extend(calendar, rights.Extension{Reason: rights.Complex, Words: "Your messages are spread over many years."}, "agent:maya", start.AddDate(0, 0, 10))
	fmt.Println(r.Clock(calendar, start).Due.Day.Format(time.DateOnly), trace.Facts["reason"], err)
	// Output:
	// 2026-02-28 18 false
	// 2026-04-30 complex <nil>
}

func ExampleNewArchive() {
	var out bytes.Buffer
	a, err := rights.NewArchive(&out, rights.ArchiveOptions{Desk: "Harbour & Pine", Language: "en", Key: deskKey(), Created: noon()})
	if err != nil {
		fmt.Println(err)
		return
	}
	talk := candor.NewConversationID()
	for _, r := range []rights.Record{
		rights.Conversation{ID: talk, Inbox: "main", State: candor.Resolved, Created: noon(), Updated: noon()},
		rights.Message{ID: candor.NewMessageID(), Conversation: talk, Number: 1, Author: candor.ByCustomer, Body: "Where is my parcel?", At: noon()},
	} {
		if err := a.Put(r); err != nil {
			fmt.Println(err)
			return
		}
	}
	sum, err := a.Finish()
	fmt.Println(sum.Counts["messages"], err)

	in, err := rights.Read(bytes.NewReader(out.Bytes()), int64(out.Len()), rights.ReadOptions{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for r, err := range in.Records() {
		if m, ok := r.(rights.Message); ok {
			fmt.Println(m.Number, m.Body, err)
		}
	}
	// Output:
	// 1 <nil>
	// 1 Where is my parcel? <nil>
}

package service

import (
	"cmp"
	"slices"
	"strconv"
	"time"

	"candor"
)

// Slice is one part of a report: a day, an hour, an inbox or a language, with what happened in it.
type Slice struct {
	Key                string // "2026-11-23", "09", an inbox's id, a language or a channel
	Begun              int64
	Waited, FirstReply Spread
	Held               Spread // how long people had conversations: Handled
}

// Report adds up paces.
type Report struct {
	All        Slice
	Days       []Slice // every day of the period, in order, also those on which nothing happened
	Hours      []Slice // 24, by the hour of the day in the desk's zone
	Inboxes    []Slice // those with the most conversations first
	Languages  []Slice // likewise
	Channels   []Slice // likewise
	From       time.Time
	Until      time.Time
	InboxIDs   []candor.InboxID // all that occur, whatever was chosen
	LanguageOf []string         // likewise
	ChannelOf  []candor.Via     // likewise
}

// Choice narrows a report; the zero value is everything.
type Choice struct {
	Inbox    candor.InboxID
	Language string
	Channel  candor.Via
}

func (c Choice) holds(p Pace) bool {
	return (c.Inbox == "" || p.Inbox == c.Inbox) && (c.Language == "" || p.Language == c.Language) && (c.Channel == "" || p.Channel == c.Channel)
}

// Reported adds up what happened between two moments, told by days and hours of a zone.
func Reported(paces []Pace, choice Choice, from, until time.Time, zone *time.Location) Report {
	r := Report{From: from, Until: until, All: Slice{Key: "all"}}
	days := map[string]int{}
	for day := dayStart(from, zone); day.Before(until); day = day.AddDate(0, 0, 1) {
		key := day.Format(time.DateOnly)
		days[key] = len(r.Days)
		r.Days = append(r.Days, Slice{Key: key})
	}
	for hour := range 24 {
		key := strconv.Itoa(hour)
		if hour < 10 {
			key = "0" + key
		}
		r.Hours = append(r.Hours, Slice{Key: key})
	}
	for _, p := range paces {
		if !slices.Contains(r.InboxIDs, p.Inbox) {
			r.InboxIDs = append(r.InboxIDs, p.Inbox)
		}
		if !slices.Contains(r.LanguageOf, p.Language) {
			r.LanguageOf = append(r.LanguageOf, p.Language)
		}
		if p.Channel != "" && !slices.Contains(r.ChannelOf, p.Channel) {
			r.ChannelOf = append(r.ChannelOf, p.Channel)
		}
		if !choice.holds(p) {
			continue
		}
		at := p.Hour.In(zone)
		r.All.add(p)
		if i, ok := days[at.Format(time.DateOnly)]; ok {
			r.Days[i].add(p)
		}
		r.Hours[at.Hour()].add(p)
		part(&r.Inboxes, string(p.Inbox)).add(p)
		part(&r.Languages, p.Language).add(p)
		part(&r.Channels, string(p.Channel)).add(p)
	}
	for _, list := range [][]Slice{r.Inboxes, r.Languages, r.Channels} {
		slices.SortStableFunc(list, func(a, b Slice) int { return cmp.Or(cmp.Compare(b.Begun, a.Begun), cmp.Compare(a.Key, b.Key)) })
	}
	slices.Sort(r.InboxIDs)
	slices.Sort(r.LanguageOf)
	slices.Sort(r.ChannelOf)
	return r
}

func dayStart(t time.Time, zone *time.Location) time.Time {
	t = t.In(zone)
	return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, zone)
}

func part(list *[]Slice, key string) *Slice {
	for i := range *list {
		if (*list)[i].Key == key {
			return &(*list)[i]
		}
	}
	*list = append(*list, Slice{Key: key})
	return &(*list)[len(*list)-1]
}

func (s *Slice) add(p Pace) {
	switch p.Measure {
	case Begun:
		s.Begun += p.Count
	case Waited:
		s.Waited.Add(p.Band, p.Count)
	case FirstReply:
		s.FirstReply.Add(p.Band, p.Count)
	case Handled:
		s.Held.Add(p.Band, p.Count)
	}
}

package scan

import "strings"

const longestURL = 2048

// web finds addresses of pages: with a scheme, with www, or a bare name that nothing else looks like.
func (w *walk) web() {
	taken := 0
	for _, at := range w.marks.scheme {
		if at >= taken {
			taken = max(taken, w.schemeAt(at))
		}
	}
	if !w.marks.dots {
		return
	}
	taken = 0
	for i := range w.tokens {
		t := &w.tokens[i]
		if t.start < taken || t.kind == digit || t.kind == wide || w.byteAt(t.end) != '.' {
			continue
		}
		switch w.byteAt(t.start - 1) {
		case '@', '.', '-', '/', '_', ':', '%', '+':
			continue
		}
		taken = max(taken, w.bareAt(t.start))
	}
}

// schemeAt reads scheme://host/path around the colon, and gives its end.
func (w *walk) schemeAt(colon int) int {
	s := w.text
	from := colon
	for from > 0 && colon-from < 12 && (isAlnum(s[from-1]) || s[from-1] == '+') {
		from--
	}
	if from == colon {
		return colon + 3
	}
	host := colon + 3
	if userAndPassword(s[host:min(len(s), host+longestDomain)]) {
		end := urlEnd(s, host)
		w.add("CONNECTION_STRING", from, end, 1)
		return end
	}
	name, dots := domainEnd(s, host)
	if dots == 0 || !topLevel(s[host:name]) {
		if scheme := s[from:colon]; len(scheme) > 3 && !strings.HasPrefix(scheme, "http") && name > host && databaseScheme(scheme) {
			end := urlEnd(s, host)
			w.add("CONNECTION_STRING", from, end, 0.5)
			return end
		}
		return name
	}
	end := urlEnd(s, host)
	w.add("URL", from, end, 1)
	return end
}

// userAndPassword reports user:password@ at the start of a text.
func userAndPassword(s string) bool {
	colon := false
	for i := range len(s) {
		switch c := s[i]; {
		case c == ':':
			colon = true
		case c == '@':
			return colon
		case c == '/' || c == '?' || c <= ' ' || c == '"':
			return false
		}
	}
	return false
}

func databaseScheme(s string) bool {
	switch strings.ToLower(s) {
	case "postgres", "postgresql", "mysql", "mongodb", "mongodb+srv", "redis", "rediss", "amqp", "amqps", "mssql", "sqlserver", "mariadb", "ldap", "smtp":
		return true
	}
	return false
}

// urlEnd reads up to what ends an address in running text.
func urlEnd(s string, from int) int {
	i := from
	for i < len(s) && i-from < longestURL {
		c := s[i]
		if c <= ' ' || c == '<' || c == '>' || c == '"' || c == '\'' || c == '`' || c == '|' || c == '\\' || c == '^' || c == '{' || c == '}' || c >= 0xC2 && signAt(s, i) {
			break
		}
		i++
	}
	for i > from {
		switch s[i-1] {
		case '.', ',', ';', ':', '!', '?', '*', '_':
			i--
			continue
		case ')':
			if strings.Count(s[from:i], "(") < strings.Count(s[from:i], ")") {
				i--
				continue
			}
		case ']':
			if strings.Count(s[from:i], "[") < strings.Count(s[from:i], "]") {
				i--
				continue
			}
		}
		break
	}
	for i > from && s[i-1] >= 0x80 && i < len(s) && s[i] >= 0x80 && s[i] < 0xC0 { // never inside of a letter
		i--
	}
	return i
}

// bareAt reads www.name.tld or name.tld with a path, and gives its end.
func (w *walk) bareAt(from int) int {
	s := w.text
	name, dots := domainEnd(s, from)
	if dots == 0 || w.byteAt(name) == '@' {
		return name
	}
	host := s[from:name]
	www := len(host) > 4 && strings.EqualFold(host[:4], "www.")
	if www && dots < 2 || !topLevel(host) || !www && !bareTop(host) {
		return name
	}
	end := name
	if c := w.byteAt(name); c == '/' || c == '?' || c == ':' && isDigit(w.byteAt(name+1)) {
		end = urlEnd(s, name)
	}
	score := 0.5
	if www {
		score = 0.8
	}
	w.add("URL", from, max(end, name), score)
	return max(end, name)
}

// bareTop reports last labels that no sentence without a space after its dot looks like.
func bareTop(host string) bool {
	rest, last := "", strings.ToLower(host)
	if at := strings.LastIndexByte(last, '.'); at >= 0 {
		rest, last = last[:at], last[at+1:]
	}
	switch rest[strings.LastIndexByte(rest, '.')+1:] {
	case "co", "com", "org", "net", "gov", "ac", "edu": // google.co.il
		if len(last) == 2 && strings.IndexByte(rest, '.') > 0 {
			return true
		}
	}
	switch last {
	case "com", "net", "org", "edu", "gov", "info", "biz", "de", "fr", "nl", "eu", "uk", "ru", "pl", "se", "cz", "hu", "jp", "cn", "kr",
		"br", "au", "ch", "es", "dk", "fi", "tr", "gr", "pt", "ro", "ua", "mx", "nz", "za", "il", "ca", "ie", "sk", "bg", "hr", "lt", "lv", "ee", "io", "shop", "dev", "app", "online", "site", "xyz":
		return true
	}
	return false
}

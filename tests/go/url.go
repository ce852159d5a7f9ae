// url.go - holds src/fetch/url.c against Go's net/url, used as pprof does for the name of a source. Run by tests/go/run.
package main

import (
	"fmt"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"unicode"
)

// adjusted is the URL that pprof asks for, without a password, and the seconds of its query; "" where it asks for none.
func adjusted(source string, seconds int64) (string, int64) {
	u, err := url.Parse(source)
	if err != nil || (u.Host == "" && u.Scheme != "" && u.Scheme != "file") {
		u, err = url.Parse("http://" + source)
	}
	if err != nil || u.Host == "" {
		return "", 0
	}
	query := u.Query()
	if seconds = max(seconds, 0); seconds > 0 {
		query.Set("seconds", fmt.Sprint(seconds))
	} else if said, err := strconv.ParseInt(query.Get("seconds"), 10, 32); err == nil {
		seconds = said
	}
	u.RawQuery = query.Encode()
	u.Fragment, u.RawFragment = "", "" // a server is never told
	return likeOurs(u.Redacted()), max(seconds, 0)
}

// likeOurs takes away what is the same for a server: escapes in front of the path, and a `?` with nothing behind it.
func likeOurs(u string) string {
	scheme, rest, _ := strings.Cut(u, "://")
	end := strings.IndexAny(rest, "/?")
	if end < 0 {
		end = len(rest)
	}
	host := rest[:end]
	if plain, err := url.PathUnescape(host); err == nil {
		host = plain
	}
	return strings.TrimSuffix(scheme+"://"+host+rest[end:], "?")
}

var askable = regexp.MustCompile(`^(https?|https\+insecure)://([^/?@]*@)?(\[[^/]*\]|[\w.~%\x{80}-\x{10ffff}-]*)(:\d*)?([/?].*)?$`)

// isRefused says whether we tell more than pprof: that there is no such scheme, host or port. pprof also puts http://
// in front of what has a scheme, and asks a host "http" then.
func isRefused(source, want string) bool {
	u, err := url.Parse(want)
	first, _ := url.Parse(source)
	front, _, _ := strings.Cut(strings.Replace(source, "://", "", 1), "/")
	if err != nil || u.Host == ":" || !askable.MatchString(want) || strings.Contains(front, "%") || strings.ContainsFunc(source, unicode.IsControl) {
		return true
	}
	port, _ := strconv.Atoi(u.Port())
	return port > 65535 || strings.Count(front, "@") > 1 || strings.Contains(source, "://") && (first == nil || first.Host == "")
}

var user = regexp.MustCompile(`^([^/?#]*://)?[^/?#]*@`)

// isTaken says whether we ask where pprof does not: what is wrong is the name of the user, which the server judges, the
// fragment, which it is never told, or an address of IPv6, of which libcurl knows more.
func isTaken(source string) bool {
	source, _, _ = strings.Cut(source, "#")
	bare := user.ReplaceAllString(source, "$1")
	if !strings.Contains(bare, "://") {
		bare = "http://" + bare
	}
	bare, _ = adjusted(bare, -1)
	return bare != "" || strings.Contains(source, "[")
}

var traps = strings.Split("localhost:6060 localhost:6060/ :6060 :6060/debug/pprof/heap host:/x host: host a/b:1 a:b a:1 a:65535 a:65536 "+
	"a:99999999999999999999 1:1 1.2.3.4:80/x [::1]:80/x [::1]/x [::1 ::1:80 [fe80::1%25en0]:80/x http://a http://a/ HTTP://A/b "+
	"http:///x http://:80/x http://:/x http:/a http:a http:// http://a:b/ http://a:/x http://a:80:80/ http://u@a/ http://u:p@a/x http://u:p:q@a/x "+
	"http://u%40v:p%3a@a/x http://@a/x http://:@a/x http://u:@a/x u:p@a:80/x u@a:80/x http://a/%zz http://a/%41 http://a/%2f http://a/%E4 http://a%41/x "+
	"http://a%zz/x http://a/b?c http://a/b? http://a/b?# http://a?b http://a#b http://a/b#c?d http://a/x?seconds=5 http://a/x?seconds= "+
	"http://a/x?seconds=5&seconds=6 http://a/x?seconds=-5 http://a/x?seconds=+5 http://a/x?seconds=0x5 http://a/x?seconds=5s "+
	"http://a/x?seconds=2147483648 http://a/x?b=2&a=1&b=1 http://a/x?a&b http://a/x?a=%zz&b=1 http://a/x?a=b;c=d&e=f http://a/x?a=b+c%20d "+
	"http://a/x?=1 http://a/x?&&a=1 http://a/x?é=ü http://a/ü http://ü/x http://a/a|b http://a/<b> http://a/\"b http://a/a\\b http://a/[b] "+
	"http://a/a;b http://a/a,b http://a/a:b http://a/a@b http://a/!$&'()*+,;= http://a/~._- http://a//b http://a/../b http://a/./b http://a_b/x "+
	"http://a,b/x http://a;b/x http://a'b/x http://a\"b/x http://a<b/x http://a*b/x http://a!b/x http://a b/x file:///x file:x file:/x file:80/x FILE:/x file:a:80/x ftp://a/x "+
	"https+insecure://a/x HTTPS+insecure://a/x 1http://a/x -http://a/x +a://b a+b://c a.b:1/x a-b:1/x a_b:1/x é:1/x %41:1/x a%41:1/x a?b:1 a#b:1 "+
	"? # / // //a //a/b ./a:1 ../a:1 a:1?b a:1#b a:1?seconds=7 C:/x C:\\x mailto:a@b http:?x http:#x", " ")

var pieces = strings.Split("http:// https:// : / // ? # @ & = ; + % %41 %zz %2f [ ] [::1] :80 :0 .. . a b é \" < > | \\ ~ ! $ ' ( ) * , _ - seconds= seconds=5 "+
	"\t \xff \x7f x=1 ftp:// localhost u:p@", " ")

func compare(a *asker, source string, seconds int64) {
	want, wantSeconds := adjusted(source, seconds)
	words := a.ask("l", fmt.Sprint(seconds), "-1", hexOf(source))
	switch {
	case strings.HasPrefix(source, "unix:"): // ours alone
	case words[0] == "index": // ours alone, too
	case words[0] != "ok":
		if want != "" && !isRefused(source, want) {
			a.same(words[0], want, "%q", source)
		}
	case (want == "" || isRefused(source, want)) && isTaken(source):
	default:
		a.same(likeOurs(unhex(words[1])), want, "%q", source)
		a.same(words[3], fmt.Sprint(wantSeconds), "seconds of %q", source)
	}
}

func main() {
	a := newAsker(5000)
	for _, trap := range traps {
		compare(a, trap, -1)
		compare(a, trap, 5)
	}
	for i := 0; i < a.n; i++ {
		compare(a, a.mutate(a.one(traps...), pieces), int64(a.Intn(3)-1))
	}
	a.finish("names of sources")
}

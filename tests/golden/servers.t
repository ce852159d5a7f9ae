# Profiles from servers, as far as it can be seen without one; tests/fetch/run has servers.

# What is no file may be a URL. Here nobody answers.

$ cprof -top -seconds=90 -timeout=1 unix:$TMP/none:/debug/pprof/profile
! Fetching profile over HTTP from unix:$TMP/none:/debug/pprof/profile?seconds=90
! Please wait... (1m30s)
! cprof: unix:$TMP/none:/debug/pprof/profile?seconds=90: no such file or directory
? 2
$ cprof -top unix:$TMP/none
! cprof: unix:$TMP/none:/debug/pprof/: a server; name one of its profiles, as in unix:$TMP/none:/debug/pprof/heap
? 2

# A URL that nobody can be asked for is an error of its own. What looks like none is a file.

$ cprof -top ftp://localhost/heap
! cprof: ftp://localhost/heap: profiles are fetched with http://, https:// and https+insecure://, of Pyroscope with pyroscope+http:// and pyroscope+https://, and a file is named by its path alone
? 2
$ cprof -top http://:x/heap
! cprof: http://:x/heap: a port is a number
? 2
$ cprof -top http:///heap
! cprof: http:///heap: there is no host's name in it
? 2
$ cprof -top http://localhost/%zz
! cprof: http://localhost/%zz: % stands in front of two hexadecimal digits
? 2
$ cprof -top shop.cpu
! cprof: shop.cpu: No such file or directory
? 2
$ cprof -top nosuch/localhost:6060
! cprof: nosuch/localhost:6060: No such file or directory
? 2

# What goes to servers is checked before they are asked.

$ cprof -top -header='X-Tenant acme' localhost:1/heap
! cprof: -header takes a name and a value, as in -header 'Name: value'; there is no colon in it
? 2
$ cprof -top -header='X Tenant: acme' localhost:1/heap
! cprof: -header: "X Tenant" is no name of a header
? 2
$ cprof -top -header="$(printf 'X-Tenant: a\r\nX-Admin: yes')" localhost:1/heap
! cprof: -header: the value of X-Tenant holds a line break or another control byte
? 2
$ cprof -top -header='authorization: Basic eA==' -bearer_file=token localhost:1/heap
! cprof: -bearer_file and -header Authorization exclude each other
? 2
$ cprof -top -bearer_file=$TMP/token localhost:1/heap
! Fetching profile over HTTP from http://localhost:1/heap
! cprof: http://localhost:1/heap: -bearer_file $TMP/token: No such file or directory
? 2
$ echo two words >$TMP/token; cprof -top -bearer_file=$TMP/token localhost:1/heap
! Fetching profile over HTTP from http://localhost:1/heap
! cprof: http://localhost:1/heap: -bearer_file $TMP/token: a token is one word, and there is more
? 2
$ cprof -top -bearer_file=$TMP/token http://example.com/heap
! Fetching profile over HTTP from http://example.com/heap
! cprof: http://example.com/heap: -bearer_file: over http:// anybody on the way to example.com could read the token; use https://
? 2
$ cprof -top -tls_cert=cert.pem https://localhost:1/heap
! cprof: -tls_cert needs -tls_key, the key of the certificate
? 2
$ cprof -top -tls_key=key.pem https://localhost:1/heap
! cprof: -tls_key needs -tls_cert, the certificate of the key
? 2
$ cprof -top -tls_ca=$TMP/none.pem https://localhost:1/heap
! Fetching profile over HTTP from https://localhost:1/heap
! cprof: https://localhost:1/heap: -tls_ca $TMP/none.pem: No such file or directory
? 2
$ cprof -top -seconds=2147483648 localhost:1/heap
! cprof: -seconds takes 2147483647 seconds at most
? 2
$ cprof -top -seconds=soon localhost:1/heap
! cprof: -seconds takes a whole number, not "soon"
? 2

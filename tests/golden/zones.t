# The line `Time:` is in local time, by Go's rules: TZ names a file of zone data. A name without such a file
# is UTC, and says so; the letters of the name are no zone.

$ for tz in UTC Foo/Bar Foo '' : America /nosuch /etc/passwd EST5 XYZ-3; do echo "$tz: $(TZ=$tz cprof -top shop.cpu.pb.gz | grep Time:)"; done
UTC: Time: 2026-11-21 01:57:22 UTC
Foo/Bar: Time: 2026-11-21 01:57:22 UTC
Foo: Time: 2026-11-21 01:57:22 UTC
: Time: 2026-11-21 01:57:22 UTC
:: Time: 2026-11-21 01:57:22 UTC
America: Time: 2026-11-21 01:57:22 UTC
/nosuch: Time: 2026-11-21 01:57:22 UTC
/etc/passwd: Time: 2026-11-21 01:57:22 UTC
EST5: Time: 2026-11-21 01:57:22 UTC
XYZ-3: Time: 2026-11-21 01:57:22 UTC

# Zone data may be named with a colon in front, and by its path.

$ zone=/usr/share/zoneinfo/Asia/Tokyo; for tz in Asia/Tokyo :Asia/Tokyo $zone :$zone; do \
  if [ -f $zone ]; then TZ=$tz cprof -top shop.cpu.pb.gz | grep Time:; else echo "Time: 2026-11-21 10:57:22 JST"; fi; done
Time: 2026-11-21 10:57:22 JST
Time: 2026-11-21 10:57:22 JST
Time: 2026-11-21 10:57:22 JST
Time: 2026-11-21 10:57:22 JST
$ TZ=Foo cprof -raw shop.cpu.pb.gz | grep Time:
Time: 2026-11-21 01:57:22.586979721 +0000 UTC

# `speedscope` writes all stacks for speedscope.app: a profile for each sample type, and frames that they share.

$ printf '# stack;samples/count cpu/nanoseconds\nmain;serve;search 2 30\nmain;serve 1 5\nmain;idle 3 0\n' | cprof -speedscope -
{"$schema":"https://www.speedscope.app/file-format-schema.json","exporter":"cprof","name":"profile","activeProfileIndex":1,
"shared":{"frames":[
{"name":"search"},
{"name":"serve"},
{"name":"main"},
{"name":"idle"}]},
"profiles":[
{"type":"sampled","name":"samples","unit":"none","startValue":0,"endValue":6,
"samples":[[2,1,0],[2,1],[2,3]],
"weights":[2,1,3]},
{"type":"sampled","name":"cpu","unit":"nanoseconds","startValue":0,"endValue":35,
"samples":[[2,1,0],[2,1]],
"weights":[30,5]}]}
$ cprof -speedscope -lines -focus=Voucher shop.cpu.pb.gz | tail -n 3
{"type":"sampled","name":"cpu","unit":"nanoseconds","startValue":0,"endValue":160000000,
"samples":[[2,1,0,6,0,5,4,16,15,14,14,14,13,9,3],[2,1,0,6,0,5,4,16,15,14,14,14,13,8,12,11,10],[2,1,0,6,0,5,4,16,15,14,14,13,8,7],[2,1,0,6,0,5,4,16,15,14,14,14,14,14,13,17,3],[2,1,0,6,0,5,4,16,15,14,14,14,14,13,8,12,11,10],[2,1,0,6,0,5,4,16,15,14,14,14,13,8],[2,1,0,6,0,5,4,16,15,14,14,14,14,13,17],[2,1,0,6,0,5,4,16,15,14,14,14,14,14,18],[2,1,0,6,0,5,4,16,15,14,14,14,14,13,8,12],[2,1,0,6,0,5,4,16,15,14,14,14,13,8,12],[2,1,0,6,0,5,4,16,15,14,14,14,14,13,8,12,11,10],[2,1,0,6,0,5,4,16,15,14,14,14,18],[2,1,0,6,0,5,4,16,15,14,14,14,14,14,13,8],[2,1,0,6,0,5,4,16,15,14,14,14,14,13,8,7]],
"weights":[10000000,20000000,10000000,10000000,10000000,10000000,10000000,10000000,20000000,10000000,10000000,10000000,10000000,10000000]}]}

# Values below zero, which the difference of two profiles has, cannot be shown.

$ cprof -speedscope -diff_base shop.cpu.pb.gz shop.cpu2.pb.gz
! cprof: speedscope shows no values below zero: write the profiles one by one
? 2

# In the console it goes to a file.

$ cp shop.heap.pb.gz $TMP; cd $TMP; cprof -e 'speedscope Note' -e 'save some.speedscope.json' shop.heap.pb.gz; python3 -c 'import json; print([(p["name"], p["unit"], p["endValue"]) for p in json.load(open("profile001.speedscope.json"))["profiles"]])'
[('alloc_objects', 'none', 271), ('alloc_space', 'bytes', 1390823), ('inuse_objects', 'none', 1), ('inuse_space', 'bytes', 8480)]
! Generating report in profile001.speedscope.json
! Generating report in some.speedscope.json

# It has a format of its own.

$ cprof -speedscope -json shop.cpu.pb.gz
! cprof: -speedscope and -format=json: speedscope has a format of its own
? 2

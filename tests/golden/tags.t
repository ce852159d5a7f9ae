# `tags` lists the labels of the samples: for each key what was measured under each value, and its share of
# the whole profile. The total says how much of the profile has the label at all.

$ cprof -tags shop.cpu.pb.gz
 request: Total 2.44s of 2.93s (83.28%)
          1.69s (57.68%): search
          410ms (13.99%): checkout
          340ms (11.60%): report

 route: Total 2.44s of 2.93s (83.28%)
        1.69s (57.68%): GET /search
        410ms (13.99%): GET /checkout
        340ms (11.60%): GET /report

 step: Total 400ms of 2.93s (13.65%)
       210ms ( 7.17%): ship
       190ms ( 6.48%): pay

 tenant: Total 2.44s of 2.93s (83.28%)
         800ms (27.30%): acme
         570ms (19.45%): møbel
         540ms (18.43%): globex
         530ms (18.09%): tiny & sons
\

# Numeric labels are listed with their unit. These are the sizes of allocations.

$ cprof -tags shop.heap.pb.gz | head -n 6
 bytes: Total 2.70MB of 2.70MB (  100%)
        496.75kB (17.96%): 352B
        363.15kB (13.13%): 448B
        280.84kB (10.15%): 512B
        278.71kB (10.07%): 576B
        266.13kB ( 9.62%): 320B

# In the console words are label filters: what checkouts did, without those of one tenant.

$ cprof shop.cpu.pb.gz 2>/dev/null
< tags request=checkout -tenant=acme
 request: Total 280ms of 2.93s ( 9.56%)
          280ms ( 9.56%): checkout

 route: Total 280ms of 2.93s ( 9.56%)
        280ms ( 9.56%): GET /checkout

 step: Total 280ms of 2.93s ( 9.56%)
       190ms ( 6.48%): ship
        90ms ( 3.07%): pay

 tenant: Total 280ms of 2.93s ( 9.56%)
         140ms ( 4.78%): tiny & sons
          80ms ( 2.73%): globex
          60ms ( 2.05%): møbel
\

# A profile without labels has nothing to list.

$ cprof -tags fern.node.heap.pb.gz

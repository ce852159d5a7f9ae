document.body.append("cprof");

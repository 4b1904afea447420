"""llama.cpp's own HTTP server on loopback: `serve.py WEIGHTS SECONDS KEY` prints `LISTENING URL` and ends by itself.

One slot with all of the context: the tiny model's tokens are single characters, so our prompt alone takes 10 000.
"""

from __future__ import annotations

import sys
import time

import xllamacpp

weights, seconds, key = sys.argv[1:]
settings = xllamacpp.CommonParams()
settings.model.path = weights
settings.api_keys = [key]
settings.n_ctx = 32768
settings.n_parallel = 1
settings.hostnames = ["127.0.0.1"]
settings.port = 0
settings.warmup = False
settings.use_jinja = True
settings.cpuparams.n_threads = 1
settings.cpuparams_batch.n_threads = 1
server = xllamacpp.Server(settings)
print("LISTENING", server.listening_address, flush=True)
time.sleep(float(seconds))

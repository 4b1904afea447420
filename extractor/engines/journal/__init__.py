"""The journal: one SQLite file in the cache folder that remembers what has been computed and paid for."""

from extractor.engines.journal.store import NAME as NAME
from extractor.engines.journal.store import Failure as Failure
from extractor.engines.journal.store import Info as Info
from extractor.engines.journal.store import Journal as Journal

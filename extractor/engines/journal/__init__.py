"""The journal: one SQLite file in the cache folder that remembers what has been computed and paid for."""

from extractor.engines.journal.kept import NAME as NAME
from extractor.engines.journal.kept import Failure as Failure
from extractor.engines.journal.kept import Info as Info
from extractor.engines.journal.kept import Kept as Kept
from extractor.engines.journal.store import Journal as Journal

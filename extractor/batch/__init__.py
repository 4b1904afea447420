"""Many articles."""

from extractor.batch.many import aextract_many as aextract_many
from extractor.batch.many import extract_many as extract_many

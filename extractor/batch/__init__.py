"""Many articles."""

from extractor.batch.many import extract_many as extract_many

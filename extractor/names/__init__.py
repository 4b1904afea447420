"""Names of entities: one spelling in an article, and names of the user's own across articles."""

from extractor.names.aliases import Aliases, Given
from extractor.names.chain import in_chain
from extractor.names.spelling import Kind, Named, one_spelling

__all__ = ["Aliases", "Given", "Kind", "Named", "in_chain", "one_spelling"]

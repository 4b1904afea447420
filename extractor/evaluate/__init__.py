"""Compare claims with gold: `load_gold`, then `evaluate`, then `table` (or `markdown`, or the record as JSON)."""

from extractor.evaluate.gold import GoldArticle as GoldArticle
from extractor.evaluate.gold import GoldClaim as GoldClaim
from extractor.evaluate.gold import digest as digest
from extractor.evaluate.gold import load_gold as load_gold
from extractor.evaluate.score import Comparison as Comparison
from extractor.evaluate.score import Evaluation as Evaluation
from extractor.evaluate.score import Figures as Figures
from extractor.evaluate.score import Pair as Pair
from extractor.evaluate.score import compare as compare
from extractor.evaluate.score import evaluate as evaluate
from extractor.evaluate.score import figures as figures

"""Compare claims with gold: `load_gold` reads it, `evaluate` counts, `render` shows.

`compare` and `figures` are the two halves of `evaluate`, for whoever tunes an engine and wants to see the pairs.
"""

from extractor.evaluate.gold import FLOORS as FLOORS
from extractor.evaluate.gold import GoldArticle as GoldArticle
from extractor.evaluate.gold import GoldClaim as GoldClaim
from extractor.evaluate.gold import digest as digest
from extractor.evaluate.gold import load_gold as load_gold
from extractor.evaluate.score import Accuracy as Accuracy
from extractor.evaluate.score import Comparison as Comparison
from extractor.evaluate.score import Evaluation as Evaluation
from extractor.evaluate.score import Figures as Figures
from extractor.evaluate.score import Pair as Pair
from extractor.evaluate.score import compare as compare
from extractor.evaluate.score import evaluate as evaluate
from extractor.evaluate.score import figures as figures
from extractor.evaluate.table import articles_markdown as articles_markdown
from extractor.evaluate.table import markdown as markdown
from extractor.evaluate.table import render as render

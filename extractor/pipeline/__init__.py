"""One article through an engine: `plan` asks, `finish` believes, `extract` and `aextract` wait between them.

reading    in parts of which size, and how many times, an article is read
questions  the calls: for a part, for what was rejected of its answer, for what is missing from it
context    what a later part is told of those before it
judgement  from replies to an extraction
opening    the engine that is meant, and whether its answers are answers
asking     putting the calls to the engine and waiting
naming     which names of the user's own go beside the article's
recorded   whether a recording can answer for an article
"""

from extractor.pipeline.asking import aextract as aextract
from extractor.pipeline.asking import answered as answered
from extractor.pipeline.asking import as_article as as_article
from extractor.pipeline.asking import concluded as concluded
from extractor.pipeline.asking import extract as extract
from extractor.pipeline.asking import replied as replied
from extractor.pipeline.asking import timed as timed
from extractor.pipeline.judgement import Steps as Steps
from extractor.pipeline.judgement import finish as finish
from extractor.pipeline.naming import meant as meant
from extractor.pipeline.opening import aopened as aopened
from extractor.pipeline.opening import kind as kind
from extractor.pipeline.opening import opened as opened
from extractor.pipeline.opening import settled as settled
from extractor.pipeline.questions import plan as plan
from extractor.pipeline.questions import prompt_fingerprint as prompt_fingerprint
from extractor.pipeline.reading import CHUNK_TOKENS as CHUNK_TOKENS
from extractor.pipeline.reading import Reading as Reading
from extractor.pipeline.recorded import held as held

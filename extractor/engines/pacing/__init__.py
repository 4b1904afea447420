"""How fast an endpoint is asked: what is repeated, how many requests fly at once, and who waits for what."""

from extractor.engines.pacing.concurrency import Concurrency as Concurrency
from extractor.engines.pacing.controller import Controller as Controller
from extractor.engines.pacing.controller import Slot as Slot
from extractor.engines.pacing.headers import retry_after as retry_after
from extractor.engines.pacing.retry import Pace as Pace
from extractor.engines.pacing.retry import Sign as Sign
from extractor.engines.pacing.retry import Verdict as Verdict
from extractor.engines.pacing.retry import aretrying as aretrying
from extractor.engines.pacing.retry import retrying as retrying

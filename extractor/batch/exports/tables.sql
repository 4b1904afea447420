-- One row an article, in the order of the input.
CREATE TABLE articles (
    article INTEGER NOT NULL, -- from 1: the number that the other tables point to
    id TEXT NOT NULL, -- of the text: two files with one text share it
    title TEXT,
    url TEXT,
    outlet TEXT,
    published DATE,
    lang TEXT,
    path TEXT,
    text TEXT NOT NULL,
    warnings TEXT NOT NULL, -- one a line
    engine TEXT NOT NULL,
    model TEXT NOT NULL,
    prompt TEXT,
    schema_version TEXT NOT NULL,
    requests INTEGER NOT NULL,
    retries INTEGER NOT NULL,
    reasks INTEGER NOT NULL,
    tokens_in BIGINT NOT NULL,
    tokens_out BIGINT NOT NULL,
    tokens_cached BIGINT NOT NULL,
    cost DOUBLE, -- US dollars; NULL where no price is known
    seconds DOUBLE NOT NULL,
    notes TEXT NOT NULL -- one a line
);

CREATE TABLE claims (
    article INTEGER NOT NULL,
    claim INTEGER NOT NULL, -- from 1, in the article's extraction
    id TEXT NOT NULL,
    actor TEXT NOT NULL,
    action TEXT NOT NULL,
    model TEXT,
    openness TEXT NOT NULL,
    source TEXT, -- the chain of attributions in words; NULL in the article's own voice
    statement TEXT NOT NULL,
    actor_type TEXT NOT NULL,
    action_type TEXT NOT NULL,
    status TEXT NOT NULL,
    when_written TEXT, -- the claim's `when`, a word that SQL keeps for itself
    date TEXT, -- ISO 8601 year, month or day
    support TEXT NOT NULL,
    canonical_actor TEXT, -- this and the next two by the user's aliases; NULL where these have no such name
    canonical_model TEXT,
    canonical_source TEXT,
    evidence TEXT NOT NULL, -- all its sentences, joined by ' … '
    evidence_start INTEGER NOT NULL,
    evidence_end INTEGER NOT NULL
);

-- The chain of who says so, outermost at position 1.
CREATE TABLE attributions (
    article INTEGER NOT NULL,
    claim INTEGER NOT NULL,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    type TEXT NOT NULL,
    canonical TEXT -- by the user's aliases; NULL where these have no such name
);

-- The sentences that carry a claim; places are characters of the article's text, the end not included.
CREATE TABLE evidence (
    article INTEGER NOT NULL,
    claim INTEGER NOT NULL,
    position INTEGER NOT NULL,
    char_start INTEGER NOT NULL,
    char_end INTEGER NOT NULL,
    text TEXT NOT NULL
);

-- Where actor, model, source, when and the openness words of a claim stand.
CREATE TABLE mentions (
    article INTEGER NOT NULL,
    claim INTEGER NOT NULL,
    field TEXT NOT NULL,
    position INTEGER NOT NULL,
    char_start INTEGER NOT NULL,
    char_end INTEGER NOT NULL,
    text TEXT NOT NULL
);

-- What a model said and is not believed, and why.
CREATE TABLE rejections (
    article INTEGER NOT NULL,
    position INTEGER NOT NULL,
    reason TEXT NOT NULL,
    message TEXT NOT NULL,
    statement TEXT NOT NULL,
    actor TEXT NOT NULL,
    action TEXT NOT NULL,
    model TEXT,
    status TEXT NOT NULL
);

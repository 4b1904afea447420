-- What a batch keeps: results, failures, what was paid, and who works on what.
CREATE TABLE extractions (
    key TEXT PRIMARY KEY,
    document TEXT NOT NULL,
    usage TEXT NOT NULL,
    created REAL NOT NULL
);

CREATE TABLE failures (
    key TEXT PRIMARY KEY,
    code TEXT NOT NULL,
    message TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    usage TEXT NOT NULL,
    created REAL NOT NULL
);

-- One row for each request that was sent, failed ones included. Cost is in US dollars, null where no price is known.
CREATE TABLE ledger (
    id INTEGER PRIMARY KEY,
    run TEXT NOT NULL,
    key TEXT NOT NULL,
    requests INTEGER NOT NULL,
    retries INTEGER NOT NULL,
    reasks INTEGER NOT NULL,
    tokens_in INTEGER NOT NULL,
    tokens_out INTEGER NOT NULL,
    tokens_cached INTEGER NOT NULL,
    cost REAL,
    ok INTEGER NOT NULL,
    created REAL NOT NULL
);

CREATE INDEX ledger_by_run ON ledger (run);

-- One row for each journal that is open somewhere. Its beat is the last time it was heard of.
CREATE TABLE owners (
    owner TEXT PRIMARY KEY,
    pid INTEGER NOT NULL,
    started TEXT NOT NULL,
    host TEXT NOT NULL,
    beat REAL NOT NULL
);

CREATE TABLE leases (
    key TEXT PRIMARY KEY,
    owner TEXT NOT NULL
);

CREATE INDEX leases_by_owner ON leases (owner);

-- Answers of models: what `extract` keeps.
CREATE TABLE replies (
    key TEXT PRIMARY KEY,
    draft TEXT NOT NULL,
    usage TEXT NOT NULL,
    notes TEXT NOT NULL,
    created REAL NOT NULL
);

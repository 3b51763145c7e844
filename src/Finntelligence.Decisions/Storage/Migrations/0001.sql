-- Everything that has decided, and the bytes of it.
CREATE TABLE artifacts (
    sha256 TEXT PRIMARY KEY,
    bytes {bytes} NOT NULL
);
CREATE TABLE deciders (
    id {key} PRIMARY KEY,
    product TEXT NOT NULL,
    product_sha256 TEXT NOT NULL,
    risk_version TEXT NOT NULL,
    risk_sha256 TEXT NOT NULL,
    acceptance_version TEXT NOT NULL,
    acceptance_sha256 TEXT NOT NULL,
    service TEXT NOT NULL,
    rate_card_version TEXT,
    rate_card_sha256 TEXT
);
-- Times are microseconds since 1970. decider is a row of deciders, which is there before: a constraint would look it up for each record. applicant, request, features and answer are the applicant's and become null when they are erased.
CREATE TABLE decisions (
    id {key} PRIMARY KEY,
    at BIGINT NOT NULL,
    endpoint TEXT NOT NULL,
    decider {key} NOT NULL,
    decision TEXT NOT NULL,
    applicant TEXT,
    caller TEXT,
    request TEXT,
    features {bytes},
    answer TEXT,
    figures TEXT NOT NULL,
    policy TEXT NOT NULL,
    propensity DOUBLE PRECISION NOT NULL,
    latency BIGINT NOT NULL,
    erased BIGINT
) {wide};
CREATE INDEX decisions_at ON decisions (at);
CREATE INDEX decisions_applicant ON decisions (applicant) WHERE applicant IS NOT NULL;
-- What became of a decision. Nothing is ever changed here: an event that was wrong is corrected by another one.
CREATE TABLE outcomes (
    id TEXT PRIMARY KEY,
    decision {key} NOT NULL REFERENCES decisions (id),
    outcome TEXT NOT NULL,
    at BIGINT NOT NULL,
    received BIGINT NOT NULL,
    amount DOUBLE PRECISION,
    days BIGINT,
    corrects TEXT,
    caller TEXT
);
CREATE INDEX outcomes_decision ON outcomes (decision);
-- What is written to see whether anything can be: a row that stays as it is would be written nowhere.
CREATE TABLE probe (
    tries BIGINT NOT NULL
);
INSERT INTO probe (tries) VALUES (0);

-- What an arm of an experiment that nobody is shown would have offered. It stands beside the decision and says nothing about the applicant.
CREATE TABLE shadows (
    decision TEXT NOT NULL,
    policy TEXT NOT NULL,
    decider TEXT NOT NULL REFERENCES deciders (id),
    at BIGINT NOT NULL,
    figures TEXT NOT NULL,
    PRIMARY KEY (decision, policy)
);

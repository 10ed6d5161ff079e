-- Who was asked how satisfied they were with a conversation that ended, who was not and why, and what they answered. A row
-- for each conversation that was looked at, so that none is looked at twice and what is counted can be checked.
create table rating (
    conversation_id uuid        primary key,
    account         text        not null,
    channel         text        not null,
    address         text        not null,
    language        text        not null,
    about           text        not null,
    at              timestamptz not null,
    question_id     uuid,
    passed_over     text,
    answer_id       uuid,
    points          smallint,
    words           text,
    answered_at     timestamptz,
    check ((question_id is null) <> (passed_over is null)),
    check (points between 1 and 5)
);
-- Whether a person was asked lately.
create index rating_asked on rating (address, at) where question_id is not null;
-- For finding the question that is answered.
create unique index rating_question on rating (question_id) where question_id is not null;
-- For counting.
create index rating_at on rating (at);

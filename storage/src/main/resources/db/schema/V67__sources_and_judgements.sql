-- How the public page behind each approved answer was found when it was looked at last, and what it said first since the
-- answer's owner read it.
create table answer_source (
    answer         text        primary key,
    source         text        not null,
    digest         text        not null,
    reviewed       date        not null,
    first_heading  text,
    first_text     text,
    latest_heading text,
    latest_text    text,
    looked_at      timestamptz not null,
    failure        text
);

-- How people judged answers that the bot had given and that were drawn by lot.
create table answer_judgement (
    decision_id bigint      primary key,
    answer      text        not null,
    given_at    timestamptz not null,
    verdict     text        not null check (verdict in ('right', 'incomplete', 'wrong')),
    judged_by   text        not null,
    judged_at   timestamptz not null
);
create index answer_judgement_given on answer_judgement (given_at);

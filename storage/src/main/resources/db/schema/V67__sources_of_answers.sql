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

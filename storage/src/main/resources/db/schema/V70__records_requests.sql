-- That somebody asked the city for public records. Who and for what is as the officer wrote it.
create table records_request (
    id           uuid        primary key,
    asker        text        not null,
    about        text        not null,
    received_on  date        not null,
    due_on       date        not null,
    made_by      text        not null,
    made_at      timestamptz not null,
    since        timestamptz,
    until        timestamptz,
    queue        text,
    topic        text,
    channel      text,
    words        text,
    taken_by     text,
    taken_at     timestamptz,
    given_by     text,
    given_at     timestamptz,
    given_digest text,
    check ((taken_at is null) = (taken_by is null) and (taken_at is null) = (since is null)
        and (taken_at is null) = (until is null) and (taken_at is null) = (words is null)),
    check ((given_at is null) = (given_by is null) and (given_at is null) = (given_digest is null))
);
create index records_request_made on records_request (made_at);

-- A conversation of a request: written down once, when it is taken.
create table records_item (
    request_id      uuid not null references records_request,
    number          int  not null,
    conversation_id uuid not null,
    primary key (request_id, number)
);

-- What is decided about as one. The marks are places in the text, from one character until just before another, each with
-- the code of its reason; the words stand where they were said and nowhere else.
create table records_piece (
    request_id uuid        not null,
    item       int         not null,
    number     int         not null,
    kind       text        not null,
    about      uuid        not null,
    version    int         not null default 0,
    ruling     text,
    reason     text,
    marked_from int[],
    marked_to   int[],
    marked_why  text[],
    decided_by text,
    decided_at timestamptz,
    primary key (request_id, item, number),
    foreign key (request_id, item) references records_item,
    check ((ruling is null) = (decided_at is null) and (ruling is null) = (decided_by is null))
);

-- An erasure empties these where they name the citizen; PostgreSQL samples nothing of them (V62).
alter table records_request
    alter column asker set statistics 0,
    alter column about set statistics 0,
    alter column words set statistics 0;

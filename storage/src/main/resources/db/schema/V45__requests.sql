-- What citizens asked the city's systems to do, and the journal of each. A turn writes the first row and nothing else of
-- it; whoever brings it on holds it under a lease, as sends are held.
create table request (
    id              uuid        primary key,
    conversation_id uuid        not null references conversation (id) on delete cascade,
    account         text        not null,
    channel         text        not null,
    address         text        not null,
    language        text        not null,
    service         text        not null,
    given           json        not null,
    asked_at        timestamptz not null,
    phase           text        not null,
    token           text,
    number          text,
    status          text        not null default '',
    notes           text        not null default '',
    latitude        double precision,
    longitude       double precision,
    handed_over_at  timestamptz,
    moved_at        timestamptz not null,
    tries           int         not null default 0,
    next_step       int         not null default 0,
    due_at          timestamptz,
    attempts        int         not null default 0
);
create index request_due on request (due_at) where due_at is not null;
create index request_conversation on request (conversation_id, asked_at);
create index request_number on request (service, number) where number is not null;
create index request_near on request (service, latitude) where phase = 'NUMBERED';
create index request_asked on request (asked_at) where number is not null;

create table request_step (
    request_id uuid        not null references request (id) on delete cascade,
    number     int         not null,
    word       text        not null,
    status     text        not null,
    because    text        not null,
    tell       text,
    at         timestamptz not null,
    told_at    timestamptz,
    heard      boolean,
    primary key (request_id, number)
);
create index request_step_untold on request_step (request_id, number) where tell is not null and told_at is null;

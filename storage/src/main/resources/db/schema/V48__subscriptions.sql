-- Who gets the messages of a programme, with the proof that they asked for them. The consent ledger says how a citizen
-- stands; a row here follows from its lines, in their transaction, and ends with them. Rows are never taken away, so that a
-- consent that was withdrawn can still be shown to have been given.
create table subscription (
    id         uuid        primary key default gen_random_uuid(),
    account    text        not null,
    channel    text        not null,
    address    text        not null,
    programme  text        not null,
    language   text        not null,
    since      timestamptz not null,
    how        text        not null,
    words      text        not null,
    shown      text        not null,
    ended_at   timestamptz,
    ended_by   text
);
create unique index subscription_live on subscription (account, channel, address, programme) where ended_at is null;
create index subscription_programme on subscription (programme) where ended_at is null;

-- The record is sent on to other systems of the city. A row for each feed that ever began: how far it has come, and
-- since when its receiver takes nothing.
create table feed (
    name          text        primary key,
    next_index    bigint      not null check (next_index >= 0),
    failing_since timestamptz,
    failed_times  integer     not null default 0,
    retry_at      timestamptz,
    because       text,
    parked_at     timestamptz,
    version       bigint      not null default 0
);

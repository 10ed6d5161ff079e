-- What is older than the city's schedules say is removed once a day. A row for each day's run, with what it has removed so
-- far; whoever finds it unfinished goes on there.
create table retention_run (
    day           date        primary key,
    begun_at      timestamptz not null,
    finished_at   timestamptz,
    conversations bigint      not null default 0,
    files         bigint      not null default 0,
    quarantined   bigint      not null default 0
);

-- The oldest conversations that are still as they were.
create index conversation_kept on conversation (stage_at) where state = 'closed' and not starts_with(address, 'erased-');

-- The oldest files that are still there.
create index attachment_kept on attachment (received_at) where state not in ('ERASED', 'REFUSED') and due_at is null;

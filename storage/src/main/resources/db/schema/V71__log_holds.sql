-- A database that was put back from a backup does not sign the log until a person has decided that it may.
create table log_hold (
    log     text        primary key,
    held_at timestamptz not null,
    because text        not null,
    seen    bytea
);

-- Deliveries that are the provider's and could not be read, as they came. `digest` is the SHA-256 of method, endpoint,
-- query and body, so that one that is sent again and again is kept once.
create table quarantine (
    id          bigint      primary key generated always as identity,
    account     text        not null,
    channel     text        not null,
    method      text        not null,
    endpoint    text        not null,
    url         text        not null,
    headers     json        not null,
    body        bytea       not null,
    digest      bytea       not null,
    because     text        not null,
    received_at timestamptz not null,
    settled_at  timestamptz,
    settled_how text check (settled_how in ('READ_AGAIN', 'SET_ASIDE')),
    unique (account, digest)
);
create index quarantine_waiting on quarantine (id desc) where settled_at is null;

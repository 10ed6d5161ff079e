create table ended_session (
    session    text primary key,
    expires_at timestamptz not null
);

-- Drafts that decide beside the active version, what each node found of them, and how far replays have come.
create table configuration_shadow (
    id        uuid        primary key,
    draft     text        not null references configuration_version (id),
    beside    text        not null references configuration_version (id),
    share     int         not null,
    begun_by  text        not null,
    begun_at  timestamptz not null,
    ends_at   timestamptz not null,
    ended_at  timestamptz,
    ended_by  text,
    because   text
);
create unique index configuration_shadow_one_runs on configuration_shadow ((ended_at is null)) where ended_at is null;

create table configuration_shadow_finding (
    shadow  uuid   not null references configuration_shadow (id) on delete cascade,
    writer  text   not null,
    found   jsonb  not null,
    primary key (shadow, writer)
);

create table configuration_replay (
    id        uuid        primary key,
    node      text        not null,
    replay    jsonb       not null,
    begun_at  timestamptz not null
);
create index configuration_replay_begun on configuration_replay (begun_at);

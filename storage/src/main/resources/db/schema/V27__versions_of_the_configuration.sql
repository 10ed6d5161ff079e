-- The city's configuration in versions, what was done with each, and which node decides by which.
create table configuration_version (
    id         text        primary key,
    files      bytea       not null,
    note       text        not null,
    after      text,
    pushed_at  timestamptz not null
);

create table configuration_step (
    seq      bigint      generated always as identity primary key,
    version  text        not null references configuration_version (id),
    kind     text        not null,
    who      text        not null,
    at       timestamptz not null,
    says     text        not null,
    instead  text
);
create index configuration_step_version on configuration_step (version, seq);

create table configuration_state (
    only_row      boolean     primary key default true check (only_row),
    active        text        references configuration_version (id),
    next     text        references configuration_version (id),
    next_by  text,
    next_at  timestamptz
);
insert into configuration_state default values;

create table configuration_node (
    node      text        primary key,
    version   text        not null,
    since     timestamptz not null,
    seen_at   timestamptz not null,
    prepared  text,
    refused   text,
    because   text
);

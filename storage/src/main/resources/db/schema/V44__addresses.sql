-- Lists of addresses, by which a citizen's words become an address. A list never changes: another one takes its place.
create extension if not exists pg_trgm;
create table place_list (
    id        bigint      generated always as identity primary key,
    digest    text        not null,
    loaded_at timestamptz not null,
    used_at   timestamptz not null
);
create index place_list_digest on place_list (digest, id);

create table place_street (
    list_id bigint not null references place_list (id) on delete cascade,
    id      int    not null,
    label   text   not null,
    primary key (list_id, id)
);

create table place_street_name (
    list_id  bigint  not null references place_list (id) on delete cascade,
    name     text    not null,
    is_whole boolean not null,
    streets  int[]   not null,
    primary key (list_id, name, is_whole)
);
create index place_street_name_near on place_street_name using gist (name gist_trgm_ops);

create table place_address (
    list_id      bigint           not null references place_list (id) on delete cascade,
    id           text             not null,
    street       int              not null,
    number       text             not null,
    plain_number text             not null,
    unit         text             not null,
    other        int              not null,
    zip          text             not null,
    area         text             not null,
    latitude     double precision not null,
    longitude    double precision not null,
    primary key (list_id, id)
);
create index place_address_number on place_address (list_id, street, plain_number);
create index place_address_crossing on place_address (list_id, other) where street <> other;
create index place_address_point on place_address (list_id, latitude);

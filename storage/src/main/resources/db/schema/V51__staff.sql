-- What supervisors wrote down of each of the staff, and what each chose last. Whether a console of theirs is open is
-- held in Redis and nowhere else.
create table staff_profile (
    agent     text   primary key,
    skills    jsonb  not null,
    languages jsonb  not null,
    queues    text[] not null,
    capacity  int    not null
);

create table attendance (
    agent  text        primary key,
    choice text        not null,
    reason text        not null,
    since  timestamptz not null
);

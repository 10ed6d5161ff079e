-- What the providers last said of the texts that they approve. All rows of an account are written together, so that a text
-- the provider has no more is no more here.
create table template_state (
    account  text        not null,
    name     text        not null,
    language text        not null,
    state    text        not null check (state in ('APPROVED', 'PENDING', 'REJECTED', 'PAUSED', 'GONE')),
    reason   text        not null,
    category text,
    body     text        not null,
    primary key (account, name, language)
);

create table template_reading (
    account text        primary key,
    read_at timestamptz not null
);

-- One citizen may have several addresses on an account: a provider's own id, a number, a later number. What they
-- say of being written to counts for all of them.
create table alias (
    account text not null,
    channel text not null,
    address text not null,
    person  uuid not null,
    id      text,
    primary key (account, channel, address)
);
create index alias_person on alias (person);

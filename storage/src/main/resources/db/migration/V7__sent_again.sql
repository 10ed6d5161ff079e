-- The provider's id of a part before a person had it sent again: the provider goes on to list it.
alter table part add column earlier_id text;
create index part_earlier on part (account, earlier_id) where earlier_id is not null;

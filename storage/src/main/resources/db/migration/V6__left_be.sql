-- A message that was not delivered and that a person decided to leave: by whom, when, and why.
alter table outbox add column left_at timestamptz;
alter table outbox add column left_by text;
alter table outbox add column left_because text;

drop index outbox_dead;
create index outbox_dead on outbox (settled_at desc, seq desc) where dead and left_at is null;

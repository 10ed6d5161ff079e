-- A provider may bring a message twice, to two nodes. If the copy that came first lay in a spool while the other was
-- stored, the message is handled in the first one's place.
alter table inbound add column earlier_at timestamptz;
drop index inbound_unfinished;
create index inbound_unfinished on inbound (account, channel, address, (coalesce(earlier_at, received_at)), seq)
    where finished_at is null;

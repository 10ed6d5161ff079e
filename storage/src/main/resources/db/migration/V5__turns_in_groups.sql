-- A lane's messages are handled in the order in which they came to the gateway. That is not always the order in which
-- they were stored: one that waited in a node's spool while this database was away is stored late.
drop index inbound_unfinished;
create index inbound_unfinished on inbound (account, channel, address, received_at, seq) where finished_at is null;

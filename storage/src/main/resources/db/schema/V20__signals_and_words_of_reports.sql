-- What is no message needs no turn, and is read beside the messages it is about.
alter table inbound add column signal boolean not null default false;
create index inbound_signal on inbound (account, channel, address, received_at) where signal;

-- What a provider says of a failure, beside its code, for whoever reads it at the desk.
alter table parked_report add column words text;

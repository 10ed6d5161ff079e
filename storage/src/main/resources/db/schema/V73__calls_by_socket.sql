-- A caller may be spoken with over a socket, and when that is lost over another one: only the last one speaks.
alter table phone_line add column socket uuid;

-- What a caller was cut off from is looked for among what was said to them over sockets.
create index outbox_said_by_socket on outbox (account, channel, address) where said_under like '%:socket:%';

-- What met a full mailbox is tried again later, and holds nothing of its lane until then. What came back because nobody
-- has the address counts against the address.
alter table outbox add column again_at timestamptz;
alter table outbox add column bounced_at timestamptz;
create index outbox_again on outbox (again_at) where again_at is not null;
create index outbox_bounced on outbox (account, channel, address) where bounced_at is not null;

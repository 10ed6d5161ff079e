-- A citizen's message is committed to in the public log with the time at which it was sent, to the nanosecond where a
-- provider tells none and our own clock stands in for it. A timestamptz has microseconds; these are what is left over.
alter table inbound add column sent_nanos smallint not null default 0;

-- A citizen's message knows its own entry of the audit stream, the one with the commitment to its words, so that only
-- what we have written ourselves is to be looked for there: an index over random ids is dear to add to.
alter table inbound add column entry_id bigint;

update inbound i
set entry_id = e.id
from (
    select message_id, min(id) as id
    from audit_entry
    where kind = 'message.received' and message_id is not null
    group by message_id
) e
where e.message_id = i.id;

alter table inbound alter column entry_id set not null;

drop index audit_message;
create index audit_written on audit_entry (message_id) where kind = 'message.written';

-- A receipt shows the entry of each decision, and finds it by the message it is about, as it finds that of what was written.
create index if not exists audit_decided on audit_entry (message_id) where kind = 'message.decided';

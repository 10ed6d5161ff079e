-- Citizens are reminded of a form that they left open: those are found by how long nothing was said.
create index conversation_form on conversation (last_activity_at, id)
    where state = 'bot' and session -> 'flow' is not null and session -> 'flow' -> 'isOffered' is null;

-- How long people of a queue needed lately is read every few seconds, by when they took.
create index conversation_taken on conversation (first_taken_at) where first_taken_at is not null;

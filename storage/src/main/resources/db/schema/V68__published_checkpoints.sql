-- A checkpoint that waits for its witnesses is signed, and not yet handed out.
alter table log_checkpoint add column published boolean not null default true;
create index log_checkpoint_published on log_checkpoint (size) where published;

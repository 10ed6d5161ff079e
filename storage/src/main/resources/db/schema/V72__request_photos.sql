-- What became of the photo that a citizen sent with a request, and the address at which its system fetches it.
alter table request
    add column photo       text check (photo in ('SENT', 'LEFT')),
    add column photo_link  text,
    add column photo_until timestamptz;
create unique index request_photo_link on request (photo_link) where photo_link is not null;

-- A sample for the planner would outlive an erasure.
alter table request alter column photo_link set statistics 0;

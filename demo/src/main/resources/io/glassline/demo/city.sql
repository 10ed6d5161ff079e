-- The example city's own systems: what a city's databases would hold. Dates are around today.
create schema if not exists city;
create table if not exists city.permit (
    number       text primary key,
    kind         text not null,
    address_hint text not null,
    status       text not null,
    status_since date not null,
    next_step    text not null
);
insert into city.permit (number, kind, address_hint, status, status_since, next_step) values
('PRM-2026-0101', 'building',      'Harbour Street, odd side',  'approved',        '2026-01-19', 'You may begin. Book the first inspection a week before.'),
('PRM-2026-0102', 'fence',         'Elm Lane',                  'approved',        '2026-01-12', 'Nothing more is needed.'),
('PRM-2026-0103', 'demolition',    'Old Mill Road',             'refused',         '2026-02-02', 'You may appeal within 30 days of the letter.'),
('PRM-2026-0104', 'street closure','Market Square',             'approved',        '2026-02-20', 'Collect the signs two days before the event.'),
('PRM-2026-0105', 'electrical',    'Station Road',              'in review',       '2026-02-16', 'A reviewer looks at it within ten working days.'),
('PRM-2026-0106', 'plumbing',      'Station Road',              'in review',       '2026-02-16', 'A reviewer looks at it within ten working days.'),
('PRM-2026-0107', 'sign',          'Market Square',             'waiting for you', '2026-02-11', 'Send a drawing with measurements.'),
('PRM-2026-0108', 'building',      'Park Avenue, south end',    'received',        '2026-02-26', 'We check that everything is there, within five working days.'),
('PRM-2026-0109', 'tree removal',  'Chestnut Close',            'waiting for you', '2026-02-09', 'Send a photograph of the tree and its trunk.'),
('PRM-2026-0110', 'outdoor seating','Quay Side',                'approved',        '2026-02-23', 'Pay the season fee before you put out tables.'),
('PRM-2026-0111', 'pool',          'Sunny Bank',                'in review',       '2026-02-18', 'The neighbours have until 9 March to answer.'),
('PRM-2026-0112', 'solar panels',  'Elm Lane',                  'approved',        '2026-01-28', 'Send the installer''s certificate when it is done.'),
('PRM-2026-0113', 'scaffold',      'Harbour Street, even side', 'expired',         '2026-02-01', 'Ask for a new permit if the scaffold still stands.'),
('PRM-2026-0114', 'deck',          'River Walk',                'inspection due',  '2026-02-24', 'Book the final inspection.'),
('PRM-2026-0115', 'garage',        'Mill Pond Way',             'inspection due',  '2026-02-25', 'Book the foundation inspection.'),
('PRM-2026-0116', 'roof',          'Chestnut Close',            'approved',        '2026-02-13', 'You may begin.'),
('PRM-2026-0117', 'building',      'Orchard Street',            'in review',       '2026-02-19', 'The fire department answers by 12 March; then the decision follows.'),
('PRM-2026-0118', 'change of use', 'Quay Side',                 'waiting for you', '2026-02-17', 'Send the floor plan with the exits marked.'),
('PRM-2026-0119', 'street closure','Orchard Street',            'refused',         '2026-02-21', 'Choose another day: the bus line cannot be moved on that one.'),
('PRM-2026-0120', 'food truck',    'Stadium car park',          'approved',        '2026-02-27', 'Show the permit in the window.'),
('PRM-2026-0121', 'driveway',      'Park Avenue, north end',    'received',        '2026-02-28', 'We check that everything is there, within five working days.'),
('PRM-2026-0122', 'noise',         'Old Mill Road',             'in review',       '2026-02-27', 'A reviewer looks at it within ten working days.'),
('PRM-2026-0123', 'excavation',    'Station Road',              'approved',        '2026-02-10', 'Call the utilities'' line three days before you dig.'),
('PRM-2026-0124', 'building',      'River Walk',                'withdrawn',       '2026-02-05', 'Nothing more is needed. Half of the fee is paid back.'),
('PRM-2026-0125', 'sign',          'Harbour Street, odd side',  'received',        '2026-03-01', 'We check that everything is there, within five working days.')
on conflict (number) do nothing;

-- Trash days. An area has a day of the week; a city holiday moves it and the days behind it by one.
create table if not exists city.holiday (day date primary key);
insert into city.holiday (day)
select make_date(y, m, d)
from generate_series(extract(year from current_date)::int - 1, extract(year from current_date)::int + 2) as y,
     (values (1, 1), (7, 4), (12, 25)) as fixed (m, d)
on conflict do nothing;
-- Thanksgiving is the fourth Thursday of November, Labor Day the first Monday of September.
insert into city.holiday (day)
select day::date
from generate_series(date_trunc('year', current_date) - interval '1 year', date_trunc('year', current_date) + interval '3 years', interval '1 day') as day
where (extract(month from day) = 11 and extract(isodow from day) = 4 and extract(day from day) between 22 and 28)
   or (extract(month from day) = 9 and extract(isodow from day) = 1 and extract(day from day) <= 7)
on conflict do nothing;

create table if not exists city.collection (
    area text not null,
    day  date not null,
    what text not null,
    note text not null,
    primary key (area, day)
);
insert into city.collection (area, day, what, note)
select area,
       (planned + moved)::date,
       case when extract(month from planned) between 4 and 11 then 'trash, recycling and yard waste' else 'trash and recycling' end,
       case when moved > 0 then ', one day late because of a holiday' else '' end
from (
    select area, coming::date as planned,
           (select count(*) from city.holiday as h
            where h.day between date_trunc('week', coming)::date and coming::date)::int as moved
    from (values ('Monday', 1), ('Tuesday', 2), ('Wednesday', 3), ('Thursday', 4), ('Friday', 5)) as areas (area, isodow),
         generate_series(current_date - interval '60 days', current_date + interval '2 years', interval '1 day') as coming
    where extract(isodow from coming) = isodow
) as plan
on conflict do nothing;

create table if not exists city.water_account (
    number    text primary key,
    last_name text not null,
    balance   numeric(10, 2) not null,
    due       date not null,
    paid      numeric(10, 2) not null,
    paid_on   date not null
);
insert into city.water_account (number, last_name, balance, due, paid, paid_on)
select lpad((44100000 + n * 7)::text, 8, '0'),
       (array['Garcia', 'Nguyen', 'Smith', 'Johnson', 'Lopez', 'Okafor', 'Novak', 'Haddad', 'Kim', 'Rossi'])[1 + n % 10],
       round((18 + (n * 37) % 120 + ((n * 13) % 100) / 100.0)::numeric, 2),
       (date_trunc('month', current_date) + interval '1 month' + interval '19 days')::date,
       round((20 + (n * 29) % 90)::numeric, 2),
       (date_trunc('month', current_date) + interval '9 days' - interval '1 month')::date
from generate_series(0, 1999) as n
on conflict do nothing;
insert into city.water_account (number, last_name, balance, due, paid, paid_on) values
('44102288', 'Rivera', 84.20, (date_trunc('month', current_date) + interval '1 month' + interval '19 days')::date, 61.75, (date_trunc('month', current_date) - interval '12 days')::date)
on conflict do nothing;

create table if not exists city.parking_ticket (
    number text primary key,
    reason text not null,
    place  text not null,
    issued date not null,
    status text not null,
    due    numeric(10, 2) not null,
    due_on date not null
);
insert into city.parking_ticket (number, reason, place, issued, status, due, due_on)
select 'AB-' || (204000 + n),
       (array['expired meter', 'no parking zone', 'street sweeping', 'blocked hydrant', 'two hour limit'])[1 + n % 5],
       (1 + (n * 17) % 400) || ' ' || (array['Elm Street', 'Oak Street', 'Pine Street', 'Harbor Street', 'Bay Street'])[1 + n % 5],
       issued,
       case when n % 7 = 0 then 'paid' when n % 11 = 0 then 'under appeal' when current_date > issued + 21 then 'late, with $15 added' else 'open' end,
       case when n % 7 = 0 then 0 when current_date > issued + 21 and n % 11 > 0 then 45 else 30 end,
       issued + 21
from (select n, (current_date - (n % 60))::date as issued from generate_series(0, 999) as n) as tickets
on conflict do nothing;

create table if not exists city.dog_license (
    tag         text primary key,
    dog         text not null,
    valid_until date not null,
    fee         numeric(10, 2) not null
);
insert into city.dog_license (tag, dog, valid_until, fee)
select 'D-' || (3000 + n),
       (array['Bella', 'Max', 'Luna', 'Rocky', 'Coco', 'Duke', 'Nina', 'Toby'])[1 + n % 8],
       (current_date + ((n * 11) % 360))::date,
       case when n % 2 = 0 then 8 else 15 end
from generate_series(0, 499) as n
on conflict do nothing;

create table if not exists city.class (
    name        text not null,
    kind        text not null,
    place       text not null,
    days        text not null,
    starts      date not null,
    fee         numeric(10, 2) not null,
    places_left int not null,
    primary key (name, starts)
);
insert into city.class (name, kind, place, days, starts, fee, places_left)
select name, kind, place, days, (date_trunc('week', current_date) + interval '2 weeks')::date + shift, fee, places_left
from (values
    ('Swim lessons for children', 'swim', 'Bay Park Pool', 'Saturdays', 5, 45, 6),
    ('Swim lessons for adults', 'swim', 'Bay Park Pool', 'Tuesdays and Thursdays', 1, 50, 3),
    ('Youth soccer', 'sport', 'Harbor Field', 'Saturdays', 5, 30, 14),
    ('Morning yoga', 'sport', 'Elm Street Center', 'Mondays and Wednesdays', 0, 25, 8),
    ('Watercolor for beginners', 'art', 'Library, 20 Bay Street', 'Tuesdays and Thursdays', 1, 35, 4),
    ('Guitar for all', 'art', 'Elm Street Center', 'Sundays', 6, 20, 9),
    ('Community room', 'facility', 'Library, 20 Bay Street', 'every day', 0, 15, 2),
    ('Tennis court', 'facility', 'Harbor Field', 'every day', 0, 6, 5)
) as offers (name, kind, place, days, shift, fee, places_left)
on conflict do nothing;

-- The first and third Tuesday of each month.
create table if not exists city.council_meeting (day date primary key, subject text not null);
insert into city.council_meeting (day, subject)
select day::date, case when extract(month from day) = 12 and extract(day from day) <= 7 then 'budget hearing' else 'regular meeting' end
from generate_series(current_date - 30, current_date + 400, interval '1 day') as day
where extract(isodow from day) = 2 and (extract(day from day) <= 7 or extract(day from day) between 15 and 21)
on conflict do nothing;

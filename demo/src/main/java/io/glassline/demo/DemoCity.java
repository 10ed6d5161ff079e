package io.glassline.demo;

import io.glassline.storage.postgres.Database;

/// The example city's own system, for the demo and the harness: a table of permits, as a city's database would have
/// one. Nothing of it is in a production database.
public final class DemoCity {

    private DemoCity() {}

    /// Makes `city.permit` and its rows, where they are not there already.
    public static void fill(Database database) {
        database.jdbi().useTransaction(handle -> {
            handle.execute("select pg_advisory_xact_lock(hashtextextended('demo city', 0))");
            handle.createScript("""
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
                            """).execute();
        });
    }
}

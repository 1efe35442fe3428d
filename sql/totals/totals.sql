-- What is loaded of each release beside what was published of it; of no release, no row.
select source_release, grain, key, expected, found, difference, agrees from release_totals order by all;

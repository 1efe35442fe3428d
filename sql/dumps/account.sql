-- What became of the records of a dump: set variable dump_id = '...';
select messages, cables, duplicates, quarantined, joined from load_dumps where dump_id = getvariable('dump_id');
